import holidayJp from '@holiday-jp/holiday_jp'
import { addDays, type CalendarDate, calendarDate, dayOfWeek } from './calendar-date.ts'
import { formatDate } from './date-text.ts'
import { ok, type Result, refuse } from './result.ts'

/** The holiday table knows these days and no others: earlier law differs, and later holidays are not yet announced. */
export const HOLIDAYS_KNOWN = { from: calendarDate('1970-01-01'), until: calendarDate('2050-12-31') } as const

/** Local Autonomy Act Art. 4-2 and the ordinances under it: public offices are closed from 29 December to 3 January. */
function isYearEndClosure(date: CalendarDate): boolean {
  const monthAndDay = date.slice(5)
  return monthAndDay >= '12-29' || monthAndDay <= '01-03'
}

/** Name of the national holiday on a day (substitute holidays included), undefined for any other day. Source: @holiday-jp/holiday_jp. */
export function findHolidayName(date: CalendarDate): string | undefined {
  return holidayNames.get(date)
}

const holidayNames: ReadonlyMap<string, string> = new Map(
  Object.values(holidayJp.holidays).map(({ date, name }) => [date, name]),
)

/** Neither Saturday, Sunday, national holiday nor year-end closure. Refuses days outside the holiday table. */
export function isBusinessDay(date: CalendarDate): Result<boolean> {
  if (date < HOLIDAYS_KNOWN.from || date > HOLIDAYS_KNOWN.until) {
    return refuse(
      'business_day_unknown',
      `${formatDate(HOLIDAYS_KNOWN.from)}から${formatDate(HOLIDAYS_KNOWN.until)}までの日でないと、祝日がわからず営業日を数えられません。`,
    )
  }
  return ok(dayOfWeek(date) <= 5 && !isYearEndClosure(date) && !holidayNames.has(date))
}

/**
 * The n-th business day after a date (before it when negative); the date itself for 0, business day or not.
 * Refuses a count that is not a whole number and a way that leaves the holiday table.
 */
export function addBusinessDays(date: CalendarDate, count: number): Result<CalendarDate> {
  if (!Number.isInteger(count)) return refuse('business_day_count', '営業日の数は整数で指定してください。')
  const step = count < 0 ? -1 : 1
  let day = date
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step)
    const open = isBusinessDay(day)
    if (!open.ok) return open
    if (open.value) left -= 1
  }
  return ok(day)
}

/** The first business day after a date, never the date itself. */
export function nextBusinessDay(date: CalendarDate): Result<CalendarDate> {
  return addBusinessDays(date, 1)
}

/** The date itself if business is done on it, else the next day it is: how a due date moves past a holiday. */
export function businessDayOnOrAfter(date: CalendarDate): Result<CalendarDate> {
  return addBusinessDays(addDays(date, -1), 1)
}

/** The date itself if business is done on it, else the last day before: how a pension is paid. */
export function businessDayOnOrBefore(date: CalendarDate): Result<CalendarDate> {
  return addBusinessDays(addDays(date, 1), -1)
}
