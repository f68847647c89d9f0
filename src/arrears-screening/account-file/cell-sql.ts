import { sqlText } from '#platform/duckdb/open-duckdb.ts'
import { choicesOf, type FileColumn, readingOf } from './account-columns.ts'
import type { ColumnMapping } from './account-mapping-contract.ts'
import { type CellValue, readCell } from './read-cell.ts'
import { wordMeanings } from './words.ts'

/**
 * The plain reading of one column as SQL over its raw text: what nearly every cell is, quickly. NULL means "not plain": such
 * cells go to `readCell`, each distinct text once. What SQL does read it reads exactly as `readCell` does (cells-agree.db.test.ts).
 */
export type CellSql = Readonly<{
  /** Evaluated once a row, before `value`. */
  step?: string
  value: string
  /** Filled cells that say nothing, such as 「不明」: NULL, and not odd either. */
  saysNothing?: string
  type: 'VARCHAR' | 'INTEGER' | 'DATE' | 'BOOLEAN'
}>

export type CellNames = Readonly<{ raw: string; step: string }>

/** `seen` are texts found at the head of the file: in columns with few words each is read once, by the judge, and then known. */
export type RawCell = CellNames & Readonly<{ seen?: readonly string[] | undefined }>

/** The expressions that read one column. */
export function cellSql(column: FileColumn, mapping: ColumnMapping, cell: RawCell): CellSql {
  const reading = readingOf(column)
  const { raw } = cell
  const number = `try_cast(${raw} as integer)`
  switch (reading) {
    case 'identifier':
      return { value: `case when ${plainIdentifier(raw, mapping.header)} then ${raw} end`, type: 'VARCHAR' }
    case 'municipality':
      return { step: number, value: municipalitySql(mapping, cell), type: 'VARCHAR' }
    case 'count':
      return { step: number, value: wholeNumber(cell, '0 and 9999'), type: 'INTEGER' }
    case 'yen':
      return { step: number, value: yenSql(cell), type: 'INTEGER' }
    case 'date':
      return { step: `try_cast(${raw} as date)`, value: dateSql(cell), type: 'DATE' }
    case 'word':
      return { ...wordSql(column, mapping, cell), type: 'VARCHAR' }
    case 'flag':
      return { ...wordSql(column, mapping, cell), type: 'BOOLEAN' }
    case 'text':
      return {
        value: `case when not starts_with(${raw}, '#') and not contains(${raw}, chr(0)) and not contains(${raw}, chr(65533)) then ${raw} end`,
        type: 'VARCHAR',
      }
    case 'postal-code':
      return { value: postalSql(raw), type: 'VARCHAR' }
    default: {
      const never: never = reading
      return never
    }
  }
}

/** The SQL type of a column of canonical accounts. */
export function typeOf(column: FileColumn): CellSql['type'] {
  return cellSql(column, {}, { raw: 'raw', step: 'step' }).type
}

/** Letters and digits only, and no number in exponent form, into which spreadsheets turn long ones. */
function plainIdentifier(raw: string, header = ''): string {
  return `regexp_full_match(${raw}, '[0-9]+|[0-9]*[A-DF-Za-df-z][0-9A-Za-z_-]*|[0-9]+[_-][0-9A-Za-z_-]*|[Ee][0-9A-Za-z_-]*') and strlen(${raw}) <= 64 and ${raw} <> ${sqlText(header)}`
}

/** Written back it must be the same text: `1_000`, `1e3`, `5.5`, `007` and ` 7` are not plain. */
function wholeNumber({ raw, step }: CellNames, range: string): string {
  return `case when ${step} between ${range} and ${step}::varchar = ${raw} then ${step} end`
}

function municipalitySql({ codeDigits }: ColumnMapping, { raw, step }: CellNames): string {
  if (codeDigits === 'five') {
    return `case when (100000 + ${step})::varchar = '1' || ${raw} and ${step} between 1000 and 47999 then ${raw} || ${checkDigit(step)} end`
  }
  const holds = `${step} % 10 = ${checkDigit(`(${step} // 10)`)} and ${step} between 10000 and 479999`
  return `case when (1000000 + ${step})::varchar = '1' || ${raw} and ${holds} then ${raw} end`
}

function checkDigit(five: string): string {
  const sum = `6 * (${five} // 10000) + 5 * (${five} // 1000 % 10) + 4 * (${five} // 100 % 10) + 3 * (${five} // 10 % 10) + 2 * (${five} % 10)`
  return `((11 - (${sum}) % 11) % 10)`
}

/** Figures in groups of three, as programs print amounts: `12,340`. */
function yenSql(names: CellNames): string {
  const { raw } = names
  const ungrouped = `try_cast(replace(${raw}, ',', '') as integer)`
  const grouped = `regexp_full_match(${raw}, '-?[1-9][0-9]{0,2}(,[0-9]{3})+') and ${ungrouped} between -99999999 and 99999999`
  const range = '-99999999 and 99999999'
  return `case when ${names.step} between ${range} and ${names.step}::varchar = ${raw} then ${names.step} when ${grouped} then ${ungrouped} end`
}

/** Figures with two like signs (`2026-03-31`, `2026/3/31`), or eight figures (`20260331`). */
function dateSql({ raw, step }: CellNames): string {
  const range = "between date '1868-01-25' and date '2199-12-31'"
  const signed = `regexp_full_match(${raw}, '[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/)[0-9]{1,2}')`
  const written = `(${raw}[1:4] || '-' || ${raw}[5:6] || '-' || ${raw}[7:8])`
  const compact = `regexp_full_match(${raw}, '[0-9]{8}') and try_cast(${written} as date) ${range}`
  return `case when ${step} ${range} and ${signed} then ${step} when ${compact} then try_cast(${written} as date) end`
}

function postalSql(raw: string): string {
  return `case when regexp_full_match(${raw}, '[0-9]{3}-?[0-9]{4}') then replace(${raw}, '-', '') end`
}

/** Beyond this many a column holds no words of a list. */
const mostSeenWords = 100

function wordSql(column: FileColumn, mapping: ColumnMapping, { raw, seen = [] }: RawCell) {
  const isFlag = readingOf(column) === 'flag'
  const empty = `null::${isFlag ? 'boolean' : 'varchar'}`
  const known = knownWords(column, mapping, seen)
  const arms = [...known].flatMap(([word, value]) =>
    value === null ? [] : [`when ${sqlText(word)} then ${isFlag ? String(value) : sqlText(String(value))}`],
  )
  const value =
    arms.length === 0 ? empty : `case when ${raw} is null then ${empty} else case ${raw} ${arms.join(' ')} end end`
  const nothing = [...known].flatMap(([word, said]) => (said === null ? [sqlText(word)] : []))
  return { value, ...(nothing.length === 0 ? {} : { saysNothing: `${raw} in (${nothing.join(', ')})` }) }
}

/** Words and what they say: those of the file first, since a CASE goes through its arms in order. */
function knownWords(column: FileColumn, mapping: ColumnMapping, seen: readonly string[]) {
  const known = new Map<string, CellValue>()
  for (const text of seen.slice(0, mostSeenWords)) {
    const read = readCell(column, mapping, text)
    if (read.ok) known.set(text, read.value)
  }
  const isFlag = readingOf(column) === 'flag'
  for (const [word, meaning] of wordMeanings(column, mapping)) {
    if (meaning !== 'unknown' && !known.has(word)) known.set(word, isFlag ? meaning === 'yes' : meaning)
  }
  return known
}

/** What an empty cell says, as SQL. */
export function blankSql(column: FileColumn, { blank }: ColumnMapping): string {
  if (blank === 'no' && readingOf(column) === 'flag') return 'false'
  if (blank === 'none' && 'none' in choicesOf(column)) return sqlText('none')
  return 'null'
}

/** The value of every row where the mapping gives one instead of a column. */
export function constantSql(column: FileColumn, { value }: ColumnMapping): string {
  if (value === undefined) return 'null'
  return readingOf(column) === 'flag' ? String(value === 'yes') : sqlText(value)
}
