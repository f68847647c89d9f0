import { sql } from 'kysely'
import { z } from 'zod'
import { dataCategory } from '#consent/consent-contract.ts'
import type { Database } from '#platform/database/session.ts'
import { judgementGrounds } from './grounds.ts'
import { attemptResults, attemptWays, hardnesses, interests, routes, wordsParts } from './judgement.ts'
import { judgementStates } from './judgement-states.ts'

/** The only SQL of judgements. Dates come as YYYY-MM-DD, instants as ISO text, bytes as base64. */

const text = z.string().nullable()
const person = z.object({ id: z.string(), name: z.string() })
const legalKind = z.enum(['private-business', 'municipal-body', 'commissioned-body'])

const storedJudgement = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum(judgementStates),
  scopeId: z.string(),
  subjectId: z.string(),
  tenantId: z.string(),
  settings: z.unknown(),
  reportOrganizationId: z.string(),
  reportId: z.string(),
  referralId: text,
  recipient: person,
  purpose: z.enum(['consultation', 'redirect', 'feedback', 'conference']),
  ground: z.enum(judgementGrounds),
  interest: z.enum(interests).nullable(),
  factsObservedAt: text,
  hardness: z.enum(hardnesses).nullable(),
  categories: z.array(dataCategory),
  provision: text,
  itemId: text,
  requestId: text,
  route: z.enum(routes).nullable(),
  validUntil: text,
  askAgainOn: text,
  tellOn: text,
  notToldUntil: text,
  requestedBy: person,
  askedAt: text,
  secondDueOn: text,
  updatedAt: z.string(),
  words: z.array(z.object({ part: z.enum(wordsParts), sealed: z.string() })),
  attempts: z.array(z.object({ at: z.string(), way: z.enum(attemptWays), result: z.enum(attemptResults), note: text })),
  signatures: z.array(
    z.object({
      kind: z.enum(['decision', 'second']),
      verdict: z.enum(['permit', 'refuse', 'sign', 'overturn']),
      by: person,
      onDuty: z.boolean(),
      at: z.string(),
      reason: text,
    }),
  ),
})
export type StoredJudgement = z.infer<typeof storedJudgement>

const nameOf = (id: ReturnType<typeof sql.ref>) =>
  sql`jsonb_build_object('id', ${id}, 'name', coalesce((select u.display_name from app.users u where u.id = ${id}), '担当者'))`

const judgementJson = sql`jsonb_build_object('id', j.id, 'version', j.version, 'state', j.state, 'scopeId', j.scope_id,
  'subjectId', j.subject_id, 'tenantId', j.tenant_id, 'settings', t.settings,
  'reportOrganizationId', j.report_organization_id, 'reportId', j.report_id,
  'recipient', jsonb_build_object('id', o.id, 'name', o.name), 'purpose', j.purpose, 'ground', j.ground,
  'interest', j.interest, 'factsObservedAt', j.facts_observed_at, 'hardness', j.hardness, 'categories', j.categories,
  'provision', j.provision, 'itemId', j.item_id, 'requestId', j.request_id, 'route', j.route,
  'validUntil', j.valid_until, 'askAgainOn', j.ask_again_on, 'tellOn', j.tell_on, 'notToldUntil', j.not_told_until,
  'requestedBy', ${nameOf(sql.ref('j.requested_by'))}, 'askedAt', j.asked_at, 'secondDueOn', j.second_due_on,
  'updatedAt', j.updated_at,
  'words', (select coalesce(jsonb_agg(jsonb_build_object('part', w.part, 'sealed', encode(w.sealed, 'base64'))), '[]')
    from app.judgement_words w where w.provider_id = j.provider_id and w.judgement_id = j.id),
  'attempts', (select coalesce(jsonb_agg(jsonb_build_object('at', a.at, 'way', a.way, 'result', a.result,
      'note', encode(a.note, 'base64')) order by a.position), '[]')
    from app.judgement_attempts a where a.provider_id = j.provider_id and a.judgement_id = j.id),
  'signatures', (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'verdict', s.verdict,
      'by', ${nameOf(sql.ref('s.signed_by'))}, 'onDuty', s.on_duty, 'at', s.at, 'reason', encode(s.reason, 'base64'))), '[]')
    from app.judgement_signatures s where s.provider_id = j.provider_id and s.judgement_id = j.id))`

/** A company's login may not even ask for the column of agencies. */
const referralOf = (plane: Plane) =>
  plane === 'utility'
    ? sql`jsonb_build_object('referralId', null)`
    : sql`jsonb_build_object('referralId', j.referral_id)`
type Plane = 'utility' | 'welfare' | 'auditor'

const judgementTables = sql`app.judgements j join app.organizations o on o.id = j.recipient_id
  join app.tenants t on t.id = j.tenant_id`

export type JudgementFilter = { readonly reportId?: string | undefined; readonly referralId?: string | undefined }

/** Newest first, at most 200; row-level security decides which. */
export async function listStoredJudgements(
  db: Database,
  plane: Plane,
  { reportId, referralId }: JudgementFilter = {},
): Promise<readonly StoredJudgement[]> {
  const about =
    plane === 'utility'
      ? sql`true`
      : sql`(${referralId ?? null}::uuid is null or j.referral_id = ${referralId ?? null}::uuid)`
  const { rows } = await sql<{ judgement: unknown }>`
    select ${judgementJson} || ${referralOf(plane)} as judgement from ${judgementTables}
    where (${reportId ?? null}::uuid is null or j.report_id = ${reportId ?? null}::uuid) and ${about}
    order by j.updated_at desc limit 200`.execute(db)
  return rows.map(({ judgement }) => storedJudgement.parse(judgement))
}

export async function findStoredJudgement(
  db: Database,
  plane: Plane,
  id: string,
): Promise<StoredJudgement | undefined> {
  const { rows } = await sql<{ judgement: unknown }>`
    select ${judgementJson} || ${referralOf(plane)} as judgement from ${judgementTables} where j.id = ${id}::uuid`.execute(
    db,
  )
  return rows[0] === undefined ? undefined : storedJudgement.parse(rows[0].judgement)
}

const surroundings = z.object({
  wrappedKey: text,
  refusedAt: text,
  againstItem: text,
  againstRequest: text,
  providerKind: legalKind,
  recipientKind: legalKind,
})
export type Surroundings = z.infer<typeof surroundings>

/** What the gate knows around a record; undefined for a record of another house. */
export async function findSurroundings(db: Database, id: string): Promise<Surroundings | undefined> {
  const { rows } = await sql<{ found: unknown }>`select sec.judgement_surroundings(${id}::uuid) as found`.execute(db)
  return rows[0]?.found == null ? undefined : surroundings.parse(rows[0].found)
}

/** Whether a duty shift of the speaker covers this moment, by the database's clock as at the gate. */
export async function isOnDuty(db: Database, plane: Plane, userId: string): Promise<boolean> {
  if (plane === 'auditor') return false
  const table = plane === 'utility' ? sql`app.decision_duty` : sql`app.duty_roster`
  const { rows } = await sql<{ now: boolean }>`select exists (select 1 from ${table} d
    where d.user_id = ${userId}::uuid and d.starts_at <= now() and d.ends_at > now()) as now`.execute(db)
  return rows[0]?.now ?? false
}

const keptKey = z.object({ subjectId: z.string(), wrappedKey: text })

/** Whose key the words of a company's new record are sealed under: its report's subject. */
export async function findSubjectOfReport(db: Database, reportId: string) {
  const { rows } =
    await sql<unknown>`select r.subject_id as "subjectId", encode(s.wrapped_key, 'base64') as "wrappedKey"
    from app.reports r join app.subjects s on s.scope_id = r.organization_id and s.id = r.subject_id
    where r.id = ${reportId}::uuid`.execute(db)
  return rows[0] === undefined ? undefined : keptKey.parse(rows[0])
}

/** `ask` or `take-back`; answers the new state. */
export async function askStoredJudgement(
  db: Database,
  { id, version, command }: { readonly id: string; readonly version: number; readonly command: 'ask' | 'take-back' },
) {
  const { rows } = await sql<{ state: unknown }>`
    select sec.ask_judgement(${id}::uuid, ${version}::int, ${command}) as state`.execute(db)
  return z.enum(judgementStates).parse(rows[0]?.state)
}

const shift = z.object({ id: z.string(), user: person, from: z.string(), until: z.string() })

/** From today on, soonest first. */
export async function listDutyShifts(db: Database) {
  const { rows } = await sql<{ shift: unknown }>`
    select jsonb_build_object('id', d.id, 'user', ${nameOf(sql.ref('d.user_id'))}, 'from', d.starts_at, 'until', d.ends_at) as shift
    from app.decision_duty d where d.ends_at > now() - interval '1 day' order by d.starts_at limit 200`.execute(db)
  return rows.map((row) => shift.parse(row.shift))
}

export async function listColleagues(db: Database) {
  const { rows } =
    await sql<unknown>`select id, display_name as name from app.users order by display_name limit 300`.execute(db)
  return rows.map((row) => person.parse(row))
}

export async function addDutyShift(
  db: Database,
  shift: { organizationId: string; id: string; userId: string; from: string; until: string; plannedBy: string },
): Promise<void> {
  await sql`insert into app.decision_duty (organization_id, id, user_id, starts_at, ends_at, planned_by)
    values (${shift.organizationId}::uuid, ${shift.id}::uuid, ${shift.userId}::uuid, ${shift.from}::timestamptz,
      ${shift.until}::timestamptz, ${shift.plannedBy}::uuid)`.execute(db)
}

export async function removeDutyShift(db: Database, id: string): Promise<boolean> {
  const done = await sql`delete from app.decision_duty where id = ${id}::uuid`.execute(db)
  return done.numAffectedRows === 1n
}
