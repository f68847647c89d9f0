import type { Brand } from './brand.ts'

/** A day of the calendar, `2026-03-31`: no time, no zone. Compares as text. Years 0001 to 9999 of the Gregorian calendar. */
export type CalendarDate = Brand<string, 'CalendarDate'>

/** ISO 8601 and GIF 441: 1 is Monday, 7 is Sunday. */
export type DayOfWeek = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Year, month (1–12) and day (1–31) as numbers. */
export type YearMonthDay = Readonly<{ year: number; month: number; day: number }>

const MILLISECONDS_A_DAY = 86_400_000
const JAPAN_AHEAD_OF_UTC = 9 * 3_600_000
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** 28 to 31; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && leap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0)
}

/** True only for `YYYY-MM-DD` that names a day which exists. */
export function isCalendarDate(value: unknown): value is CalendarDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const { year, month, day } = partsOf(value)
  return year >= 1 && day >= 1 && day <= daysInMonth(year, month)
}

/** A date written in code or read back from our own database. Throws on a day that does not exist: that is a defect. */
export function calendarDate(text: string): CalendarDate {
  if (isCalendarDate(text)) return text
  throw new RangeError('not a calendar date')
}

/** The date of the given parts, or undefined when there is no such day. */
export function findCalendarDate({ year, month, day }: YearMonthDay): CalendarDate | undefined {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  return isCalendarDate(text) ? text : undefined
}

/** Year, month and day of a date. */
export function partsOf(date: string): YearMonthDay {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** The date so many days later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** The same day so many months later; the last day of that month when it has no such day (1/31 → 2/28). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(date)
  const count = year * 12 + month - 1 + months
  const target = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 }
  return fromParts({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) })
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Negative, zero or positive, for sorting. */
export function compareDates(left: CalendarDate, right: CalendarDate): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** 1 is Monday, 7 is Sunday. */
export function dayOfWeek(date: CalendarDate): DayOfWeek {
  const days = [1, 2, 3, 4, 5, 6, 7] as const
  return days[(((dayNumber(date) + 3) % 7) + 7) % 7] ?? 1
}

/** Completed years on a day. Someone born on 29 February turns a year older on 1 March of a common year. */
export function ageOn(bornOn: CalendarDate, date: CalendarDate): number {
  const years = partsOf(date).year - partsOf(bornOn).year
  return date.slice(5) < bornOn.slice(5) ? years - 1 : years
}

/** The calendar day it is in Japan at an instant. A `Date` serves as the instant only; no day is ever read from it. */
export function todayInJapan(instant: Date): CalendarDate {
  return fromDayNumber(Math.floor((instant.getTime() + JAPAN_AHEAD_OF_UTC) / MILLISECONDS_A_DAY))
}

/** The clock in Japan at an instant, `14:03`. */
export function timeInJapan(instant: Date): string {
  const minutes = Math.floor((instant.getTime() + JAPAN_AHEAD_OF_UTC) / 60_000)
  const ofDay = ((minutes % 1440) + 1440) % 1440
  return `${pad(Math.floor(ofDay / 60), 2)}:${pad(ofDay % 60, 2)}`
}

/** Milliseconds since 1970 (UTC) at which the day begins in Japan: what a validity or a clock is counted from. */
export function startOfDayInJapan(date: CalendarDate): number {
  return dayNumber(date) * MILLISECONDS_A_DAY - JAPAN_AHEAD_OF_UTC
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function fromParts(parts: YearMonthDay): CalendarDate {
  const date = findCalendarDate(parts)
  if (date === undefined) throw new RangeError('outside the calendar of the years 1 to 9999')
  return date
}

/** Days since 1970-01-01, counted with March as the first month so that the leap day comes last. */
function dayNumber(date: CalendarDate): number {
  const { year, month, day } = partsOf(date)
  const marchYear = month <= 2 ? year - 1 : year
  const dayOfMarchYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  return marchYear * 365 + leapDays + dayOfMarchYear - 719_468
}

function fromDayNumber(days: number): CalendarDate {
  const sinceYearZero = days + 719_468
  const cycle = Math.floor(sinceYearZero / 146_097)
  const ofCycle = sinceYearZero - cycle * 146_097
  const yearOfCycle = Math.floor(
    (ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36_524) - Math.floor(ofCycle / 146_096)) / 365,
  )
  const leapDays = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100)
  const ofYear = ofCycle - yearOfCycle * 365 - leapDays
  const marchMonth = Math.floor((5 * ofYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
  return fromParts({ year, month, day: ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1 })
}
