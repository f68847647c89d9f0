import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/database/session.ts'

/** The person's own wishes to be called, and the duty roster: the smaller tables of the agency's day. */

const text = z.string().nullable()
const storedRequest = z.object({
  id: z.string(),
  tenantId: z.string(),
  subjectId: z.string(),
  version: z.number(),
  at: z.string(),
  language: z.enum(['ja', 'ja-easy']),
  sealed: z.string(),
  wrappedKey: text,
  takenBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  takenAt: text,
  caseId: text,
  protected: z.boolean(),
})
export type StoredContactRequest = z.infer<typeof storedRequest>

const requestJson = sql`jsonb_build_object('id', c.id, 'tenantId', c.tenant_id, 'subjectId', c.subject_id,
  'version', c.version, 'at', c.at, 'language', c.language, 'sealed', encode(c.sealed, 'base64'),
  'wrappedKey', encode(s.wrapped_key, 'base64'), 'takenAt', c.taken_at, 'caseId', c.case_id, 'protected', c.protected,
  'takenBy', case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.display_name) end)`
const requestTables = sql`app.contact_requests c
  join app.subjects s on s.scope_id = c.tenant_id and s.id = c.subject_id left join app.users u on u.id = c.taken_by`

/** Waiting ones first, oldest first; taken ones of the last 60 days. */
export async function listStoredRequests(db: Database): Promise<readonly StoredContactRequest[]> {
  const { rows } = await sql<{ request: unknown }>`
    select ${requestJson} as request from ${requestTables}
    where c.taken_at is null or c.taken_at > now() - interval '60 days'
    order by c.taken_at is not null, c.at limit 300`.execute(db)
  return rows.map(({ request }) => storedRequest.parse(request))
}

export async function findStoredRequest(db: Database, id: string): Promise<StoredContactRequest | undefined> {
  const { rows } = await sql<{ request: unknown }>`
    select ${requestJson} as request from ${requestTables} where c.id = ${id}::uuid`.execute(db)
  return rows[0] === undefined ? undefined : storedRequest.parse(rows[0].request)
}

/** Answers false when somebody was first. */
export async function takeStoredRequest(
  db: Database,
  { id, version, userId }: { readonly id: string; readonly version: number; readonly userId: string },
): Promise<boolean> {
  const done = await db
    .updateTable('contact_requests')
    .set({ taken_by: userId, taken_at: sql`now()`, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('taken_by', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Ties the request to a case; who took it before keeps it. */
export async function attachStoredRequest(
  db: Database,
  { id, caseId, userId }: { readonly id: string; readonly caseId: string; readonly userId: string },
): Promise<void> {
  await sql`update app.contact_requests set case_id = ${caseId}::uuid, taken_by = coalesce(taken_by, ${userId}::uuid),
    taken_at = coalesce(taken_at, now()), version = version + 1 where id = ${id}::uuid`.execute(db)
}

/** Two who take up one request at once wait for each other. */
export async function lockStoredRequest(db: Database, id: string): Promise<void> {
  await sql`select 1 from app.contact_requests where id = ${id}::uuid for update`.execute(db)
}

const shift = z.object({
  id: z.string(),
  from: z.string(),
  until: z.string(),
  name: z.string(),
  phone: z.string(),
  userId: text,
})
export type StoredShift = z.infer<typeof shift>

/** Shifts of an agency that have not ended. */
export async function listStoredShifts(db: Database, agencyId: string): Promise<readonly StoredShift[]> {
  const { rows } = await sql<{ shift: unknown }>`
    select jsonb_build_object('id', id, 'from', starts_at, 'until', ends_at, 'name', label, 'phone', phone,
      'userId', user_id) as shift
    from app.duty_roster where agency_id = ${agencyId}::uuid and ends_at > now() order by starts_at`.execute(db)
  return rows.map((row) => shift.parse(row.shift))
}

/** A second time with the same id changes nothing. */
export async function insertShift(
  db: Database,
  { tenantId, agencyId }: { readonly tenantId: string; readonly agencyId: string },
  { id, from, until, name, phone, userId }: StoredShift,
): Promise<void> {
  await sql`insert into app.duty_roster (tenant_id, id, agency_id, starts_at, ends_at, user_id, label, phone)
    values (${tenantId}::uuid, ${id}::uuid, ${agencyId}::uuid, ${from}::timestamptz, ${until}::timestamptz,
      ${userId}::uuid, ${name}, ${phone}) on conflict do nothing`.execute(db)
}

export async function deleteShift(db: Database, id: string): Promise<boolean> {
  const done = await db.deleteFrom('duty_roster').where('id', '=', id).executeTakeFirst()
  return done.numDeletedRows > 0n
}
