import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addYen, formatYen, isYen, LARGEST_YEN, parseYen, subtractYen, sumYen, toYen, yen } from './yen.ts'

const anyYen = fc.integer({ min: -LARGEST_YEN, max: LARGEST_YEN }).map(yen)

describe('an amount is read as people write it', () => {
  test.each([
    ['12340', 12340],
    ['12,340円', 12340],
    ['１２，３４０円', 12340],
    ['¥12,340', 12340],
    ['￥12,340-', 12340],
    ['\\12,340', 12340],
    ['12,340円也', 12340],
    [' 12 340 円 ', 12340],
    ['0', 0],
    ['１２，３４０．００', 12340],
    ['99,999,999円', 99_999_999],
  ])('%s', (text, amount) => {
    expect(parseYen(text)).toEqual({ ok: true, value: amount })
  })

  test.each(['-1,200', '▲1,200円', '△1200', '−1200', '¥-1,200', '-¥1,200'])(
    '%s where negative amounts are asked',
    (text) => {
      expect(parseYen(text, { negative: 'allowed' })).toEqual({ ok: true, value: -1200 })
    },
  )
})

describe('a bad amount gets a sentence', () => {
  test.each([
    ['', 'yen_missing'],
    ['　', 'yen_missing'],
    ['一万円', 'yen_unreadable'],
    ['12,34', 'yen_unreadable'],
    ['1e5', 'yen_unreadable'],
    ['12円50銭', 'yen_unreadable'],
    ['1234.5', 'yen_fraction'],
    ['-1', 'yen_negative'],
    ['100,000,000', 'yen_too_large'],
    ['9'.repeat(400), 'yen_too_large'],
  ])('%s → %s', (text, code) => {
    const result = parseYen(text)
    expect(result).toMatchObject({ ok: false, refusal: { code, because: expect.stringMatching(/。$/) } })
  })

  test.each([
    [1.5, 'yen_fraction'],
    [Number.NaN, 'yen_unreadable'],
    [Number.POSITIVE_INFINITY, 'yen_unreadable'],
    [-5, 'yen_negative'],
    [100_000_000, 'yen_too_large'],
    [2 ** 60, 'yen_too_large'],
  ])('the number %s → %s', (amount, code) => {
    expect(toYen(amount)).toMatchObject({ ok: false, refusal: { code } })
  })

  test('minus zero becomes zero', () => {
    expect(parseYen('-0')).toStrictEqual({ ok: true, value: 0 })
    expect(isYen(-0)).toBe(false)
    expect(toYen(-0)).toStrictEqual({ ok: true, value: 0 })
  })
})

describe('amounts add up', () => {
  test('the pensioner of the example keeps 55,500 yen and owes 240,000 yen of rent', () => {
    expect(formatYen(subtractYen(yen(98_500), yen(43_000)))).toBe('55,500円')
    expect(formatYen(sumYen(Array.from({ length: 24 }, () => yen(10_000))))).toBe('240,000円')
  })

  test('a household short of money is shown with a minus sign', () => {
    expect(formatYen(subtractYen(yen(200_000), yen(207_000)))).toBe('−7,000円')
    expect([formatYen(yen(0)), formatYen(yen(999)), formatYen(yen(1_234_567))]).toEqual(['0円', '999円', '1,234,567円'])
  })

  test('what was written is read back', () => {
    fc.assert(
      fc.property(anyYen, (amount) => {
        expect(parseYen(formatYen(amount), { negative: 'allowed' })).toStrictEqual({ ok: true, value: amount })
      }),
    )
  })

  test('subtracting undoes adding, and the order of a sum does not matter', () => {
    fc.assert(
      fc.property(anyYen, anyYen, fc.array(anyYen), (left, right, more) => {
        expect(subtractYen(addYen(left, right), right)).toBe(left)
        expect(sumYen([...more].reverse())).toBe(sumYen(more))
      }),
    )
  })

  test('no text makes reading throw', () => {
    const likely = fc.string({ unit: fc.constantFrom(...'0123456789０９,，.-▲¥￥円也 𠮷\u0000\uD842'), maxLength: 14 })
    fc.assert(
      fc.property(likely, (text) => {
        const result = parseYen(text)
        if (result.ok) expect(isYen(result.value)).toBe(true)
        else expect(result.refusal.because).toMatch(/。/)
      }),
      { numRuns: 1000 },
    )
  })
})
