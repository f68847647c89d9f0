import { type CalendarDate, calendarDate, partsOf } from './calendar-date.ts'
import { findEraYear } from './era.ts'

/** A Japanese fiscal year by the Western year it begins in: 2026 runs from 2026-04-01 to 2027-03-31. */
export type FiscalYear = Readonly<{ year: number; startsOn: CalendarDate; endsOn: CalendarDate }>

/** The fiscal year that begins in April of the given Western year. */
export function fiscalYear(year: number): FiscalYear {
  const text = (value: number) => String(value).padStart(4, '0')
  return { year, startsOn: calendarDate(`${text(year)}-04-01`), endsOn: calendarDate(`${text(year + 1)}-03-31`) }
}

/** The fiscal year a day belongs to; January to March belong to the one before. */
export function fiscalYearOf(date: CalendarDate): FiscalYear {
  const { year, month } = partsOf(date)
  return fiscalYear(month >= 4 ? year : year - 1)
}

/** `令和8年度`. The era is the one in force on 1 May, so that 2019 is 令和元年度 as the state called it. */
export function formatFiscalYear({ year, startsOn }: FiscalYear): string {
  const eraYear = findEraYear(calendarDate(startsOn.replace('-04-01', '-05-01')))
  if (eraYear === undefined) return `${year}年度`
  return `${eraYear.era.name}${eraYear.year === 1 ? '元' : eraYear.year}年度`
}
