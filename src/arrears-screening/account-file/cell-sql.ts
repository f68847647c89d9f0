import { sqlText } from '#platform/duckdb/open-duckdb.ts'
import { choicesOf, type FileColumn, readingOf } from './account-columns.ts'
import type { ColumnMapping } from './account-mapping-contract.ts'
import { wordKey } from './words.ts'

/** How one column of a file becomes a fact, as SQL over its raw text `raw` and the step before it, `step`. */
export type CellSql = Readonly<{
  /** Evaluated once a row, before `value`: the plain conversion that fits nearly every cell. */
  step?: string
  value: string
  /** The SQL type of the value. */
  type: 'VARCHAR' | 'INTEGER' | 'DATE' | 'BOOLEAN'
  /** Faults of a cell that is filled and yet has no value; a lenient column has none. */
  lenient?: boolean
}>

type Names = Readonly<{ raw: string; step: string }>

const YES = ['1', '○', '〇', '◯', '●', '有', 'あり', '有り', 'はい', 'y', 'yes', 'true', 't', '該当', '済', 'on']
const NO = ['0', '×', '✕', '無', 'なし', '無し', 'いいえ', 'n', 'no', 'false', 'f', '非該当', '未', 'off']

/** Words that stand for an empty cell. */
export const BLANK_WORDS = ['', '-', 'ー', '―', '－', '−', 'null', '未設定', '未登録', '不明'] as const
const BLANK_DATES = [
  '0',
  '00000000',
  '0000/00/00',
  '0000-00-00',
  '99999999',
  '99991231',
  '9999/12/31',
  '9999-12-31',
  'なし',
]

/** The SQL test whether a filled cell means nothing. */
export function isBlankSql(column: FileColumn, raw: string): string {
  const words = readingOf(column) === 'date' ? [...BLANK_WORDS, ...BLANK_DATES] : BLANK_WORDS
  return `tm_word(${raw}) in (${words.map(sqlText).join(', ')})`
}

/** The expressions that read one column. */
export function cellSql(column: FileColumn, mapping: ColumnMapping, names: Names): CellSql {
  const reading = readingOf(column)
  const { raw, step } = names
  switch (reading) {
    case 'identifier':
      return { value: `case when ${plainIdentifier(raw)} then ${raw} else tm_identifier(${raw}) end`, type: 'VARCHAR' }
    case 'municipality':
      return municipalitySql(mapping, names)
    case 'count':
    case 'yen':
      return {
        step: `try_cast(${raw} as integer)`,
        value: `case when ${step}::varchar = ${raw} and ${step} between ${reading === 'count' ? '0 and 9999' : '-99999999 and 99999999'} then ${step} else tm_${reading}(${raw})::integer end`,
        type: 'INTEGER',
      }
    case 'date':
      return dateSql(mapping, names)
    case 'word':
    case 'flag':
      return wordSql(column, mapping, raw)
    case 'text':
      return { value: `case when not contains(${raw}, chr(0)) then ${raw} end`, type: 'VARCHAR' }
    case 'postal-code':
      return {
        step: `try_cast(${raw} as integer)`,
        value: `case when strlen(${raw}) = 7 and ${step} >= 1000000 and ${step}::varchar = ${raw} then ${raw} else tm_postal(${raw}) end`,
        type: 'VARCHAR',
        lenient: true,
      }
    default: {
      const never: never = reading
      return never
    }
  }
}

/** Plain ASCII without spaces or signs in front that a spreadsheet takes for a formula. */
function plainIdentifier(raw: string): string {
  return `regexp_full_match(${raw}, '[0-9A-Za-z][0-9A-Za-z_-]{0,63}')`
}

function municipalitySql({ codeDigits }: ColumnMapping, { raw, step }: Names): CellSql {
  const slow = codeDigits === 'five' ? 'tm_code_five' : codeDigits === 'six' ? 'tm_code_six_mended' : 'tm_code_six'
  const fast =
    codeDigits === 'five'
      ? `when ${step} is null then null`
      : `when (1000000 + ${step})::varchar = '1' || ${raw} and tm_is_code(${step}) then ${raw}`
  return { step: `try_cast(${raw} as integer)`, value: `case ${fast} else ${slow}(${raw}) end`, type: 'VARCHAR' }
}

function dateSql({ shortDigits }: ColumnMapping, { raw, step }: Names): CellSql {
  const slow =
    shortDigits === undefined
      ? `tm_date(${raw})`
      : shortDigits === 'excel-serial'
        ? `tm_date_serial(${raw})`
        : `tm_date_short(${raw}, ${sqlText(shortDigits)})`
  return {
    step: `try_cast(${raw} as date)`,
    // Ten characters in figures and two signs leave one reading; everything else goes the long way.
    value: `case when strlen(${raw}) = 10 and ${step} between date '1868-01-25' and date '2199-12-31' and not contains(${raw}, ' ') then ${step} else ${slow} end`,
    type: 'DATE',
  }
}

function wordSql(column: FileColumn, mapping: ColumnMapping, raw: string): CellSql {
  const isFlag = readingOf(column) === 'flag'
  const meanings = new Map<string, string>()
  const add = (word: string, meaning: string) => meanings.set(wordKey(word), meaning)
  if (isFlag) {
    for (const word of YES) add(word, 'yes')
    for (const word of NO) add(word, 'no')
  }
  for (const [code, label] of Object.entries(choicesOf(column))) {
    add(code, code)
    add(label, code)
  }
  for (const [word, meaning] of Object.entries(mapping.words ?? {})) add(word, meaning)
  const written = Object.keys(mapping.words ?? {})
  const fast = new Set([...written, ...meanings.keys()])
  const literal = (meaning: string) =>
    meaning === 'unknown' ? 'null' : isFlag ? String(meaning === 'yes') : sqlText(meaning)
  const arms = (words: Iterable<string>) =>
    [...words].map((word) => `when ${sqlText(word)} then ${literal(meanings.get(wordKey(word)) ?? '')}`).join(' ')
  const value = `case ${raw} ${arms(fast)} else (case tm_word(${raw}) ${arms(meanings.keys())} end) end`
  return { value, type: isFlag ? 'BOOLEAN' : 'VARCHAR' }
}

/** Words that the mapping itself calls unknown: filled, without a value, and no fault. */
export function unknownWords({ words = {} }: ColumnMapping): readonly string[] {
  return Object.entries(words).flatMap(([word, meaning]) => (meaning === 'unknown' ? [wordKey(word)] : []))
}
