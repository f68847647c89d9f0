import type { Brand } from '#kernel/brand.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { checkDigitOf, endsWithCheckDigit } from './check-digit.ts'

/** The number on a letter, read out on the telephone: 11 random digits and a check digit. It tells neither how many letters went out nor when. */
export type LetterNumber = Brand<string, 'LetterNumber'>

/** How many random bytes one letter number is made of. */
export const LETTER_NUMBER_BYTES = 8

/** Makes a number from random bytes. Numbers are not unique by themselves: the database refuses a second one and another is drawn. */
export function letterNumberFrom(random: Uint8Array): LetterNumber {
  if (random.length !== LETTER_NUMBER_BYTES)
    throw new RangeError(`a letter number is made of ${LETTER_NUMBER_BYTES} bytes`)
  const drawn = new DataView(random.buffer, random.byteOffset).getBigUint64(0)
  const digits = String(drawn % 100_000_000_000n).padStart(11, '0')
  return brand(`${digits}${checkDigitOf(digits)}`)
}

/** Reads a number as it is typed or read out. */
export function parseLetterNumber(typed: string): Result<LetterNumber> {
  const digits = typed.normalize('NFKC').replace(/[\s\-‐-―−ー]/g, '')
  if (!/^[0-9]{12}$/.test(digits)) return refuse('letter-shape', 'お手紙の番号は12けたの数字です。')
  if (!endsWithCheckDigit(digits)) {
    return refuse('letter-check', '番号のどこかが違っているようです。お手紙の番号ともう一度くらべてみましょう。')
  }
  return ok(brand(digits))
}

/** As printed: `1234-5678-9012`. */
export function formatLetterNumber(number: LetterNumber): string {
  return `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`
}

function brand(digits: string): LetterNumber {
  const isNumber = (text: string): text is LetterNumber => /^[0-9]{12}$/.test(text)
  if (!isNumber(digits)) throw new RangeError('not a letter number')
  return digits
}
