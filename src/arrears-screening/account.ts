import type { CalendarDate } from '#kernel/calendar-date.ts'
import type { MunicipalityCode } from '#kernel/municipality-code.ts'
import type { Yen } from '#kernel/yen.ts'

export const SUPPLIES = { electricity: '電気', gas: '都市ガス', 'lp-gas': 'LPガス', water: '水道' } as const
export type Supply = keyof typeof SUPPLIES

/** In the order in which they reach a customer: a later stage includes the earlier ones. */
export const NOTICE_STAGES = {
  none: 'お知らせの前',
  'unpaid-notice': '未払いのお知らせ',
  reminder: '督促',
  'stop-notice': '停止の予告',
  stopped: '停止中',
} as const
export type NoticeStage = keyof typeof NOTICE_STAGES
export const noticeStages = ['none', 'unpaid-notice', 'reminder', 'stop-notice', 'stopped'] as const

export const INSTALMENT_PLANS = {
  none: '約束なし',
  kept: '続いている',
  broken: '止まっている',
} as const
export type InstalmentPlan = keyof typeof INSTALMENT_PLANS

/**
 * What a company knows about one contract on the run date: the only facts a condition may ask for. `null` means that the
 * file did not say; nothing is guessed from it. It holds no name and no address.
 */
export type Account = {
  readonly contractId: string
  readonly supply: Supply
  readonly municipality: MunicipalityCode
  /** Completed months with something unpaid, 0 or more. */
  readonly monthsInArrears: number | null
  /** What is unpaid in all; below zero when the company owes the customer. */
  readonly unpaidYen: Yen | null
  readonly oldestDueOn: CalendarDate | null
  readonly noticeStage: NoticeStage | null
  readonly stopOn: CalendarDate | null
  readonly cannotPaySaid: boolean | null
  readonly deferralAsked: boolean | null
  readonly instalmentPlan: InstalmentPlan | null
  readonly elderlyAlone: boolean | null
  readonly infant: boolean | null
  readonly medicalDevice: boolean | null
  readonly winterArea: boolean | null
  readonly lastGuidedOn: CalendarDate | null
  readonly unpaidYenWhenGuided: Yen | null
  readonly objection: boolean | null
  readonly customer: boolean | null
  readonly inSupport: boolean | null
}

export const NUMBER_FACTS = {
  monthsInArrears: '未払いの月数',
  unpaidYen: '未払いの金額',
  unpaidYenWhenGuided: '前回ご案内したときの未払いの金額',
} as const
export type NumberFact = keyof typeof NUMBER_FACTS

export const DATE_FACTS = {
  oldestDueOn: 'いちばん古い支払期日',
  stopOn: '停止の予定日',
  lastGuidedOn: '前回ご案内した日',
} as const
export type DateFact = keyof typeof DATE_FACTS

export const FLAG_FACTS = {
  cannotPaySaid: '「払えない」とのお話',
  deferralAsked: '支払いを待ってほしいとのお申し出',
  elderlyAlone: 'ひとり暮らしの高齢の方',
  infant: '乳幼児のいる世帯',
  medicalDevice: '医療機器の使用',
  winterArea: '寒さのきびしい地域',
  objection: 'ご案内を望まないとのお申し出',
  customer: '現在のご契約',
  inSupport: 'すでに支援を受けていること',
} as const
export type FlagFact = keyof typeof FLAG_FACTS

export const CHOICE_FACTS = {
  supply: '供給の種類',
  municipality: '市区町村',
  noticeStage: 'お知らせの段階',
  instalmentPlan: '分割のお支払い',
} as const
export type ChoiceFact = keyof typeof CHOICE_FACTS

/** Every fact that a condition may ask for, with its Japanese name. */
export const FACTS = { ...CHOICE_FACTS, ...NUMBER_FACTS, ...DATE_FACTS, ...FLAG_FACTS } as const
export type Fact = keyof typeof FACTS

/** The column of each fact in every table and file of canonical accounts: DATE, BOOLEAN, whole numbers or VARCHAR codes. */
export const ACCOUNT_COLUMNS = {
  contractId: 'contract_id',
  supply: 'supply',
  municipality: 'municipality',
  monthsInArrears: 'months_in_arrears',
  unpaidYen: 'unpaid_yen',
  oldestDueOn: 'oldest_due_on',
  noticeStage: 'notice_stage',
  stopOn: 'stop_on',
  cannotPaySaid: 'cannot_pay_said',
  deferralAsked: 'deferral_asked',
  instalmentPlan: 'instalment_plan',
  elderlyAlone: 'elderly_alone',
  infant: 'infant',
  medicalDevice: 'medical_device',
  winterArea: 'winter_area',
  lastGuidedOn: 'last_guided_on',
  unpaidYenWhenGuided: 'unpaid_yen_when_guided',
  objection: 'objection',
  customer: 'customer',
  inSupport: 'in_support',
} as const satisfies Record<keyof Account, string>

/** Facts about a household, not about its bills: a condition may ask for them only where the agreement names them. */
export const FACTS_BY_AGREEMENT = ['elderlyAlone', 'infant', 'medicalDevice', 'winterArea', 'inSupport'] as const
export type FactByAgreement = (typeof FACTS_BY_AGREEMENT)[number]

/** Whether a condition may ask for the fact only by the agreement's leave. */
export function needsAgreement(fact: Fact): fact is FactByAgreement {
  return FACTS_BY_AGREEMENT.some((each) => each === fact)
}
