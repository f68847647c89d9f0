import { ok, type Result, refuse } from './result.ts'

/** What a text field accepts. `label` is the field's name as people see it; length is counted in characters (code points). */
export type TextLimits = Readonly<{
  label: string
  longest: number
  lines?: 'one' | 'many'
  blank?: 'allowed' | 'refused'
}>

/** Control characters (NUL among them) other than tab and line ends. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u
const DIRECTION_OVERRIDE = /[\u202A-\u202E\u2066-\u2069]/
const LINE_BREAK = /[\n\r\u2028\u2029]/

/** Characters as people and PostgreSQL count them: a surrogate pair is one, a variation selector is one of its own. */
export function characterCount(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** The text exactly as it was typed, or a sentence about what in it cannot be kept. Nothing is trimmed or normalised. */
export function guardText(text: string, limits: TextLimits): Result<string> {
  const { label, longest, lines = 'one', blank = 'refused' } = limits
  if (!text.isWellFormed()) {
    return refuse('text_broken', `「${label}」に壊れた文字が含まれています。入力し直してください。`)
  }
  if (CONTROL.test(text) || DIRECTION_OVERRIDE.test(text)) {
    return refuse('text_control', `「${label}」に目に見えない制御文字が含まれています。入力し直してください。`)
  }
  if (lines === 'one' && LINE_BREAK.test(text)) {
    return refuse('text_line_break', `「${label}」は改行せずに入力してください。`)
  }
  if (blank === 'refused' && text.trim() === '') {
    return refuse('text_missing', `「${label}」が入力されていません。`)
  }
  const count = characterCount(text)
  if (count > longest) {
    return refuse('text_too_long', `「${label}」は${longest}文字までです。いまは${count}文字あります。`)
  }
  return ok(text)
}
