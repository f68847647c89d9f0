/** What a report holds, and why each field is asked: the form on a phone has under ten fields. */
export { dataCategories, feedbackLevels } from '#consent/consent.ts'

import type { DataCategory } from '#consent/consent.ts'

export const REPORT_KINDS = {
  arrears: '支払いに困っている様子',
  signs: '暮らしの様子が心配',
  danger: '命の危険',
} as const
export type ReportKind = keyof typeof REPORT_KINDS

export const URGENCIES = {
  immediate: 'いますぐ',
  'within-24-hours': '24時間以内',
  'within-3-days': '3日以内',
  'within-4-weeks': '4週間以内',
} as const
/** From most to least urgent. */
export type Urgency = keyof typeof URGENCIES
export const urgencies = [
  'immediate',
  'within-24-hours',
  'within-3-days',
  'within-4-weeks',
] as const satisfies readonly Urgency[]

export const SUPPLY_KINDS = { electricity: '電気', gas: '都市ガス', water: '水道', 'lp-gas': 'LPガス' } as const
export type SupplyKind = keyof typeof SUPPLY_KINDS
export const supplyKinds = ['electricity', 'gas', 'water', 'lp-gas'] as const satisfies readonly SupplyKind[]

/** How far the company's own procedure has come; `unknown` says that nobody looked, which is not `none`. */
export const NOTICE_STAGES = {
  none: 'まだ案内していない',
  'unpaid-notice': 'お支払いのお知らせ',
  reminder: '再度のお知らせ',
  'stop-notice': '停止の予告',
  stopped: '停止中',
  unknown: 'わからない',
} as const
export type NoticeStage = keyof typeof NOTICE_STAGES
export const noticeStages = [
  'none',
  'unpaid-notice',
  'reminder',
  'stop-notice',
  'stopped',
  'unknown',
] as const satisfies readonly NoticeStage[]

/** What was seen or heard, as chips: facts, no judgement about the person. */
export const SIGNS = {
  'said-cannot-pay': '支払いが難しいと話された',
  'asked-to-wait': '支払いを待ってほしいと話された',
  'lost-income': '仕事や収入がなくなったと話された',
  'no-food': '食べる物に困っている様子',
  unwell: '体調が悪そう・やせている',
  'no-answer-but-sounds': '音はするが応答がない',
  'mail-piled-up': '郵便物や新聞がたまっている',
  'rubbish-piled-up': '家の中や周りに物があふれている',
  'no-heating-or-cooling': '暖房・冷房が使えていない様子',
  'conversation-hard': '会話がかみ合いにくい',
  'child-present': '子どもがいる',
  'elderly-alone': '高齢の方のひとり暮らし',
  'medical-device': '医療機器を使っている',
  'seems-afraid': '何かにおびえている様子',
  'unsafe-if-known': '知られると危ない人がいる',
} as const
export type Sign = keyof typeof SIGNS
export const signs = [
  'said-cannot-pay',
  'asked-to-wait',
  'lost-income',
  'no-food',
  'unwell',
  'no-answer-but-sounds',
  'mail-piled-up',
  'rubbish-piled-up',
  'no-heating-or-cooling',
  'conversation-hard',
  'child-present',
  'elderly-alone',
  'medical-device',
  'seems-afraid',
  'unsafe-if-known',
] as const satisfies readonly Sign[]

/**
 * The one sign that is a mark as well: such a report reaches its audience alone (db/migrations/0030), no letter and no number
 * is made for it, and whoever of the company picks up the telephone sees that nobody of the household is told.
 */
export function marksProtected(seen: readonly Sign[]): boolean {
  return seen.includes('unsafe-if-known')
}

/** What the mark means for whoever sets it; who is in danger is never asked. */
export const KEPT_QUIET =
  '相談窓口の限られた人だけに届きます。手紙は作られず、控え番号も使えません。契約者や家の方から尋ねられたときは、あるともないとも答えません。だれが危ないのかは、書かなくてかまいません。'

export type ReportField = {
  readonly label: string
  /** Why it is asked; shown under the field on request. */
  readonly reason: string
  readonly required: boolean
  /** `consent` itself is not passed on as data. */
  readonly category: DataCategory | undefined
  /** Whether somebody at the door is asked too, or only the desk that has the account before it. */
  readonly atTheDoor: boolean
}

/** The whole form: nine fields. Urgency, window, scope and end of consent follow from them and are not asked. */
export const REPORT_FIELDS = {
  place: {
    label: '場所（住所）',
    reason: '担当の相談窓口が決まり、相談員が訪ねられます。',
    required: true,
    category: 'contact',
    atTheDoor: true,
  },
  name: {
    label: 'お名前',
    reason: '相談員がご本人に声をかけられます。わからなければ空けておけます。',
    required: false,
    category: 'identity',
    atTheDoor: true,
  },
  phone: {
    label: '電話番号と、つながりやすい時間',
    reason: '訪問の前に電話で都合を伺えます。',
    required: false,
    category: 'contact',
    atTheDoor: true,
  },
  signs: {
    label: '見たこと・聞いたこと',
    reason: 'どれくらい急ぐか、だれが行くとよいかを考える手がかりになります。',
    required: false,
    category: 'observation',
    atTheDoor: true,
  },
  note: {
    label: '補足',
    reason: '選択肢にないことを、ご本人の言葉のまま伝えられます。',
    required: false,
    category: 'observation',
    atTheDoor: true,
  },
  supply: {
    label: '供給の種類と、止まる予定の日',
    reason: '止まる前に会えるように、受け取る側の一覧がこの日の順に並びます。',
    required: false,
    category: 'supply',
    atTheDoor: true,
  },
  arrears: {
    label: 'お支払いの状況（月数・金額）',
    reason: '分割や貸付など、使える制度を考えられます。協定と同意の範囲でだけ渡ります。',
    required: false,
    category: 'arrears',
    atTheDoor: false,
  },
  leaflet: {
    label: 'お渡しした案内の番号',
    reason: 'ご本人が、自分のページから何が伝わったかを見たり取り消したりできます。',
    required: false,
    category: undefined,
    atTheDoor: true,
  },
  consent: {
    label: 'ご本人の同意',
    reason: '同意がなければ、お名前やご住所を会社の外に渡すことはできません。',
    required: false,
    category: undefined,
    atTheDoor: true,
  },
} as const satisfies Record<string, ReportField>
export type ReportFieldName = keyof typeof REPORT_FIELDS
