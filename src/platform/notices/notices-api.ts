import { sql } from 'kysely'
import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { listNotices, markAllNoticesRead, markNoticeRead, noticeKinds } from './notices-contract.ts'

const kind = z.enum(noticeKinds)

/** News for the person who sits here; row-level security leaves no other rows. */
export function openNotices(app: App, platform: Platform): void {
  const frame = { app, platform, planes: ['welfare', 'utility', 'auditor'] } as const
  door(frame, listNotices, async ({ tx }) => {
    const rows = await tx.db
      .selectFrom('notices')
      .select(['id', 'kind', 'object_id', 'at', 'read_at'])
      .orderBy(sql`read_at is not null`)
      .orderBy('at', 'desc')
      .limit(100)
      .execute()
    const notices = rows.map((row) => ({
      id: row.id,
      kind: kind.parse(row.kind),
      objectId: row.object_id,
      at: new Date(row.at).toISOString(),
      readAt: row.read_at === null ? null : new Date(row.read_at).toISOString(),
    }))
    return ok({ notices })
  })
  door(frame, markNoticeRead, async ({ tx, params }) => {
    await tx.db
      .updateTable('notices')
      .set({ read_at: sql`now()` })
      .where('id', '=', params.id)
      .where('read_at', 'is', null)
      .execute()
    return ok(undefined)
  })
  door(frame, markAllNoticesRead, async ({ tx }) => {
    await tx.db.updateTable('notices').set({ read_at: sql`now()` }).where('read_at', 'is', null).execute()
    return ok(undefined)
  })
}
