import { z } from 'zod'
import { consentStateOn } from '#consent/consent.ts'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { CannotOpen } from '#platform/crypto/key-ring.ts'
import { recordAudit, recordListing } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import { daysUntil } from './clocks.ts'
import { openSentence, openUpdates } from './company-notes.ts'
import { feedbackWords } from './conclusion-codes.ts'
import type { Desk } from './desk.ts'
import { storedConsentOf } from './prepare-report.ts'
import { present } from './present.ts'
import { listReportCommands, type ReportCommand } from './referral.ts'
import { mayAnswerFor, mayAsCompany, refuseRole } from './referral-access.ts'
import type { ReportRow, ReportView } from './report-contract.ts'
import { CALLED } from './report-parts.ts'
import { type ConsentView, reportContent } from './report-shapes-contract.ts'
import {
  countWaiting,
  findStoredReport,
  listStoredReports,
  listStoredReviews,
  listStoredUpdates,
  type ReportFilter,
  type StoredReport,
} from './report-store.ts'
import { keptBy, openOwn } from './seal-report.ts'

/** Three inputs and nothing else. */
export const dangerContent = z.object({
  danger: z.object({ place: z.string(), what: z.string(), called: z.enum(['119', '110', 'both', 'not-yet']) }),
})

/** The company's list: own ones for a field worker, everybody's for clerk and liaison. */
export async function readReports(desk: Desk, show: ReportFilter) {
  const { tx, staff } = desk
  if (!mayAsCompany(staff.roles, 'read', 'own')) return refuseRole()
  const stored = await listStoredReports(tx.db, show)
  await recordListing(tx, { action: 'report.listed', ids: stored.map(({ id }) => id) })
  return ok({
    reports: stored.map((report) => rowOf(desk, report)),
    waiting: await countWaiting(tx.db),
    mayCreate: mayAsCompany(staff.roles, 'save', 'own'),
  })
}

/** One report with everything the company keeps of it. The look is in the log before the answer leaves. */
export async function readReport(desk: Desk, id: string): Promise<Result<ReportView>> {
  const { tx, staff } = desk
  const stored = await findStoredReport(tx.db, id)
  if (stored === undefined || !mayAsCompany(staff.roles, 'read', relationOf(desk, stored))) return err(notFound)
  const updates = openUpdates(desk, stored, await listStoredUpdates(tx.db, id))
  await recordAudit(tx, { action: 'report.read', subjectId: stored.subjectId, objectId: id })
  return ok(showReport(desk, stored, updates))
}

export function relationOf({ staff }: Desk, report: StoredReport): 'own' | 'colleague' {
  return report.writtenBy.id === staff.userId ? 'own' : 'colleague'
}

type Opened = z.infer<typeof dangerContent> | { readonly report: z.infer<typeof reportContent> } | undefined

/** What is damaged, or sealed under a key that is gone, is shown as such and keeps nothing else from being shown. */
function openContent({ staff, platform }: Desk, stored: StoredReport): Opened {
  const kept = keptBy(stored)
  if (kept === undefined) return undefined
  try {
    const content = openOwn(platform.keys, staff.organization.id, { ...kept, id: stored.id, sealed: stored.sealed })
    if (stored.kind === 'danger') return dangerContent.safeParse(content).data
    const report = reportContent.safeParse(content)
    return report.success ? { report: report.data } : undefined
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}

/** A report as the company sees it. */
export function showReport(desk: Desk, stored: StoredReport, updates: ReportView['updates']): ReportView {
  const opened = openContent(desk, stored)
  return {
    ...rowOf(desk, stored),
    ...(opened !== undefined && 'report' in opened ? { report: opened.report } : {}),
    ...(opened !== undefined && 'danger' in opened
      ? { danger: { ...opened.danger, called: CALLED[opened.danger.called] } }
      : {}),
    ...(stored.consent === null ? {} : { consent: consentViewOf(desk, stored.consent) }),
    ...present({
      guidanceNumber: stored.leafletNumber,
      withdrawnBecause: openSentence(desk, stored, {
        field: 'withdrawn-because',
        recordId: stored.id,
        sealed: stored.withdrawnBecause,
      }),
      agencyName: stored.agencyName,
    }),
    updates,
    told: stored.told,
  }
}

function consentViewOf({ platform }: Desk, stored: NonNullable<StoredReport['consent']>): ConsentView {
  const consent = storedConsentOf(stored)
  const { recipientTenantId: _tenant, purposes: _purposes, outcome, withdrawnAt, ...rest } = stored
  return {
    ...rest,
    state: consent === undefined ? outcome : consentStateOn(consent, todayInJapan(platform.now())),
    ...present({ withdrawnAt }),
  }
}

function rowOf(desk: Desk, stored: StoredReport): ReportRow {
  const today = todayInJapan(desk.platform.now())
  const opened = openContent(desk, stored)
  const consent = storedConsentOf(stored.consent)
  const daysLeft = daysUntil(stored.stopOn, today)
  const furthest = stored.told.toSorted((a, b) => feedbackWords.indexOf(b.word) - feedbackWords.indexOf(a.word))[0]
  return {
    id: stored.id,
    version: stored.version,
    kind: stored.kind,
    state: stored.state,
    urgency: stored.urgency,
    address: addressOf(opened),
    writtenBy: stored.writtenBy,
    updatedAt: stored.updatedAt,
    protected: stored.protected,
    allowed: allowedFor(desk, stored),
    ...present({
      name: opened !== undefined && 'report' in opened ? (opened.report.name ?? null) : null,
      tenantName: stored.tenantName,
      supplyKind: stored.supplyKind,
      stopOn: stored.stopOn,
      stoppedOn: stored.stoppedOn,
      passedOnAt: stored.passedOnAt,
      sentAt: stored.sentAt,
      receiptNumber: stored.receiptNumber,
      daysLeft: daysLeft ?? null,
      consentState: consent === undefined ? null : consentStateOn(consent, today),
      feedback: furthest ?? null,
    }),
  }
}

function addressOf(opened: Opened): string {
  if (opened === undefined) return '復号できません'
  return 'danger' in opened ? opened.danger.place : opened.report.place.address
}

function allowedFor(desk: Desk, stored: StoredReport): ReportCommand[] {
  const relation = relationOf(desk, stored)
  return listReportCommands(stored.state)
    .filter((command) => mayAsCompany(desk.staff.roles, command, relation))
    .filter((command) => command !== 'send' || mayAnswerFor(relation, stored.passedOnAt !== null))
    .filter((command) => command !== 'review-danger' || stored.reviewOpen)
    .filter((command) => command !== 'withdraw-consent' || isGiven(desk, stored))
    .filter((command) => command !== 'update' || isGiven(desk, stored))
}

function isGiven({ platform }: Desk, { consent }: StoredReport): boolean {
  const held = storedConsentOf(consent)
  return held !== undefined && consentStateOn(held, todayInJapan(platform.now())) === 'given'
}

/** Dangers to be looked at by somebody else, with what was reported. */
export async function readDangerReviews(desk: Desk) {
  const { tx, staff } = desk
  if (!mayAsCompany(staff.roles, 'review-danger', 'colleague')) return refuseRole()
  const reviews = await listStoredReviews(tx.db)
  const shown = []
  for (const review of reviews) {
    const stored = await findStoredReport(tx.db, review.reportId)
    const opened = stored === undefined ? undefined : openContent(desk, stored)
    if (stored === undefined || opened === undefined || !('danger' in opened)) continue
    await recordAudit(tx, { action: 'report.read', subjectId: stored.subjectId, objectId: stored.id })
    const { reviewedAt, finding, ...rest } = review
    shown.push({
      ...rest,
      place: opened.danger.place,
      what: opened.danger.what,
      mayReview: reviewedAt === null && review.reportedBy.id !== staff.userId,
      ...present({
        reviewedAt,
        finding: openSentence(desk, stored, { field: 'finding', recordId: stored.id, sealed: finding }),
      }),
    })
  }
  return ok({ reviews: shown })
}
