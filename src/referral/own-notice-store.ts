import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/database/session.ts'
import { noticeKinds } from './notice-words.ts'

const stored = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  objectId: z.string().nullable(),
  at: z.string(),
  readAt: z.string().nullable(),
  count: z.int(),
})
export type StoredNotice = z.infer<typeof stored>

/** The speaker's own: unread first, then newest; at most 100. */
export async function listOwnNotices(db: Database): Promise<readonly StoredNotice[]> {
  const { rows } = await sql<{ notice: unknown }>`
    select jsonb_build_object('id', id, 'kind', kind, 'objectId', object_id, 'at', at, 'readAt', read_at, 'count', count) as notice
    from app.notices order by read_at is not null, at desc limit 100`.execute(db)
  return rows.map(({ notice }) => stored.parse(notice))
}

export async function countUnread(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from app.notices where read_at is null`.execute(db)
  return rows[0]?.n ?? 0
}

/** Harmless when it was read before, or is not there. */
export async function markNoticeRead(db: Database, id: string): Promise<void> {
  await sql`update app.notices set read_at = now() where id = ${id}::uuid and read_at is null`.execute(db)
}

export async function markAllNoticesRead(db: Database): Promise<void> {
  await sql`update app.notices set read_at = now() where read_at is null`.execute(db)
}
