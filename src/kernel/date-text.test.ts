import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, calendarDate, daysBetween, partsOf } from './calendar-date.ts'
import { formatDate, formatEra, formatShort, parseCalendarDate } from './date-text.ts'
import { ERAS, findEraYear } from './era.ts'

const MEIJI = calendarDate('1868-01-25')
const END = calendarDate('2050-12-31')
const eraDay = fc.integer({ min: 0, max: daysBetween(MEIJI, END) }).map((days) => addDays(MEIJI, days))

describe('a date is read as people write it', () => {
  test.each([
    '2026-03-31',
    '2026/3/31',
    '2026.3.31',
    '20260331',
    '2026年3月31日',
    '２０２６年０３月３１日',
    '2026－03－31',
    '2026ー3ー31',
    '令和8年3月31日',
    '令和８年３月３１日',
    '令和 8年 3月31日',
    'R8.3.31',
    'r8/3/31',
    'Ｒ０８．０３．３１',
    'R.8.3.31',
    '令8.3.31',
    '㋿8年3月31日',
    '2026年3月31日(火)',
    '令和8年3月31日（火曜日）',
  ])('%s', (text) => {
    expect(parseCalendarDate(text)).toEqual({ ok: true, value: '2026-03-31' })
  })

  test.each([
    ['80331', '2026-03-31'],
    ['080331', '2026-03-31'],
    ['８.３.３１', '2026-03-31'],
    ['元.5.1', '2019-05-01'],
  ])('%s only when the era was told', (text, date) => {
    expect(parseCalendarDate(text)).toMatchObject({ ok: false })
    expect(parseCalendarDate(text, { assumedEra: '令和' })).toEqual({ ok: true, value: date })
  })

  test.each([
    ['昭和64年1月7日', '1989-01-07'],
    ['平成元年1月8日', '1989-01-08'],
    ['平成1年1月8日', '1989-01-08'],
    ['平成31年4月30日', '2019-04-30'],
    ['令和元年5月1日', '2019-05-01'],
    ['大正15年12月24日', '1926-12-24'],
    ['昭和元年12月25日', '1926-12-25'],
    ['M45.7.29', '1912-07-29'],
    ['T1.7.30', '1912-07-30'],
  ])('%s at the edge of an era', (text, date) => {
    expect(parseCalendarDate(text)).toEqual({ ok: true, value: date })
  })
})

describe('a bad date gets a sentence', () => {
  test.each([
    ['', 'date_missing', '入力されていません'],
    ['あした', 'date_unreadable', '令和8年3月31日'],
    ['26/3/31', 'date_year_ambiguous', '西暦'],
    ['80331', 'date_year_ambiguous', '元号'],
    ['2026年2月30日', 'date_no_such_day', '2026年2月は28日まで'],
    ['2024-02-30', 'date_no_such_day', '2024年2月は29日まで'],
    ['令和8年2月30日', 'date_no_such_day', '令和8年2月は28日まで'],
    ['2026-04-31', 'date_no_such_day', '4月31日はありません'],
    ['2026-01-00', 'date_no_such_day', '1月0日はありません'],
    ['2026-13-01', 'date_no_such_month', '13月はありません'],
    ['0000-01-01', 'date_no_such_year', '年を確かめて'],
    ['令和0年1月1日', 'era_year_zero', '令和0年はありません'],
    ['平成32年1月1日', 'era_year_beyond_end', '2020年'],
    ['昭和65年1月1日', 'era_year_beyond_end', '昭和は64年まで'],
    ['平成31年5月1日', 'era_already_ended', '令和元年5月1日'],
    ['昭和64年1月8日', 'era_already_ended', '平成元年1月8日'],
    ['令和元年4月30日', 'era_not_begun', '平成31年4月30日'],
    ['平成元年1月7日', 'era_not_begun', '昭和64年1月7日'],
    ['2026年3月31日(水)', 'date_weekday_mismatch', '3月31日(火)'],
  ])('%s → %s', (text, code, part) => {
    expect(parseCalendarDate(text)).toMatchObject({
      ok: false,
      refusal: { code, because: expect.stringContaining(part) },
    })
  })

  test('no text makes reading throw', () => {
    const likely = fc.string({
      unit: fc.constantFrom(...'明大昭平令MTSHR元0123456789年月日./-()火㋿𠮷\u0000\uD842 '),
      maxLength: 14,
    })
    fc.assert(
      fc.property(likely, (text) => {
        const result = parseCalendarDate(text, { assumedEra: '昭和' })
        if (!result.ok) expect(result.refusal.because).toMatch(/。/)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('era years go both ways', () => {
  test('what is written in an era is read back, on any day from 1868 to 2050', () => {
    fc.assert(
      fc.property(eraDay, (date) => {
        expect(parseCalendarDate(formatEra(date))).toEqual({ ok: true, value: date })
        expect(parseCalendarDate(formatDate(date))).toEqual({ ok: true, value: date })
      }),
      { numRuns: 2000 },
    )
  })

  test('the first and last day of every era, and the days beside them, come back as they went', () => {
    for (const { startsOn, endsOn } of ERAS) {
      for (const day of [startsOn, addDays(startsOn, 1), endsOn ?? END]) {
        expect(parseCalendarDate(formatEra(day))).toEqual({ ok: true, value: day })
      }
      if (endsOn) expect(findEraYear(addDays(endsOn, 1))).toMatchObject({ year: 1 })
    }
  })

  test('the names agree with the calendar of the platform since 1873', () => {
    const platform = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
      era: 'long',
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      timeZone: 'UTC',
    })
    fc.assert(
      fc.property(eraDay, (date) => {
        fc.pre(partsOf(date).year >= 1873)
        expect(formatEra(date)).toBe(platform.format(new Date(`${date}T00:00:00Z`)))
      }),
      { numRuns: 1000 },
    )
  })

  test('days before Meiji keep the Western year', () => {
    expect(formatEra(calendarDate('1868-01-24'))).toBe('1868年1月24日')
  })
})

test('a short date names its weekday', () => {
  expect(formatShort(calendarDate('2026-11-22'))).toBe('11月22日(日)')
  expect(formatShort(calendarDate('2026-11-23'))).toBe('11月23日(月)')
})
