import type { Brand } from './brand.ts'
import { halfWidth } from './character-width.ts'
import { ok, type Result, refuse } from './result.ts'

/** Whole yen. Negative only where a caller asked for it (a shortage, a correction). */
export type Yen = Brand<number, 'Yen'>

/** The largest single amount that may be typed or received: beyond it somebody slipped a digit. */
export const LARGEST_YEN = 99_999_999

/** True for every whole number that can be counted exactly. */
export function isYen(value: unknown): value is Yen {
  return Number.isSafeInteger(value) && !Object.is(value, -0)
}

/** An amount written in code or read back from our own database. Throws on a fraction: that is a defect. */
export function yen(amount: number): Yen {
  if (isYen(amount)) return amount
  throw new RangeError(`not whole yen: ${amount}`)
}

/** Sum of two amounts. */
export function addYen(left: Yen, right: Yen): Yen {
  return yen(left + right)
}

/** `left` less `right`; may be negative, which is what a shortage is. */
export function subtractYen(left: Yen, right: Yen): Yen {
  return yen(left - right)
}

/** Sum of a list; zero for none. */
export function sumYen(amounts: Iterable<Yen>): Yen {
  let total = 0
  for (const amount of amounts) total += amount
  return yen(total)
}

/** `1,234円`; a negative amount carries the minus sign of the fonts, `−1,234円`. */
export function formatYen(amount: Yen): string {
  const digits = String(Math.abs(amount)).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${amount < 0 ? '−' : ''}${digits}円`
}

/** Whether a sender may hand over an amount below zero. */
export type YenRange = Readonly<{ negative?: 'allowed' | 'refused' }>

/** Bounds of an amount that arrives as a number, such as JSON. Refuses fractions, amounts below zero unless asked, and more than 99,999,999. */
export function toYen(amount: number, range: YenRange = {}): Result<Yen> {
  if (!Number.isFinite(amount))
    return refuse('yen_unreadable', '金額を読み取れません。円単位の整数で入力してください。')
  if (!Number.isInteger(amount)) {
    return refuse('yen_fraction', '金額に1円未満の端数があります。円単位の整数で入力してください。')
  }
  if (Math.abs(amount) > LARGEST_YEN) {
    return refuse('yen_too_large', '金額が99,999,999円を超えています。けた数を確かめてください。')
  }
  if (amount < 0 && range.negative !== 'allowed') {
    return refuse('yen_negative', '金額がマイナスです。0円以上で入力してください。')
  }
  return ok(yen(amount === 0 ? 0 : amount))
}

const AMOUNT = /^([-−▲△]?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d*)?$/

/** Reads what people write: `12340`, `１２，３４０円`, `¥12,340`, `￥12,340-`, and `▲1,200` where negative amounts are allowed. */
export function parseYen(text: string, range: YenRange = {}): Result<Yen> {
  const plain = halfWidth(text).replace(/\s/g, '')
  if (plain === '') return refuse('yen_missing', '金額が入力されていません。')
  const amount = plain
    .replace(/^([-−▲△]?)[¥\\]/, '$1')
    .replace(/^[¥\\]([-−▲△])/, '$1')
    .replace(/(?:円也?|,?-)$/, '')
  const parts = AMOUNT.exec(amount)
  if (!parts?.[2]) return refuse('yen_unreadable', '金額を読み取れません。数字で入力してください（例：12,340円）。')
  if (/[1-9]/.test(parts[3] ?? '')) {
    return refuse('yen_fraction', '金額に1円未満の端数があります。円単位の整数で入力してください。')
  }
  const size = Math.min(Number(parts[2].replaceAll(',', '')), LARGEST_YEN + 1)
  return toYen(parts[1] ? -size : size, range)
}
