import type { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import { Refused, versionConflict } from '#platform/http/problem.ts'
import { acceptInto } from '#referral/index.ts'
import { type CaseDesk, loadCase, missing, notYours, type OpenedCase, sealHousehold } from './case-desk.ts'
import { CASE_NUMBER_BYTES, caseNumber } from './case-number.ts'
import { listReferralsById, lockReferrals, type ReferralRecord } from './case-referral-store.ts'
import { caseKeysOf } from './case-search.ts'
import { mergeHouseholds, openReceived, type ReceivedReport } from './received-report.ts'
import { decideCase } from './support-case.ts'
import { mayOpenCases } from './support-case-access.ts'
import type { caseView, Household, joinReferral, openCase } from './support-case-contract.ts'
import { findCase, insertCase, lockCase, replaceCaseKeys, updateCase } from './support-case-store.ts'
import { answerCase, findCaseView } from './view-case.ts'
import { appendEntry, type Line, settleProgress } from './write-entry.ts'

type View = z.input<typeof caseView>

/** Opens one case from one or more acknowledged reports; what they say is copied, sealed for a subject of the tenant. */
export async function openNewCase(
  desk: CaseDesk,
  { id, referralIds }: z.output<typeof openCase.body>,
): Promise<Result<View>> {
  return beginCase(desk, { id, referralIds, cameForward: undefined })
}

/** What a case begins with: reports, the person's own wish to be called, or both. */
export type Beginning = {
  readonly id: string
  readonly referralIds: readonly string[]
  readonly cameForward: { readonly household: Household; readonly entry: Omit<Line, 'id'> } | undefined
}

/** Opens a case; the same id again answers the case that stands. */
export async function beginCase(desk: CaseDesk, { id, referralIds, cameForward }: Beginning): Promise<Result<View>> {
  const { tx, staff, platform } = desk
  const tenantId = staff.tenant?.id
  if (!mayOpenCases(staff.roles) || tenantId === undefined) return notYours
  await lockReferrals(tx, referralIds)
  if (await findCase(tx, id)) return answerCase(desk, id)
  const referrals = await listReferralsById(tx, referralIds)
  const decided = decideTakeUp(referrals, referralIds.length)
  if (!decided.ok) return decided
  const reports = referrals.map((referral) => openReceived(platform, referral))
  const said = cameForward === undefined ? [] : [cameForward.household]
  const household = mergeHouseholds([...said, ...reports.map((report) => report.household)])
  const begun = await insertBegun(desk, { id, tenantId, household, referrals })
  for (const [index, referral] of referrals.entries()) await takeIn(desk, begun, { referral, report: reports[index] })
  if (cameForward !== undefined) await appendEntry(desk, begun, { ...cameForward.entry, id: platform.newId() })
  await settleProgress(desk, id)
  return answerCase(desk, id)
}

type Begun = { id: string; tenantId: string; household: Household; referrals: readonly ReferralRecord[] }

async function insertBegun(desk: CaseDesk, { id, tenantId, household, referrals }: Begun): Promise<Into> {
  const { tx, staff, platform } = desk
  const subject = platform.keys.newSubjectKey(tenantId)
  const record = { id, tenant_id: tenantId, subject_id: platform.newId() }
  await insertCase(
    tx,
    {
      tenantId,
      id,
      agencyId: staff.organization.id,
      userId: staff.userId,
      number: caseNumber(platform.randomBytes(CASE_NUMBER_BYTES)),
      subjectId: record.subject_id,
      wrappedKey: subject.wrapped,
      sealed: sealHousehold(subject.key, record, household),
      urgency: referrals.length === 0 ? 'within-3-days' : mostUrgent(referrals.map(({ urgency }) => urgency)),
      stopOn: earliest(referrals.map(({ stop_on }) => stop_on)),
    },
    platform.newId(),
  )
  const detail = { referralIds: referrals.map((referral) => referral.id) }
  await recordAudit(tx, { action: 'case.opened', subjectId: record.subject_id, objectId: id, detail })
  await replaceCaseKeys(tx, { tenantId, id }, caseKeysOf(platform.keys, tenantId, household))
  return { record, key: subject.key }
}

function decideTakeUp(referrals: readonly ReferralRecord[], wanted: number): Result<unknown> {
  if (referrals.length < wanted) return missing
  for (const referral of referrals) {
    if (referral.case_id !== null) {
      return refuse(
        'referral-in-a-case',
        'この通報は、すでにケースに入っています。画面を開き直すと、そのケースに進めます。',
      )
    }
  }
  return ok(undefined)
}

type Into = Pick<OpenedCase, 'key'> & { record: { id: string; tenant_id: string; subject_id: string } }
type Taken = { readonly referral: ReferralRecord; readonly report: ReceivedReport | undefined }

/** The report joins the case: its state, and a line that keeps what was received. */
async function takeIn(desk: CaseDesk, into: Into, { referral, report }: Taken): Promise<void> {
  const { id, version } = referral
  const accepted = await acceptInto(desk, { id, version, caseId: into.record.id })
  if (!accepted.ok) throw new Refused(accepted.refusal)
  await appendEntry(desk, into, {
    id: desk.platform.newId(),
    at: new Date(referral.sent_at),
    content: {
      kind: 'joined',
      referralId: referral.id,
      reportKind: referral.kind,
      urgency: referral.urgency,
      reporter: referral.reporter.name,
      lines: [...(report?.lines ?? [])],
    },
  })
}

/** A human took a report for the same household. */
export async function joinReferralToCase(
  desk: CaseDesk,
  caseId: string,
  { version, referralId }: z.output<typeof joinReferral.body>,
): Promise<Result<View>> {
  await lockReferrals(desk.tx, [referralId])
  await lockCase(desk.tx, caseId)
  const loaded = await loadCase(desk, caseId, 'join')
  if (!loaded.ok) return loaded
  const [referral] = await listReferralsById(desk.tx, [referralId])
  if (!referral) return missing
  if (referral.case_id === caseId) return answerCase(desk, caseId)
  const { record, key, household } = loaded.value
  const moved = decideCase(record.state, 'join')
  if (!moved.ok) return moved
  const decided = decideTakeUp([referral], 1)
  if (!decided.ok) return decided
  if (record.version !== version) throw versionConflict(await findCaseView(desk, caseId))
  const report = openReceived(desk.platform, referral)
  await takeIn(desk, { record, key }, { referral, report })
  const merged = mergeHouseholds([household, report.household])
  await updateCase(desk.tx, record, {
    urgency: mostUrgent([record.urgency, referral.urgency]),
    stop_on: earliest([record.stop_on, referral.stop_on]),
    sealed: sealHousehold(key, record, merged),
  })
  const at = { tenantId: record.tenant_id, id: caseId }
  await replaceCaseKeys(desk.tx, at, caseKeysOf(desk.platform.keys, record.tenant_id, merged))
  await settleProgress(desk, caseId)
  return answerCase(desk, caseId)
}

const byUrgency = ['immediate', 'within-24-hours', 'within-3-days', 'within-4-weeks'] as const
type Urgency = (typeof byUrgency)[number]

function mostUrgent(urgencies: readonly Urgency[]): Urgency {
  return byUrgency.find((one) => urgencies.includes(one)) ?? 'within-4-weeks'
}

function earliest(days: readonly (string | null)[]): string | null {
  return days.flatMap((day) => day ?? []).toSorted()[0] ?? null
}
