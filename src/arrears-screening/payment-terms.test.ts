import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, calendarDate, daysBetween } from '#kernel/calendar-date.ts'
import { getValue } from '#kernel/result.ts'
import { yen } from '#kernel/yen.ts'
import { BANK_CLOSURE, COMPANY_TERMS, NOTICE_DAYS } from './company-terms.ts'
import {
  dueDateOf,
  dueTable,
  findTermsOn,
  interestOn,
  isClosed,
  isConfirmed,
  type PaymentTerms,
  stopPossibleFrom,
} from './payment-terms.ts'

const day = calendarDate
const everyTerms: readonly (readonly [string, PaymentTerms])[] = Object.entries(COMPANY_TERMS).flatMap(
  ([code, versions]) => versions.map((terms) => [code, terms] as const),
)
const tokyo = COMPANY_TERMS['tokyo-gas'][0]
const kyushu = COMPANY_TERMS['kyushu-electric'][0]
const readingDay = fc.integer({ min: 0, max: 9000 }).map((days) => addDays(day('2024-04-01'), days))
const anyTerms = fc.constantFrom(...everyTerms.map(([, terms]) => terms))

describe('the due date is the 30th day, moved past holidays', () => {
  test.each([
    ['2025-04-10', '2025-05-12', 'the 30th day is a Saturday'],
    ['2025-12-05', '2026-01-05', 'the 30th day is a Sunday right after the turn of the year'],
    ['2026-04-03', '2026-05-07', 'three holidays and a substitute holiday in a row'],
    ['2025-12-01', '2026-01-05', 'the 30th day is the 31st of December'],
    ['2026-12-03', '2027-01-04', 'the 30th day is the 2nd of January'],
    ['2027-12-04', '2028-01-04', 'the 30th day is the 3rd of January, a Monday without a holiday'],
    ['2025-11-29', '2025-12-29', 'banks are open on the 29th of December, though offices are closed'],
    ['2025-06-02', '2025-07-02', 'an ordinary Wednesday'],
  ])('reading of %s: due on %s (%s)', (readOn, due) => {
    expect(dueDateOf(tokyo, day(readOn))).toEqual({ ok: true, value: due })
  })

  test('which days count as closed is the company’s own: one that counts Sundays alone is due on the Saturday', () => {
    const sundaysOnly = { saturday: false, sunday: true, nationalHolidays: false, yearEnd: undefined }
    const terms = { ...tokyo, closure: { ...tokyo.closure, value: sundaysOnly } }
    expect(dueDateOf(terms, day('2025-04-10'))).toEqual({ ok: true, value: '2025-05-10' })
    expect(dueDateOf(terms, day('2025-12-05'))).toEqual({ ok: true, value: '2026-01-05' })
    expect(dueDateOf(terms, day('2025-12-01'))).toEqual({ ok: true, value: '2025-12-31' })
  })

  test('a day without known holidays is refused, not guessed', () => {
    expect(dueDateOf(tokyo, day('2050-12-20'))).toMatchObject({ ok: false, refusal: { code: 'due-date-unknown' } })
  })
})

describe('supply may be stopped from the day after the last day of waiting', () => {
  test.each([
    ['tokyo-gas', '2025-05-31'],
    ['osaka-gas', '2025-05-31'],
    ['keiyo-gas', '2025-05-31'],
    ['saibu-gas', '2025-05-31'],
    ['tokai-gas', '2025-05-31'],
    ['tepco-energy-partner', '2025-05-31'],
    ['hokkaido-gas', '2025-06-06'],
    ['toho-gas', '2025-06-16'],
    ['hiroshima-gas', '2025-06-20'],
  ] as const)('%s, read on 10 April 2025: from %s', (code, from) => {
    expect(stopPossibleFrom(COMPANY_TERMS[code][0], day('2025-04-10'))).toEqual({ ok: true, value: from })
  })

  test('where sources contradict each other nothing is computed', () => {
    for (const code of ['kyushu-electric', 'tohoku-electric-business'] as const)
      expect(stopPossibleFrom(COMPANY_TERMS[code][0], day('2025-04-10'))).toMatchObject({
        ok: false,
        refusal: { code: 'stop-day-unknown', because: expect.stringContaining('約款で確かめて') },
      })
  })
})

describe('interest is counted by the day and cut off below one yen', () => {
  const late = (days: number, unpaid = 10_000) => ({
    unpaid: yen(unpaid),
    dueOn: day('2025-05-12'),
    paidOn: addDays(day('2025-05-12'), days),
  })

  test('10,000 yen 30 days late are 82 yen at 0.0274 % a day and at 10 % a year', () => {
    expect(interestOn(tokyo, late(30))).toEqual({ ok: true, value: { interest: 82, why: 'charged' } })
    expect(interestOn(kyushu, late(30))).toEqual({ ok: true, value: { interest: 82, why: 'charged' } })
  })

  test('the tenth day after the due date is free, the eleventh pays for all eleven', () => {
    expect(interestOn(tokyo, late(0))).toEqual({ ok: true, value: { interest: 0, why: 'not-late' } })
    expect(interestOn(tokyo, late(10))).toEqual({ ok: true, value: { interest: 0, why: 'within-grace' } })
    expect(interestOn(tokyo, late(11))).toEqual({ ok: true, value: { interest: 30, why: 'charged' } })
    expect(interestOn(kyushu, late(10))).toEqual({ ok: true, value: { interest: 27, why: 'charged' } })
    expect(interestOn(tokyo, late(20, 100))).toEqual({ ok: true, value: { interest: 0, why: 'below-one-yen' } })
  })

  test('an unknown rate is refused', () => {
    expect(interestOn(COMPANY_TERMS['toho-gas'][0], late(30))).toMatchObject({ refusal: { code: 'interest-unknown' } })
  })

  test('the largest amount over ten years is exact', () => {
    expect(interestOn(kyushu, late(3650, 99_999_999))).toMatchObject({ value: { interest: 99_999_999 } })
  })
})

describe('for any reading, company and amount', () => {
  test('nothing is due before the 30th day, on a closed day, or later than the closed days require', () => {
    fc.assert(
      fc.property(anyTerms, readingDay, (terms, readOn) => {
        const due = getValue(dueDateOf(terms, readOn))
        expect(daysBetween(readOn, due)).toBeGreaterThanOrEqual(30)
        expect(getValue(isClosed(terms.closure.value, due))).toBe(false)
        for (let before = addDays(readOn, 30); before < due; before = addDays(before, 1))
          expect(getValue(isClosed(terms.closure.value, before))).toBe(true)
      }),
    )
  })

  test('a later reading is never due or stopped earlier, and no stop precedes the due date', () => {
    fc.assert(
      fc.property(anyTerms, readingDay, fc.nat(40), (terms, readOn, delay) => {
        const later = addDays(readOn, delay)
        expect(getValue(dueDateOf(terms, readOn)) <= getValue(dueDateOf(terms, later))).toBe(true)
        const stop = stopPossibleFrom(terms, readOn)
        if (stop.ok) expect(stop.value > getValue(dueDateOf(terms, readOn))).toBe(true)
      }),
    )
  })

  test('interest never falls with days or amount, and never passes the exact value', () => {
    const withRate = fc.constantFrom<PaymentTerms>(tokyo, kyushu)
    const late = fc.record({ unpaid: fc.nat(99_999_999), days: fc.nat(2000), more: fc.nat(50) })
    fc.assert(
      fc.property(withRate, late, ({ interest }, { unpaid, days, more }) => {
        const dueOn = day('2025-05-12')
        const of = (amount: number, late: number) =>
          getValue(interestOn({ company: '', interest }, { unpaid: yen(amount), dueOn, paidOn: addDays(dueOn, late) }))
            .interest
        expect(of(unpaid, days + more)).toBeGreaterThanOrEqual(of(unpaid, days))
        expect(of(unpaid + more, days)).toBeGreaterThanOrEqual(of(unpaid, days))
        const { numerator, denominator } = interest?.value.perDay ?? { numerator: 0, denominator: 1 }
        expect(of(unpaid, days) * denominator).toBeLessThanOrEqual(unpaid * days * numerator)
      }),
    )
  })
})

describe('terms are data with a first day and a source', () => {
  test('a changed term holds from its day on, and the table follows the version of each day', () => {
    const changed: PaymentTerms = {
      ...tokyo,
      validFrom: day('2026-10-01'),
      dueDay: { ...tokyo.dueDay, value: 20 },
    }
    const versions = [changed, tokyo]
    expect(findTermsOn(versions, day('2025-03-31'))).toBeUndefined()
    expect(findTermsOn(versions, day('2026-09-30'))).toBe(tokyo)
    expect(findTermsOn(versions, day('2026-10-01'))).toBe(changed)
    expect(dueTable(versions, { from: day('2026-09-30'), until: day('2026-10-01') })).toEqual({
      ok: true,
      value: [
        { countedFrom: '2026-09-30', dueOn: '2026-10-30', stopFrom: '2026-11-20' },
        { countedFrom: '2026-10-01', dueOn: '2026-10-21', stopFrom: '2026-11-21' },
      ],
    })
    expect(getValue(dueTable([tokyo], { from: day('2025-03-30'), until: day('2025-04-02') }))).toHaveLength(2)
  })

  test('no company’s terms pass for confirmed while a value of them is not, and every value names its source', () => {
    for (const [code, terms] of everyTerms) {
      expect(isConfirmed(terms), code).toBe(false)
      for (const value of [terms.dueDay, terms.closure, terms.stopAfterDays, terms.interest])
        if (value !== undefined) expect(value.source.length, code).toBeGreaterThan(5)
    }
    const closure = { value: BANK_CLOSURE, assurance: 'confirmed', source: '約款' } as const
    expect(isConfirmed({ ...tokyo, closure })).toBe(true)
    expect(isConfirmed({ ...kyushu, closure })).toBe(false)
  })

  test('what was only known from others is marked so', () => {
    expect(tokyo.stopAfterDays.assurance).toBe('confirmed')
    expect(COMPANY_TERMS['hiroshima-gas'][0].stopAfterDays?.assurance).toBe('secondary')
    expect(NOTICE_DAYS.filter(({ assurance }) => assurance === 'confirmed')).toHaveLength(1)
  })
})
