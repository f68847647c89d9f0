import { calendarDate, isCalendarDate, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'

/** `11月22日(日)`, with the year when it is another one than today's; text that is no date stays as it is. */
export function dayText(date: string): string {
  if (!isCalendarDate(date)) return date
  const year = date.slice(0, 4)
  const short = formatShort(calendarDate(date))
  return todayInJapan(new Date()).startsWith(year) ? short : `${year}年${short}`
}

/** `11月22日(日) 14:03` in Japan, from an instant. */
export function momentText(instant: string): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : `${dayText(todayInJapan(at))} ${timeInJapan(at)}`
}
