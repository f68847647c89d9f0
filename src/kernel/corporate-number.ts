import type { Brand } from './brand.ts'
import { plainHyphens } from './character-width.ts'
import { ok, type Result, refuse } from './result.ts'

/** 法人番号: a check digit, then twelve digits. Public, unlike a person's My Number. */
export type CorporateNumber = Brand<string, 'CorporateNumber'>

/**
 * 9 less the remainder by 9 of the whole sum of Pn × Qn (n from the lowest digit, Q is 1 for odd n and 2 for even n).
 * The ordinance can be misread as taking the remainder of each product; the agency's own examples settle it.
 */
function checkDigit(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 2 : 1), 0)
  return String(9 - (sum % 9))
}

/** True for thirteen digits with the right check digit. */
export function isCorporateNumber(value: unknown): value is CorporateNumber {
  return typeof value === 'string' && /^\d{13}$/.test(value) && checkDigit(value.slice(1)) === value[0]
}

/** Reads thirteen digits, half or full width, with or without hyphens or a leading `T` (invoice registration). */
export function parseCorporateNumber(text: string): Result<CorporateNumber> {
  const digits = plainHyphens(text).replace(/[\s-]/g, '').replace(/^T/i, '')
  if (isCorporateNumber(digits)) return ok(digits)
  if (digits === '') return refuse('corporate_number_missing', '法人番号が入力されていません。')
  if (!/^\d{13}$/.test(digits))
    return refuse('corporate_number_length', '法人番号は13けたの数字です。けた数を確かめてください。')
  return refuse(
    'corporate_number_check_digit',
    '法人番号の最初の数字（検査数字）が合いません。写しまちがいがないか確かめてください。',
  )
}
