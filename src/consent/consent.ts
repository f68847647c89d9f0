import { addDays, type CalendarDate, compareDates } from '#kernel/calendar-date.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'

/** What may be passed on, from least to most. Each is sealed under its own key, so that one can go without the other. */
export const DATA_CATEGORIES = {
  identity: 'お名前',
  contact: 'ご住所と電話番号',
  supply: '電気・ガスなどの供給の状況（止まる予定の日）',
  observation: '伺ったこと・見たこと',
  arrears: 'お支払いの状況（金額と月数）',
} as const
export type DataCategory = keyof typeof DATA_CATEGORIES
export const dataCategories = [
  'identity',
  'contact',
  'supply',
  'observation',
  'arrears',
] as const satisfies readonly DataCategory[]

export const PURPOSES = {
  consultation: '生活の相談と支援のため',
  feedback: '相談がどこまで進んだかを、連絡した会社に知らせるため',
} as const
export type Purpose = keyof typeof PURPOSES

/** How far a company may hear what came of it; a ceiling. From `received` up the end is the one word 終了. */
export const FEEDBACK_LEVELS = {
  none: '何も知らせない',
  received: '受け取ったことだけ',
  contacted: 'お会いできた・お話しできたことまで',
  supported: '支援につながったことまで',
} as const
export type FeedbackLevel = keyof typeof FEEDBACK_LEVELS
export const feedbackLevels = ['none', 'received', 'contacted', 'supported'] as const satisfies readonly FeedbackLevel[]

/** The lowest of several ceilings. */
export function lowestLevel(levels: readonly FeedbackLevel[]): FeedbackLevel {
  return feedbackLevels.find((level) => levels.includes(level)) ?? 'none'
}

export const CONSENT_METHODS = {
  paper: '紙の同意書',
  'tablet-signature': '画面への署名',
  'oral-script': '電話・口頭（読み上げ文の記録）',
  'oral-witness': '口頭（立ち会う人がいる）',
  'e-mail': 'メール',
  'self-service': 'ご本人のページ',
} as const
export type ConsentMethod = keyof typeof CONSENT_METHODS

/** Who may agree for the person. Family alone may not, and the contract holder need not be the resident. */
export const CAPACITIES = {
  self: 'ご本人',
  'statutory-representative': '法定代理人',
  guardian: '成年後見人など（後見の範囲で）',
  'parent-of-minor': '親権者（おおむね15歳未満の方について）',
} as const
export type Capacity = keyof typeof CAPACITIES

export const CONSENT_STATES = {
  asked: 'お願いしたところ',
  given: '同意あり',
  refused: '同意なし（お断り）',
  'not-obtainable': '伺えなかった',
  withdrawn: '取り消し',
  expired: '期限切れ',
} as const
export type ConsentState = keyof typeof CONSENT_STATES
export type ConsentCommand = 'give' | 'refuse' | 'mark-not-obtainable' | 'withdraw' | 'expire'

/** Silence is never consent: nothing leads to `given` but an answer. Withdrawal stays possible from `given` alone. */
export const NEXT_CONSENT_STATE = {
  asked: { give: 'given', refuse: 'refused', 'mark-not-obtainable': 'not-obtainable' },
  given: { withdraw: 'withdrawn', expire: 'expired' },
  refused: {},
  'not-obtainable': {},
  withdrawn: {},
  expired: {},
} as const satisfies Record<ConsentState, Partial<Record<ConsentCommand, ConsentState>>>

/** What the person agreed to, for whom, for what, until when. `recipientTenantId`: the municipality's consultation agencies. */
export type ConsentScope = {
  readonly recipientTenantId: string
  readonly categories: readonly DataCategory[]
  readonly purposes: readonly Purpose[]
  readonly feedbackLevel: FeedbackLevel
  /** Last day on which it holds. */
  readonly until: CalendarDate
}

/** A consent as the gate sees it. */
export type Consent = ConsentScope & {
  readonly outcome: 'given' | 'refused' | 'not-obtainable'
  readonly withdrawn: boolean
}

/** The state on a day; expiry is by calendar, nobody has to press anything. */
export function consentStateOn(consent: Consent, today: CalendarDate): ConsentState {
  if (consent.outcome !== 'given') return consent.outcome
  if (consent.withdrawn) return 'withdrawn'
  return compareDates(consent.until, today) < 0 ? 'expired' : 'given'
}

/** Days that the preset consent at the door holds: long enough for a first contact and what follows from it. */
export const DOORSTEP_DAYS = 180

/**
 * At the door nobody chooses boxes: one preset scope, told in one sentence. What an agreement does not allow is left
 * out, so that the person never agrees to more than will be passed on.
 */
export function doorstepScope(
  facts: { recipientTenantId: string; allowed: readonly DataCategory[]; ceiling: FeedbackLevel },
  today: CalendarDate,
): ConsentScope {
  return {
    recipientTenantId: facts.recipientTenantId,
    categories: dataCategories.filter((category) => facts.allowed.includes(category)),
    purposes: ['consultation', 'feedback'],
    feedbackLevel: facts.ceiling,
    until: addDays(today, DOORSTEP_DAYS),
  }
}

export type ConsentAnswer = {
  readonly outcome: Consent['outcome']
  readonly method: ConsentMethod
  readonly capacity: Capacity
  /** Name and relation of the one who answered, unless it was the person. */
  readonly spokenBy: string | undefined
  readonly witness: string | undefined
  readonly hasSignature: boolean
  /** When the answer was given (ISO instant). */
  readonly obtainedAt: string
}

const lawBegins = Date.parse('2015-04-01T00:00:00+09:00')

/** Whether an answer can be kept as it stands; the sentence says what is missing. Times are instants. */
export function checkConsentAnswer(answer: ConsentAnswer, now: string): Result<ConsentAnswer, Refusal> {
  const at = Date.parse(answer.obtainedAt)
  if (Number.isNaN(at)) return refuse('consent-time-missing', '同意を伺った日時を入れてください。')
  if (at > Date.parse(now) + 300_000)
    return refuse('consent-in-future', '同意を伺った日時が、これから先になっています。')
  if (at < lawBegins)
    return refuse('consent-too-old', '同意を伺った日時が、制度の始まり（平成27年4月1日）より前になっています。')
  if (answer.capacity !== 'self' && !answer.spokenBy?.trim()) {
    return refuse(
      'consent-speaker-missing',
      'ご本人の代わりに答えた方のお名前と続柄を入れてください。ご家族というだけでは代わりに同意できません。',
    )
  }
  if (answer.method === 'tablet-signature' && answer.outcome === 'given' && !answer.hasSignature) {
    return refuse('consent-signature-missing', '署名がまだありません。書けないときは「口頭で伺った」を選べます。')
  }
  if (answer.method === 'oral-witness' && !answer.witness?.trim()) {
    return refuse('consent-witness-missing', '立ち会った方のお名前を入れてください。')
  }
  return ok(answer)
}
