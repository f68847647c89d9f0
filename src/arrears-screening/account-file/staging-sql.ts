import { sqlName } from '#platform/duckdb/open-duckdb.ts'
import { type FileColumn, fileColumns, neededColumns, sqlColumnOf } from './account-columns.ts'
import type { AccountMapping, ColumnMapping } from './account-mapping-contract.ts'
import { blankSql, cellSql, constantSql, typeOf } from './cell-sql.ts'

/** A column that the mapping takes from the file. */
export type UsedColumn = Readonly<{ column: FileColumn; header: string; mapping: ColumnMapping }>

/** The columns that the mapping takes from the file. */
export function usedColumns({ columns }: AccountMapping): readonly UsedColumn[] {
  return fileColumns.flatMap((column) => {
    const mapping = columns[column]
    return mapping?.header === undefined ? [] : [{ column, header: mapping.header, mapping }]
  })
}

/** The raw text of a cell that was not plain; NULL for the others. Staged rows carry one list, empty of memory where all is plain. */
export function oddOf(column: FileColumn, mapping: AccountMapping): string {
  return `odd[${usedColumns(mapping).findIndex((used) => used.column === column) + 1}]`
}

/** Texts that stand in a column at the head of the file. */
export type SeenTexts = ReadonlyMap<FileColumn, readonly string[]>

/**
 * One statement from raw text to facts: `source` is a relation whose columns carry the file's header words (VARCHAR). Each
 * row comes out with its facts and `odd`: NULL, or the raw texts that plain reading could not take, in the order of `usedColumns`.
 */
export function stagingSql(source: string, mapping: AccountMapping, seen: SeenTexts = new Map()): string {
  const used = usedColumns(mapping).map((each) => {
    const name = sqlColumnOf(each.column)
    const [raw, step] = [`raw_${name}`, `step_${name}`]
    return { ...each, raw, name, cell: cellSql(each.column, each.mapping, { raw, step, seen: seen.get(each.column) }) }
  })
  const raws = used.map(({ header, raw }) => `${sqlName(header)} as ${raw}`)
  const steps = used.flatMap(({ cell, name }) => (cell.step === undefined ? [] : [`${cell.step} as step_${name}`]))
  const values = used.map(({ cell, name }) => `${cell.value} as ${name}`)
  const facts = used.map(({ column, mapping: how, raw, name }) => {
    const blank = blankSql(column, how)
    return blank === 'null' ? name : `case when ${raw} is null then ${blank} else ${name} end as ${name}`
  })
  const isOdd = used.map(({ name, raw, cell: { saysNothing } }) => {
    const filled = `${name} is null and ${raw} is not null`
    return saysNothing === undefined ? `(${filled})` : `(${filled} and not ${saysNothing})`
  })
  const texts = used.map(({ raw }, index) => `case when ${isOdd[index]} then ${raw} end`)
  const odd = `case when ${isOdd.join(' or ') || 'false'} then [${texts.join(', ')}]::varchar[] end as odd`
  return `select ${[...facts, odd].join(', ')} from (select *, ${values.join(', ')}
    from (select ${['*', ...steps].join(', ')} from (select ${raws.join(', ')} from ${source})))`
}

/** The facts of a staged row in canonical order; what the mapping does not take from the file is constant or NULL. */
export function canonicalColumns(mapping: AccountMapping): string {
  const used = new Set(usedColumns(mapping).map(({ column }) => column))
  return fileColumns
    .map((column) => {
      const name = sqlColumnOf(column)
      return used.has(column)
        ? name
        : `${constantSql(column, mapping.columns[column] ?? {})}::${typeOf(column)} as ${name}`
    })
    .join(', ')
}

/** The needed columns that come from the file: a row without one of them is rejected. */
export function neededUsed(mapping: AccountMapping): readonly FileColumn[] {
  return neededColumns.filter((column) => mapping.columns[column]?.header !== undefined)
}
