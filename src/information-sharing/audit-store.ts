import { sql } from 'kysely'
import { z } from 'zod'
import type { SessionTx } from '#platform/database/session.ts'
import type { AuditQuery } from './audit-contract.ts'
import { AUDIT_TOPICS } from './audit-words.ts'

const stored = z.object({
  sequence: z.string(),
  at: z.string(),
  action: z.string(),
  subjectId: z.string().nullable(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  detail: z.string(),
})
export type StoredAuditLine = z.infer<typeof stored>

/** Lines of the speaker's municipality, newest first; row-level security decides whose. */
export async function listAuditLines(
  { db }: SessionTx,
  { before, topic }: AuditQuery,
  most: number,
): Promise<readonly StoredAuditLine[]> {
  const names = topic === undefined ? null : [...AUDIT_TOPICS[topic].names]
  const { rows } = await sql<unknown>`
    select e.sequence::text as sequence, to_json(e.at) #>> '{}' as at, e.action, e.subject_id as "subjectId",
      e.actor_id as "actorId", u.display_name as "actorName", e.detail
    from audit.entries e left join app.users u on u.id = e.actor_id
    where e.scope_id = (select sec.tenant())
      and (${before ?? null}::bigint is null or e.sequence < ${before ?? null}::bigint)
      and (${names}::text[] is null or e.action like any (${names}::text[]))
    order by e.sequence desc limit ${most}`.execute(db)
  return rows.map((row) => stored.parse(row))
}

/** How long the chain is, and the hash (hex) of one of its lines; undefined when it has no such line. */
export async function readChain(
  { db }: SessionTx,
  sequence: bigint,
): Promise<{ length: string; hash: string | undefined }> {
  const { rows } = await sql<{ length: string | null; hash: string | null }>`
    select (select h.sequence::text from audit.heads h where h.scope_id = (select sec.tenant())) as length,
      (select encode(e.hash, 'hex') from audit.entries e
        where e.scope_id = (select sec.tenant()) and e.sequence = ${String(sequence)}::bigint) as hash`.execute(db)
  return { length: rows[0]?.length ?? '0', hash: rows[0]?.hash ?? undefined }
}
