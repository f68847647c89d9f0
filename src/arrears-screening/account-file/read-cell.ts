import { addDays, calendarDate } from '#kernel/calendar-date.ts'
import { halfWidth } from '#kernel/character-width.ts'
import { parseCalendarDate } from '#kernel/date-text.ts'
import { completeMunicipalityCode, isMunicipalityCode, parseMunicipalityCode } from '#kernel/municipality-code.ts'
import { parsePostalCode } from '#kernel/postal-code.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { parseYen } from '#kernel/yen.ts'
import { choicesOf, type FileColumn, labelOf, readingOf } from './account-columns.ts'
import type { ColumnMapping } from './account-mapping-contract.ts'
import { wordKey, wordMeanings } from './words.ts'

/** What a cell says; `null` when it is filled with a word for nothing. */
export type CellValue = string | number | boolean | null

const BLANK_WORDS = new Set(['', '-', 'ー', '―', '−', '–', '未設定', '未登録', '不明'])
const BLANK_DATES = new Set([
  '0',
  '00000000',
  '0000/00/00',
  '0000-00-00',
  '99999999',
  '99991231',
  '9999/12/31',
  '9999-12-31',
  'なし',
])
const FORMULA = /^[=+@-]/
const FORMULA_WITHOUT_ANSWER = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/
const SERIAL = /^(\d{5})(?:\.\d*)?$/
const COUNT = /^(\d{1,4})(?:\.0+)?(?:[かヶカヵケ箇]?月分?|回|件)?$/

/**
 * Reads one filled cell as the mapping says: the judge of every cell that is not plain. Refusals name what is wrong with the
 * cell and how to mend it; the column's name and the line are added by the caller.
 */
export function readCell(column: FileColumn, mapping: ColumnMapping, raw: string): Result<CellValue> {
  if (raw.includes('\0'))
    return refuse('cell_nul', '目に見えない文字（NUL）が入っています。元のファイルを保存し直してください。')
  if (readingOf(column) !== 'text' && mapping.header !== undefined && raw.trim() === mapping.header) {
    return refuse('header_again', '見出しの行がもう一度出てきます。ファイルをつなげたときに残ったものと思われます。')
  }
  const reading = readingOf(column)
  if (reading === 'text') return readText(raw)
  const key = wordKey(raw)
  if ((reading === 'word' || reading === 'flag') && wordMeanings(column, mapping).has(key))
    return readWord(column, mapping, raw)
  if (BLANK_WORDS.has(key) || (reading === 'date' && BLANK_DATES.has(key))) return ok(blankMeaning(column, mapping))
  switch (reading) {
    case 'identifier':
      return readIdentifier(raw)
    case 'municipality':
      return readMunicipality(raw, mapping)
    case 'count':
      return readCount(raw)
    case 'yen':
      return parseYen(unwrapped(raw), { negative: 'allowed' })
    case 'date':
      return readDate(raw, mapping)
    case 'word':
    case 'flag':
      return readWord(column, mapping, raw)
    case 'postal-code': {
      // Never asked by a condition: an unreadable one must not keep anybody from being told of help.
      const code = parsePostalCode(unwrapped(raw))
      return ok(code.ok ? code.value : null)
    }
    default: {
      const never: never = reading
      return never
    }
  }
}

/** Whether a filled cell is a word for nothing, as 「不明」 is: nobody need be told of it. */
export function isBlankWord(raw: string): boolean {
  return BLANK_WORDS.has(wordKey(raw))
}

/** What an empty cell of the column says. */
export function blankMeaning(column: FileColumn, { blank }: ColumnMapping): CellValue {
  if (blank === 'no' && readingOf(column) === 'flag') return false
  if (blank === 'none' && 'none' in choicesOf(column)) return 'none'
  return null
}

/** `="00123"` is how spreadsheets are made to keep leading zeros. */
function unwrapped(raw: string): string {
  return /^\s*="([^"]*)"\s*$/.exec(raw)?.[1] ?? raw
}

function readText(raw: string): Result<string | null> {
  if (raw.includes('\uFFFD')) return brokenText()
  return ok(FORMULA_WITHOUT_ANSWER.test(raw) ? null : raw)
}

function brokenText(): Result<never> {
  return refuse(
    'cell_broken',
    '読めない文字（�）があります。ファイルの文字コードの指定を確かめるか、元のファイルから書き出し直してください。',
  )
}

function readIdentifier(raw: string): Result<string> {
  const plain = halfWidth(unwrapped(raw)).trim()
  if (FORMULA.test(plain)) {
    return refuse(
      'cell_formula',
      '数式のように見えます。番号を文字として入れ直してください（先頭の = + - @ は番号に使えません）。',
    )
  }
  if (/^\d(?:\.\d+)?E\+?\d+$/i.test(plain)) {
    return refuse(
      'identifier_exponent',
      '表計算で「1.23E+11」の形に変わっています。元の番号を文字として書き出し直してください。',
    )
  }
  if (plain.includes('\uFFFD')) return brokenText()
  if (/\p{Cc}/u.test(plain)) return refuse('identifier_control', '番号の中に改行や目に見えない文字が入っています。')
  if (plain.length > 64)
    return refuse('identifier_long', '番号が64文字を超えています。列がずれていないか確かめてください。')
  return ok(plain)
}

function readMunicipality(raw: string, { codeDigits }: ColumnMapping): Result<string> {
  const digits = halfWidth(unwrapped(raw)).trim()
  if (codeDigits === 'five') return completeMunicipalityCode(/^\d{4}$/.test(digits) ? `0${digits}` : digits)
  if (codeDigits === 'six' && isMunicipalityCode(`0${digits}`)) return ok(`0${digits}`)
  return parseMunicipalityCode(digits)
}

function readCount(raw: string): Result<number> {
  const digits = COUNT.exec(halfWidth(unwrapped(raw)).replace(/\s/g, ''))?.[1]
  if (digits === undefined)
    return refuse('count_unreadable', '数を読み取れません。0以上の整数（月数）で入れてください。')
  return ok(Number(digits))
}

function readDate(raw: string, { shortDigits }: ColumnMapping): Result<string> {
  const plain = halfWidth(unwrapped(raw)).trim()
  const serial = shortDigits === 'excel-serial' ? SERIAL.exec(plain)?.[1] : undefined
  if (serial !== undefined) return ok(addDays(calendarDate('1899-12-30'), Number(serial)))
  const date = parseCalendarDate(
    // Many systems write a time of nothing beside the day.
    plain.replace(/[ T]0{1,2}:00(?::00(?:\.0+)?)?$/, ''),
    shortDigits === '令和' || shortDigits === '平成' ? { assumedEra: shortDigits } : {},
  )
  return date
}

function readWord(column: FileColumn, mapping: ColumnMapping, raw: string): Result<CellValue> {
  const meaning = wordMeanings(column, mapping).get(wordKey(raw))
  if (meaning === undefined) {
    return refuse(
      'word_unknown',
      `「${labelOf(column)}」の言葉の意味が、対応表にありません。対応表の words に書き足してください。`,
    )
  }
  if (meaning === 'unknown') return ok(null)
  return ok(readingOf(column) === 'flag' ? meaning === 'yes' : meaning)
}
