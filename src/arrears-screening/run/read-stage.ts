import { basename, join } from 'node:path'
import { z } from 'zod'
import { ok, type Result } from '#kernel/result.ts'
import { type DuckDb, sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { createWholeFile } from '#platform/files/private-files.ts'
import { readAccounts } from '../account-file/read-accounts.ts'
import { type AccountsRead, accountsRelation, readShape } from './accounts-read.ts'
import { asText, csvLine } from './output-rows.ts'
import type { RunOrder } from './run-order.ts'
import { findStep, keepStep } from './work-state.ts'

/** What the reading lists: rows that were left out, and cells that were left empty. Staged in UTF-8 without a heading. */
export const listings = ['rejects', 'remarks'] as const
export type Listing = (typeof listings)[number]
export const listingColumns = ['source_file', 'line', 'column_name', 'reason', 'raw_text'] as const
/** The staged file of a listing. */
export const stagedListing = (listing: Listing) => `listed-${listing}.csv`

/** Reads the company's files, or takes up what an earlier attempt had read to the end; `again` makes the relation of them. */
export async function readStage(duckdb: DuckDb, order: RunOrder, folder: string): Promise<Result<AccountsRead>> {
  const before = await findStep(folder, 'read', readShape)
  if (before !== undefined) return ok(before.kept)
  const { sources, mapping, onProgress } = order
  const done = await readAccounts({
    duckdb,
    sources: sources.map((path) => ({ path })),
    mapping: mapping.value,
    into: accountsRelation,
    workFolder: folder,
    onProgress: ({ source, percent }) => {
      const whole = 100 * sources.length
      onProgress?.({ step: 'reading', unit: 'percent', done: 100 * sources.indexOf(source) + percent, total: whole })
    },
  })
  if (!done.ok) return done
  const [rejects, remarked] = [
    await writeListing(duckdb, folder, 'rejects'),
    await writeListing(duckdb, folder, 'remarks'),
  ]
  const { read, rejected, merged, remarks } = done.value
  const again = await statementsAgain(duckdb, folder)
  const kept = {
    ...{ read, rejected, merged, again },
    remarked: remarked.lines,
    remarks: [...remarks],
    sources: await spansOf(duckdb, sources),
  }
  const files = { [stagedListing('rejects')]: rejects.mark, [stagedListing('remarks')]: remarked.mark }
  await keepStep(folder, 'read', { files, kept })
  return ok(kept)
}

/** The reading leaves a relation over staged files, and small tables beside it: both are kept so that the next stage, or the next attempt, need not read again. */
async function statementsAgain(duckdb: DuckDb, folder: string): Promise<string[]> {
  const listed = listings.map((listing) => `'${accountsRelation}_${listing}'`).join(', ')
  const ours = `starts_with(name, '${accountsRelation}') and name not in (${listed})`
  const tables = await duckdb.rows(
    `select name from (select table_name as name from duckdb_tables()) where ${ours}`,
    z.object({ name: z.string() }),
  )
  const statements: string[] = []
  for (const { name } of tables) {
    const file = sqlText(join(folder, `${name}.parquet`))
    await duckdb.run(`copy ${sqlName(name)} to ${file} (format parquet)`)
    statements.push(`create or replace temp table ${sqlName(name)} as from ${file}`)
  }
  const views = await duckdb.rows(
    `select name, sql from (select view_name as name, sql, view_oid from duckdb_views()) where ${ours} order by length(name) desc`,
    z.object({ name: z.string(), sql: z.string() }),
  )
  for (const { name, sql } of views) {
    const query = sql.slice(/ as /i.exec(sql)?.index ?? 0)
    statements.push(`create or replace temp view ${sqlName(name)}${query}`)
  }
  return statements
}

async function spansOf(duckdb: DuckDb, sources: readonly string[]) {
  const shape = z.object({ file: z.string(), from: z.coerce.number(), to: z.coerce.number() })
  const spans = await duckdb.rows(
    `select source_file as file, min(source_line) as "from", max(source_line) + 1 as "to" from ${accountsRelation} group by source_file`,
    shape,
  )
  return [...spans].sort((one, other) => sources.indexOf(one.file) - sources.indexOf(other.file))
}

const listedShape = z.object({
  source_file: z.string(),
  line: z.coerce.number(),
  column_name: z.string().nullable(),
  reason: z.string().nullable(),
  raw_text: z.string().nullable(),
})

/** In the order of the files; what is written in the end has the encoding that was asked for. */
async function writeListing({ connection }: DuckDb, folder: string, listing: Listing) {
  const file = await createWholeFile(join(folder, stagedListing(listing)))
  let lines = 0
  const result = await connection.stream(
    `select source_file, line, column_name, reason, raw_text from ${accountsRelation}_${listing} order by all`,
  )
  for await (const rows of result.yieldRowObjectJson()) {
    for (const row of rows) {
      const { source_file, line, column_name, reason, raw_text } = listedShape.parse(row)
      const [name, column, raw] = [basename(source_file), column_name, raw_text].map(asText)
      await file.write(csvLine([name ?? '', line, column ?? null, reason, raw ?? null]))
      lines += 1
    }
  }
  return { mark: await file.finish(), lines }
}
