import { z } from 'zod'
import { findJudgementBasis, type JudgementBasis } from '#information-sharing/index.ts'
import { err, ok, type Result, refuse } from '#kernel/result.ts'
import { callGate } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Desk } from './desk.ts'
import { findRecipient, type Recipient } from './find-recipient.ts'
import { gateGuidance, gateReport, type Prepared, prepareReport, type ReportBody } from './prepare-report.ts'
import { bodyHash, signReceipt } from './receipt.ts'
import { RECEIPT_BYTES, receiptNumber } from './receipt-number.ts'
import { mayAsCompany, refuseRole } from './referral-access.ts'
import type { Receipt } from './report-shapes-contract.ts'
import { findBefore } from './report-store.ts'
import { checkDraft } from './save-report.ts'
import { custodyOf, householdKeys, keptBy, sealParts } from './seal-report.ts'

export const dispatched = z.object({
  reportId: z.string(),
  receiptNumber: z.string(),
  sentAt: z.string(),
  agencyId: z.string(),
  agencyName: z.string(),
  bodyHash: z.string(),
  logHash: z.string(),
})

type Submitted = { receipt: Receipt; answersNow: Prepared['recipient']['answersNow'] }

type Submission = ReportBody & { readonly judgementId?: string | undefined }

/**
 * Sends a report to the agency, on the person's consent or on a recorded judgement: acknowledged means committed. The same
 * key again answers the identical receipt.
 */
export async function submitReport(desk: Desk, body: Submission, key: string): Promise<Result<Submitted>> {
  const { tx, staff, platform } = desk
  if (!mayAsCompany(staff.roles, 'send', 'own')) return refuseRole()
  const hash = bodyHash('submit', body)
  const [before, found] = await Promise.all([
    findBefore(tx.db, { key, hash, reportId: body.id }, dispatched),
    findRecipient(desk, body.report),
  ])
  if (before.answer) return ok({ receipt: signReceipt(platform.keys, before.answer), answersNow: answersAgain(found) })
  const existing = before.report
  const open = checkDraft(desk, { existing, version: body.version, command: 'send' })
  if (!open.ok) return open
  if (!found.ok) return found
  const recipient = found.value
  const custody = custodyOf(platform, staff.organization.id, keptBy(existing))
  const basis = await basisOf(desk, body, recipient.id)
  if (!basis.ok) return basis
  const prepared = prepareReport(desk, body, { custody, existing, recipient, basis: basis.value })
  if (!prepared.ok) return prepared
  const refused = refusalOf(prepared.value)
  if (!refused.ok) return refused
  const { document, parts, urgency, dueAt, until } = prepared.value
  const place = { tenantId: recipient.tenantId, reportId: body.id }
  const facts = { tenantId: recipient.tenantId, windowId: recipient.windowId, urgency: urgency.urgency }
  const answer = await callGate(tx.db, 'submit_report', {
    document: {
      key,
      bodyHash: hash,
      ...onJudgement(basis.value),
      report: gateReport({ custody }, { body, ...facts, consentId: document?.id ?? null }),
      consent: document ?? null,
      guidance: gateGuidance(desk, body.guidance),
      receiptNumber: receiptNumber(platform.randomBytes(RECEIPT_BYTES)),
      referral: { id: platform.newId(), agencyId: recipient.id, dueAt },
      sharing: { id: platform.newId(), until, parts: sealParts(platform.keys, place, parts) },
      householdKeys: householdKeys(platform.keys, recipient.tenantId, parts),
    },
    shape: dispatched,
  })
  return ok({ receipt: signReceipt(platform.keys, answer), answersNow: recipient.answersNow })
}

const onJudgement = (basis: JudgementBasis | undefined) =>
  basis === undefined ? {} : { ground: basis.ground, judgementId: basis.judgementId }

/** The judgement that the sender names; one that is not there is answered so. */
export async function basisOf(
  { tx }: Pick<Desk, 'tx'>,
  { id: reportId, judgementId }: Pick<Submission, 'id' | 'judgementId'>,
  recipientId: string,
): Promise<Result<JudgementBasis | undefined>> {
  if (judgementId === undefined) return ok(undefined)
  const basis = await findJudgementBasis(tx.db, judgementId, { reportId, recipientId })
  return basis === undefined ? err(notFound) : ok(basis)
}

/** The first reason that speaks against it; what is not permitted does not go. */
function refusalOf({ decision, parts }: Prepared): Result<true> {
  if (decision.verdict !== 'permitted') {
    const [first] = decision.because
    return refuse(first?.code ?? 'needs-judgement', first?.title ?? 'この内容は、いまは送れません。')
  }
  if (parts.length > 0) return ok(true)
  return refuse('nothing-to-send', '同意と協定の範囲で伝えられることが、まだ入力されていません。')
}

/** Who answers may have changed since the first try; the receipt has not. */
function answersAgain(found: Result<Recipient>): Submitted['answersNow'] {
  if (found.ok) return found.value.answersNow
  return { name: '相談窓口', because: 'いま受け付けている電話は、窓口の案内で確かめられます。' }
}
