import { z } from 'zod'
import { err, ok, type Result } from '#kernel/result.ts'
import { callGate } from '#platform/database/session.ts'
import { notFound, versionConflict } from '#platform/http/problem.ts'
import { DEFAULT_CLOCKS } from './clocks.ts'
import type { Desk } from './desk.ts'
import { findRecipient, type Recipient } from './find-recipient.ts'
import { gateGuidance, gateReport, prepareReport, proposedUrgency, type ReportBody } from './prepare-report.ts'
import { showReport } from './read-reports.ts'
import { bodyHash } from './receipt.ts'
import { decideReport } from './referral.ts'
import { mayAnswerFor, mayAsCompany, notHandedOver, refuseRole } from './referral-access.ts'
import { findBefore, type StoredReport } from './report-store.ts'
import { custodyOf, keptBy } from './seal-report.ts'

const saved = z.object({ reportId: z.string(), version: z.number() })
type Saved = { reportId: string; version: number; passedOn: boolean }

/** Keeps a report inside the company, or passes it on to the liaison. The same key again answers the same. */
export async function saveReport(
  desk: Desk,
  body: ReportBody & { readonly passOn: boolean },
  key: string,
): Promise<Result<Saved>> {
  const { tx, staff, platform } = desk
  const hash = bodyHash('save', body)
  const [before, found] = await Promise.all([
    findBefore(tx.db, { key, hash, reportId: body.id }, saved),
    findRecipient(desk, body.report),
  ])
  if (before.answer) return ok({ ...before.answer, passedOn: body.passOn })
  const existing = before.report
  // What was handed over before stays so while somebody else goes on writing.
  const command = body.passOn && existing?.passedOnAt == null ? 'pass-on' : 'save'
  const open = checkDraft(desk, { existing, version: body.version, command })
  if (!open.ok) return open
  const custody = custodyOf(platform, staff.organization.id, keptBy(existing))
  const draft = draftFacts(desk, body, { custody, existing, found })
  if (!draft.ok) return draft
  const { document, tenantId, windowId, urgency } = draft.value
  const answer = await callGate(tx.db, 'save_report', {
    document: {
      key,
      bodyHash: hash,
      passOn: body.passOn,
      report: gateReport({ custody }, { body, tenantId, windowId, urgency, consentId: document?.id ?? null }),
      consent: document ?? null,
      guidance: gateGuidance(desk, body.guidance),
    },
    shape: saved,
  })
  return ok({ ...answer, passedOn: body.passOn || existing?.passedOnAt != null })
}

/** Role, version and state of what is to be changed; a stale version shows what stands. */
export function checkDraft(
  desk: Desk,
  asked: { existing: StoredReport | undefined; version: number; command: 'save' | 'pass-on' | 'send' },
): Result<true> {
  const { existing, version, command } = asked
  const relation = existing === undefined || existing.writtenBy.id === desk.staff.userId ? 'own' : 'colleague'
  if (command !== 'save' && !mayAnswerFor(relation, existing?.passedOnAt != null)) return err(notHandedOver)
  if (!mayAsCompany(desk.staff.roles, command, relation)) return refuseRole()
  if (existing === undefined) return version === 0 ? ok(true) : err(notFound)
  const next = decideReport(existing.state, command)
  if (!next.ok) {
    return err({
      code: 'report-already-sent',
      because: 'この連絡はもう送信済みです。変わったことは「変わったことを知らせる」から送れます。',
    })
  }
  if (existing.version !== version) throw versionConflict(showReport(desk, existing, []))
  return ok(true)
}

/** A draft needs no window yet, unless somebody was chosen or consent was given to somebody. */
function draftFacts(
  desk: Desk,
  body: ReportBody,
  { found, ...kept }: Omit<Parameters<typeof prepareReport>[2], 'recipient'> & { readonly found: Result<Recipient> },
) {
  const prepared = found.ok ? prepareReport(desk, body, { ...kept, recipient: found.value }) : found
  if (prepared.ok) {
    const { document, recipient, urgency } = prepared.value
    const { tenantId, windowId } = recipient
    return ok({ document, tenantId, windowId, urgency: urgency.urgency })
  }
  if (body.consent !== undefined || body.report.windowId !== undefined) return prepared
  const { urgency } = proposedUrgency(body.report, DEFAULT_CLOCKS.seasons, desk.platform.now())
  return ok({ document: undefined, tenantId: null, windowId: null, urgency: body.report.urgency ?? urgency })
}
