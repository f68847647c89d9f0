import { z } from 'zod'
import { ok, type Result } from '#kernel/result.ts'
import { type DuckDb, sqlName } from '#platform/duckdb/open-duckdb.ts'
import { findDirectRows } from './direct-parquet.ts'
import { withoutDuplicates } from './duplicates.ts'
import { mergeBills } from './merge-bills.ts'
import type { ReadingOrder } from './reading-order.ts'
import { planReading } from './reading-plan.ts'
import { settle } from './settle.ts'
import { stage } from './stage.ts'

/**
 * read = good + merged + rejected, always: `good` are accounts, `merged` the rows that went into the account of an earlier row
 * (bills of the same contract; none where a row is a contract). `remarks` are sentences about a file as a whole.
 */
export type AccountsRead = Readonly<{
  read: number
  good: number
  merged: number
  rejected: number
  remarks: readonly string[]
}>

const count = z.object({ n: z.coerce.number() })

/**
 * Reads every source into the relation `into` (the columns of `ACCOUNT_COLUMNS`, what passes through, `source_file`,
 * `source_line`), `<into>_rejects` (`source_file`, `line`, `column_name`, `reason`, `raw_text`) and, in the same form, `<into>_remarks`:
 * cells that letters need and that were left empty. Refuses a file that is
 * no table at all; a bad row never stops the good ones.
 */
export async function readAccounts(order: ReadingOrder): Promise<Result<AccountsRead>> {
  const { duckdb, sources, into, workFolder } = order
  const plan = await planReading(
    sources.map(({ path }) => path),
    workFolder,
  )
  if (!plan.ok) return plan
  order.onPlan?.(plan.value)
  const rejects = sqlName(`${into}_rejects`)
  for (const table of [rejects, sqlName(`${into}_remarks`)]) {
    await duckdb.run(
      `create or replace temp table ${table} (source_file varchar, line bigint, column_name varchar, reason varchar, raw_text varchar)`,
    )
  }
  const parts: string[] = []
  const remarks: string[] = []
  for (const [index, { path }] of sources.entries()) {
    const direct = /\.(?:parquet|pq)$/i.test(path) ? await findDirectRows(duckdb, path, order.mapping) : undefined
    if (direct !== undefined) {
      parts.push(direct)
      continue
    }
    const staged = await stage(order, path, index)
    if (!staged.ok) return staged
    const settled = await settle(order, staged.value, index)
    parts.push(settled.rows)
    remarks.push(...staged.value.remarks, ...settled.remarks)
  }
  const unique = await withoutDuplicates(order, parts.join(' union all '))
  const isBills = order.mapping.rows === 'one-per-bill'
  const { rows, remarks: more, merged } = isBills ? await mergeBills(order, unique.rows) : { ...unique, merged: 0 }
  remarks.push(...more)
  await duckdb.run(`create or replace temp view ${sqlName(into)} as ${rows}`)
  const good = await counted(duckdb, `select count(*) as n from ${sqlName(into)}`)
  const rejected = await counted(
    duckdb,
    `select count(*) as n from (select distinct source_file, line from ${rejects})`,
  )
  return ok({ read: good + merged + rejected, good, merged, rejected, remarks })
}

async function counted(duckdb: DuckDb, sql: string): Promise<number> {
  const [row] = await duckdb.rows(sql, count)
  return row?.n ?? 0
}
