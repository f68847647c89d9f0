import type { FeedbackLevel } from '#consent/consent.ts'

/** The words a company may hear, from least to most; `closed` is the end, whatever the end was. */
export const FEEDBACK_WORDS = {
  received: '受け取りました',
  contacted: 'ご本人とお話しできました',
  supported: '支援につながりました',
  closed: '終了しました',
} as const
export type FeedbackWord = keyof typeof FEEDBACK_WORDS
export const feedbackWords = ['received', 'contacted', 'supported', 'closed'] as const satisfies readonly FeedbackWord[]

export type Conclusion = {
  readonly label: string
  /** `declined`: not taken up after reading; `concluded`: worked on, then ended. */
  readonly endsAs: 'declined' | 'concluded'
  /**
   * What the company may be told at each level. Codes that tell of public assistance, earlier support, another reporter or
   * a move are never told from the end alone: at every level they look like the ordinary end.
   */
  readonly told: Readonly<Record<FeedbackLevel, readonly FeedbackWord[]>>
}

const onlyTheEnd = { none: [], received: ['closed'], contacted: ['closed'], supported: ['closed'] } as const
const afterContact = {
  none: [],
  received: ['closed'],
  contacted: ['contacted', 'closed'],
  supported: ['contacted', 'closed'],
} as const
const afterSupport = {
  none: [],
  received: ['closed'],
  contacted: ['contacted', 'closed'],
  supported: ['contacted', 'supported', 'closed'],
} as const

/** The closed list of ends (結末の区分) with the feedback matrix. Why it ended stays with the agency. */
export const CONCLUSIONS = {
  'repeat-of-known-report': { label: 'すでに届いている通報と同じ内容', endsAs: 'declined', told: onlyTheEnd },
  'below-conditions': { label: '協定で決めた条件に当たらない', endsAs: 'declined', told: onlyTheEnd },
  'other-reason': { label: 'そのほかの理由で引き受けなかった', endsAs: 'declined', told: onlyTheEnd },
  deceased: { label: '亡くなられていた', endsAs: 'concluded', told: onlyTheEnd },
  'lives-elsewhere': { label: '別の場所にお住まい（その地域に引き継いだ）', endsAs: 'concluded', told: onlyTheEnd },
  'already-supported': { label: 'すでに支援を受けている', endsAs: 'concluded', told: onlyTheEnd },
  'public-assistance-received': {
    label: '生活保護を受けている（担当のケースワーカーに伝えた）',
    endsAs: 'concluded',
    told: onlyTheEnd,
  },
  'never-reached': { label: 'お会いできなかった', endsAs: 'concluded', told: onlyTheEnd },
  'no-reaction': { label: '連絡したが返事がなかった', endsAs: 'concluded', told: onlyTheEnd },
  'no-help-wanted': { label: 'いまは支援を望まれなかった', endsAs: 'concluded', told: afterContact },
  'already-paid-or-arranged': {
    label: '支払い済み、または支払いの約束ができていた',
    endsAs: 'concluded',
    told: afterContact,
  },
  'settled-within-30-days': { label: '30日以内に解決した', endsAs: 'concluded', told: afterContact },
  'connected-to-support': { label: '支援につながった', endsAs: 'concluded', told: afterSupport },
  'continuing-as-case': { label: '支援を続けている', endsAs: 'concluded', told: afterSupport },
  'emergency-services': { label: '救急・警察につないだ', endsAs: 'concluded', told: onlyTheEnd },
} as const satisfies Record<string, Conclusion>
export type ConclusionCode = keyof typeof CONCLUSIONS

export const conclusionCodes = [
  'repeat-of-known-report',
  'below-conditions',
  'other-reason',
  'deceased',
  'lives-elsewhere',
  'already-supported',
  'public-assistance-received',
  'never-reached',
  'no-reaction',
  'no-help-wanted',
  'already-paid-or-arranged',
  'settled-within-30-days',
  'connected-to-support',
  'continuing-as-case',
  'emergency-services',
] as const satisfies readonly ConclusionCode[]

/** Codes with which a report is not taken up after reading. */
export const declineCodes = [
  'repeat-of-known-report',
  'below-conditions',
  'other-reason',
] as const satisfies readonly ConclusionCode[]
export type DeclineCode = (typeof declineCodes)[number]

/** Why a report goes to another agency of the same municipality; the company is not told. */
export const REDIRECT_REASONS = {
  'other-area': '担当の地域が違う',
  'no-capacity': 'いまは受けられる人手がない',
  'better-suited': 'ほかの窓口のほうが力になれる',
} as const
export type RedirectReason = keyof typeof REDIRECT_REASONS
export const redirectReasons = [
  'other-area',
  'no-capacity',
  'better-suited',
] as const satisfies readonly RedirectReason[]

/** The words that an end adds for the company at a level, in the order in which they are told. */
export function wordsToldAtEnd(code: ConclusionCode, level: FeedbackLevel): readonly FeedbackWord[] {
  return CONCLUSIONS[code].told[level]
}
