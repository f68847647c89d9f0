import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addBusinessDays,
  businessDayOnOrAfter,
  businessDayOnOrBefore,
  findHolidayName,
  HOLIDAYS_KNOWN,
  isBusinessDay,
  nextBusinessDay,
} from './business-day.ts'
import { addDays, calendarDate, daysBetween } from './calendar-date.ts'
import { getValue } from './result.ts'

const date = calendarDate
const ordinaryDay = fc.integer({ min: 0, max: 28_000 }).map((days) => addDays(date('1972-01-01'), days))
const fewDays = fc.integer({ min: -40, max: 40 })

describe('offices are closed', () => {
  test.each([
    ['2026-11-22', 'on a Sunday'],
    ['2026-11-21', 'on a Saturday'],
    ['2026-11-23', 'on 勤労感謝の日'],
    ['2026-05-06', 'on a substitute holiday'],
    ['2026-09-22', 'between two holidays'],
    ['2026-12-29', 'at the end of the year'],
    ['2026-12-31', 'at the end of the year'],
    ['2029-01-03', 'at the beginning of the year'],
  ])('%s %s', (day) => {
    expect(isBusinessDay(date(day))).toEqual({ ok: true, value: false })
  })

  test.each(['2026-11-24', '2026-12-28', '2027-01-04', '2026-08-13'])('but open on %s', (day) => {
    expect(isBusinessDay(date(day))).toEqual({ ok: true, value: true })
  })

  test('holidays have names', () => {
    expect(findHolidayName(date('2026-11-23'))).toBe('勤労感謝の日')
    expect(findHolidayName(date('2026-05-06'))).toMatch('振替休日')
    expect(findHolidayName(date('2026-11-24'))).toBeUndefined()
  })
})

describe('a due date moves past closed days', () => {
  test.each([
    ['2025-04-10', '2025-05-12'],
    ['2025-12-05', '2026-01-05'],
  ])('thirty days after the meter reading of %s it is %s', (readOn, due) => {
    expect(businessDayOnOrAfter(addDays(date(readOn), 30))).toEqual({ ok: true, value: due })
  })

  test('a pension due on a Sunday is paid on the Friday before', () => {
    expect(businessDayOnOrBefore(date('2026-02-15'))).toEqual({ ok: true, value: '2026-02-13' })
    expect(businessDayOnOrBefore(date('2026-06-15'))).toEqual({ ok: true, value: '2026-06-15' })
  })

  test('three business days over the turn of the year', () => {
    expect(addBusinessDays(date('2026-12-25'), 3)).toEqual({ ok: true, value: '2027-01-05' })
    expect(addBusinessDays(date('2027-01-05'), -3)).toEqual({ ok: true, value: '2026-12-25' })
    expect(nextBusinessDay(date('2026-11-20'))).toEqual({ ok: true, value: '2026-11-24' })
  })
})

describe('counting business days', () => {
  test('a later start never arrives earlier', () => {
    fc.assert(
      fc.property(ordinaryDay, fc.nat(20), fewDays, (start, delay, count) => {
        const early = getValue(addBusinessDays(start, count))
        const late = getValue(addBusinessDays(addDays(start, delay), count))
        expect(early <= late).toBe(true)
      }),
    )
  })

  test('more days arrive later, and always on a business day', () => {
    fc.assert(
      fc.property(ordinaryDay, fc.integer({ min: 1, max: 40 }), (start, count) => {
        const end = getValue(addBusinessDays(start, count))
        expect(end > start).toBe(true)
        expect(getValue(isBusinessDay(end))).toBe(true)
        expect(getValue(addBusinessDays(start, count + 1)) > end).toBe(true)
      }),
    )
  })

  test('from a business day the way back is the way there', () => {
    fc.assert(
      fc.property(ordinaryDay, fewDays, (start, count) => {
        const open = getValue(businessDayOnOrAfter(start))
        expect(addBusinessDays(getValue(addBusinessDays(open, count)), -count)).toEqual({ ok: true, value: open })
      }),
    )
  })
})

describe('what nobody can know is refused', () => {
  test.each(['1969-12-31', '2051-01-01', '9999-12-31'])('whether %s is a business day', (day) => {
    expect(isBusinessDay(date(day))).toMatchObject({
      ok: false,
      refusal: { code: 'business_day_unknown', because: expect.stringContaining('2050年12月31日') },
    })
  })

  test('a way that leaves the holiday table', () => {
    expect(addBusinessDays(date('2050-12-28'), 1)).toMatchObject({ ok: false })
    expect(addBusinessDays(date('2026-11-22'), 1.5)).toMatchObject({
      ok: false,
      refusal: { code: 'business_day_count' },
    })
  })

  test('the table reaches as far as it says', () => {
    const days = daysBetween(HOLIDAYS_KNOWN.from, HOLIDAYS_KNOWN.until)
    const holidays = Array.from({ length: days + 1 }, (_, day) => addDays(HOLIDAYS_KNOWN.from, day)).filter(
      findHolidayName,
    )
    expect(holidays).toHaveLength(1329)
    expect([holidays.at(0), holidays.at(-1)]).toEqual(['1970-01-01', '2050-11-23'])
    expect(HOLIDAYS_KNOWN.until).toBe('2050-12-31')
  })
})
