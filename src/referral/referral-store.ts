import { sql } from 'kysely'
import { z } from 'zod'
import { feedbackLevel } from '#consent/consent-contract.ts'
import { ledgerGround } from '#information-sharing/ledger-ground-contract.ts'
import type { Database } from '#platform/database/session.ts'
import { conclusionCodes, declineCodes, feedbackWords } from './conclusion-codes.ts'
import { referralStates } from './referral.ts'
import { supplyKinds, urgencies } from './report-form.ts'
import { reportMarks } from './report-protection.ts'

/** The agency's side of this feature's SQL. What a worker may not see is not there: row-level security decides. */

const text = z.string().nullable()
const named = z.object({ id: z.string(), name: z.string() })
const sealedPart = z.object({ category: z.string(), sealed: z.string(), wrappedKey: z.string() })

const storedReferral = z.object({
  id: z.string(),
  tenantId: z.string(),
  agencyId: z.string(),
  reportId: z.string(),
  version: z.number(),
  kind: z.enum(['arrears', 'signs', 'danger']),
  state: z.enum(referralStates),
  urgency: z.enum(urgencies),
  supplyKind: z.enum(supplyKinds).nullable(),
  stopOn: text,
  stoppedOn: text,
  sentAt: z.string(),
  dueAt: z.string(),
  reporter: named,
  acknowledgedAt: text,
  acknowledgedBy: named.nullable(),
  assignedTo: named.nullable(),
  caseId: text,
  caseNumber: text,
  caseNextStep: z.enum(['plan-approach', 'contact', 'connect', 'follow-up', 'conclude', 'none']).nullable(),
  lastAttempt: z.object({ at: z.string(), reached: z.boolean() }).nullable(),
  sameHousehold: z.number(),
  /** Only its audience reads it; why it is marked, as far as they may know. */
  protected: z.boolean(),
  mark: z.enum(reportMarks).nullable(),
  feedbackChoice: feedbackLevel,
  /** Decline and redirect share the column; which one is told by the state. */
  because: text,
  conclusionCode: z.enum(conclusionCodes).nullable(),
  redirectedFrom: text,
  redirectedTo: text,
  ground: ledgerGround.nullable(),
  until: text,
  parts: z.array(sealedPart),
  told: z.array(z.object({ word: z.enum(feedbackWords), at: z.string() })),
})
export type StoredReferral = z.infer<typeof storedReferral>
export const storedDeclineCode = z.enum(declineCodes)

const person = (alias: string) =>
  sql`case when ${sql.ref(`${alias}.id`)} is not null then jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'name',
    ${sql.ref(`${alias}.display_name`)}) end`

const referralJson = sql`jsonb_build_object('id', f.id, 'tenantId', f.tenant_id, 'agencyId', f.agency_id,
  'reportId', f.report_id, 'version', f.version, 'kind', f.kind, 'state', f.state, 'urgency', f.urgency,
  'supplyKind', f.supply_kind, 'stopOn', f.stop_on, 'stoppedOn', f.stopped_on, 'sentAt', f.sent_at, 'dueAt', f.due_at,
  'reporter', jsonb_build_object('id', o.id, 'name', o.name), 'acknowledgedAt', f.acknowledged_at,
  'acknowledgedBy', ${person('r')}, 'assignedTo', ${person('a')}, 'caseId', f.case_id, 'caseNumber', k.number,
  'caseNextStep', k.next_step, 'feedbackChoice', f.feedback_choice, 'because', f.decline_code,
  'conclusionCode', f.conclusion_code, 'ground', s.ground, 'until', s.until,
  'redirectedFrom', (select x.name from app.organizations x where f.redirected_from is not null and x.id = s.provider_id),
  'redirectedTo', (select x.name from app.sharings y join app.organizations x on x.id = y.recipient_id
     where f.redirected_to is not null and y.tenant_id = f.tenant_id and y.purpose = 'redirect'
       and y.provider_id = f.agency_id and y.report_id = f.report_id limit 1),
  'lastAttempt', (select jsonb_build_object('at', e.at, 'reached', coalesce(e.facts ->> 'reached' in ('true', 'reached'), false))
     from app.case_entries e where e.tenant_id = f.tenant_id and e.case_id = f.case_id and e.kind = 'attempt'
     order by e.at desc limit 1),
  'sameHousehold', (select count(distinct h.referral_id)::int from app.household_keys g join app.household_keys h
     on h.tenant_id = g.tenant_id and h.kind = g.kind and h.key = g.key and h.referral_id <> g.referral_id
     where g.tenant_id = f.tenant_id and g.referral_id = f.id and g.kind in ('address', 'phone')),
  'parts', (select coalesce(jsonb_agg(jsonb_build_object('category', n.category, 'sealed', encode(n.sealed, 'base64'),
     'wrappedKey', encode(n.wrapped_key, 'base64'))), '[]') from app.snapshots n
     where n.tenant_id = f.tenant_id and n.sharing_id = f.sharing_id),
  'protected', f.protected, 'mark', case when f.protected then sec.mark_of_report(f.id) end,
  'told', (select coalesce(jsonb_agg(jsonb_build_object('word', w.word, 'at', w.at) order by w.at), '[]')
     from app.feedback w where w.organization_id = f.reporter_id and w.report_id = f.report_id))`

const referralTables = sql`app.referrals f
  join app.organizations o on o.id = f.reporter_id
  left join app.sharings s on s.tenant_id = f.tenant_id and s.id = f.sharing_id
  left join app.cases k on k.tenant_id = f.tenant_id and k.id = f.case_id
  left join app.users r on r.id = f.acknowledged_by
  left join app.users a on a.id = f.assigned_to`

const open = sql`f.state in ('sent', 'acknowledged', 'accepted')`
const unassigned = sql`f.state in ('sent', 'acknowledged') and f.assigned_to is null`
const mine = sql`f.state in ('sent', 'acknowledged', 'accepted') and f.assigned_to = (select sec.user_id())`
const filters = { open, unassigned, mine, ended: sql`f.state in ('concluded', 'declined', 'redirected', 'withdrawn')` }
export type ReferralFilter = keyof typeof filters

/** At most 500; the ended ones newest first. */
export async function listStoredReferrals(db: Database, filter: ReferralFilter): Promise<readonly StoredReferral[]> {
  const { rows } = await sql<{ referral: unknown }>`
    select ${referralJson} as referral from ${referralTables} where ${filters[filter]}
    order by f.updated_at desc limit 500`.execute(db)
  return rows.map(({ referral }) => storedReferral.parse(referral))
}

export async function findStoredReferral(db: Database, id: string): Promise<StoredReferral | undefined> {
  const { rows } = await sql<{ referral: unknown }>`
    select ${referralJson} as referral from ${referralTables} where f.id = ${id}::uuid`.execute(db)
  return rows[0] === undefined ? undefined : storedReferral.parse(rows[0].referral)
}

export async function listStoredReferralsOfCase(db: Database, caseId: string): Promise<readonly StoredReferral[]> {
  const { rows } = await sql<{ referral: unknown }>`
    select ${referralJson} as referral from ${referralTables} where f.case_id = ${caseId}::uuid
    order by f.sent_at`.execute(db)
  return rows.map(({ referral }) => storedReferral.parse(referral))
}

const counts = z.object({
  open: z.number(),
  unassigned: z.number(),
  mine: z.number(),
  contactRequests: z.number(),
  questions: z.number(),
})

export async function countInbox(db: Database) {
  const { rows } = await sql<unknown>`
    select count(*) filter (where ${open})::int as open, count(*) filter (where ${unassigned})::int as unassigned,
      count(*) filter (where ${mine})::int as mine,
      (select count(*)::int from app.contact_requests where taken_by is null) as "contactRequests",
      (select count(*)::int from app.questions where answered_at is null) as questions
    from app.referrals f`.execute(db)
  return counts.parse(rows[0])
}

export type ReferralChange = {
  readonly state?: StoredReferral['state']
  readonly acknowledged_at?: Date
  readonly acknowledged_by?: string
  readonly assigned_to?: string | null
  readonly case_id?: string
  readonly feedback_choice?: string
  readonly decline_code?: string
  readonly conclusion_code?: string
}

/** Answers the new version, or undefined when somebody saved in between. */
export async function updateReferral(
  db: Database,
  { id, version }: { readonly id: string; readonly version: number },
  change: ReferralChange,
): Promise<number | undefined> {
  const row = await db
    .updateTable('referrals')
    .set({ ...change, version: version + 1, updated_at: sql`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row?.version
}

const terms = z.object({
  agreement: feedbackLevel,
  consent: feedbackLevel,
  choice: feedbackLevel,
  level: feedbackLevel,
})

/** Marks a report for its audience alone; whoever marks one that nobody has, has it. */
export async function protectStored(db: Database, { id, version }: { id: string; version: number }): Promise<void> {
  await sql`select sec.protect_report(${id}::uuid, ${version})`.execute(db)
}

/** Gives back what only seemed to be of a protected household. */
export async function releaseStored(db: Database, { id, version }: { id: string; version: number }): Promise<void> {
  await sql`select sec.release_report(${id}::uuid, ${version})`.execute(db)
}

/** What agreement, consent and choice allow now. */
export async function getFeedbackTerms(db: Database, referralId: string) {
  const { rows } = await sql<{ terms: unknown }>`select sec.feedback_terms(${referralId}::uuid) as terms`.execute(db)
  return terms.parse(rows[0]?.terms)
}

type Telling = { referralId: string; word: string; sharingId: string; judgementId?: string | undefined }

/** Answers false when the word was told before. */
export async function giveFeedback(
  db: Database,
  { referralId, word, sharingId, judgementId }: Telling,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select sec.give_feedback(${referralId}::uuid, ${word}, ${sharingId}::uuid, ${judgementId ?? null}::uuid) as done`.execute(
    db,
  )
  return rows[0]?.done ?? false
}

/** Answers false when it was withdrawn before. */
export async function withdrawConsentOf(db: Database, referralId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select sec.withdraw_consent_for(${referralId}::uuid) as done`.execute(db)
  return rows[0]?.done ?? false
}

/** Other agencies of the speaker's municipality. */
export async function listSisterAgencies(db: Database, { tenantId, agencyId }: { tenantId: string; agencyId: string }) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'consultation-agency')
    .where('id', '<>', agencyId)
    .orderBy('name')
    .execute()
}

/** Whether somebody is a consultation worker of the agency whose account is open. */
export async function isCaseWorkerOf(db: Database, agencyId: string, userId: string): Promise<boolean> {
  return (await listCaseWorkers(db, agencyId)).some(({ id }) => id === userId)
}

/** Colleagues of an agency who may take a report. */
export async function listCaseWorkers(db: Database, agencyId: string) {
  return db
    .selectFrom('users')
    .select(['id', 'display_name as name'])
    .where('organization_id', '=', agencyId)
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`roles && array['consultation_worker', 'lead_worker']`)
    .orderBy('display_name')
    .execute()
}
