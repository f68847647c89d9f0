import { sql } from 'kysely'
import { z } from 'zod'
import { ledgerGround } from '#information-sharing/ledger-ground-contract.ts'
import type { SessionTx } from '#platform/database/session.ts'

const instant = z.date().transform((at) => at.toISOString())
const level = z.enum(['none', 'received', 'contacted', 'supported'])
const word = z.enum(['received', 'contacted', 'supported', 'closed'])
const urgency = z.enum(['immediate', 'within-24-hours', 'within-3-days', 'within-4-weeks'])
const state = z.enum(['sent', 'acknowledged', 'accepted', 'redirected', 'declined', 'withdrawn', 'concluded'])

const ReferralRecord = z.object({
  id: z.string(),
  tenant_id: z.string(),
  reporter: z.object({ id: z.string(), name: z.string() }),
  report_id: z.string(),
  kind: z.enum(['arrears', 'signs', 'danger']),
  state,
  urgency,
  stop_on: z.string().nullable(),
  stopped_on: z.string().nullable(),
  sent_at: instant,
  case_id: z.string().nullable(),
  version: z.number(),
  ground: ledgerGround.nullable(),
  until: z.string().nullable(),
  told: z.array(z.object({ word, at: z.string() })),
  /** What was sent and can still be read; later changes are sharings of their own, of another shape. */
  parts: z.array(z.object({ category: z.string(), sealed: z.string(), wrappedKey: z.string() })),
})
export type ReferralRecord = z.infer<typeof ReferralRecord>

const columns = sql`
  r.id, r.tenant_id, r.report_id, r.kind, r.state, r.urgency, r.stop_on, r.stopped_on, r.sent_at, r.case_id, r.version,
  jsonb_build_object('id', o.id, 'name', o.name) as reporter,
  (select s.ground from app.sharings s where s.tenant_id = r.tenant_id and s.id = r.sharing_id) as ground,
  (select s.until from app.sharings s where s.tenant_id = r.tenant_id and s.id = r.sharing_id) as until,
  coalesce((select jsonb_agg(jsonb_build_object('word', f.word, 'at', f.at) order by f.at) from app.feedback f
    where f.tenant_id = r.tenant_id and f.organization_id = r.reporter_id and f.report_id = r.report_id), '[]') as told,
  coalesce((select jsonb_agg(jsonb_build_object('category', n.category, 'sealed', translate(encode(n.sealed, 'base64'), E'\n', ''),
      'wrappedKey', translate(encode(n.wrapped_key, 'base64'), E'\n', '')) order by n.category)
    from app.snapshots n where n.tenant_id = r.tenant_id and n.sharing_id = r.sharing_id and n.wrapped_key is not null),
    '[]') as parts`

/** Reports that reached the agency and that the speaker may see, by id. */
export async function listReferralsById({ db }: SessionTx, ids: readonly string[]): Promise<readonly ReferralRecord[]> {
  const { rows } = await sql<unknown>`select ${columns} from app.referrals r
    join app.organizations o on o.id = r.reporter_id where r.id = any (${[...ids]}::uuid[]) order by r.sent_at`.execute(
    db,
  )
  return rows.map((row) => ReferralRecord.parse(row))
}

/** The reports of a case. */
export async function listReferralsOfCase({ db }: SessionTx, caseId: string): Promise<readonly ReferralRecord[]> {
  const { rows } = await sql<unknown>`select ${columns} from app.referrals r
    join app.organizations o on o.id = r.reporter_id where r.case_id = ${caseId}::uuid order by r.sent_at`.execute(db)
  return rows.map((row) => ReferralRecord.parse(row))
}

/** Reports are locked before cases, as everywhere: two who wait for each other would both fail. */
export async function lockReferrals({ db }: SessionTx, ids: readonly string[]): Promise<void> {
  await sql`select 1 from app.referrals where id = any (${[...ids]}::uuid[]) order by id for update`.execute(db)
}

/** As `lockReferrals`, for all reports of a case. */
export async function lockReferralsOfCase({ db }: SessionTx, caseId: string): Promise<void> {
  await sql`select 1 from app.referrals where case_id = ${caseId}::uuid order by id for update`.execute(db)
}

const Equal = z.object({
  id: z.string(),
  case_id: z.string().nullable(),
  kinds: z.array(z.enum(['address', 'phone', 'name'])),
})

export type EqualHousehold = z.infer<typeof Equal>

/** Other reports with an equal keyed hash, live ones only. A protected case's reports are not seen, so never proposed. */
export async function listEqualHouseholds({ db }: SessionTx, referralId: string): Promise<readonly EqualHousehold[]> {
  const { rows } = await sql<unknown>`
    select r.id, r.case_id, array_agg(distinct theirs.kind) as kinds
    from app.household_keys own
      join app.household_keys theirs on theirs.tenant_id = own.tenant_id and theirs.kind = own.kind
        and theirs.key = own.key and theirs.referral_id <> own.referral_id
      join app.referrals r on r.tenant_id = theirs.tenant_id and r.id = theirs.referral_id
    where own.referral_id = ${referralId}::uuid
      and (r.case_id is not null or r.state in ('sent', 'acknowledged'))
    group by r.id, r.case_id limit 50`.execute(db)
  return rows.map((row) => Equal.parse(row))
}

/** Reports with one of these keyed hashes, as `listEqualHouseholds`: for somebody who asked to be called. */
export async function listHouseholdsByKeys(
  { db }: SessionTx,
  keys: readonly { readonly kind: string; readonly key: string }[],
): Promise<readonly EqualHousehold[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<unknown>`
    select r.id, r.case_id, array_agg(distinct k.kind) as kinds
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as asked (kind text, key text)
      join app.household_keys k on k.kind = asked.kind and k.key = decode(asked.key, 'hex')
      join app.referrals r on r.tenant_id = k.tenant_id and r.id = k.referral_id
    where r.case_id is not null or r.state in ('sent', 'acknowledged')
    group by r.id, r.case_id limit 50`.execute(db)
  return rows.map((row) => Equal.parse(row))
}

/** The lowest of agreement, consent and the agency's choice for one report, as the gate will judge it. */
export async function getFeedbackLevel({ db }: SessionTx, referralId: string): Promise<z.infer<typeof level>> {
  const { rows } = await sql<{ terms: unknown }>`select sec.feedback_terms(${referralId}::uuid) as terms`.execute(db)
  return z.object({ level }).parse(rows[0]?.terms).level
}

const Sharing = z.object({
  id: z.string(),
  at: instant,
  provider: z.string(),
  recipient: z.string(),
  categories: z.array(z.enum(['identity', 'contact', 'supply', 'observation', 'arrears', 'feedback'])),
  purpose: z.enum(['consultation', 'feedback', 'redirect']),
  ground: ledgerGround,
  until: z.string().nullable(),
  word: z.string().nullable(),
})

/** Everything that passed about the reports of a case, both ways. */
export async function listSharings({ db }: SessionTx, caseId: string): Promise<readonly z.infer<typeof Sharing>[]> {
  const { rows } = await sql<unknown>`
    select s.id, s.at, p.name as provider, q.name as recipient, s.categories, s.purpose, s.ground, s.until, s.level as word
    from app.sharings s join app.organizations p on p.id = s.provider_id join app.organizations q on q.id = s.recipient_id
    where exists (select 1 from app.referrals r where r.case_id = ${caseId}::uuid and r.tenant_id = s.tenant_id
      and r.reporter_id = s.report_organization_id and r.report_id = s.report_id)
    order by s.at`.execute(db)
  return rows.map((row) => Sharing.parse(row))
}
