import { type CalendarDate, calendarDate, partsOf } from './calendar-date.ts'

/** The five eras since Meiji. */
export type EraName = '明治' | '大正' | '昭和' | '平成' | '令和'

/** An era: from its first day until the day before the next begins. */
export type Era = Readonly<{ name: EraName; letter: string; startsOn: CalendarDate; endsOn?: CalendarDate }>

/** A year counted within an era; 1 is 元年. */
export type EraYear = Readonly<{ era: Era; year: number }>

/**
 * Source: the edicts and government ordinances on each era; boundaries of 1989 and 2019 checked against ICU.
 * Meiji is counted back to 1868-01-25 as its edict did; the days before 1873 are Gregorian days, not those of the old calendar.
 */
export const ERAS: readonly Era[] = [
  { name: '明治', letter: 'M', startsOn: calendarDate('1868-01-25'), endsOn: calendarDate('1912-07-29') },
  { name: '大正', letter: 'T', startsOn: calendarDate('1912-07-30'), endsOn: calendarDate('1926-12-24') },
  { name: '昭和', letter: 'S', startsOn: calendarDate('1926-12-25'), endsOn: calendarDate('1989-01-07') },
  { name: '平成', letter: 'H', startsOn: calendarDate('1989-01-08'), endsOn: calendarDate('2019-04-30') },
  { name: '令和', letter: 'R', startsOn: calendarDate('2019-05-01') },
]

/** The era and its year on a day; undefined before Meiji. */
export function findEraYear(date: CalendarDate): EraYear | undefined {
  const era = ERAS.findLast(({ startsOn }) => startsOn <= date)
  return era && { era, year: partsOf(date).year - partsOf(era.startsOn).year + 1 }
}

/** The era called so by its name, its first character or its letter: `令和`, `令`, `R`, `r`. */
export function findEra(called: string): Era | undefined {
  return ERAS.find(({ name, letter }) => called === name || called === name[0] || called.toUpperCase() === letter)
}

/** `令和元年`, `令和8年`. */
export function formatEraYear({ era, year }: EraYear): string {
  return `${era.name}${year === 1 ? '元' : year}年`
}
