import {
  type Consent,
  consentStateOn,
  type DataCategory,
  dataCategories,
  type FeedbackLevel,
} from '#consent/consent.ts'
import type { CalendarDate } from '#kernel/calendar-date.ts'
import { type Statute, statute } from '#kernel/statute.ts'

/**
 * The legal gate: may these data pass from this provider to this recipient, on which ground, and why. Never a boolean.
 * The database holds the same rules a second time (db/migrations/0009_gate.sql) and lets nothing past them.
 */

/** Which law binds the provider: companies APPI 27, municipal sections and water bureaux APPI 69, commissioned bodies as their contract says. */
export type LegalKind = 'private-business' | 'municipal-body' | 'commissioned-body'

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

export type SharingFacts = {
  readonly provider: { readonly legalKind: LegalKind }
  readonly recipient: { readonly tenantId: string; readonly legalKind: LegalKind }
  readonly purpose: 'consultation' | 'feedback' | 'redirect'
  readonly categories: readonly DataCategory[]
  readonly ground: Ground
  readonly agreement: AgreementTerms | undefined
  readonly consent: Consent | undefined
  /** Whether the one who sends confirmed it within the last minutes. */
  readonly steppedUp: boolean
  readonly today: CalendarDate
}

export type Verdict = 'permitted' | 'forbidden' | 'needs-judgement'
export type Because = { readonly code: string; readonly title: string; readonly statutes: readonly Statute[] }
export type SharingDecision = {
  readonly verdict: Verdict
  readonly ground: Ground
  /** What may pass; empty unless permitted. */
  readonly categories: readonly DataCategory[]
  readonly because: readonly Because[]
  /** APPI Art. 29: a private provider giving on consent to a recipient that is not a public body. The ledger is kept always. */
  readonly art29RecordDuty: boolean
}

/** `never`: no human may override it. `judgement`: a named person decides (from a later version on). */
type RuleKind = 'never' | 'judgement'
export type GateRule = {
  readonly code: string
  readonly kind: RuleKind
  readonly title: string
  readonly statutes: readonly Statute[]
  /** Holds when the rule speaks against this sharing. */
  readonly appliesTo: (facts: SharingFacts) => boolean
}

const consentLaw = [statute('個人情報保護法', '27', '1'), statute('個人情報保護法', '69', '2', '1')]
const onConsent = (facts: SharingFacts) => facts.ground === 'consent'
const state = (facts: SharingFacts) => (facts.consent ? consentStateOn(facts.consent, facts.today) : undefined)

/** In the order in which the database checks them; the first that applies is the code of a refusal. */
export const GATE_RULES: readonly GateRule[] = [
  {
    code: 'needs-judgement',
    kind: 'judgement',
    title: '同意と緊急のほかの根拠は、責任者の判断と記録が要ります。支援会議で相談できます。',
    statutes: [
      statute('個人情報保護法', '27', '1', '2'),
      statute('個人情報保護法', '69', '2', '4'),
      statute('生活困窮者自立支援法', '9', '3'),
    ],
    appliesTo: (facts) => facts.ground !== 'consent' && facts.ground !== 'immediate-danger',
  },
  {
    code: 'stepup_required',
    kind: 'never',
    title: '社外に渡す前に、送る方ご自身の確認（パスワードか確認コード）が要ります。',
    statutes: [],
    appliesTo: (facts) => onConsent(facts) && facts.purpose === 'consultation' && !facts.steppedUp,
  },
  {
    code: 'agreement-lacks-category',
    kind: 'never',
    title: '協定（ないときは最小の範囲）に含まれない項目は渡せません。その項目を外すと送れます。',
    statutes: [],
    appliesTo: (facts) =>
      onConsent(facts) &&
      facts.purpose === 'consultation' &&
      !facts.categories.every((category) => (facts.agreement ?? WITHOUT_AGREEMENT).categories.includes(category)),
  },
  {
    code: 'consent-missing',
    kind: 'never',
    title: 'ご本人の同意が、まだ記録されていません。',
    statutes: consentLaw,
    appliesTo: (facts) => onConsent(facts) && facts.consent === undefined,
  },
  {
    code: 'consent-refused',
    kind: 'never',
    title:
      'ご本人は同意しないと答えています。そのまま渡すことはできません。名前を伏せて相談するか、支援会議で相談できます。',
    statutes: consentLaw,
    appliesTo: (facts) => onConsent(facts) && state(facts) === 'refused',
  },
  {
    code: 'consent-not-obtainable',
    kind: 'never',
    title: '同意を伺えていません。伺えないときは、名前を伏せて相談できます。',
    statutes: consentLaw,
    appliesTo: (facts) => onConsent(facts) && state(facts) === 'not-obtainable',
  },
  {
    code: 'consent-withdrawn',
    kind: 'never',
    title: '同意は取り消されています。これから先は渡せません。',
    statutes: consentLaw,
    appliesTo: (facts) => onConsent(facts) && state(facts) === 'withdrawn',
  },
  {
    code: 'consent-expired',
    kind: 'never',
    title: '同意の期限が過ぎています。あらためて伺うことができます。',
    statutes: consentLaw,
    appliesTo: (facts) => onConsent(facts) && state(facts) === 'expired',
  },
  {
    code: 'consent-names-another-recipient',
    kind: 'never',
    title: '同意に書かれた市区町村の相談窓口ではありません。渡すには、あらためて同意が要ります。',
    statutes: consentLaw,
    appliesTo: (facts) => onConsent(facts) && facts.consent?.recipientTenantId !== facts.recipient.tenantId,
  },
  {
    code: 'consent-lacks-purpose',
    kind: 'never',
    title: '同意された目的に含まれていません。',
    statutes: [...consentLaw, statute('個人情報保護法', '18', '1')],
    appliesTo: (facts) =>
      onConsent(facts) && facts.purpose !== 'redirect' && !(facts.consent?.purposes.includes(facts.purpose) ?? false),
  },
  {
    code: 'consent-lacks-category',
    kind: 'never',
    title: '同意された項目より多く渡そうとしています。その項目を外すと送れます。',
    statutes: consentLaw,
    appliesTo: (facts) =>
      onConsent(facts) &&
      facts.purpose !== 'feedback' &&
      !facts.categories.every((category) => facts.consent?.categories.includes(category) ?? false),
  },
]

const permittedBecause = {
  consent: {
    code: 'person-consents',
    title: 'ご本人が、この相手に、この目的で、この項目を渡すことに同意しています。',
    statutes: consentLaw,
  },
  'immediate-danger': {
    code: 'life-comes-first',
    title: '命に危険があり、同意を待つことができません。119・110 が先です。1営業日のうちに別の人が見直します。',
    statutes: [statute('個人情報保護法', '27', '1', '2'), statute('個人情報保護法', '69', '2', '4')],
  },
} as const satisfies Partial<Record<Ground, Because>>

/** Decides one sharing. Deny is the default: permitted only when no rule speaks against it and a ground carries it. */
export function decideSharing(facts: SharingFacts): SharingDecision {
  const against = GATE_RULES.filter((rule) => rule.appliesTo(facts))
  const { ground } = facts
  const refusal = { ground, categories: [], art29RecordDuty: false, because: against.map(asBecause) }
  if (against.some(({ kind }) => kind === 'never')) return { ...refusal, verdict: 'forbidden' }
  if (against.length > 0 || (ground !== 'consent' && ground !== 'immediate-danger')) {
    return { ...refusal, verdict: 'needs-judgement' }
  }
  return {
    verdict: 'permitted',
    ground,
    categories: dataCategories.filter((category) => facts.categories.includes(category)),
    because: [permittedBecause[ground]],
    art29RecordDuty:
      ground === 'consent' &&
      facts.provider.legalKind !== 'municipal-body' &&
      facts.recipient.legalKind !== 'municipal-body',
  }
}

function asBecause({ code, title, statutes }: GateRule): Because {
  return { code, title, statutes }
}
