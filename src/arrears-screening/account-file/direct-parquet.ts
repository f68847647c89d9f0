import { z } from 'zod'
import { type DuckDb, sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { type FileColumn, neededColumns, readingOf, sqlColumnOf } from './account-columns.ts'
import type { AccountMapping } from './account-mapping-contract.ts'
import { blankSql, cellSql } from './cell-sql.ts'
import { canonicalColumns, type UsedColumn, usedColumns } from './staging-sql.ts'

const described = z.object({ column_name: z.string(), column_type: z.string() })
const counted = z.object({ n: z.coerce.number() })
const needed: readonly FileColumn[] = neededColumns
const WHOLE = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER']

/**
 * The accounts of a Parquet file straight from it, without a copy: possible when its columns have fitting types and every
 * cell is plain, which one scan tells. Undefined when it must be read like any other file (odd cells, missing columns).
 */
export async function findDirectRows(
  duckdb: DuckDb,
  path: string,
  mapping: AccountMapping,
): Promise<string | undefined> {
  const file = sqlText(path)
  const types = await typesOf(duckdb, file)
  if (types === undefined) return undefined
  const columns: { name: string; value: string; isOdd: string }[] = []
  for (const used of usedColumns(mapping)) {
    const value = plainValue(used, types.get(used.header))
    if (value === undefined) return undefined
    const raw = sqlName(used.header)
    const isOdd = needed.includes(used.column) ? `(${value}) is null` : `(${raw} is not null and (${value}) is null)`
    const blank = blankSql(used.column, used.mapping)
    // Where no cell is odd, a plain text is its own value: it need not be looked at again by every statement.
    const settled = isOwnValue(used.column, types.get(used.header)) ? raw : value
    const whole = blank === 'null' ? settled : `case when ${raw} is null then ${blank} else ${settled} end`
    columns.push({ name: sqlColumnOf(used.column), value: whole, isOdd })
  }
  const odd = columns.map(({ isOdd }) => isOdd).join(' or ') || 'false'
  const [found] = await duckdb.rows(`select count(*) as n from read_parquet(${file}) where ${odd}`, counted)
  if (found?.n !== 0) return undefined
  const facts = columns.map(({ name, value }) => `${value} as ${name}`).join(', ')
  return `select ${canonicalColumns(mapping)}, ${file} as source_file, source_line
    from (select ${facts}, file_row_number + 1 as source_line from read_parquet(${file}, file_row_number = true))`
}

function isOwnValue(column: FileColumn, type: string | undefined): boolean {
  return type === 'VARCHAR' && ['identifier', 'municipality', 'text', 'postal-code'].includes(readingOf(column))
}

async function typesOf(duckdb: DuckDb, file: string): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const columns = await duckdb.rows(`describe select * from read_parquet(${file})`, described)
    return new Map(columns.map(({ column_name, column_type }) => [column_name, column_type]))
  } catch {
    // What is no Parquet file gets its sentence where every file does.
    return undefined
  }
}

function plainValue({ column, header, mapping }: UsedColumn, type: string | undefined): string | undefined {
  const raw = sqlName(header)
  const reading = readingOf(column)
  if (type === 'VARCHAR') {
    const { step = 'null' } = cellSql(column, mapping, { raw, step: 'null' })
    return cellSql(column, mapping, { raw, step: `(${step})` }).value
  }
  if (type === 'DATE' && reading === 'date')
    return `case when ${raw} between date '1868-01-25' and date '2199-12-31' then ${raw} end`
  if (type === 'BOOLEAN' && reading === 'flag') return raw
  if (type === undefined || !WHOLE.includes(type)) return undefined
  if (reading === 'count') return `case when ${raw} between 0 and 9999 then ${raw}::integer end`
  if (reading === 'yen') return `case when ${raw} between -99999999 and 99999999 then ${raw}::integer end`
  return undefined
}
