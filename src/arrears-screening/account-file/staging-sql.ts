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

/** The raw text of a cell that was not plain; NULL for the others. */
export function oddOf(column: FileColumn): string {
  return `odd_${sqlColumnOf(column)}`
}

/**
 * One statement from raw text to facts: `source` is a relation whose columns carry the file's header words (VARCHAR). Each
 * row comes out with its facts and, for each used column, the raw text of a cell that plain reading could not take.
 */
export function stagingSql(source: string, mapping: AccountMapping): string {
  const used = usedColumns(mapping).map((each) => ({
    ...each,
    raw: `raw_${sqlColumnOf(each.column)}`,
    name: sqlColumnOf(each.column),
    cell: cellSql(each.column, each.mapping, {
      raw: `raw_${sqlColumnOf(each.column)}`,
      step: `step_${sqlColumnOf(each.column)}`,
    }),
  }))
  const raws = used.map(({ header, raw }) => `${sqlName(header)} as ${raw}`)
  const steps = used.flatMap(({ cell, name }) => (cell.step === undefined ? [] : [`${cell.step} as step_${name}`]))
  const values = used.map(({ cell, name }) => `${cell.value} as ${name}`)
  const facts = used.map(({ column, mapping: how, raw, name }) => {
    const blank = blankSql(column, how)
    return blank === 'null' ? name : `case when ${raw} is null then ${blank} else ${name} end as ${name}`
  })
  const odd = used.map(({ column, raw, name }) => `case when ${name} is null then ${raw} end as ${oddOf(column)}`)
  return `select ${[...facts, ...odd].join(', ')} from (select *, ${values.join(', ')}
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
