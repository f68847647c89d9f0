import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { callGate } from '#platform/database/session.ts'
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

/** Sends a report to the agency: acknowledged means committed. The same key again answers the identical receipt. */
export async function submitReport(desk: Desk, body: ReportBody, key: string): Promise<Result<Submitted>> {
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
  const prepared = prepareReport(desk, body, { custody, existing, recipient })
  if (!prepared.ok) return prepared
  const refused = refusalOf(prepared.value)
  if (!refused.ok) return refused
  const { document, parts, urgency, dueAt, consent } = prepared.value
  const place = { tenantId: recipient.tenantId, reportId: body.id }
  const facts = { tenantId: recipient.tenantId, windowId: recipient.windowId, urgency: urgency.urgency }
  const answer = await callGate(tx.db, 'submit_report', {
    document: {
      key,
      bodyHash: hash,
      report: gateReport({ custody }, { body, ...facts, consentId: document?.id ?? null }),
      consent: document ?? null,
      guidance: gateGuidance(desk, body.guidance),
      receiptNumber: receiptNumber(platform.randomBytes(RECEIPT_BYTES)),
      referral: { id: platform.newId(), agencyId: recipient.id, dueAt },
      sharing: { id: platform.newId(), until: consent?.until, parts: sealParts(platform.keys, place, parts) },
      householdKeys: householdKeys(platform.keys, recipient.tenantId, parts),
    },
    shape: dispatched,
  })
  return ok({ receipt: signReceipt(platform.keys, answer), answersNow: recipient.answersNow })
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
