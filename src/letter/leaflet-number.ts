import type { Brand } from '#kernel/brand.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { checkDigitOf, endsWithCheckDigit } from './check-digit.ts'

/** The number printed large on a leaflet: 8 digits, the last one a check digit. It counts leaflets and opens nothing. */
export type LeafletNumber = Brand<string, 'LeafletNumber'>

/** Leaflets printed together: consecutive serials, so that whoever packs the bags can count them. */
export type LeafletBatch = Readonly<{ firstSerial: number; count: number }>

/** The largest serial seven digits can hold. */
export const LAST_LEAFLET_SERIAL = 9_999_999

/** How many leaflets one batch may hold: what one print run and one box can take. */
export const LARGEST_LEAFLET_BATCH = 1_000

/** The number of the n-th leaflet of a company. Throws outside 1 … `LAST_LEAFLET_SERIAL`. */
export function leafletNumberOf(serial: number): LeafletNumber {
  if (!Number.isInteger(serial) || serial < 1 || serial > LAST_LEAFLET_SERIAL)
    throw new RangeError('no such leaflet serial')
  const digits = String(serial).padStart(7, '0')
  return brand(`${digits}${checkDigitOf(digits)}`)
}

/** The numbers of a batch, in order, or why it cannot be printed. */
export function leafletNumbersOf({ firstSerial, count }: LeafletBatch): Result<LeafletNumber[]> {
  if (!Number.isInteger(count) || count < 1 || count > LARGEST_LEAFLET_BATCH) {
    return refuse('batch-size', `一度に作れるちらしは1枚から${LARGEST_LEAFLET_BATCH.toLocaleString('ja')}枚です。`)
  }
  if (!Number.isInteger(firstSerial) || firstSerial < 1 || firstSerial + count - 1 > LAST_LEAFLET_SERIAL) {
    return refuse('serials-used-up', 'ちらしの番号が足りません。最初の番号か枚数を見直すと作れます。')
  }
  return ok(Array.from({ length: count }, (_, n) => leafletNumberOf(firstSerial + n)))
}

/** Reads a number as it is typed on a phone: full width, spaces and hyphens are fine. */
export function parseLeafletNumber(typed: string): Result<LeafletNumber> {
  const digits = typed.normalize('NFKC').replace(/[\s\-‐-―−ー]/g, '')
  if (!/^[0-9]{8}$/.test(digits)) return refuse('leaflet-shape', 'ちらしの番号は8けたの数字です（例：0000-0123）。')
  if (!endsWithCheckDigit(digits) || digits.startsWith('0000000')) {
    return refuse('leaflet-check', '番号のどこかが違っているようです。ちらしの番号ともう一度くらべてみましょう。')
  }
  return ok(brand(digits))
}

/** As printed: `1234-5678`. */
export function formatLeafletNumber(number: LeafletNumber): string {
  return `${number.slice(0, 4)}-${number.slice(4)}`
}

/** How many leaflets lie between two numbers, both included; 0 or less when the last comes before the first. */
export function serialsFrom(first: string, last: string): number {
  return Number(last.slice(0, 7)) - Number(first.slice(0, 7)) + 1
}

function brand(digits: string): LeafletNumber {
  const isNumber = (text: string): text is LeafletNumber => /^[0-9]{8}$/.test(text)
  if (!isNumber(digits)) throw new RangeError('not a leaflet number')
  return digits
}
