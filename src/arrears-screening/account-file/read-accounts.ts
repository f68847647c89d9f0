import { z } from 'zod'
import { ok, type Result } from '#kernel/result.ts'
import { type DuckDb, sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { fileColumns, labelOf, sqlColumnOf } from './account-columns.ts'
import type { AccountMapping } from './account-mapping-contract.ts'
import { rejectDuplicates } from './duplicates.ts'
import { type JudgedColumn, judgeOddCells } from './judge-cells.ts'
import { type OpenSource, openSource } from './open-source.ts'
import { type ReaderFault, takeReaderFaults } from './reader-faults.ts'
import { canonicalColumns, neededUsed, oddOf, stagingSql } from './staging-sql.ts'

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

/** read = good + rejected, always. `remarks` are sentences about a file as a whole. */
export type AccountsRead = Readonly<{ read: number; good: number; rejected: number; remarks: readonly string[] }>

/** One source after reading: where its rows lie, and from which staged row to which line. */
type Staged = Readonly<{
  path: string
  file: string
  firstLine: number
  faults: readonly ReaderFault[]
  remarks: readonly string[]
}>

const count = z.object({ n: z.coerce.number() })

/**
 * Reads every source into the relation `into` (the columns of `ACCOUNT_COLUMNS`, what passes through, `source_file`,
 * `source_line`) and `<into>_rejects` (`source_file`, `line`, `column_name`, `reason`, `raw_text`). Refuses a file that is
 * no table at all; a bad row never stops the good ones.
 */
export async function readAccounts(order: ReadingOrder): Promise<Result<AccountsRead>> {
  const { duckdb, sources, into } = order
  const rejects = sqlName(`${into}_rejects`)
  await duckdb.run(
    `create or replace temp table ${rejects} (source_file varchar, line bigint, column_name varchar, reason varchar, raw_text varchar)`,
  )
  const parts: string[] = []
  const remarks: string[] = []
  for (const [index, { path }] of sources.entries()) {
    const staged = await stage(order, path, index)
    if (!staged.ok) return staged
    parts.push(await settle(order, staged.value, index))
    remarks.push(...staged.value.remarks)
  }
  await duckdb.run(`create or replace temp view ${sqlName(into)} as ${parts.join(' union all ')}`)
  await rejectDuplicates(duckdb, into)
  const good = await counted(duckdb, `select count(*) as n from ${sqlName(into)}`)
  const rejected = await counted(
    duckdb,
    `select count(*) as n from (select distinct source_file, line from ${rejects})`,
  )
  return ok({ read: good + rejected, good, rejected, remarks })
}

async function counted(duckdb: DuckDb, sql: string): Promise<number> {
  const [row] = await duckdb.rows(sql, count)
  return row?.n ?? 0
}

async function stage(order: ReadingOrder, path: string, index: number): Promise<Result<Staged>> {
  const { duckdb, mapping, workFolder, onProgress } = order
  const opened = await openSource(path, mapping, workFolder)
  if (!opened.ok) return opened
  const source = opened.value
  const file = `${workFolder}/staged-${index}.parquet`
  const clock = setInterval(() => {
    onProgress?.({ source: path, step: 'reading', percent: duckdb.progress()?.percent ?? 0 })
  }, 250)
  try {
    await duckdb.run(
      `copy (${stagingSql(source.sql, mapping)}) to ${sqlText(file)} (format parquet, compression snappy)`,
    )
    const { faults } = await takeReaderFaults(duckdb, source)
    return ok({ path, file, firstLine: source.firstLine, faults, remarks: await remarksOn(source) })
  } finally {
    clearInterval(clock)
    await source.close()
    onProgress?.({ source: path, step: 'checking', percent: 100 })
  }
}

async function remarksOn(source: OpenSource): Promise<readonly string[]> {
  const { count: broken, offsets } = await source.broken()
  if (broken === 0) return []
  const first = offsets.slice(0, 5).map((offset) => `${(offset + 1).toLocaleString('ja-JP')}バイト目`)
  return [
    `${source.path} に、文字として読めないバイトが${broken.toLocaleString('ja-JP')}か所あります（${first.join('、')}${broken > 5 ? ' ほか' : ''}）。文字コードの指定が違うか、ファイルが壊れています。`,
  ]
}

/** Brings plain and judged cells together, keeps the rejects, and answers the SQL of the good rows. */
async function settle(order: ReadingOrder, staged: Staged, index: number): Promise<string> {
  const { duckdb, mapping, workFolder } = order
  const judged = await judgeOddCells(duckdb, staged.file, mapping)
  const lineOf = await lineSql(duckdb, staged)
  await keepReaderFaults(order, staged)
  const needed = neededUsed(mapping).map(sqlColumnOf)
  const incomplete = needed.map((name) => `${name} is null`).join(' or ') || 'false'
  const bare = `(select *, file_row_number as row from read_parquet(${sqlText(staged.file)}, file_row_number = true))`
  const columns = canonicalColumns(mapping)
  const where = { file: sqlText(staged.path), lineOf }
  if (judged.length === 0) {
    await keepIncomplete(order, bare, where)
    return `select ${columns}, ${where.file} as source_file, ${lineOf} as source_line from ${bare} where not (${incomplete})`
  }
  const settled = `${workFolder}/settled-${index}.parquet`
  await duckdb.run(
    `copy (${settledSql(bare, mapping, judged)}) to ${sqlText(settled)} (format parquet, compression snappy)`,
  )
  for (const { used, judged: table } of judged) {
    await duckdb.run(
      `insert into ${sqlName(`${order.into}_rejects`)} select ${where.file}, ${lineOf}, ${sqlText(used.header)}, because, ${oddOf(used.column)}
       from ${bare} join ${table} on raw = ${oddOf(used.column)} where because is not null`,
    )
  }
  const rows = `read_parquet(${sqlText(settled)})`
  await keepIncomplete(order, `(select * from ${rows} where not bad)`, where)
  return `select ${columns}, ${where.file} as source_file, ${lineOf} as source_line from ${rows} where not bad and not (${incomplete})`
}

function settledSql(bare: string, mapping: AccountMapping, judged: readonly JudgedColumn[]): string {
  const replaced = judged.map(({ used, judged: table }) => {
    const name = sqlColumnOf(used.column)
    return `coalesce(staged.${name}, ${table}.value) as ${name}`
  })
  const bad = judged.map(({ judged: table }) => `${table}.because is not null`).join(' or ')
  const joins = judged.map(
    ({ used, judged: table }) => `left join ${table} on ${table}.raw = staged.${oddOf(used.column)}`,
  )
  const odd = fileColumns.filter((column) => mapping.columns[column]?.header !== undefined).map(oddOf)
  return `select staged.* exclude (${odd.join(', ')}) replace (${replaced.join(', ')}), ${bad} as bad from ${bare} staged ${joins.join(' ')}`
}

async function keepIncomplete(
  { duckdb, into, mapping }: ReadingOrder,
  rows: string,
  where: { file: string; lineOf: string },
) {
  for (const column of neededUsed(mapping)) {
    const reason = `「${labelOf(column)}」が空です。この項目がないと判定できません。`
    const others = neededUsed(mapping)
      .map((each) => `coalesce(${sqlColumnOf(each)}, '')`)
      .join(", ',', ")
    await duckdb.run(
      `insert into ${sqlName(`${into}_rejects`)} select ${where.file}, ${where.lineOf}, ${sqlText(mapping.columns[column]?.header ?? '')}, ${sqlText(reason)}, concat(${others})
       from ${rows} where ${sqlColumnOf(column)} is null`,
    )
  }
}

async function keepReaderFaults({ duckdb, into }: ReadingOrder, { path, faults }: Staged) {
  const appender = await duckdb.connection.createAppender(`${into}_rejects`, 'main', 'temp')
  for (const { line, reason, raw } of faults) {
    appender.appendVarchar(path)
    appender.appendBigInt(BigInt(line))
    appender.appendVarchar('')
    appender.appendVarchar(reason)
    appender.appendVarchar(raw)
    appender.endRow()
  }
  appender.closeSync()
}

/** From the number of a staged row (`row`, 0 is the first) to its line: lines that are no rows stand between. */
async function lineSql(_duckdb: DuckDb, { firstLine }: Staged): Promise<string> {
  return `row + ${firstLine}`
}
