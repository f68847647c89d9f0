import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/database/session.ts'

type News = {
  /** What happened, in words that stay the same when the job runs again. */
  readonly event: string
  readonly kind: 'recall-asked' | 'recall-late' | 'statement-asked'
  readonly objectId: string
  readonly users: readonly string[]
}

/** Writes a notice for each of them and the job that mails it; the same event again writes nothing. */
export async function tellPeople(db: Database, { event, kind, objectId, users }: News): Promise<void> {
  for (const userId of new Set(users)) {
    const id = idOf(`${event}|${userId}|${kind}|${objectId}`)
    const done = await sql`insert into app.notices (user_id, id, kind, object_id)
      values (${userId}::uuid, ${id}::uuid, ${kind}, ${objectId}::uuid) on conflict do nothing`.execute(db)
    if (done.numAffectedRows !== 1n) continue
    const mail = JSON.stringify({ id, userId, kind, count: 1 })
    await sql`select graphile_worker.add_job('mail', ${mail}::json)`.execute(db)
  }
}

/** A UUID (version 8) that follows from what happened. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
