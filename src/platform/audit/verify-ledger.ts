import { createHash } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import type { AuditLine, ChainFault } from './chain.ts'

/** Tables whose every line stands with its hash in the log (db/migrations/0024_ledger_and_recalls.sql). */
const ledgerTables = ['sharings', 'spoken_sharings'] as const

/** What the log says about one line of the ledger: where it stands, its hash, and which entry says so. */
export type LoggedLine = {
  readonly place: string
  readonly scopeId: string
  readonly ledgerId: string
  readonly sequence: bigint
  readonly hash: string
}

const Detail = z.object({ table: z.enum(ledgerTables), line: z.string() })

/** What an entry says about a line of the ledger; undefined for every other entry. */
export function loggedLineOf({ action, detail, scopeId, objectId, sequence }: AuditLine): LoggedLine | undefined {
  if (action !== 'ledger.written' || objectId === null) return undefined
  const { table, line } = Detail.parse(JSON.parse(detail))
  const place = `${table}/${scopeId}/${objectId}`
  return { place, scopeId, ledgerId: objectId, sequence: BigInt(sequence), hash: line }
}

const page = 2_000
type Row = { tenant_id: string; id: string; text: string }

/**
 * Holds every line of the ledger against the log: changed, taken away, or put there past the log. The bytes are those
 * that the database hashed when the line was written, hashed here once more. A chain that is `broken` vouches for nothing
 * behind the break: its lines are not judged a second time.
 */
export async function ledgerFaults(
  admin: pg.ClientBase,
  { logged, broken }: { logged: ReadonlyMap<string, LoggedLine>; broken: ReadonlySet<string> },
): Promise<{ lines: number; faults: readonly ChainFault[] }> {
  await admin.query("select set_config('TimeZone', 'UTC', false)")
  const left = new Map(logged)
  const faults: ChainFault[] = []
  let lines = 0
  for (const table of ledgerTables) {
    for await (const { tenant_id: scopeId, id: ledgerId, text } of linesOf(admin, table)) {
      lines += 1
      if (broken.has(scopeId)) continue
      const place = `${table}/${scopeId}/${ledgerId}`
      const known = left.get(place)
      left.delete(place)
      if (known === undefined) faults.push({ kind: 'ledger-unlogged', scopeId, sequence: 0n, ledgerId })
      else if (known.hash !== createHash('sha256').update(text).digest('hex')) {
        faults.push({ kind: 'ledger-altered', scopeId, sequence: known.sequence, ledgerId })
      }
    }
  }
  for (const { scopeId, ledgerId, sequence } of left.values()) {
    if (!broken.has(scopeId)) faults.push({ kind: 'ledger-removed', scopeId, sequence, ledgerId })
  }
  return { lines, faults }
}

async function* linesOf(admin: pg.ClientBase, table: (typeof ledgerTables)[number]): AsyncGenerator<Row> {
  let after = { tenant_id: '00000000-0000-0000-0000-000000000000', id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const { rows } = await admin.query<Row>(
      `select tenant_id, id, jsonb_strip_nulls(to_jsonb(s))::text as text from app.${table} s
        where (tenant_id, id) > ($1, $2) order by tenant_id, id limit ${page}`,
      [after.tenant_id, after.id],
    )
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < page) return
    after = last
  }
}
