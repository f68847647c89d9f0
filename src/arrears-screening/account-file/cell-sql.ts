import { sqlText } from '#platform/duckdb/open-duckdb.ts'
import { choicesOf, type FileColumn, readingOf } from './account-columns.ts'
import type { ColumnMapping } from './account-mapping-contract.ts'
import { wordMeanings } from './words.ts'

/**
 * The plain reading of one column as SQL over its raw text: what nearly every cell is, quickly. NULL means "not plain": such
 * cells go to `readCell`, each distinct text once. What SQL does read it reads exactly as `readCell` does (cells-agree.test.ts).
 */
export type CellSql = Readonly<{
  /** Evaluated once a row, before `value`. */
  step?: string
  value: string
  type: 'VARCHAR' | 'INTEGER' | 'DATE' | 'BOOLEAN'
}>

export type CellNames = Readonly<{ raw: string; step: string }>

/** The expressions that read one column. */
export function cellSql(column: FileColumn, mapping: ColumnMapping, names: CellNames): CellSql {
  const reading = readingOf(column)
  const { raw } = names
  const number = `try_cast(${raw} as integer)`
  switch (reading) {
    case 'identifier':
      return { value: `case when ${plainIdentifier(raw, mapping.header)} then ${raw} end`, type: 'VARCHAR' }
    case 'municipality':
      return { step: number, value: municipalitySql(mapping, names), type: 'VARCHAR' }
    case 'count':
      return { step: number, value: wholeNumber(names, '0 and 9999'), type: 'INTEGER' }
    case 'yen':
      return { step: number, value: wholeNumber(names, '-99999999 and 99999999'), type: 'INTEGER' }
    case 'date':
      return { step: `try_cast(${raw} as date)`, value: dateSql(names), type: 'DATE' }
    case 'word':
      return { value: wordSql(column, mapping, raw), type: 'VARCHAR' }
    case 'flag':
      return { value: wordSql(column, mapping, raw), type: 'BOOLEAN' }
    case 'text':
      return {
        value: `case when not contains(${raw}, chr(0)) and not contains(${raw}, chr(65533)) then ${raw} end`,
        type: 'VARCHAR',
      }
    case 'postal-code':
      return { step: `replace(${raw}, '-', '')`, value: postalSql(names), type: 'VARCHAR' }
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

/** Ten characters in figures with two like signs: `2026-03-31`, `2026/03/31`. */
function dateSql({ raw, step }: CellNames): string {
  const within = `${step} between date '1868-01-25' and date '2199-12-31'`
  return `case when strlen(${raw}) = 10 and ${within} and (${step}::varchar = ${raw} or replace(${step}::varchar, '-', '/') = ${raw}) then ${step} end`
}

function postalSql({ raw, step }: CellNames): string {
  const digits = `(10000000 + try_cast(${step} as integer))::varchar = '1' || ${step}`
  return `case when strlen(${step}) = 7 and ${digits} and (${raw} = ${step} or ${raw} = ${step}[1:3] || '-' || ${step}[4:7]) then ${step} end`
}

function wordSql(column: FileColumn, mapping: ColumnMapping, raw: string): string {
  const isFlag = readingOf(column) === 'flag'
  const meanings = wordMeanings(column, mapping)
  const arms = [...meanings]
    .filter(([, meaning]) => meaning !== 'unknown')
    .map(([word, meaning]) => `when ${sqlText(word)} then ${isFlag ? String(meaning === 'yes') : sqlText(meaning)}`)
  return arms.length === 0 ? `null::${isFlag ? 'boolean' : 'varchar'}` : `case ${raw} ${arms.join(' ')} end`
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
