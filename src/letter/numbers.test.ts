import fc from 'fast-check'
import { expect, test } from 'vitest'
import { getValue } from '#kernel/result.ts'
import { easy, withoutReadings } from './furigana.ts'
import {
  formatLeafletNumber,
  LAST_LEAFLET_SERIAL,
  leafletNumberOf,
  leafletNumbersOf,
  parseLeafletNumber,
} from './leaflet-number.ts'
import { formatLetterNumber, LETTER_NUMBER_BYTES, letterNumberFrom, parseLetterNumber } from './letter-number.ts'
import { formatPublicCode, PUBLIC_CODE_BYTES, parsePublicCode, publicCodeFrom, publicPageUrl } from './public-code.ts'

const serials = fc.integer({ min: 1, max: LAST_LEAFLET_SERIAL })
const codes = fc.uint8Array({ minLength: PUBLIC_CODE_BYTES, maxLength: PUBLIC_CODE_BYTES }).map(publicCodeFrom)
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function replaceAt(text: string, index: number, symbol: string): string {
  return text.slice(0, index) + symbol + text.slice(index + 1)
}

function swap(text: string, left: number, right: number): string {
  return replaceAt(replaceAt(text, left, text.charAt(right)), right, text.charAt(left))
}

test('a leaflet number comes back however it is typed', () => {
  fc.assert(
    fc.property(serials, (serial) => {
      const number = leafletNumberOf(serial)
      const fullWidth = [...number].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('')
      for (const typed of [number, formatLeafletNumber(number), ` ${number} `, fullWidth]) {
        expect(getValue(parseLeafletNumber(typed))).toBe(number)
      }
    }),
  )
})

test('one wrong digit in a leaflet number is always noticed', () => {
  fc.assert(
    fc.property(serials, fc.nat(7), fc.nat(9), (serial, index, digit) => {
      const number = leafletNumberOf(serial)
      fc.pre(number.charAt(index) !== String(digit))
      expect(parseLeafletNumber(replaceAt(number, index, String(digit))).ok).toBe(false)
    }),
  )
})

test('two neighbouring digits swapped in a leaflet number are always noticed', () => {
  fc.assert(
    fc.property(serials, fc.nat(6), (serial, index) => {
      const number = leafletNumberOf(serial)
      fc.pre(number.charAt(index) !== number.charAt(index + 1))
      expect(parseLeafletNumber(swap(number, index, index + 1)).ok).toBe(false)
    }),
  )
})

test('a batch numbers its leaflets one after the other and never past the last', () => {
  expect(getValue(leafletNumbersOf({ firstSerial: 7, count: 3 }))).toEqual([7, 8, 9].map(leafletNumberOf))
  expect(leafletNumbersOf({ firstSerial: LAST_LEAFLET_SERIAL, count: 2 })).toMatchObject({ ok: false })
  expect(leafletNumbersOf({ firstSerial: 1, count: 0 })).toMatchObject({ ok: false })
  expect(parseLeafletNumber('00000000').ok).toBe(false)
})

test('a letter number comes back as typed, and one wrong digit is noticed', () => {
  const bytes = fc.uint8Array({ minLength: LETTER_NUMBER_BYTES, maxLength: LETTER_NUMBER_BYTES })
  fc.assert(
    fc.property(bytes, fc.nat(11), fc.nat(9), (random, index, digit) => {
      const number = letterNumberFrom(random)
      expect(getValue(parseLetterNumber(formatLetterNumber(number)))).toBe(number)
      fc.pre(number.charAt(index) !== String(digit))
      expect(parseLetterNumber(replaceAt(number, index, String(digit))).ok).toBe(false)
    }),
  )
})

test('a public code carries at least 128 bits and comes back from its printed form, in small letters, with O and l', () => {
  expect(Math.log2(32) * 26).toBeGreaterThanOrEqual(128)
  fc.assert(
    fc.property(codes, (code) => {
      const sloppy = formatPublicCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
      expect(getValue(parsePublicCode(sloppy))).toBe(code)
    }),
  )
})

test('a wrong symbol or any two symbols swapped in a public code are always noticed', () => {
  fc.assert(
    fc.property(codes, fc.tuple(fc.nat(26), fc.nat(26), fc.nat(31)), (code, [left, right, value]) => {
      const symbol = BASE32.charAt(value)
      if (code.charAt(left) !== symbol) expect(parsePublicCode(replaceAt(code, left, symbol)).ok).toBe(false)
      if (code.charAt(left) !== code.charAt(right)) expect(parsePublicCode(swap(code, left, right)).ok).toBe(false)
    }),
  )
})

test('different random bytes give different codes, and the page address holds nothing but the code', () => {
  const one = publicCodeFrom(new Uint8Array(PUBLIC_CODE_BYTES))
  const other = publicCodeFrom(new Uint8Array(PUBLIC_CODE_BYTES).fill(1))
  expect(one).not.toBe(other)
  expect(publicPageUrl('https://tomoshibi.example.jp', one)).toBe(`https://tomoshibi.example.jp/g/${one}`)
  expect(() => publicCodeFrom(new Uint8Array(8))).toThrow(RangeError)
})

test('readings come only from our own wording, never from a value', () => {
  const sentence = easy`{電気|でんき}の ${'{灯|あかり} 花子'}さん`
  expect(sentence).toEqual([
    [{ text: '電気', reading: 'でんき' }, { text: 'の' }],
    [{ text: '{灯|あかり} 花子' }, { text: 'さん' }],
  ])
  expect(withoutReadings(sentence)).toBe('電気の {灯|あかり} 花子さん')
})
