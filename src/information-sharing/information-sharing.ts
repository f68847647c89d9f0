import { type DataCategory, dataCategories } from '#consent/consent.ts'
import { type Statute, statute } from '#kernel/statute.ts'
import { GATE_RULES, type GateRule, isOverridden, statutesFor } from './gate-rules.ts'
import type { Ground, JudgementGround } from './grounds.ts'
import { isAnswered, isAsked } from './judgement-rules.ts'
import type { SharingFacts } from './sharing-facts.ts'

/**
 * The legal gate: may these data pass from this provider to this recipient, on which ground, and why. Never a boolean.
 * The database holds the same rules a second time (db/migrations/0009, 0023) and lets nothing past them.
 */

export { GATE_RULES, type GateRule, statutesFor } from './gate-rules.ts'
export {
  type AgreementTerms,
  GROUNDS,
  type Ground,
  type JudgementGround,
  judgementGrounds,
  type LegalKind,
  type SharingPurpose,
  WITHOUT_AGREEMENT,
} from './grounds.ts'
export type { JudgementRecord } from './judgement.ts'
export type { JudgementRule } from './judgement-rules.ts'
export type { Judgement, NeverRule, SharingFacts } from './sharing-facts.ts'
export type { CitedStatute } from './statute-confirmation.ts'

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

const protection = [statute('個人情報保護法', '27', '1', '2'), statute('個人情報保護法', '69', '2', '4')]
const permittedBecause = {
  consent: {
    code: 'person-consents',
    title: 'ご本人が、この相手に、この目的で、この項目を渡すことに同意しています。',
    statutes: [statute('個人情報保護法', '27', '1'), statute('個人情報保護法', '69', '2', '1')],
  },
  'immediate-danger': {
    code: 'life-comes-first',
    title: '命に危険があり、同意を待つことができません。119・110 が先です。1営業日のうちに別の人が見直します。',
    statutes: protection,
  },
  'life-body-property': {
    code: 'protection-needs-it',
    title: '生命・身体・財産を守るために必要で、同意をいただくのが難しいと、別の人が判断しました。',
    statutes: protection,
  },
  'support-conference': {
    code: 'conference-needs-it',
    title: '招かれた支援会議の議題のために必要だと、別の人が判断しました。構成員には守秘の義務があります。',
    statutes: [statute('生活困窮者自立支援法', '9', '1'), statute('生活困窮者自立支援法', '9', '2'), ...protection],
  },
  'cooperation-request': {
    code: 'request-asks-for-it',
    title: '支援会議からの協力の求めに応じて、求められた範囲を渡すと、別の人が判断しました。',
    statutes: [statute('生活困窮者自立支援法', '9', '3'), statute('生活困窮者自立支援法', '9', '4')],
  },
  law: {
    code: 'law-provides-for-it',
    title: '示された法令の定めに基づくと、別の人が判断しました。',
    statutes: [statute('個人情報保護法', '27', '1', '1'), statute('個人情報保護法', '69', '1')],
  },
  other: {
    code: 'provision-provides-for-it',
    title: '示された条文に当たると、二人が判断しました。',
    statutes: [
      statute('個人情報保護法', '27', '1', '3'),
      statute('個人情報保護法', '27', '1', '4'),
      statute('個人情報保護法', '69', '2', '2'),
      statute('個人情報保護法', '69', '2', '3'),
      statute('個人情報保護法', '69', '2', '4'),
    ],
  },
} as const satisfies Record<'consent' | 'immediate-danger' | JudgementGround, Because>

const dangerAfterRefusal: Because = {
  code: 'danger-after-refusal',
  title: 'ご本人は断っていますが、そのあとに生じた危険を見聞きしたため、断りに優先します。',
  statutes: protection,
}

/** Decides one sharing. Deny is the default: permitted only when no rule speaks against it and a ground carries it. */
export function decideSharing(facts: SharingFacts): SharingDecision {
  const against = GATE_RULES.filter((rule) => speaksAgainst(rule, facts))
  const { ground } = facts
  const provider = facts.provider.legalKind
  const asBecause = ({ code, title, statutes }: Because): Because => ({
    code,
    title,
    statutes: statutesFor({ statutes }, provider),
  })
  const refusal = { ground, categories: [], art29RecordDuty: false, because: against.map(asBecause) }
  if (against.some(({ kind }) => kind === 'never')) return { ...refusal, verdict: 'forbidden' }
  if (against.length > 0) return { ...refusal, verdict: 'needs-judgement' }
  return {
    verdict: 'permitted',
    ground,
    categories: dataCategories.filter((category) => facts.categories.includes(category)),
    because: [permittedBecause[ground], ...(isOverridden(facts) ? [dangerAfterRefusal] : [])].map(asBecause),
    art29RecordDuty:
      ground === 'consent' &&
      facts.provider.legalKind !== 'municipal-body' &&
      facts.recipient.legalKind !== 'municipal-body',
  }
}

function speaksAgainst(rule: GateRule, facts: SharingFacts): boolean {
  if (rule.kind === 'never') return rule.appliesTo(facts)
  return isAsked(rule, facts) && !isAnswered(rule, facts.judgement)
}
