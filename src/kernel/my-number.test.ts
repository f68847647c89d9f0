import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsMyNumber, refuseMyNumber } from './my-number.ts'

const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count })

/** The check digit computed the slow way, weights written out. */
const valid = digits(11).map((eleven) => {
  const weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
  const remainder = weights.reduce((sum, weight, at) => sum + weight * Number(eleven[at]), 0) % 11
  return `${eleven}${remainder <= 1 ? 0 : 11 - remainder}`
})

const four = (number: string, by: string) => [number.slice(0, 4), number.slice(4, 8), number.slice(8)].join(by)
const replaced = (number: string, letters: string) =>
  number.replace(/\d/g, (digit) => Array.from(letters)[Number(digit)] ?? '')

const WRITINGS: readonly [string, (number: string) => string][] = [
  ['bare', (number) => number],
  ['in full width', (number) => replaced(number, '０１２３４５６７８９')],
  ['in kanji digits', (number) => replaced(number, '〇一二三四五六七八九')],
  ['hyphenated', (number) => four(number, '-')],
  ['with long-vowel marks', (number) => four(replaced(number, '０１２３４５６７８９'), 'ー')],
  ['with minus signs', (number) => four(number, '−')],
  ['spaced', (number) => four(number, ' ')],
  ['with wide spaces', (number) => four(number, '　')],
  ['spaced digit by digit', (number) => Array.from(number).join(' ')],
  ['with zero-width spaces', (number) => four(number, '\u200B')],
  ['before a telephone number', (number) => `${four(number, ' ')} 000-0000-0000`],
]

describe('a My Number is noticed', () => {
  test.each(WRITINGS)('%s', (_, write) => {
    fc.assert(
      fc.property(
        valid,
        fc.constantFrom('', 'マイナンバーは', '番号：', '（'),
        fc.constantFrom('', 'です。', '）', '\n'),
        (number, before, after) => {
          expect(holdsMyNumber(`${before}${write(number)}${after}`)).toBe(true)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('and refused with a sentence that does not repeat it', () => {
    const refused = refuseMyNumber('本人の番号 1234 5678 9018 と聞いた')
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'mynumber_prohibited' } })
    expect(JSON.stringify(refused)).not.toMatch(/1234|5678|9018/)
  })
})

describe('other numbers pass', () => {
  const alarms = (numbers: fc.Arbitrary<string>) => fc.sample(numbers, 10_000).filter(holdsMyNumber).length

  test.each([
    ['supply point', digits(22)],
    [
      'supply point in groups',
      digits(22).map((number) => number.replace(/^(\d\d)(\d{4})(\d{4})(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3-$4-$5-$6')),
    ],
    [
      'supply point, spaced',
      digits(22).map((number) => number.replace(/^(\d\d)(\d{4})(\d{4})(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3 $4 $5 $6')),
    ],
    ['mobile telephone', digits(8).map((number) => `電話 090-${number.slice(0, 4)}-${number.slice(4)} まで`)],
    ['landline', digits(6).map((number) => `0968${number}`)],
    ['postal code', digits(7).map((number) => `〒${number.slice(0, 3)}-${number.slice(3)}`)],
    ['date and time', digits(4).map((number) => `2026-11-22 ${number.slice(0, 2)}:${number.slice(2)}`)],
    ['corporate number', digits(13)],
  ])('%s', (_, numbers) => {
    expect(alarms(numbers)).toBeLessThanOrEqual(10)
  })

  test('and a text without one comes back unchanged', () => {
    const text = '葛\u{E0100}城さんは3か月分 12,340円が未払いです。'
    expect(refuseMyNumber(text)).toEqual({ ok: true, value: text })
  })

  test('a twelve-digit number with a wrong check digit is no My Number', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 1, max: 9 }), (number, change) => {
        expect(holdsMyNumber(`${number.slice(0, 11)}${(Number(number[11]) + change) % 10}`)).toBe(false)
      }),
    )
  })

  test('a long hostile text is read quickly', () => {
    const started = performance.now()
    for (const text of [
      '1 '.repeat(5000),
      '1-'.repeat(5000),
      '1   '.repeat(3000),
      '-'.repeat(10_000),
      '九'.repeat(10_000),
    ])
      holdsMyNumber(text)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
