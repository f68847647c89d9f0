import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/database/session.ts'
import type { NoticeKind } from './notice-words.ts'
import { urgencies } from './report-form.ts'

/** What the worker may see: who works where, states and due times. Never what a report says. */

export type Notice = { readonly userId: string; readonly kind: NoticeKind; readonly objectId: string | null }

/** What came so often that one notice stands for all of it; `name` stays the same while it counts. */
export type Burst = { readonly name: string; readonly count: number }

/**
 * Writes the one notice of a burst for each of them, or makes it count higher and unread again. It is mailed once:
 * whoever was told that dangers keep coming needs no mail for each.
 */
export async function deliverCounted(
  db: Database,
  { name, count }: Burst,
  to: { users: readonly string[]; kind: NoticeKind },
) {
  const { users, kind } = to
  for (const userId of new Set(users)) {
    const id = idOf(`${name}|${userId}|${kind}`)
    const { rows } = await sql<{ fresh: boolean }>`
      select sec.count_notice(${JSON.stringify({ userId, id, kind, count })}::jsonb) as fresh`.execute(db)
    if (rows[0]?.fresh === true) await enqueueMail(db, { id, userId, kind, count })
  }
}

/** Writes notices and, for each that is new, the job that mails it. The same `event` again writes nothing. */
export async function deliver(db: Database, event: string, notices: readonly Notice[]): Promise<number> {
  let fresh = 0
  for (const { userId, kind, objectId } of notices) {
    const id = idOf(`${event}|${userId}|${kind}|${objectId ?? ''}`)
    const done = await sql`insert into app.notices (user_id, id, kind, object_id)
      values (${userId}::uuid, ${id}::uuid, ${kind}, ${objectId}::uuid) on conflict do nothing`.execute(db)
    if (done.numAffectedRows !== 1n) continue
    fresh += 1
    await enqueueMail(db, { id, userId, kind, count: 1 })
  }
  return fresh
}

async function enqueueMail(db: Database, mail: { id: string; userId: string; kind: NoticeKind; count: number }) {
  await sql`select graphile_worker.add_job('mail', ${JSON.stringify(mail)}::json)`.execute(db)
}

/** A UUID (version 8) that follows from what happened, so that a job that runs twice finds its own rows. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const address = z.object({ mail: z.string().nullable() })

/** Where somebody gets mail; undefined when none is kept or the account was closed. */
export async function findMailAddress(db: Database, userId: string): Promise<string | undefined> {
  const { rows } = await sql<unknown>`
    select mail from app.users where id = ${userId}::uuid and disabled_at is null`.execute(db)
  return rows[0] === undefined ? undefined : (address.parse(rows[0]).mail ?? undefined)
}

const userId = z.object({ id: z.string() })
const ids = (rows: readonly unknown[]) => rows.map((row) => userId.parse(row).id)

export async function listUsersOf(db: Database, organizationId: string, roles: readonly string[]) {
  const { rows } = await sql<unknown>`select id from app.users
    where organization_id = ${organizationId}::uuid and roles && ${roles}::text[] and disabled_at is null`.execute(db)
  return ids(rows)
}

export async function listUsersOfTenant(db: Database, tenantId: string, roles: readonly string[]) {
  const { rows } = await sql<unknown>`select id from app.users
    where tenant_id = ${tenantId}::uuid and roles && ${roles}::text[] and disabled_at is null`.execute(db)
  return ids(rows)
}

/** Who works on a case; of one without people its leads, unless it is protected. */
export async function listPeopleOfCase(db: Database, caseId: string) {
  const { rows } = await sql<unknown>`select people as id from sec.people_of_case(${caseId}::uuid) people`.execute(db)
  return ids(rows)
}

/** Who alone reads a protected report, and hears of it. */
export async function listAudience(db: Database, referralId: string) {
  const { rows } = await sql<unknown>`select a as id from sec.audience_of_report(${referralId}::uuid) a`.execute(db)
  return ids(rows)
}

/** Who has an account and is on duty for an agency at an instant. */
export async function listOnDutyNow(db: Database, agencyId: string, at: Date) {
  const { rows } = await sql<unknown>`select user_id as id from app.duty_roster
    where agency_id = ${agencyId}::uuid and user_id is not null and starts_at <= ${at} and ends_at > ${at}`.execute(db)
  return ids(rows)
}

const watched = z.object({
  id: z.string(),
  tenantId: z.string(),
  agencyId: z.string(),
  assignedTo: z.string().nullable(),
  caseId: z.string().nullable(),
  urgency: z.enum(urgencies),
  sentAt: z.date(),
  dueAt: z.date(),
  escalated: z.number(),
  protected: z.boolean(),
  settings: z.unknown(),
})
export type WatchedReferral = z.infer<typeof watched>

const watchedColumns = sql`f.id, f.tenant_id as "tenantId", f.agency_id as "agencyId", f.assigned_to as "assignedTo",
  f.case_id as "caseId", f.protected, f.urgency, f.sent_at as "sentAt", f.due_at as "dueAt", f.escalated, t.settings`

export async function findWatchedReferral(db: Database, id: string): Promise<WatchedReferral | undefined> {
  const { rows } = await sql<unknown>`select ${watchedColumns} from app.referrals f
    join app.tenants t on t.id = f.tenant_id where f.id = ${id}::uuid`.execute(db)
  return rows[0] === undefined ? undefined : watched.parse(rows[0])
}

/** Reports that nobody has read and that may still climb a step, danger first. */
export async function listUnread(db: Database): Promise<readonly WatchedReferral[]> {
  const { rows } = await sql<unknown>`select ${watchedColumns} from app.referrals f
    join app.tenants t on t.id = f.tenant_id where f.state = 'sent' and f.escalated < 3
    order by f.kind = 'danger' desc, f.due_at`.execute(db)
  return rows.map((row) => watched.parse(row))
}

/** From so many on within ten minutes, one person's dangers are told together. */
export const TOLD_ONE_BY_ONE = 9

const burst = z.object({ name: z.string(), place: z.int(), count: z.int() })

/**
 * The burst that a danger belongs to when the person who sent it had sent nine others to the same agency within the ten
 * minutes before; undefined for every other report. A day (Japan) has one burst of a person, and two are never told
 * together.
 */
export async function findBurst(db: Database, referralId: string): Promise<Burst | undefined> {
  const { rows } = await sql<unknown>`
    with mine as (
      select f.agency_id, d.reported_by, (f.sent_at at time zone 'Asia/Tokyo')::date as day
        from app.referrals f join app.danger_reviews d on d.organization_id = f.reporter_id and d.report_id = f.report_id
       where f.id = ${referralId}::uuid),
    sent as (
      select f.id, (f.sent_at at time zone 'Asia/Tokyo')::date as day,
             count(*) over (order by f.sent_at range between interval '10 minutes' preceding and current row) as place
        from mine join app.danger_reviews d on d.reported_by = mine.reported_by
        join app.referrals f on f.reporter_id = d.organization_id and f.report_id = d.report_id
         and f.agency_id = mine.agency_id
         and f.sent_at > (mine.day::timestamp at time zone 'Asia/Tokyo') - interval '10 minutes')
    select concat_ws(' ', mine.reported_by, mine.agency_id, mine.day) as name, sent.place::int,
           (select count(*)::int from sent x where x.day = mine.day and x.place > ${TOLD_ONE_BY_ONE}) as count
      from mine join sent on sent.id = ${referralId}::uuid`.execute(db)
  if (rows[0] === undefined) return undefined
  const { name, place, count } = burst.parse(rows[0])
  return place > TOLD_ONE_BY_ONE ? { name, count } : undefined
}

/** Answers false when another worker was first. */
export async function markEscalated(
  db: Database,
  { id, escalated }: Pick<WatchedReferral, 'id' | 'escalated'>,
  to: number,
): Promise<boolean> {
  const done = await sql`update app.referrals set escalated = ${to}
    where id = ${id}::uuid and escalated = ${escalated} and state = 'sent'`.execute(db)
  return done.numAffectedRows === 1n
}

const author = z.object({ reportId: z.string(), writtenBy: z.string(), sentBy: z.string().nullable() })

/** Who wrote and who sent a report. */
export async function listAuthors(db: Database, by: { organizationId: string; reportId?: string; consentId?: string }) {
  const { rows } = await sql<unknown>`
    select id as "reportId", written_by as "writtenBy", sent_by as "sentBy" from app.reports
    where organization_id = ${by.organizationId}::uuid
      and (id = ${by.reportId ?? null}::uuid or consent_id = ${by.consentId ?? null}::uuid)`.execute(db)
  return rows.map((row) => author.parse(row))
}

const asked = z.object({ id: z.string(), protected: z.boolean() })

/** The agency that a person asked to call, and whether the request must stay quiet. */
export async function findAgencyOfRequest(db: Database, requestId: string) {
  const { rows } = await sql<unknown>`
    select agency_id as id, protected from app.contact_requests where id = ${requestId}::uuid`.execute(db)
  return rows[0] === undefined ? undefined : asked.parse(rows[0])
}

/** Who alone reads a quiet request, and hears of it. */
export async function listAudienceOfRequest(db: Database, requestId: string) {
  const { rows } = await sql<unknown>`select a as id from sec.audience_of_request(${requestId}::uuid) a`.execute(db)
  return ids(rows)
}

const review = z.object({
  organizationId: z.string(),
  reportId: z.string(),
  reportedBy: z.string(),
  /** The day on which it was due is over. */
  overdue: z.boolean(),
})
export type ReviewDue = z.infer<typeof review>

/** Dangers whose review is due by a day and that nobody has looked at. */
export async function listReviewsDue(db: Database, today: string) {
  const { rows } = await sql<unknown>`
    select organization_id as "organizationId", report_id as "reportId", reported_by as "reportedBy",
      due_on < ${today}::date as overdue
    from app.danger_reviews where reviewed_by is null and due_on <= ${today}::date`.execute(db)
  return rows.map((row) => review.parse(row))
}
