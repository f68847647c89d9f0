import { sql } from 'kysely'
import { z } from 'zod'
import { consentCapacity, consentMethod, dataCategory, feedbackLevel } from '#consent/consent-contract.ts'
import type { Database } from '#platform/database/session.ts'
import { feedbackWords } from './conclusion-codes.ts'
import { reportStates } from './referral.ts'
import { supplyKinds, urgencies } from './report-form.ts'
import { updateView } from './report-shapes-contract.ts'

/** The company's side of this feature's SQL. Dates come as YYYY-MM-DD, instants as ISO text, bytes as base64. */

const text = z.string().nullable()
const storedConsent = z.object({
  id: z.string(),
  outcome: z.enum(['given', 'refused', 'not-obtainable']),
  recipientTenantId: z.string(),
  categories: z.array(dataCategory),
  purposes: z.array(z.enum(['consultation', 'feedback'])),
  feedbackLevel,
  until: z.string(),
  method: consentMethod,
  capacity: consentCapacity,
  obtainedAt: z.string(),
  withdrawnAt: text,
})
export type StoredConsent = z.infer<typeof storedConsent>

const storedReport = z.object({
  id: z.string(),
  version: z.number(),
  kind: z.enum(['arrears', 'signs', 'danger']),
  state: z.enum(reportStates),
  urgency: z.enum(urgencies),
  tenantId: text,
  tenantName: text,
  agencyName: text,
  subjectId: z.string(),
  wrappedKey: text,
  sealed: z.string(),
  supplyKind: z.enum(supplyKinds).nullable(),
  stopOn: text,
  stoppedOn: text,
  writtenBy: z.object({ id: z.string(), name: z.string() }),
  passedOnAt: text,
  sentAt: text,
  receiptNumber: text,
  /** Sealed, as `sealed`. */
  withdrawnBecause: text,
  leafletNumber: text,
  updatedAt: z.string(),
  consent: storedConsent.nullable(),
  told: z.array(z.object({ word: z.enum(feedbackWords), at: z.string() })),
  reviewOpen: z.boolean(),
  /** Somebody of the household must not know. */
  protected: z.boolean(),
})
export type StoredReport = z.infer<typeof storedReport>

const consentJson = sql`case when c.id is not null then jsonb_build_object('id', c.id, 'outcome', c.outcome,
  'recipientTenantId', c.recipient_tenant_id, 'categories', c.categories, 'purposes', c.purposes,
  'feedbackLevel', c.feedback_level, 'until', c.until, 'method', c.method, 'capacity', c.capacity,
  'obtainedAt', c.obtained_at, 'withdrawnAt', c.withdrawn_at) end`

const reportJson = sql`jsonb_build_object('id', r.id, 'version', r.version, 'kind', r.kind, 'state', r.state,
  'urgency', r.urgency, 'tenantId', r.tenant_id, 'tenantName', t.name, 'subjectId', r.subject_id,
  'wrappedKey', encode(s.wrapped_key, 'base64'), 'sealed', encode(r.sealed, 'base64'), 'supplyKind', r.supply_kind,
  'stopOn', r.stop_on, 'stoppedOn', r.stopped_on, 'passedOnAt', r.passed_on_at, 'sentAt', r.sent_at,
  'receiptNumber', r.receipt_number, 'withdrawnBecause', encode(r.withdrawn_because, 'base64'), 'leafletNumber', r.leaflet_number,
  'updatedAt', r.updated_at, 'protected', r.protected, 'writtenBy', jsonb_build_object('id', u.id, 'name', u.display_name),
  'consent', ${consentJson},
  'agencyName', (select o.name from app.sharings x join app.organizations o on o.id = x.recipient_id
     where x.report_organization_id = r.organization_id and x.report_id = r.id and x.purpose = 'consultation'
     order by x.at limit 1),
  'told', (select coalesce(jsonb_agg(jsonb_build_object('word', f.word, 'at', f.at) order by f.at), '[]')
     from app.feedback f where f.organization_id = r.organization_id and f.report_id = r.id),
  'reviewOpen', exists (select 1 from app.danger_reviews d where d.organization_id = r.organization_id
     and d.report_id = r.id and d.reviewed_by is null))`

const reportTables = sql`app.reports r
  join app.subjects s on s.scope_id = r.organization_id and s.id = r.subject_id
  join app.users u on u.id = r.written_by
  left join app.tenants t on t.id = r.tenant_id
  left join app.consents c on c.organization_id = r.organization_id and c.id = r.consent_id`

export type ReportFilter = 'all' | 'waiting' | 'sent' | 'mine'
const filters = {
  all: sql`true`,
  waiting: sql`r.state = 'draft' and r.passed_on_at is not null`,
  sent: sql`r.state <> 'draft'`,
  mine: sql`r.written_by = (select sec.user_id())`,
}

/** At most 300, newest first; row-level security leaves a field worker with their own. */
export async function listStoredReports(db: Database, filter: ReportFilter): Promise<readonly StoredReport[]> {
  const { rows } = await sql<{ report: unknown }>`
    select ${reportJson} as report from ${reportTables} where ${filters[filter]}
    order by r.updated_at desc limit 300`.execute(db)
  return rows.map(({ report }) => storedReport.parse(report))
}

export async function countWaiting(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from app.reports r where ${filters.waiting}`.execute(db)
  return rows[0]?.n ?? 0
}

export async function findStoredReport(db: Database, id: string): Promise<StoredReport | undefined> {
  const { rows } = await sql<{ report: unknown }>`
    select ${reportJson} as report from ${reportTables} where r.id = ${id}::uuid`.execute(db)
  return rows[0] === undefined ? undefined : storedReport.parse(rows[0].report)
}

const storedUpdate = updateView.pick({ id: true, at: true, field: true })
const storedOwnUpdate = storedUpdate.extend({ sealed: z.string() })
export type StoredUpdate = z.infer<typeof storedOwnUpdate>

/** What changed after sending, oldest first, with the company's own copy of it. */
export async function listStoredUpdates(db: Database, reportId: string): Promise<readonly StoredUpdate[]> {
  const { rows } = await sql<{ update: unknown }>`
    select jsonb_build_object('id', id, 'at', at, 'field', field, 'sealed', encode(sealed, 'base64')) as update
    from app.report_updates where report_id = ${reportId}::uuid order by at`.execute(db)
  return rows.map(({ update }) => storedOwnUpdate.parse(update))
}

const updatesOfAgency = z.object({
  updates: z.array(storedUpdate),
  parts: z.array(z.object({ category: z.string(), sealed: z.string(), wrappedKey: z.string() })),
})
export type StoredUpdateOfAgency = z.infer<typeof updatesOfAgency>

/** That something changed, and the snapshots of one report that reached the agency: the changes are among them. */
export async function listUpdatesOfAgency(
  db: Database,
  { reporterId, reportId }: { readonly reporterId: string; readonly reportId: string },
): Promise<StoredUpdateOfAgency> {
  const { rows } = await sql<unknown>`
    select (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'at', u.at, 'field', u.field) order by u.at), '[]')
        from app.report_updates u where u.organization_id = ${reporterId}::uuid and u.report_id = ${reportId}::uuid) as updates,
      (select coalesce(jsonb_agg(jsonb_build_object('category', n.category, 'sealed', encode(n.sealed, 'base64'),
          'wrappedKey', encode(n.wrapped_key, 'base64'))), '[]') from app.snapshots n
        where n.report_organization_id = ${reporterId}::uuid and n.report_id = ${reportId}::uuid
          and n.wrapped_key is not null) as parts`.execute(db)
  return updatesOfAgency.parse(rows[0])
}

const agency = z.object({
  id: z.string(),
  name: z.string(),
  legalKind: z.enum(['private-business', 'municipal-body', 'commissioned-body']),
  tenantId: z.string(),
  tenantName: z.string(),
  settings: z.unknown(),
})
export type StoredAgency = z.infer<typeof agency>

const agencyColumns = sql`o.id, o.name, o.legal_kind as "legalKind", t.id as "tenantId", t.name as "tenantName", t.settings`
const agencyTables = sql`app.organizations o join app.tenants t on t.id = o.tenant_id`
const isAgency = sql`o.kind = 'consultation-agency'`

/** Those of some organisations that are consultation agencies, with what their municipality has set. */
export async function listAgencies(db: Database, ids: readonly string[]): Promise<readonly StoredAgency[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<unknown>`
    select ${agencyColumns} from ${agencyTables} where ${isAgency} and o.id = any(${ids}::uuid[])`.execute(db)
  return rows.map((row) => agency.parse(row))
}

const recipientAgency = agency.extend({ allowed: z.array(dataCategory), ceiling: feedbackLevel })
export type StoredRecipient = z.infer<typeof recipientAgency>

/** As `listAgencies`, with what may pass from a company to each today (sec.agreement_terms). */
export async function listRecipients(
  db: Database,
  { ids, organizationId }: { readonly ids: readonly string[]; readonly organizationId: string },
): Promise<readonly StoredRecipient[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<unknown>`
    select ${agencyColumns}, terms.categories as allowed, terms.ceiling
    from ${agencyTables} cross join lateral sec.agreement_terms(t.id, ${organizationId}::uuid) terms
    where ${isAgency} and o.id = any(${ids}::uuid[])`.execute(db)
  return rows.map((row) => recipientAgency.parse(row))
}

/** One look for both: the answer that this key had before, and the report as it stands. */
export async function findBefore<Shape extends z.ZodType>(
  db: Database,
  { key, hash, reportId }: { readonly key: string; readonly hash: string; readonly reportId: string },
  shape: Shape,
): Promise<{ readonly answer: z.output<Shape> | undefined; readonly report: StoredReport | undefined }> {
  const { rows } = await sql<{ answer: unknown; report: unknown }>`
    select sec.replayed_answer(${key}::uuid, ${hash}) as answer,
      (select ${reportJson} from ${reportTables} where r.id = ${reportId}::uuid) as report`.execute(db)
  const { answer, report } = rows[0] ?? {}
  return {
    answer: answer == null ? undefined : shape.parse(answer),
    report: report == null ? undefined : storedReport.parse(report),
  }
}

export async function withdrawStoredReport(db: Database, id: string, sealed: string | undefined): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select sec.withdraw_report(${id}::uuid, ${sealed ?? null}) as done`.execute(db)
  return rows[0]?.done ?? false
}

export async function reviewStoredDanger(db: Database, id: string, sealed: string | undefined): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select sec.review_danger(${id}::uuid, ${sealed ?? null}) as done`.execute(db)
  return rows[0]?.done ?? false
}

const review = z.object({
  reportId: z.string(),
  dueOn: z.string(),
  called: z.boolean(),
  sessionWasExpired: z.boolean(),
  reportedBy: z.object({ id: z.string(), name: z.string() }),
  reviewedAt: text,
  /** Sealed under the key of the report's subject. */
  finding: text,
})

/** Open ones first, by due day; those of the last 90 days. */
export async function listStoredReviews(db: Database) {
  const { rows } = await sql<{ review: unknown }>`
    select jsonb_build_object('reportId', d.report_id, 'dueOn', d.due_on, 'called', d.called_119_or_110,
      'sessionWasExpired', d.session_was_expired, 'reportedBy', jsonb_build_object('id', u.id, 'name', u.display_name),
      'reviewedAt', d.reviewed_at, 'finding', encode(d.finding, 'base64')) as review
    from app.danger_reviews d join app.users u on u.id = d.reported_by
    where d.reviewed_at is null or d.reviewed_at > now() - interval '90 days'
    order by d.reviewed_at is not null, d.due_on`.execute(db)
  return rows.map((row) => review.parse(row.review))
}
