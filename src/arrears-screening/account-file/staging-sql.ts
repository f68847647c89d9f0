import { sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { type FileColumn, fileColumns, neededColumns, readingOf, sqlColumnOf } from './account-columns.ts'
import type { AccountMapping, ColumnMapping } from './account-mapping-contract.ts'
import { type CellSql, cellSql, isBlankSql, unknownWords } from './cell-sql.ts'

/** A column of the source that the mapping uses: where it stands and how it is read. */
type Used = Readonly<{ column: FileColumn; header: string; mapping: ColumnMapping; cell: CellSql }>

const needed: readonly FileColumn[] = neededColumns

/**
 * One statement from raw text columns to facts: `source` is a relation whose columns carry the file's header words (all
 * VARCHAR). Every row comes out with its facts, `faults` (codes, NULL for a good row) and `cells` (the raw cells of a bad one).
 */
export function stagingSql(source: string, mapping: AccountMapping): string {
  const used = usedColumns(mapping)
  const raws = used.map(({ column, header }) => `${sqlName(header)} as ${rawOf(column)}`)
  const steps = used.flatMap(({ column, cell }) =>
    cell.step === undefined ? [] : [`${cell.step} as ${stepOf(column)}`],
  )
  const values = used.map(({ column, cell }) => `${cell.value} as ${sqlColumnOf(column)}`)
  const out = fileColumns.map((column) => `${factSql(column, mapping, used)} as ${sqlColumnOf(column)}`)
  const faults = faultsSql(used)
  const cells = `[${used.map(({ column }) => rawOf(column)).join(', ')}]`
  return `select ${out.join(', ')}, faults, case when faults is not null then ${cells} end as cells
    from (select *, ${faults} as faults
    from (select *, ${values.join(', ')}
    from (select *${steps.map((step) => `, ${step}`).join('')}
    from (select ${raws.join(', ')} from ${source}))))`
}

/** The columns that the mapping takes from the file, in the order of `cells`. */
export function usedColumns(mapping: AccountMapping): readonly Used[] {
  return fileColumns.flatMap((column) => {
    const how = mapping.columns[column]
    if (how?.header === undefined) return []
    const cell = cellSql(column, how, { raw: rawOf(column), step: stepOf(column) })
    return [{ column, header: how.header, mapping: how, cell }]
  })
}

function rawOf(column: FileColumn): string {
  return `raw_${sqlColumnOf(column)}`
}

function stepOf(column: FileColumn): string {
  return `step_${sqlColumnOf(column)}`
}

function factSql(column: FileColumn, mapping: AccountMapping, used: readonly Used[]): string {
  const how = mapping.columns[column]
  const name = sqlColumnOf(column)
  const found = used.find((each) => each.column === column)
  if (found === undefined) return `${constantSql(column, how)}::${typeOf(column)}`
  const blank = blankMeaning(column, how)
  if (blank === undefined) return name
  return `case when ${name} is not null then ${name} when ${rawOf(column)} is null or ${isBlankSql(column, rawOf(column))} then ${blank} end`
}

function blankMeaning(column: FileColumn, how: ColumnMapping | undefined): string | undefined {
  if (how?.blank === 'no' && readingOf(column) === 'flag') return 'false'
  if (how?.blank === 'none' && readingOf(column) === 'word') return sqlText('none')
  return undefined
}

function constantSql(column: FileColumn, how: ColumnMapping | undefined): string {
  if (how?.value === undefined) return 'null'
  if (readingOf(column) === 'flag') return how.value === 'yes' ? 'true' : 'false'
  return sqlText(how.value)
}

function typeOf(column: FileColumn): CellSql['type'] {
  return cellSql(column, {}, { raw: 'x', step: 'x' }).type
}

function faultsSql(used: readonly Used[]): string {
  const suspicious = used.flatMap(({ column, cell }) => {
    const name = sqlColumnOf(column)
    if (cell.lenient) return []
    return [needed.includes(column) ? `${name} is null` : `(${name} is null and ${rawOf(column)} is not null)`]
  })
  const again = used
    .filter(({ column }) => column === 'contractId')
    .map(({ column, header }) => `case when trim(${rawOf(column)}) = ${sqlText(header)} then 'header-again' end`)
  const each = used.filter(({ cell }) => !cell.lenient).map(faultSql)
  return `case when ${suspicious.join(' or ')}${again.length === 0 ? '' : ` or ${again.join('')} is not null`}
    then nullif(concat_ws(',', ${[...again, ...each].join(', ')}), '') end`
}

function faultSql({ column, mapping }: Used): string {
  const [raw, name] = [rawOf(column), sqlColumnOf(column)]
  const blank = `${raw} is null or ${isBlankSql(column, raw)}`
  const unknown = unknownWords(mapping)
  const missing = needed.includes(column) ? `when ${blank} then 'missing:${column}'` : `when ${blank} then null`
  const allowed = unknown.length === 0 ? '' : `when tm_word(${raw}) in (${unknown.map(sqlText).join(', ')}) then null`
  return `case when ${name} is not null then null ${missing} ${allowed} else 'unreadable:${column}' end`
}
