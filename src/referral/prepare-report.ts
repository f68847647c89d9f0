import type { Consent } from '#consent/consent.ts'
import type { ConsentAnswerInput } from '#consent/consent-contract.ts'
import { type ConsentDocument, type ConsentTerms, type Custody, consentDocument } from '#consent/index.ts'
import type { JudgementBasis } from '#information-sharing/index.ts'
import { decideSharing, type LegalKind, type SharingDecision } from '#information-sharing/information-sharing.ts'
import { calendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result } from '#kernel/result.ts'
import { dueAt, type ProposedUrgency, proposeUrgency } from './clocks.ts'
import type { Desk } from './desk.ts'
import type { Recipient } from './find-recipient.ts'
import { marksProtected, type Urgency } from './report-form.ts'
import { limitParts, partsOf } from './report-parts.ts'
import type { ReportContent, SnapshotPart } from './report-shapes-contract.ts'
import type { StoredConsent, StoredReport } from './report-store.ts'
import { base64, keptNumberHash, sealOwn } from './seal-report.ts'

export type ReportBody = {
  readonly id: string
  readonly version: number
  readonly report: ReportContent
  readonly consent?: ConsentAnswerInput | undefined
  readonly guidance?: { readonly number: string; readonly keptNumber: string } | undefined
}

/** A report as it would go now: to whom, what of it, whether the gate lets it, how soon it is due. */
export type Prepared = {
  readonly recipient: Recipient
  readonly decision: SharingDecision
  readonly parts: readonly SnapshotPart[]
  readonly left: readonly SnapshotPart['category'][]
  readonly consent: Consent | undefined
  readonly document: ConsentDocument | undefined
  readonly urgency: ProposedUrgency
  readonly dueAt: string
  readonly ceiling: Consent['feedbackLevel']
  /** Last day of what it goes on. */
  readonly until: string | undefined
}

type Known = {
  readonly custody: Custody
  readonly existing: StoredReport | undefined
  readonly recipient: Recipient
  /** The recorded judgement on which it is to go, instead of a consent. */
  readonly basis?: JudgementBasis | undefined
}

/** Decides; writes nothing. */
export function prepareReport(desk: Desk, body: ReportBody, known: Known): Result<Prepared> {
  const { recipient } = known
  const { staff, platform } = desk
  const { tenantId: recipientTenantId, allowed: agreed, ceiling } = recipient
  const terms: ConsentTerms = { recipientTenantId, allowed: agreed, ceiling }
  const written = writeConsent(desk, body.consent, { terms, custody: known.custody })
  if (!written.ok) return written
  const document = written.value
  const consent = document ? consentOf(document) : storedConsentOf(known.existing?.consent)
  const now = platform.now()
  const { basis } = known
  const agreedTo = terms.allowed.filter((category) => consent === undefined || consent.categories.includes(category))
  const allowed = basis?.categories ?? agreedTo
  const { passing, left } = limitParts(partsOf(body.report), allowed)
  const decision = decideSharing({
    provider: { legalKind: legalKindOf(staff.organization.legalKind) },
    recipient: { tenantId: recipient.tenantId, legalKind: recipient.legalKind },
    purpose: 'consultation',
    categories: passing.map(({ category }) => category),
    ground: basis?.ground ?? 'consent',
    ...basis?.facts,
    agreement: { categories: terms.allowed, feedbackCeiling: terms.ceiling },
    consent,
    steppedUp: isSteppedUp(staff.steppedUpAt, now),
    today: todayInJapan(now),
  })
  const urgency = urgencyOf(body.report, recipient, now)
  const stopOn = body.report.supply?.stopOn
  const due = dueAt(
    {
      urgency: urgency.urgency,
      sentAt: now.getTime(),
      stopOn: stopOn === undefined ? undefined : calendarDate(stopOn),
    },
    recipient.settings,
  )
  return ok({
    recipient,
    decision,
    parts: passing,
    left,
    consent,
    document,
    urgency,
    dueAt: new Date(due).toISOString(),
    ceiling: terms.ceiling,
    until: basis === undefined ? consent?.until : basis.until,
  })
}

function writeConsent(
  desk: Desk,
  answer: ConsentAnswerInput | undefined,
  { terms, custody }: { terms: ConsentTerms; custody: Custody },
): Result<ConsentDocument | undefined> {
  return answer === undefined ? ok(undefined) : consentDocument(desk.platform, custody, { answer, terms })
}

/** What people chose, else the proposal. */
export function urgencyOf(
  report: ReportContent,
  { settings }: Pick<Recipient, 'settings'>,
  now: Date,
): ProposedUrgency {
  const proposal = proposedUrgency(report, settings.seasons, now)
  if (report.urgency === undefined || report.urgency === proposal.urgency) return proposal
  return { urgency: report.urgency, because: '送る方が決めた急ぎ方です。' }
}

export function proposedUrgency(
  { supply, signs }: ReportContent,
  seasons: Recipient['settings']['seasons'],
  now: Date,
): ProposedUrgency {
  const facts = {
    stopOn: supply?.stopOn === undefined ? undefined : calendarDate(supply.stopOn),
    stopped: supply?.stage === 'stopped' || supply?.stoppedOn !== undefined,
    signs,
  }
  return proposeUrgency(facts, { today: todayInJapan(now), seasons })
}

function consentOf(document: ConsentDocument): Consent {
  const purposes = (['consultation', 'feedback'] as const).filter((purpose) => document.purposes.includes(purpose))
  return { ...document, purposes, withdrawn: false }
}

export function storedConsentOf(stored: StoredConsent | null | undefined): Consent | undefined {
  if (!stored) return undefined
  return { ...stored, until: calendarDate(stored.until), withdrawn: stored.withdrawnAt !== null }
}

const stepUpMinutes = 5

/** As sec.stepped_up() in the database. */
export function isSteppedUp(steppedUpAt: string | null, now: Date): boolean {
  return steppedUpAt !== null && now.getTime() - Date.parse(steppedUpAt) < stepUpMinutes * 60_000
}

function legalKindOf(kind: string): LegalKind {
  return kind === 'municipal-body' || kind === 'commissioned-body' ? kind : 'private-business'
}

export type GateReport = {
  readonly body: ReportBody
  readonly tenantId: string | null
  readonly windowId: string | null
  readonly consentId: string | null
  readonly urgency: Urgency
}

/** The part `report` of the documents that the functions of 0010 take. */
export function gateReport({ custody }: Pick<Known, 'custody'>, { body, ...facts }: GateReport) {
  const { report, guidance } = body
  return {
    id: body.id,
    version: body.version,
    subjectId: custody.subjectId,
    wrappedKey: base64(custody.wrappedKey),
    tenantId: facts.tenantId,
    kind: report.kind,
    urgency: facts.urgency,
    supplyKind: report.supply?.kind ?? null,
    stopOn: report.supply?.stopOn ?? null,
    stoppedOn: report.supply?.stoppedOn ?? null,
    consentId: facts.consentId,
    windowId: facts.windowId,
    leafletNumber: guidance?.number ?? null,
    protected: marksProtected(report.signs),
    sealed: sealOwn(custody, body.id, report),
  }
}

/** The part `guidance`: which leaflet or letter, and the hash of the number that the person keeps. */
export function gateGuidance({ platform }: Pick<Desk, 'platform'>, guidance: ReportBody['guidance']) {
  if (guidance === undefined) return null
  return { number: guidance.number, pinHash: keptNumberHash(platform.keys, guidance.keptNumber) }
}
