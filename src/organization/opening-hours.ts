/** When a window is open. Times are Japan time; nothing here reads a clock. */
import { findHolidayName } from '#kernel/business-day.ts'
import { type CalendarDate, type DayOfWeek, dayOfWeek, todayInJapan } from '#kernel/calendar-date.ts'

export type HoursSpan = {
  readonly weekdays: readonly DayOfWeek[]
  /** Only the nth such weekday of the month (第3土曜日). */
  readonly nth?: readonly number[]
  /** Minutes since midnight; `to` is the first minute that is closed. */
  readonly from: number
  readonly to: number
}

export type OpeningHours =
  | { readonly kind: 'unknown'; readonly text?: string }
  | {
      readonly kind: 'weekly'
      readonly spans: readonly HoursSpan[]
      readonly closedOnHolidays: boolean
      /** 12/29 to 1/3 (地方自治法第4条の2, holidays of local governments). */
      readonly closedAtYearEnd: boolean
      readonly text?: string
    }

/** A moment on the wall clock in Japan. */
export type JapanTime = { readonly date: CalendarDate; readonly minutes: number }

/** The wall clock in Japan for an instant. Japan has no summer time, so the shift is always nine hours. */
export function japanTimeOf(instant: Date): JapanTime {
  const shifted = new Date(instant.getTime() + 9 * 3_600_000)
  return { date: todayInJapan(instant), minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes() }
}

function isYearEnd(date: CalendarDate): boolean {
  const monthDay = date.slice(5)
  return monthDay >= '12-29' || monthDay <= '01-03'
}

export type OpenState =
  | { readonly kind: 'open'; readonly until: string }
  | { readonly kind: 'closed'; readonly because: string }
  | { readonly kind: 'unknown'; readonly because: string }

/** "08:30" for minutes since midnight. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** Open, closed and why, or not known. */
export function openState(hours: OpeningHours, now: JapanTime): OpenState {
  if (hours.kind === 'unknown') {
    const known = hours.text === undefined ? '' : `（登録されている記載：${hours.text}）`
    return { kind: 'unknown', because: `受付時間がはっきり登録されていません${known}。` }
  }
  if (hours.closedAtYearEnd && isYearEnd(now.date)) return { kind: 'closed', because: '年末年始の休みです。' }
  const holiday = findHolidayName(now.date)
  if (hours.closedOnHolidays && holiday !== undefined)
    return { kind: 'closed', because: `祝日（${holiday}）の休みです。` }
  const weekday = dayOfWeek(now.date)
  const week = Math.ceil(Number(now.date.slice(8, 10)) / 7)
  const today = hours.spans.filter(
    (span) => span.weekdays.includes(weekday) && (span.nth === undefined || span.nth.includes(week)),
  )
  if (today.length === 0) return { kind: 'closed', because: '今日は受付のない曜日です。' }
  const current = today.find((span) => span.from <= now.minutes && now.minutes < span.to)
  if (current !== undefined) return { kind: 'open', until: clockText(current.to) }
  const times = today.map((span) => `${clockText(span.from)}〜${clockText(span.to)}`).join('、')
  return { kind: 'closed', because: `今日の受付は${times}です。` }
}

const dayNames = '月火水木金土日'

function dayRange(weekdays: readonly DayOfWeek[]): string {
  const days = weekdays.toSorted((one, other) => one - other)
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return ''
  const unbroken = days.length > 2 && last - first === days.length - 1
  return unbroken ? `${dayNames[first - 1]}〜${dayNames[last - 1]}` : days.map((day) => dayNames[day - 1]).join('・')
}

/** 「月〜金 08:30〜17:15（祝日・年末年始は休み）」; undefined while the hours are not known. */
export function hoursInWords(hours: OpeningHours): string | undefined {
  if (hours.kind === 'unknown') return undefined
  const spans = hours.spans.map(({ weekdays, nth, from, to }) => {
    const which = nth === undefined ? '' : `第${nth.join('・')}`
    return `${which}${dayRange(weekdays)} ${clockText(from)}〜${clockText(to)}`
  })
  const closed = [hours.closedOnHolidays ? '祝日' : '', hours.closedAtYearEnd ? '年末年始' : ''].filter(
    (one) => one !== '',
  )
  return `${spans.join('、')}${closed.length === 0 ? '' : `（${closed.join('・')}は休み）`}`
}
