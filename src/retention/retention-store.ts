import { sql } from 'kysely'
import { z } from 'zod'
import { callGate, type Database, type SessionTx } from '#platform/database/session.ts'
import { type HoldGround, holdGrounds, type RetentionClass, retentionClasses } from './retention.ts'

const retentionClass = z.enum(retentionClasses)
const Overview = z.object({
  classes: z.array(
    z.object({
      class: retentionClass,
      days: z.number(),
      due: z.number(),
      held: z.number(),
      oldest: z.string().nullable(),
    }),
  ),
  holds: z.array(
    z.object({
      id: z.string(),
      class: retentionClass.nullable(),
      ground: z.enum(holdGrounds),
      placedAt: z.string(),
      placedBy: z.string(),
    }),
  ),
  runs: z.array(
    z.object({
      id: z.string(),
      orderedAt: z.string(),
      orderedBy: z.string(),
      asOf: z.string(),
      finishedAt: z.string().nullable(),
      erased: z.record(z.string(), z.number()),
    }),
  ),
})

/** Clocks, counts, holds and runs of the speaker's municipality; never a record. */
export async function readOverview({ db }: SessionTx): Promise<z.infer<typeof Overview>> {
  const { rows } = await sql<{ overview: unknown }>`select sec.retention_overview() as overview`.execute(db)
  return Overview.parse(rows[0]?.overview)
}

export async function insertClock({ db }: SessionTx, clock: { id: string; class: RetentionClass; days: number }) {
  await callGate(db, 'set_retention_clock', { document: clock, shape: z.unknown() })
}

type NewHold = { id: string; ground: HoldGround } & ({ class: RetentionClass } | { caseId: string })

export async function insertHold({ db }: SessionTx, hold: NewHold) {
  await callGate(db, 'place_hold', { document: hold, shape: z.unknown() })
}

export async function endHold({ db }: SessionTx, id: string) {
  await sql`select sec.release_hold(${id}::uuid)`.execute(db)
}

export async function insertRun({ db }: SessionTx, id: string) {
  await callGate(db, 'order_erasure', { document: { id }, shape: z.string() })
}

const Proof = z.object({
  runId: z.string(),
  asOf: z.string(),
  finishedAt: z.string(),
  orderedBy: z.string(),
  municipality: z.string(),
  lines: z.array(z.object({ pseudonym: z.string(), class: retentionClass, erasedOn: z.string() })),
})
export type StoredProof = z.infer<typeof Proof>

export async function readProof({ db }: SessionTx, runId: string): Promise<StoredProof> {
  const { rows } = await sql<{ proof: unknown }>`select sec.retention_proof(${runId}::uuid) as proof`.execute(db)
  return Proof.parse(rows[0]?.proof)
}

// What the worker does.

const Due = z.object({ class: retentionClass, id: z.string(), subjectId: z.string() })
type Run = { readonly tenantId: string; readonly runId: string }

/** The next things of a run; none: it is over. */
export async function listNextDue(db: Database, { tenantId, runId }: Run, most: number) {
  const { rows } = await sql<{ due: unknown }>`
    select sec.next_to_erase(${tenantId}::uuid, ${runId}::uuid, ${most}) as due`.execute(db)
  return z.array(Due).parse(rows[0]?.due)
}

type Erasing = Run & { class: RetentionClass; id: string; tombstoneId: string; pseudonym: string }

export async function eraseDue(db: Database, erasing: Erasing): Promise<void> {
  await callGate(db, 'erase_due', { document: erasing, shape: z.unknown() })
}

const Lines = z.array(z.object({ id: z.string(), at: z.string(), line: z.record(z.string(), z.unknown()) }))

/** What the file does not hold yet; other writers wait until the transaction ends. */
export async function listJournalToWrite(db: Database): Promise<z.infer<typeof Lines>> {
  const { rows } = await sql<{ lines: unknown }>`select sec.journal_to_write() as lines`.execute(db)
  return Lines.parse(rows[0]?.lines)
}

export async function markJournalWritten(db: Database, ids: readonly string[]): Promise<void> {
  await sql`select sec.journal_written(${[...ids]}::uuid[])`.execute(db)
}

export async function clearOldSessions(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`select sec.clear_old_sessions() as n`.execute(db)
  return rows[0]?.n ?? 0
}
