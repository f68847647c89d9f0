import type { Refusal } from '#kernel/result.ts'

export type FieldError = { readonly path: string; readonly code: string; readonly message: string }

/** The body of every answer that is not a success (RFC 9457). `title` is a sentence for people; no value is echoed. */
export type ProblemBody = {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly code: string
  readonly request_id: string
  readonly errors: readonly FieldError[]
  readonly current?: unknown
}

/** Thrown where a transaction must roll back; becomes a problem at the door. */
export class Refused extends Error {
  readonly refusal: Refusal
  readonly errors: readonly FieldError[]
  readonly current: unknown
  /** After how many milliseconds it may go better; absent where nobody knows. */
  readonly retryAfterMs: number | undefined
  constructor(
    refusal: Refusal,
    more: { errors?: readonly FieldError[]; current?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(refusal.code)
    this.name = 'Refused'
    this.refusal = refusal
    this.errors = more.errors ?? []
    this.current = more.current
    this.retryAfterMs = more.retryAfterMs
  }
}

/** What one may not see is answered exactly like what does not exist. */
export const notFound: Refusal<'not_found'> = {
  code: 'not_found',
  because: '見つかりませんでした。移されたか、見られる範囲にありません。',
}

/** A record was saved by somebody else in the meantime; `current` is what stands now, so that nothing typed is lost. */
export function versionConflict(current: unknown): Refused {
  const because = 'ほかの人が先に保存しています。いまの内容と見比べて、残すほうを選べます。入力は消えていません。'
  return new Refused({ code: 'version_conflict', because }, { current })
}

/**
 * Status by code; the only place where domain refusals meet HTTP. A code that is not named here is 422: understood,
 * but not possible as asked.
 */
const statusByCode: Readonly<Record<string, number>> = {
  malformed: 400,
  idempotency_key_missing: 400,
  no_session: 401,
  auth_failed: 401,
  second_factor_required: 401,
  stepup_required: 401,
  forbidden: 403,
  csrf_failed: 403,
  role_missing: 403,
  no_legal_ground: 403,
  needs_judgement: 403,
  agreement_lacks_category: 403,
  consent_missing: 403,
  consent_refused: 403,
  consent_not_obtainable: 403,
  consent_withdrawn: 403,
  consent_expired: 403,
  consent_names_another_recipient: 403,
  consent_lacks_purpose: 403,
  consent_lacks_category: 403,
  feedback_above_ceiling: 403,
  refusal_stands: 403,
  judgement_not_decided: 403,
  judgement_refused: 403,
  judgement_overturned: 403,
  judgement_expired: 403,
  judgement_for_another_sharing: 403,
  judgement_lacks_category: 403,
  decider_is_requester: 403,
  second_signature_missing: 403,
  second_signature_overdue: 403,
  judgement_missing: 404,
  not_found: 404,
  report_missing: 404,
  referral_missing: 404,
  case_missing: 404,
  guidance_missing: 404,
  version_conflict: 409,
  transition_not_allowed: 409,
  report_already_sent: 409,
  part_not_next: 409,
  upload_too_slow: 408,
  work_busy: 409,
  work_finished: 409,
  superseded: 409,
  report_not_sent: 409,
  too_large: 413,
  file_too_large: 413,
  unsupported_media: 415,
  too_many: 429,
  overloaded: 503,
  unavailable: 503,
  storage_full: 503,
  desk_elsewhere: 503,
}

/** Codes of rules are written with hyphens in code and law tables, with underscores on the wire. */
export function wireCode(code: string): string {
  return code.replaceAll('-', '_')
}

export function statusOf(code: string): number {
  return statusByCode[wireCode(code)] ?? 422
}
