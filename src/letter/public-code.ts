import type { Brand } from '#kernel/brand.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'

/** The random number in a QR code: 130 bits in 26 symbols of Crockford's base32, and one check symbol. Whoever holds it may open the page. */
export type PublicCode = Brand<string, 'PublicCode'>

/** How many random bytes one code is made of; 6 of the 136 bits are left unused. */
export const PUBLIC_CODE_BYTES = 17

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const DATA_SYMBOLS = 26
const GROUPS = /^(.{5})(.{5})(.{5})(.{6})(.{6})$/

/** Makes a code from bytes of a cryptographic generator. Throws when there are not exactly `PUBLIC_CODE_BYTES`. */
export function publicCodeFrom(random: Uint8Array): PublicCode {
  if (random.length !== PUBLIC_CODE_BYTES) throw new RangeError(`a public code is made of ${PUBLIC_CODE_BYTES} bytes`)
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const values = Array.from({ length: DATA_SYMBOLS }, (_, n) => Number.parseInt(bits.slice(n * 5, n * 5 + 5), 2))
  const symbols = [...values, checkValue(values)].map((value) => SYMBOLS.charAt(value)).join('')
  return brand(symbols)
}

/** Reads a code as people type it: small letters, spaces, hyphens, full width, O for 0, I and L for 1. */
export function parsePublicCode(typed: string): Result<PublicCode> {
  const symbols = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−ー]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const values = [...symbols].map((symbol) => SYMBOLS.indexOf(symbol))
  if (values.length !== DATA_SYMBOLS + 1 || values.includes(-1)) {
    return refuse('code-shape', '番号は英字と数字の27文字です。お手紙の番号とくらべてみましょう。')
  }
  if (checkValue(values.slice(0, DATA_SYMBOLS)) !== values[DATA_SYMBOLS]) {
    return refuse('code-check', '番号のどこかが違っているようです。お手紙の番号とくらべてみましょう。')
  }
  return ok(brand(symbols))
}

/** The code in groups, for those who type it. */
export function formatPublicCode(code: PublicCode): string {
  return code.replace(GROUPS, '$1-$2-$3-$4-$5')
}

/** The address of the person's page. `origin` is like `https://tomoshibi.example.jp`, without a slash at its end. */
export function publicPageUrl(origin: string, code: PublicCode): string {
  return `${origin}/g/${code}`
}

function brand(symbols: string): PublicCode {
  const isCode = (text: string): text is PublicCode => text.length === DATA_SYMBOLS + 1
  if (!isCode(symbols)) throw new RangeError('not a public code')
  return symbols
}

/**
 * A Reed–Solomon check over GF(32): symbol n is weighed with the n-th power of a primitive element. All weights differ (27 < 31),
 * so one wrong symbol and any two symbols swapped, neighbours or not, are always found.
 */
function checkValue(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum = timesPrimitive(sum ^ value)
  return sum
}

function timesPrimitive(value: number): number {
  const shifted = value << 1
  return shifted & 32 ? shifted ^ 0b100101 : shifted
}
