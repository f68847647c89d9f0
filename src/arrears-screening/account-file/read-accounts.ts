import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type DuckDb, sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { readHead } from '#platform/table-file/read-head.ts'
import { fileColumns, sqlColumnOf } from './account-columns.ts'
import type { AccountMapping } from './account-mapping-contract.ts'
import { readCsvText } from './csv-text.ts'
import { readingMacros } from './reading-macros.ts'
import { stagingSql, usedColumns } from './staging-sql.ts'

/** A file of accounts as a company has it. */
export type AccountSource = Readonly<{ path: string }>

export type ReadingProgress = Readonly<{ source: string; step: 'reading' | 'checking'; percent: number }>

export type ReadingOrder = Readonly<{
  duckdb: DuckDb
  sources: readonly AccountSource[]
  mapping: AccountMapping
  /** Name of the relation to make; `<into>_rejects` is made beside it. */
  into: string
  /** A private folder for what is staged between; it stays until the caller removes it, since `into` reads from it. */
  workFolder: string
  onProgress?: (progress: ReadingProgress) => void
}>

/** read = good + rejected, always. */
export type AccountsRead = Readonly<{ read: number; good: number; rejected: number }>

const count = z.object({ n: z.coerce.number() })

/**
 * Reads every source into the relation `into` (the columns of `ACCOUNT_COLUMNS`, what passes through, `source_file`,
 * `source_line`) and `<into>_rejects` (`source_file`, `line`, `column_name`, `reason`, `raw_text`). Refuses a file that is
 * no table at all; a bad row never stops the good ones.
 */
export async function readAccounts(order: ReadingOrder): Promise<Result<AccountsRead>> {
  const { duckdb, sources, into, onProgress } = order
  for (const macro of readingMacros) await duckdb.run(macro)
  await duckdb.run(
    `create or replace temp table ${sqlName(`${into}_rejects`)} (source_file varchar, line bigint, column_name varchar, reason varchar, raw_text varchar)`,
  )
  const parts: string[] = []
  for (const [index, { path }] of sources.entries()) {
    onProgress?.({ source: path, step: 'reading', percent: 0 })
    const staged = `${order.workFolder}/staged-${index}.parquet`
    const source = await sourceSql(path, order.mapping)
    if (!source.ok) return source
    await duckdb.run(
      `copy (${stagingSql(source.value.sql, order.mapping)}) to ${sqlText(staged)} (format parquet, compression snappy)`,
    )
    await keepRejects(order, path, staged, source.value.firstLine)
    parts.push(goodRows(path, staged, source.value.firstLine))
    onProgress?.({ source: path, step: 'reading', percent: 100 })
  }
  await duckdb.run(`create or replace temp view ${sqlName(into)} as ${parts.join(' union all ')}`)
  const [good] = await duckdb.rows(`select count(*) as n from ${sqlName(into)}`, count)
  const [bad] = await duckdb.rows(
    `select count(distinct (source_file, line)) as n from ${sqlName(`${into}_rejects`)}`,
    count,
  )
  const figures = { good: good?.n ?? 0, rejected: bad?.n ?? 0 }
  return ok({ read: figures.good + figures.rejected, ...figures })
}

function goodRows(path: string, staged: string, firstLine: number): string {
  const columns = fileColumns.map(sqlColumnOf).join(', ')
  return `select ${columns}, ${sqlText(path)} as source_file, file_row_number + ${firstLine} as source_line
    from read_parquet(${sqlText(staged)}, file_row_number = true) where faults is null`
}

async function keepRejects({ duckdb, into, mapping }: ReadingOrder, path: string, staged: string, firstLine: number) {
  const names = usedColumns(mapping).map(({ header }) => header)
  await duckdb.run(
    `insert into ${sqlName(`${into}_rejects`)} select ${sqlText(path)}, file_row_number + ${firstLine}, fault, fault, array_to_string(cells, ',')
     from (select *, unnest(string_split(faults, ',')) as fault from read_parquet(${sqlText(staged)}, file_row_number = true) where faults is not null) -- ${names.length}`,
  )
}

type SourceSql = Readonly<{ sql: string; firstLine: number }>

const sampleBytes = 262_144

async function sourceSql(path: string, mapping: AccountMapping): Promise<Result<SourceSql>> {
  if (path.toLowerCase().endsWith('.parquet')) {
    return ok({ sql: `(select columns(*)::varchar from read_parquet(${sqlText(path)}))`, firstLine: 1 })
  }
  const { bytes } = await readHead(path, sampleBytes)
  const delimiter = mapping.delimiter ?? ','
  const headerLine = mapping.headerLine ?? 1
  const header = readCsvText(new TextDecoder().decode(bytes), delimiter).find(({ line }) => line >= headerLine)?.cells
  if (header === undefined) return refuse('file_empty', `${path} には見出しの行がありません。`)
  const missing = usedColumns(mapping).filter((used) => !header.includes(used.header))
  if (missing.length > 0) {
    const words = missing.map((used) => `「${used.header}」`).join('')
    return refuse('column_missing', `${path} に${words}の列がありません。対応表の見出しを直してください。`)
  }
  const columns = header.map((word) => `${sqlText(word)}: 'VARCHAR'`).join(', ')
  return ok({
    sql: `read_csv(${sqlText(path)}, columns = {${columns}}, header = false, skip = ${headerLine}, auto_detect = false, delim = ${sqlText(delimiter)}, quote = '"', escape = '"')`,
    firstLine: headerLine + 1,
  })
}
