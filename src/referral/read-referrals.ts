import { todayInJapan } from '#kernel/calendar-date.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { CannotOpen } from '#platform/crypto/key-ring.ts'
import { recordAudit, recordListing } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import { compareForInbox, daysOnLadder, daysUntil, rungOf } from './clocks.ts'
import { openUpdatesOfAgency } from './company-notes.ts'
import type { Desk } from './desk.ts'
import { wordsStillToTell } from './feedback.ts'
import { present } from './present.ts'
import { listReferralCommands, type ReferralCommand } from './referral.ts'
import { type AgencyRelation, mayAsAgency, refuseRole } from './referral-access.ts'
import type { ReferralRow, ReferralView } from './referral-contract.ts'
import {
  countInbox,
  findStoredReferral,
  getFeedbackTerms,
  listCaseWorkers,
  listSisterAgencies,
  listStoredReferrals,
  type ReferralFilter,
  type StoredReferral,
  storedDeclineCode,
} from './referral-store.ts'
import { linesOf } from './report-parts.ts'
import { mayRelease } from './report-protection.ts'
import { type SnapshotPart, snapshotPart } from './report-shapes-contract.ts'
import { listUpdatesOfAgency } from './report-store.ts'
import { openPart } from './seal-report.ts'

/** The ladder of days. */
export async function readReferrals(desk: Desk, show: ReferralFilter) {
  const { tx, staff } = desk
  if (!mayAsAgency(staff.roles, 'read', 'inbox')) return refuseRole()
  const stored = await listStoredReferrals(tx.db, show)
  await recordListing(tx, { action: 'referral.listed', ids: stored.map(({ id }) => id) })
  const rows = stored.map((referral) => rowOf(desk, referral, openParts(desk, referral)))
  const sorted = show === 'ended' ? rows : rows.toSorted((one, other) => compareForInbox(orderOf(one), orderOf(other)))
  return ok({ referrals: sorted, counts: await countInbox(tx.db) })
}

const orderOf = ({ kind, daysLeft, stoppedOn, urgency, sentAt }: ReferralRow) => ({
  kind,
  daysLeft: daysOnLadder({ daysLeft, stopped: stoppedOn !== undefined }),
  urgency,
  sentAt,
})

/** One referral with its snapshots opened. The look is in the log before the answer leaves. */
export async function readReferral(desk: Desk, id: string): Promise<Result<ReferralView>> {
  const stored = await findStoredReferral(desk.tx.db, id)
  if (stored === undefined || !mayAsAgency(desk.staff.roles, 'read', relationOf(stored))) return err(notFound)
  await recordAudit(desk.tx, { action: 'referral.read', objectId: id })
  return ok(await showReferral(desk, stored))
}

/** What row-level security lets through belongs to the inbox or to a case the speaker may see. */
export function relationOf({ caseId }: StoredReferral): AgencyRelation {
  return caseId === null ? 'inbox' : 'case'
}

/** Opens what can still be read; a recalled category is not there, a damaged one is left out. */
export function openParts({ platform }: Pick<Desk, 'platform'>, stored: StoredReferral): readonly SnapshotPart[] {
  return stored.parts.flatMap((part) => {
    try {
      return [snapshotPart.parse(openPart(platform.keys, stored, part))]
    } catch (error) {
      if (error instanceof CannotOpen) return []
      throw error
    }
  })
}

export async function showReferral(desk: Desk, stored: StoredReferral): Promise<ReferralView> {
  const { tx, platform } = desk
  const about = { reporterId: stored.reporter.id, reportId: stored.reportId }
  const parts = openParts(desk, stored)
  const terms = await getFeedbackTerms(tx.db, stored.id)
  const mayTell = listAllowed(desk, stored).includes('tell')
    ? wordsStillToTell(
        terms.level,
        stored.told.map(({ word }) => word),
      )
    : []
  const declineCode = stored.state === 'declined' ? storedDeclineCode.safeParse(stored.because).data : undefined
  return {
    ...rowOf(desk, stored, parts),
    parts: parts.map((part) => ({ category: part.category, lines: linesOf(part) })),
    recalled: parts.length === 0,
    ground: stored.ground ?? 'receipt',
    updates: openUpdatesOfAgency(platform.keys, stored, await listUpdatesOfAgency(tx.db, about)),
    feedback: { ...terms, told: stored.told, mayTell: [...mayTell] },
    redirectTo: await listSisterAgencies(tx.db, stored),
    colleagues: await listCaseWorkers(tx.db, stored.agencyId),
    ...present({
      until: stored.until,
      acknowledgedAt: stored.acknowledgedAt,
      acknowledgedBy: stored.acknowledgedBy,
      declineCode,
      conclusionCode: stored.conclusionCode,
      redirectedFrom: stored.redirectedFrom === null ? null : { agencyName: stored.redirectedFrom },
      redirectedTo: stored.redirectedTo === null ? null : { agencyName: stored.redirectedTo },
    }),
  }
}

function rowOf(desk: Desk, stored: StoredReferral, parts: readonly SnapshotPart[]): ReferralRow {
  const now = desk.platform.now()
  const identity = parts.find((part) => part.category === 'identity')
  const contact = parts.find((part) => part.category === 'contact')
  const observation = parts.find((part) => part.category === 'observation')
  const daysLeft = daysUntil(stored.stopOn, todayInJapan(now))
  return {
    id: stored.id,
    version: stored.version,
    kind: stored.kind,
    state: stored.state,
    urgency: stored.urgency,
    rung: rungOf(daysOnLadder({ daysLeft, stopped: stored.stoppedOn !== null })),
    signs: observation?.signs ?? [],
    reporter: stored.reporter,
    sentAt: stored.sentAt,
    dueAt: stored.dueAt,
    overdue: stored.state === 'sent' && Date.parse(stored.dueAt) + graceOf(stored) < now.getTime(),
    nextStep: nextStepOf(stored),
    sameHousehold: stored.sameHousehold,
    protected: stored.protected,
    allowed: listAllowed(desk, stored),
    ...present({
      name: identity?.name,
      reading: identity?.reading,
      address: contact?.address,
      note: stored.kind === 'danger' ? observation?.note : undefined,
      supplyKind: stored.supplyKind,
      stopOn: stored.stopOn,
      stoppedOn: stored.stoppedOn,
      daysLeft,
      assignedTo: stored.assignedTo,
      caseId: stored.caseId,
      caseNumber: stored.caseNumber,
      lastAttempt: stored.lastAttempt,
      mark: stored.mark,
    }),
  }
}

/** An immediate danger is due in the moment it arrives; nobody is late before there was time to look up. */
function graceOf({ urgency }: Pick<StoredReferral, 'urgency'>): number {
  return urgency === 'immediate' ? 15 * 60_000 : 0
}

function nextStepOf({ state, caseNextStep }: StoredReferral): ReferralRow['nextStep'] {
  if (state === 'sent') return 'read'
  if (state === 'acknowledged') return 'take-up'
  return state === 'accepted' ? (caseNextStep ?? 'plan-approach') : 'none'
}

/** Commands of the agency that the state meets and the role may; updates and withdrawals come from the other side. */
export function listAllowed({ staff }: Pick<Desk, 'staff'>, stored: StoredReferral): ReferralCommand[] {
  return listReferralCommands(stored.state)
    .filter((command) => command !== 'update' && command !== 'withdraw')
    .filter((command) => mayAsAgency(staff.roles, command, relationOf(stored)))
    .filter((command) => command !== 'protect' || !stored.protected || mayRelease(stored.mark))
    .filter((command) => command !== 'withdraw-consent' || (stored.ground === 'consent' && stored.parts.length > 0))
}
