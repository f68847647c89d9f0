import { type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Refusal, type Result } from '#kernel/result.ts'
import { sealBytes, sealJson } from '#platform/crypto/key-ring.ts'
import type { Platform } from '#platform/platform.ts'
import {
  type Capacity,
  type Consent,
  type ConsentMethod,
  type ConsentScope,
  checkConsentAnswer,
  type DataCategory,
  doorstepScope,
  type FeedbackLevel,
  lowestLevel,
} from './consent.ts'
import type { ConsentLanguage } from './consent-wording.ts'

/** An answer as it arrives from a screen, a paper form or the person's own page. */
export type AnswerToKeep = {
  readonly outcome: Consent['outcome']
  readonly method: ConsentMethod
  readonly capacity: Capacity
  readonly language: ConsentLanguage
  readonly wordingVersion: string
  /** When it was given (ISO instant). */
  readonly obtainedAt: string
  readonly spokenBy?: string | undefined
  readonly witness?: string | undefined
  /** Why the person could not be asked. */
  readonly whyNotObtainable?: string | undefined
  /** PNG of the signature as a data URL. */
  readonly signature?: string | undefined
  /** Fewer than the preset, where the person crossed something out. */
  readonly categories?: readonly DataCategory[] | undefined
  readonly feedbackLevel?: FeedbackLevel | undefined
}

/** The person in the company's custody: their key, and the same key wrapped for the company. */
export type Custody = {
  readonly organizationId: string
  readonly subjectId: string
  readonly key: Uint8Array
  readonly wrappedKey: Uint8Array
}

/** What `sec.write_consent` takes; bytes as base64. */
export type ConsentDocument = {
  readonly id: string
  readonly subjectId: string
  readonly wrappedKey: string
  readonly outcome: Consent['outcome']
  readonly recipientTenantId: string
  readonly categories: readonly DataCategory[]
  readonly purposes: readonly string[]
  readonly feedbackLevel: FeedbackLevel
  readonly until: CalendarDate
  readonly method: ConsentMethod
  readonly capacity: Capacity
  readonly language: ConsentLanguage
  readonly wordingVersion: string
  readonly sealed: string
  readonly evidence: string | null
  readonly obtainedAt: string
}

export type ConsentTerms = {
  readonly recipientTenantId: string
  readonly allowed: readonly DataCategory[]
  readonly ceiling: FeedbackLevel
}

/** The scope that an answer covers: the preset one, or what the person left of it; never more than the preset. */
export function scopeOfAnswer(
  answer: Pick<AnswerToKeep, 'categories' | 'feedbackLevel'>,
  terms: ConsentTerms,
  today: CalendarDate,
): ConsentScope {
  const preset = doorstepScope(terms, today)
  const { categories, feedbackLevel } = answer
  return {
    ...preset,
    categories: categories ? preset.categories.filter((one) => categories.includes(one)) : preset.categories,
    feedbackLevel: feedbackLevel ? lowestLevel([preset.feedbackLevel, feedbackLevel]) : preset.feedbackLevel,
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/**
 * Turns an answer into the document for the database. Names of those who spoke or witnessed, the reason and the
 * signature are sealed for the subject; refuses what is incomplete or lies in the future.
 */
export function consentDocument(
  { now, newId }: Pick<Platform, 'now' | 'newId'>,
  custody: Custody,
  { answer, terms }: { answer: AnswerToKeep; terms: ConsentTerms },
): Result<ConsentDocument, Refusal> {
  const instant = now()
  const { spokenBy, witness, whyNotObtainable, signature } = answer
  const hasSignature = signature !== undefined
  const checked = checkConsentAnswer({ ...answer, spokenBy, witness, hasSignature }, instant.toISOString())
  if (!checked.ok) return checked
  const id = newId()
  const place = { scopeId: custody.organizationId, recordId: id }
  const scope = scopeOfAnswer(answer, terms, todayInJapan(instant))
  return ok({
    id,
    subjectId: custody.subjectId,
    wrappedKey: base64(custody.wrappedKey),
    outcome: answer.outcome,
    ...scope,
    method: answer.method,
    capacity: answer.capacity,
    language: answer.language,
    wordingVersion: answer.wordingVersion,
    sealed: base64(sealJson(custody.key, { ...place, field: 'consent' }, { spokenBy, witness, whyNotObtainable })),
    evidence: signature ? base64(sealBytes(custody.key, { ...place, field: 'signature' }, pictureOf(signature))) : null,
    obtainedAt: answer.obtainedAt,
  })
}

function pictureOf(dataUrl: string): Uint8Array {
  return new Uint8Array(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'))
}
