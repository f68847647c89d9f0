import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  ageOn,
  calendarDate,
  compareDates,
  dayOfWeek,
  daysBetween,
  isCalendarDate,
  startOfDayInJapan,
  timeInJapan,
  todayInJapan,
} from './calendar-date.ts'
import { fiscalYear, fiscalYearOf, formatFiscalYear } from './fiscal-year.ts'

const FIRST = calendarDate('0100-01-01')
const anyDate = fc.integer({ min: 0, max: 3_600_000 }).map((days) => addDays(FIRST, days))
const smallStep = fc.integer({ min: -300, max: 300 })

describe('a day exists or it does not', () => {
  test.each([
    '2026-02-30',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '0000-01-01',
    '２０２６-01-01',
    '2026-01-01T00:00',
    '',
  ])('%s is no calendar date', (text) => {
    expect(isCalendarDate(text)).toBe(false)
  })

  test.each(['2024-02-29', '2000-02-29', '9999-12-31', '0001-01-01'])('%s is one', (text) => {
    expect(isCalendarDate(text)).toBe(true)
  })
})

describe('days are counted', () => {
  test('a due date thirty days after reading the meter', () => {
    expect(addDays(calendarDate('2025-04-10'), 30)).toBe('2025-05-10')
    expect(addDays(calendarDate('2025-12-05'), 30)).toBe('2026-01-04')
    expect(daysBetween(calendarDate('2025-04-10'), calendarDate('2025-05-30'))).toBe(50)
  })

  test('the platform calendar agrees on every day it is asked', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const reference = new Date(`${date}T00:00:00Z`)
        expect(dayOfWeek(date)).toBe(reference.getUTCDay() || 7)
        expect(startOfDayInJapan(date)).toBe(reference.getTime() - 9 * 3_600_000)
      }),
    )
  })

  test('adding days and counting them are one another’s inverse', () => {
    fc.assert(
      fc.property(anyDate, smallStep, (date, step) => {
        const later = addDays(date, step)
        expect(isCalendarDate(later)).toBe(true)
        expect(daysBetween(date, later)).toBe(step)
        expect(Math.sign(compareDates(later, date))).toBe(Math.sign(step))
      }),
    )
  })

  test('adding months keeps the day or takes the last of the month', () => {
    expect(addMonths(calendarDate('2026-01-31'), 1)).toBe('2026-02-28')
    expect(addMonths(calendarDate('2024-01-31'), 1)).toBe('2024-02-29')
    expect(addMonths(calendarDate('2026-03-31'), -1)).toBe('2026-02-28')
    expect(addMonths(calendarDate('2026-11-30'), 14)).toBe('2028-01-30')
    fc.assert(
      fc.property(anyDate, smallStep, (date, months) => {
        const moved = addMonths(date, months)
        expect(isCalendarDate(moved)).toBe(true)
        expect(Number(moved.slice(8))).toBeLessThanOrEqual(Number(date.slice(8)))
        expect(moved.slice(0, 7)).toBe(addMonths(calendarDate(`${date.slice(0, 7)}-01`), months).slice(0, 7))
      }),
    )
  })

  test('a person born on a leap day turns a year older on 1 March', () => {
    const bornOn = calendarDate('2008-02-29')
    expect(ageOn(bornOn, calendarDate('2026-02-28'))).toBe(17)
    expect(ageOn(bornOn, calendarDate('2026-03-01'))).toBe(18)
    expect(ageOn(bornOn, bornOn)).toBe(0)
  })
})

describe('an instant has its day and time in Japan', () => {
  test.each([
    ['2026-11-22T14:59:59.999Z', '2026-11-22', '23:59'],
    ['2026-11-22T15:00:00.000Z', '2026-11-23', '00:00'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01', '00:00'],
    ['2026-11-22T05:03:00.000Z', '2026-11-22', '14:03'],
    ['1969-12-31T14:00:00.000Z', '1969-12-31', '23:00'],
  ])('%s is %s %s', (instant, day, time) => {
    expect([todayInJapan(new Date(instant)), timeInJapan(new Date(instant))]).toEqual([day, time])
  })

  test('a day in Japan begins where the day before ends', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const start = startOfDayInJapan(date)
        expect(todayInJapan(new Date(start))).toBe(date)
        expect(todayInJapan(new Date(start - 1))).toBe(addDays(date, -1))
      }),
    )
  })
})

describe('the fiscal year begins in April', () => {
  test.each([
    ['2026-03-31', '令和7年度'],
    ['2026-04-01', '令和8年度'],
    ['2019-04-01', '令和元年度'],
    ['1989-04-01', '平成元年度'],
    ['2019-03-31', '平成30年度'],
  ])('%s belongs to %s', (day, name) => {
    expect(formatFiscalYear(fiscalYearOf(calendarDate(day)))).toBe(name)
  })

  test('every day lies in the year it is said to belong to', () => {
    expect(fiscalYear(2026)).toEqual({ year: 2026, startsOn: '2026-04-01', endsOn: '2027-03-31' })
    fc.assert(
      fc.property(anyDate, (date) => {
        const { startsOn, endsOn } = fiscalYearOf(date)
        expect(startsOn <= date && date <= endsOn).toBe(true)
      }),
    )
  })
})
