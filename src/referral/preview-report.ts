import type { z } from 'zod'
import { ok, type Result } from '#kernel/result.ts'
import { formatStatute } from '#kernel/statute.ts'
import type { Desk } from './desk.ts'
import { feedbackCeiling } from './feedback.ts'
import { findRecipient } from './find-recipient.ts'
import { prepareReport, type ReportBody } from './prepare-report.ts'
import { mayAsCompany, refuseRole } from './referral-access.ts'
import type { previewReport as route } from './report-contract.ts'
import { linesOf } from './report-parts.ts'
import { findStoredReport } from './report-store.ts'
import { custodyOf, keptBy } from './seal-report.ts'
import { basisOf } from './submit-report.ts'

/** What the receiver would see, on which ground, until when, and what comes back. Nothing is kept. */
export async function previewReport(
  desk: Desk,
  body: Omit<ReportBody, 'version'> & { readonly judgementId?: string | undefined },
): Promise<Result<z.input<typeof route.response>>> {
  const { tx, staff, platform } = desk
  const [existing, found] = await Promise.all([findStoredReport(tx.db, body.id), findRecipient(desk, body.report)])
  const relation = existing === undefined || existing.writtenBy.id === staff.userId ? 'own' : 'colleague'
  if (!mayAsCompany(staff.roles, 'save', relation)) return refuseRole()
  if (!found.ok) return found
  const recipient = found.value
  const custody = custodyOf(platform, staff.organization.id, keptBy(existing))
  const version = existing?.version ?? 0
  const basis = await basisOf(desk, body, recipient.id)
  if (!basis.ok) return basis
  const prepared = prepareReport(desk, { ...body, version }, { custody, existing, recipient, basis: basis.value })
  if (!prepared.ok) return prepared
  const { decision, parts, left, consent, urgency, dueAt, ceiling, until } = prepared.value
  // The step-up belongs to the moment of sending; the panel shows what stands before it.
  const because = decision.because.filter(({ code }) => code !== 'stepup_required')
  const onlyStepUp = because.length === 0 && decision.verdict === 'forbidden'
  return ok({
    verdict: onlyStepUp ? 'permitted' : decision.verdict,
    because: because.map(({ code, title, statutes }) => ({ code, title, statutes: statutes.map(formatStatute) })),
    recipient: { agencyId: recipient.id, name: recipient.name, tenantName: recipient.tenantName },
    answersNow: recipient.answersNow,
    parts: parts.map((part) => ({ category: part.category, lines: linesOf(part) })),
    left: [...left],
    ...(until === undefined ? {} : { until }),
    comesBack: feedbackCeiling({
      agreement: ceiling,
      consent: consent?.outcome === 'given' ? consent.feedbackLevel : 'received',
      choice: 'supported',
    }),
    urgency: urgency.urgency,
    urgencyBecause: urgency.because,
    dueAt,
  })
}
