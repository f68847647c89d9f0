import { plainHyphens } from './character-width.ts'
import { ok, type Result, refuse } from './result.ts'

/**
 * My Number (個人番号) must not be collected here: the purposes are limited by 番号法 20. Free text is therefore searched for twelve
 * digits with a valid check digit before anything is stored or logged. One random twelve-digit number in eleven also has one.
 */

const KANJI_DIGITS = '〇一二三四五六七八九'
const SUPPLY_POINT_DIGITS = 22

/** Digits with spaces, hyphens or dots between them, as people group long numbers; a slash parts dates and is left out. */
const DIGIT_RUN = /\d(?:[ \t\u00A0\-.・･]{0,3}\d)+/g

/** The check digit of the first eleven digits. Source: 番号法の総務省令 第5条. */
function checkDigit(eleven: string): number {
  const sum = Array.from(eleven, Number).reduce((total, digit, index) => {
    const fromLowest = 11 - index
    return total + digit * (fromLowest <= 6 ? fromLowest + 1 : fromLowest - 5)
  }, 0)
  const remainder = sum % 11
  return remainder <= 1 ? 0 : 11 - remainder
}

function isMyNumber(digits: string): boolean {
  return digits.length === 12 && checkDigit(digits.slice(0, 11)) === Number(digits[11])
}

/** True when the text holds what may be a My Number: half or full width, kanji digits, spaced, hyphenated or bare. */
export function holdsMyNumber(text: string): boolean {
  const plain = plainHyphens(digitsOnly(text))
  for (const [run] of plain.matchAll(DIGIT_RUN)) {
    if (readings(run).some(isMyNumber)) return true
  }
  return false
}

function digitsOnly(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replaceAll('零', '〇')
    .replace(/[〇一二三四五六七八九]/g, (kanji) => String(KANJI_DIGITS.indexOf(kanji)))
}

/** The ways twelve digits can stand in a run: all of it, one group between spaces, or three groups of four in a row. */
function readings(run: string): readonly string[] {
  const whole = run.replace(/\D/g, '')
  const groups = run.split(/[ \t\u00A0]+/).map((group) => group.replace(/\D/g, ''))
  const fours = whole.length === SUPPLY_POINT_DIGITS ? [] : groups.map((_, at) => groups.slice(at, at + 3))
  return [
    whole,
    ...groups,
    ...fours.filter((three) => three.every((group) => group.length === 4)).map((three) => three.join('')),
  ]
}

/** The text unchanged, or a refusal that does not repeat the number. */
export function refuseMyNumber(text: string): Result<string> {
  if (!holdsMyNumber(text)) return ok(text)
  return refuse(
    'mynumber_prohibited',
    'マイナンバー（個人番号）と思われる12けたの数字が含まれています。この制度では扱えないので、消してから送ってください。お客さま番号などの場合は、項目名のついた欄に入力してください。',
  )
}
