import { z } from 'zod'
import { type FeedbackLevel, lowestLevel } from '#consent/consent.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import { err, ok, type Result, refuse } from '#kernel/result.ts'
import { callGate, recordAudit } from '#platform/database/session.ts'
import { notFound, versionConflict } from '#platform/http/problem.ts'
import { clockSettingsOf } from './clock-settings.ts'
import { dueAt } from './clocks.ts'
import {
  CONCLUSIONS,
  type ConclusionCode,
  type DeclineCode,
  type FeedbackWord,
  type RedirectReason,
  wordsToldAtEnd,
} from './conclusion-codes.ts'
import type { Desk } from './desk.ts'
import { mayTell } from './feedback.ts'
import { isSteppedUp } from './prepare-report.ts'
import { relationOf, showReferral } from './read-referrals.ts'
import { decideReferral, type ReferralCommand, type ReferralState } from './referral.ts'
import { mayAsAgency, notAColleague, refuseRole } from './referral-access.ts'
import {
  findStoredReferral,
  getFeedbackTerms,
  giveFeedback,
  isCaseWorkerOf,
  listStoredReferralsOfCase,
  type ReferralChange,
  type StoredReferral,
  updateReferral,
  withdrawConsentOf,
} from './referral-store.ts'
import { listAgencies } from './report-store.ts'

export type Changed = { id: string; version: number; state: ReferralState; told: FeedbackWord[] }
type At = { readonly id: string; readonly version: number }
type AgencyCommand = Exclude<ReferralCommand, 'update' | 'withdraw'>

/** What is to change, and how to recognise that it was done already: everything repeated is harmless. */
type Step = {
  readonly command: AgencyCommand
  readonly isDone: (stored: StoredReferral) => boolean
  readonly change: ReferralChange
}

/** Reads, checks right, version and state, and writes. A stale version shows what stands now. */
async function carryOut(desk: Desk, at: At, step: Step): Promise<Result<Changed & { stored: StoredReferral }>> {
  const stored = await findStoredReferral(desk.tx.db, at.id)
  if (stored === undefined) return err(notFound)
  if (!mayAsAgency(desk.staff.roles, step.command, relationOf(stored))) return refuseRole()
  if (step.isDone(stored)) return ok({ ...changedOf(stored), stored })
  if (stored.version !== at.version) throw versionConflict(await showReferral(desk, stored))
  const next = decideReferral(stored.state, step.command)
  if (!next.ok) return next
  const version = await updateReferral(desk.tx.db, at, { ...step.change, state: next.value })
  if (version === undefined) throw versionConflict(await showReferral(desk, stored))
  await recordAudit(desk.tx, { action: `referral.${step.command}`, objectId: at.id, detail: { state: next.value } })
  return ok({ id: at.id, version, state: next.value, told: [], stored })
}

function changedOf({ id, version, state }: StoredReferral): Changed {
  return { id, version, state, told: [] }
}

/** Tells the company those of the words that the ceiling allows and that it has not heard; answers what was told. */
async function tell(desk: Desk, referralId: string, words: readonly FeedbackWord[]): Promise<FeedbackWord[]> {
  const { level } = await getFeedbackTerms(desk.tx.db, referralId)
  const told: FeedbackWord[] = []
  for (const word of words.filter((one) => mayTell(one, level))) {
    if (await giveFeedback(desk.tx.db, { referralId, word, sharingId: desk.platform.newId() })) told.push(word)
  }
  return told
}

const wire = (
  { stored: _stored, ...changed }: Changed & { stored: StoredReferral },
  told: FeedbackWord[],
): Changed => ({
  ...changed,
  told,
})

/** A human has read it; the company hears `received` where it may. */
export async function acknowledgeReferral(desk: Desk, at: At): Promise<Result<Changed>> {
  const done = await carryOut(desk, at, {
    command: 'acknowledge',
    isDone: ({ acknowledgedAt }) => acknowledgedAt !== null,
    change: { acknowledged_at: desk.platform.now(), acknowledged_by: desk.staff.userId },
  })
  if (!done.ok) return done
  const isOpen = done.value.state === 'acknowledged' || done.value.state === 'accepted'
  return ok(wire(done.value, isOpen ? await tell(desk, at.id, ['received']) : []))
}

/** Gives a report to a colleague of this agency, or back to everybody: its news goes where it is given. */
export async function assignReferral(desk: Desk, at: At, userId: string | null): Promise<Result<Changed>> {
  const { tx, staff } = desk
  if (userId !== null && !(await isCaseWorkerOf(tx.db, staff.organization.id, userId))) return err(notAColleague)
  const done = await carryOut(desk, at, {
    command: 'assign',
    isDone: ({ assignedTo }) => (assignedTo?.id ?? null) === userId,
    change: { assigned_to: userId },
  })
  return done.ok ? ok(wire(done.value, [])) : done
}

/** Not taken up after reading. The company hears that it ended, never why. */
export async function declineReferral(desk: Desk, at: At, code: DeclineCode): Promise<Result<Changed>> {
  const done = await carryOut(desk, at, {
    command: 'decline',
    isDone: ({ state, because }) => state === 'declined' && because === code,
    change: { decline_code: code },
  })
  return done.ok ? ok(wire(done.value, await tellEnd(desk, at.id, code))) : done
}

/** The end of a report, with the words that the matrix allows. */
export async function concludeReferral(desk: Desk, at: At, code: ConclusionCode): Promise<Result<Changed>> {
  if (CONCLUSIONS[code].endsAs !== 'concluded') {
    return refuse('code-is-for-declining', `「${CONCLUSIONS[code].label}」は、引き受けられないときの区分です。`)
  }
  const done = await carryOut(desk, at, {
    command: 'conclude',
    isDone: ({ state, conclusionCode }) => state === 'concluded' && conclusionCode === code,
    change: { conclusion_code: code },
  })
  return done.ok ? ok(wire(done.value, await tellEnd(desk, at.id, code))) : done
}

async function tellEnd(desk: Desk, referralId: string, code: ConclusionCode): Promise<FeedbackWord[]> {
  const { level } = await getFeedbackTerms(desk.tx.db, referralId)
  return tell(desk, referralId, wordsToldAtEnd(code, level))
}

export async function chooseFeedback(desk: Desk, at: At, level: FeedbackLevel): Promise<Result<Changed>> {
  const done = await carryOut(desk, at, {
    command: 'choose-feedback',
    isDone: ({ feedbackChoice }) => feedbackChoice === level,
    change: { feedback_choice: level },
  })
  return done.ok ? ok(wire(done.value, [])) : done
}

/** One word by hand, on the consent or on the agency's own judgement. Above the ceiling the database refuses, and so does this. */
export async function tellReporter(
  desk: Desk,
  id: string,
  { word, judgementId }: { readonly word: 'contacted' | 'supported'; readonly judgementId?: string | undefined },
): Promise<Result<Changed>> {
  const stored = await findStoredReferral(desk.tx.db, id)
  if (stored === undefined) return err(notFound)
  if (!mayAsAgency(desk.staff.roles, 'tell', relationOf(stored))) return refuseRole()
  const next = decideReferral(stored.state, 'tell')
  if (!next.ok) return next
  const terms = await getFeedbackTerms(desk.tx.db, id)
  const level = judgementId === undefined ? terms.level : lowestLevel([terms.agreement, terms.choice])
  if (!mayTell(word, level)) {
    return refuse(
      'feedback-above-ceiling',
      '協定・同意・窓口の選択で決まった範囲を超えるため、会社には知らせられません。',
    )
  }
  if (!isSteppedUp(desk.staff.steppedUpAt, desk.platform.now())) {
    return refuse('stepup_required', '大切な操作のため、操作している方をもう一度確かめます。')
  }
  const told = await giveFeedback(desk.tx.db, { referralId: id, word, sharingId: desk.platform.newId(), judgementId })
  return ok({ ...changedOf(stored), told: told ? [word] : [] })
}

type RedirectTo = {
  readonly agencyId: string
  readonly reason: RedirectReason
  readonly judgementId?: string | undefined
}

/** To another agency of the same municipality; the company is not told. */
export async function redirectReferral(
  desk: Desk,
  at: At,
  { agencyId, reason, judgementId }: RedirectTo,
): Promise<Result<Changed>> {
  const { tx, platform, staff } = desk
  const stored = await findStoredReferral(tx.db, at.id)
  if (stored === undefined) return err(notFound)
  if (!mayAsAgency(staff.roles, 'redirect', relationOf(stored))) return refuseRole()
  if (stored.state === 'redirected') return ok(changedOf(stored))
  if (stored.version !== at.version) throw versionConflict(await showReferral(desk, stored))
  const next = decideReferral(stored.state, 'redirect')
  if (!next.ok) return next
  const [agency] = await listAgencies(tx.db, [agencyId])
  const due = dueAt(
    {
      urgency: stored.urgency,
      sentAt: platform.now().getTime(),
      stopOn: stored.stopOn === null ? undefined : calendarDate(stored.stopOn),
    },
    clockSettingsOf(agency?.settings),
  )
  const ids = { newReferralId: platform.newId(), sharingId: platform.newId() }
  const document = {
    referralId: at.id,
    agencyId,
    judgementId,
    because: reason,
    dueAt: new Date(due).toISOString(),
    ...ids,
  }
  await callGate(tx.db, 'redirect_referral', { document, shape: z.unknown() })
  return ok({ id: at.id, version: stored.version + 1, state: 'redirected', told: [] })
}

/** The person told the agency. What was shared closes at once. */
export async function withdrawConsentForPerson(desk: Desk, id: string): Promise<Result<{ withdrawn: boolean }>> {
  const stored = await findStoredReferral(desk.tx.db, id)
  if (stored === undefined) return err(notFound)
  if (!mayAsAgency(desk.staff.roles, 'withdraw-consent', relationOf(stored))) return refuseRole()
  return ok({ withdrawn: await withdrawConsentOf(desk.tx.db, id) })
}

/**
 * Takes a report into a case, in the caller's transaction: reads it first if nobody had. The speaker is already on the
 * case. A report that is in this case already is left as it is.
 */
export async function acceptInto(
  desk: Desk,
  { id, version, caseId }: At & { readonly caseId: string },
): Promise<Result<Changed>> {
  const read = await acknowledgeReferral(desk, { id, version })
  if (!read.ok) return read
  const done = await carryOut(
    desk,
    { id, version: read.value.version },
    {
      command: 'accept',
      isDone: (stored) => stored.state === 'accepted' && stored.caseId === caseId,
      change: { case_id: caseId },
    },
  )
  return done.ok ? ok(wire(done.value, read.value.told)) : done
}

/** Ends every open report of a case with one code; answers what the companies were told, by report. */
export async function concludeForCase(
  desk: Desk,
  { caseId, code }: { readonly caseId: string; readonly code: ConclusionCode },
): Promise<Result<readonly Changed[]>> {
  const done: Changed[] = []
  for (const { id, version, state } of await listStoredReferralsOfCase(desk.tx.db, caseId)) {
    if (state !== 'accepted') continue
    const changed = await concludeReferral(desk, { id, version }, code)
    if (!changed.ok) return changed
    done.push(changed.value)
  }
  return ok(done)
}
