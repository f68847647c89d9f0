import type { Brand } from './brand.ts'
import { plainHyphens } from './character-width.ts'
import { ok, type Result, refuse } from './result.ts'

/** 郵便番号: seven digits without a hyphen (GIF 443). One code may lie in several municipalities, even in two prefectures. */
export type PostalCode = Brand<string, 'PostalCode'>

/** True for seven digits; says nothing about whether the code is in use. */
export function isPostalCode(value: unknown): value is PostalCode {
  return typeof value === 'string' && /^\d{7}$/.test(value)
}

/** Reads `860-0001`, `〒８６０－０００１`, `8600001`. Six digits are refused: a leading zero may have been lost. */
export function parsePostalCode(text: string): Result<PostalCode> {
  const digits = plainHyphens(text)
    .replace(/[〒\s]/g, '')
    .replace(/^(\d{3})-(\d{4})$/, '$1$2')
  if (isPostalCode(digits)) return ok(digits)
  if (digits === '') return refuse('postal_code_missing', '郵便番号が入力されていません。')
  if (/^\d{4,6}$/.test(digits)) {
    return refuse('postal_code_length', '郵便番号は7けたです。先頭の0が落ちていないか確かめてください。')
  }
  return refuse('postal_code_unreadable', '郵便番号を読み取れません。7けたの数字で入力してください（例：865-0016）。')
}

/** `865-0016`. */
export function formatPostalCode(code: PostalCode): string {
  return `${code.slice(0, 3)}-${code.slice(3)}`
}
