import { type DataCategory, dataCategories, type FeedbackLevel } from '#consent/consent.ts'
import { type CalendarDate, compareDates } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'

export const AGREEMENT_KINDS = {
  report: '通報の協定',
  'watch-over': '見守りの協定',
  memorandum: '覚書',
  'network-membership': 'ネットワークへの参加',
  'specification-clause': '委託仕様書の条項',
} as const
export type AgreementKind = keyof typeof AGREEMENT_KINDS

export const AGREEMENT_STATES = {
  drafted: '作成中',
  agreed: '合意済み（開始前）',
  'in-force': '有効',
  superseded: '新しい版に交代',
  ended: '終了',
} as const
export type AgreementState = keyof typeof AGREEMENT_STATES
export type AgreementCommand = 'agree' | 'start' | 'supersede' | 'end'

export const NEXT_AGREEMENT_STATE = {
  drafted: { agree: 'agreed', end: 'ended' },
  agreed: { start: 'in-force', end: 'ended' },
  'in-force': { supersede: 'superseded', end: 'ended' },
  superseded: {},
  ended: {},
} as const satisfies Record<AgreementState, Partial<Record<AgreementCommand, AgreementState>>>

/** The dated version of what was agreed. Dates are calendar days; `validUntil` absent: until somebody ends it. */
export type Agreement = {
  readonly title: string
  readonly kind: AgreementKind
  readonly state: AgreementState
  readonly validFrom: CalendarDate | undefined
  readonly validUntil: CalendarDate | undefined
  readonly categories: readonly DataCategory[]
  readonly feedbackCeiling: FeedbackLevel
  readonly parties: readonly { readonly organizationId: string; readonly agreedOn: CalendarDate | undefined }[]
}

/** The state after a command, or the sentence that says why not. Nothing starts before every party agreed. */
export function decideAgreement(agreement: Agreement, command: AgreementCommand): Result<AgreementState> {
  const next: Partial<Record<AgreementCommand, AgreementState>> = NEXT_AGREEMENT_STATE[agreement.state]
  const state = next[command]
  if (state === undefined) {
    return refuse(
      'transition-not-allowed',
      `「${AGREEMENT_STATES[agreement.state]}」の協定では、この操作はできません。`,
    )
  }
  if (command === 'agree' && agreement.parties.length < 2) {
    return refuse('parties-missing', '協定には、市区町村のほかに相手が要ります。相手の会社を加えてください。')
  }
  if (command === 'agree' && agreement.parties.some(({ agreedOn }) => agreedOn === undefined)) {
    return refuse(
      'party-has-not-agreed',
      'まだ合意の日が入っていない相手があります。全員の合意がそろうまで、前の版が有効です。',
    )
  }
  if (command === 'start' && agreement.validFrom === undefined) {
    return refuse('start-date-missing', '始まる日を入れてください。')
  }
  return ok(state)
}

/** Whether it rules on a day. */
export function isInForce(agreement: Agreement, today: CalendarDate): boolean {
  const { validFrom, validUntil } = agreement
  return (
    agreement.state === 'in-force' &&
    (validFrom === undefined || compareDates(validFrom, today) <= 0) &&
    (validUntil === undefined || compareDates(today, validUntil) <= 0)
  )
}

/** Checks what an officer typed; categories come back in their fixed order. */
export function checkTerms(
  terms: Pick<Agreement, 'title' | 'categories' | 'validFrom' | 'validUntil'>,
): Result<readonly DataCategory[]> {
  const { title, categories, validFrom, validUntil } = terms
  if (title.trim() === '') return refuse('title-missing', '協定の名前を入れてください。')
  if (!categories.includes('identity') || !categories.includes('contact')) {
    return refuse(
      'categories-too-few',
      'お名前とご住所がないと、相談員が会いに行けません。「お名前」「ご住所と電話番号」を含めてください。',
    )
  }
  if (validFrom !== undefined && validUntil !== undefined && compareDates(validFrom, validUntil) > 0) {
    return refuse('dates-reversed', '終わる日が、始まる日より前になっています。')
  }
  return ok(dataCategories.filter((category) => categories.includes(category)))
}
