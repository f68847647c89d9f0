import {
  type CalendarDate,
  compareDates,
  dayOfWeek,
  daysInMonth,
  findCalendarDate,
  partsOf,
  type YearMonthDay,
} from './calendar-date.ts'
import { plainHyphens } from './character-width.ts'
import { type Era, type EraName, findEra, findEraYear, formatEraYear } from './era.ts'
import { ok, type Result, refuse } from './result.ts'

/**
 * What a sender has said about the dates it writes. With an assumed era, `80331`, `080331` and `8.3.31` are read in that era
 * (8th year, March 31st); without one such digits are refused, since nobody can know what they mean.
 */
export type DateReading = Readonly<{ assumedEra?: EraName }>

const WEEKDAYS = ['月', '火', '水', '木', '金', '土', '日'] as const

const WESTERN = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/
const COMPACT_WESTERN = /^(\d{4})(\d{2})(\d{2})$/
const OF_ERA =
  /^(明治|大正|昭和|平成|令和|[明大昭平令]|[mtshr])[.]?(元|\d{1,3})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/i
const OF_ASSUMED_ERA = /^(元|\d{1,2})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/
const COMPACT_ASSUMED_ERA = /^(\d{1,2})(\d{2})(\d{2})$/
const WEEKDAY_SUFFIX = /\(([月火水木金土日])(?:曜日?)?\)$/

const UNREADABLE = '日付を読み取れません。「2026-03-31」「2026年3月31日」「令和8年3月31日」のように入力してください。'

/** Reads a date as people write it: Western or era years, full-width or half-width, with or without the day of the week. */
export function parseCalendarDate(text: string, reading: DateReading = {}): Result<CalendarDate> {
  // Squared era signs (㋿ ㍻) are one character on many forms; this is a reading copy, nothing is stored from it.
  const plain = plainHyphens(text.normalize('NFKC')).replace(/\s/g, '')
  if (plain === '') return refuse('date_missing', '日付が入力されていません。')
  const weekday = WEEKDAY_SUFFIX.exec(plain)
  const date = readParts(weekday ? plain.slice(0, weekday.index) : plain, reading)
  if (date.ok && weekday && WEEKDAYS[dayOfWeek(date.value) - 1] !== weekday[1]) {
    return refuse(
      'date_weekday_mismatch',
      `${formatShort(date.value)}です。日付と曜日のどちらが正しいか確かめてください。`,
    )
  }
  return date
}

function readParts(plain: string, { assumedEra }: DateReading): Result<CalendarDate> {
  const western = WESTERN.exec(plain) ?? COMPACT_WESTERN.exec(plain)
  if (western) return westernDate(numbersOf(western.slice(1)))
  const ofEra = OF_ERA.exec(plain)
  if (ofEra) return dateOfEra(findEra(ofEra[1] ?? ''), numbersOf(ofEra.slice(2)))
  const short = OF_ASSUMED_ERA.exec(plain) ?? COMPACT_ASSUMED_ERA.exec(plain)
  if (!short) return refuse('date_unreadable', UNREADABLE)
  if (assumedEra === undefined) {
    return refuse(
      'date_year_ambiguous',
      '年が2けた以下で、元号も西暦もわかりません。「令和8年3月31日」のように元号か西暦4けたで入力してください。',
    )
  }
  return dateOfEra(findEra(assumedEra), numbersOf(short.slice(1)))
}

function numbersOf(texts: readonly string[]): YearMonthDay {
  const [year = 0, month = 0, day = 0] = texts.map((text) => (text === '元' ? 1 : Number(text)))
  return { year, month, day }
}

function westernDate(parts: YearMonthDay): Result<CalendarDate> {
  const date = findCalendarDate(parts)
  return date === undefined ? noSuchDay(parts, `${parts.year}年`) : ok(date)
}

function noSuchDay({ year, month, day }: YearMonthDay, writtenYear: string): Result<never> {
  if (year < 1 || year > 9999)
    return refuse('date_no_such_year', `${writtenYear}は西暦に直せません。年を確かめてください。`)
  if (month < 1 || month > 12)
    return refuse('date_no_such_month', `${month}月はありません。1月から12月で入力してください。`)
  const last = daysInMonth(year, month)
  return refuse('date_no_such_day', `${month}月${day}日はありません。${writtenYear}${month}月は${last}日までです。`)
}

function dateOfEra(era: Era | undefined, parts: YearMonthDay): Result<CalendarDate> {
  if (era === undefined) return refuse('date_unreadable', UNREADABLE)
  const first = partsOf(era.startsOn)
  if (parts.year === 0) {
    return refuse('era_year_zero', `${era.name}0年はありません。${era.name}は元年（${first.year}年）から始まります。`)
  }
  const lastYear = era.endsOn && partsOf(era.endsOn).year - first.year + 1
  if (lastYear !== undefined && parts.year > lastYear) {
    const meant = first.year + parts.year - 1
    return refuse(
      'era_year_beyond_end',
      `${era.name}${parts.year}年はありません。${era.name}は${lastYear}年までです（${meant}年のことなら西暦で入力してください）。`,
    )
  }
  const western = { ...parts, year: first.year + parts.year - 1 }
  const date = findCalendarDate(western)
  if (date === undefined) return noSuchDay(western, formatEraYear({ era, year: parts.year }))
  return withinEra(era, date)
}

function withinEra(era: Era, date: CalendarDate): Result<CalendarDate> {
  if (compareDates(date, era.startsOn) < 0) {
    return refuse('era_not_begun', `${era.name}は${formatDate(era.startsOn)}からです。その日は${formatEra(date)}です。`)
  }
  if (era.endsOn && compareDates(date, era.endsOn) > 0) {
    return refuse(
      'era_already_ended',
      `${era.name}は${formatDate(era.endsOn)}までです。その日は${formatEra(date)}です。`,
    )
  }
  return ok(date)
}

/** `2026年3月31日`. */
export function formatDate(date: CalendarDate): string {
  const { year, month, day } = partsOf(date)
  return `${year}年${month}月${day}日`
}

/** `令和8年3月31日`; days before Meiji keep the Western year. */
export function formatEra(date: CalendarDate): string {
  const eraYear = findEraYear(date)
  const { month, day } = partsOf(date)
  return eraYear ? `${formatEraYear(eraYear)}${month}月${day}日` : formatDate(date)
}

/** `11月22日(日)`. */
export function formatShort(date: CalendarDate): string {
  const { month, day } = partsOf(date)
  return `${month}月${day}日(${WEEKDAYS[dayOfWeek(date) - 1]})`
}
