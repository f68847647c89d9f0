import type { DataCategory, FeedbackLevel } from '#consent/consent.ts'

/** Which law binds the provider: APPI 27 companies and commissioned private bodies, APPI 69 municipal sections and water bureaux. */
export type LegalKind = 'private-business' | 'municipal-body' | 'commissioned-body'

/** The article that a provider answers to. A commissioned body is a private body: its contract binds it besides. */
export function articleOf(kind: LegalKind): '27' | '69' {
  return kind === 'municipal-body' ? '69' : '27'
}

export const GROUNDS = {
  consent: 'ご本人の同意',
  'immediate-danger': 'いま命に危険があるとき',
  'life-body-property': '生命・身体・財産を守るため（同意が難しいとき）',
  'support-conference': '支援会議',
  'cooperation-request': '支援会議からの協力の求め',
  law: '法令の定め',
  other: 'その他（根拠の条文を示すとき）',
} as const
export type Ground = keyof typeof GROUNDS

/** Grounds that a person has to decide on, with the guided record. */
export const judgementGrounds = [
  'life-body-property',
  'support-conference',
  'cooperation-request',
  'law',
  'other',
] as const satisfies readonly Ground[]
export type JudgementGround = (typeof judgementGrounds)[number]

/** Grounds as the ledger holds them: those of the gate, and the bare receipt, which tells nothing about the person. */
export const ledgerGrounds = [
  'consent',
  'immediate-danger',
  'receipt',
  'life-body-property',
  'support-conference',
  'cooperation-request',
  'law',
  'other',
] as const satisfies readonly (Ground | 'receipt')[]

/** Whether a human's recorded judgement has to carry the sharing. */
export function isJudgementGround(ground: Ground): ground is JudgementGround {
  return judgementGrounds.some((one) => one === ground)
}

/** What a sharing is for, as the gate tells them apart. */
export const SHARING_PURPOSES = {
  consultation: '相談と支援のため',
  redirect: '担当の相談窓口への引き継ぎ',
  feedback: '連絡した会社への返答',
  conference: '支援会議での検討',
} as const
export type SharingPurpose = keyof typeof SHARING_PURPOSES

/** Without an agreement the smallest categories pass: who, where, what supply, what was seen. Amounts need an agreement. */
export const SMALLEST_CATEGORIES = [
  'identity',
  'contact',
  'supply',
  'observation',
] as const satisfies readonly DataCategory[]

export type AgreementTerms = { readonly categories: readonly DataCategory[]; readonly feedbackCeiling: FeedbackLevel }

/** Terms when none is in force: an agreement eases a report and is never its condition. */
export const WITHOUT_AGREEMENT: AgreementTerms = { categories: SMALLEST_CATEGORIES, feedbackCeiling: 'received' }
