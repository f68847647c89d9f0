import { type Statute, statute } from '#kernel/statute.ts'
import { type Ground, isJudgementGround, type LegalKind } from './grounds.ts'
import { isThere, type JudgementPart, type JudgementRecord, judgementParts, partsFor } from './judgement.ts'
import { JUDGEMENT_QUESTIONS } from './judgement-guide.ts'

/**
 * Rules that a human's recorded judgement answers, and only these: `isAnswered` takes no other kind, so that no record can
 * reach a rule that nobody may override.
 */
export type JudgementRule = {
  readonly kind: 'judgement'
  readonly code: 'needs-judgement' | `missing-${JudgementPart}`
  readonly part: 'record' | JudgementPart
  readonly title: string
  readonly statutes: readonly Statute[]
  readonly appliesWhen: string
  readonly because: string
}

/** What the rule looks at. */
type Asked = {
  readonly ground: Ground
  readonly provider: { readonly legalKind: LegalKind }
  readonly judgement?: JudgementRecord | undefined
}

const MISSING = {
  interest: '守るもの（命・身体・財産）が選ばれていません。',
  facts: '見聞きしたことと、その日時が書かれていません。',
  attempts: 'ご本人に伺った日時・方法・結果が書かれていません。',
  'why-hard': '同意が難しい理由が書かれていません。断られたことは、難しい理由になりません。',
  necessity: '渡す必要が書かれていません。',
  'no-unjust-harm': '権利を損なわないと言える理由が書かれていません。',
  categories: '渡す項目、または最小の範囲を超える項目の理由が書かれていません。',
  provision: '根拠の法律と条が書かれていません。',
  item: '支援会議の議題が選ばれていません。',
  request: '協力の求めが選ばれていません。',
  route: '渡す道すじが、根拠に合うように選ばれていません。',
  'valid-until': 'いつまでの判断かが決まっていません。',
  'ask-again': 'あらためて同意を伺う日が決まっていません。',
  telling: 'ご本人に知らせる日、または知らせない理由と見直す日が決まっていません。',
} as const satisfies Record<JudgementPart, string>

/** The record itself, then its parts in the order of the guide. */
export const JUDGEMENT_RULES: readonly JudgementRule[] = [
  {
    kind: 'judgement',
    code: 'needs-judgement',
    part: 'record',
    title: '同意と緊急のほかの根拠は、責任者の判断と記録が要ります。支援会議で相談できます。',
    statutes: [
      statute('個人情報保護法', '27', '1', '2'),
      statute('個人情報保護法', '69', '2', '4'),
      statute('生活困窮者自立支援法', '9', '3'),
    ],
    appliesWhen: '同意・緊急のほかの根拠で、判断の記録がないとき。',
    because: '同意のない提供は、だれが・何を見て・なぜ決めたかが、あとから確かめられなければなりません。',
  },
  ...judgementParts.map(
    (part): JudgementRule => ({
      kind: 'judgement',
      code: `missing-${part}`,
      part,
      title: MISSING[part],
      statutes: JUDGEMENT_QUESTIONS[part].statutes,
      appliesWhen: `判断の記録に「${JUDGEMENT_QUESTIONS[part].question}」への答えがないとき（この根拠が求めるときに限ります）。`,
      because: JUDGEMENT_QUESTIONS[part].explanation,
    }),
  ),
]

/** Whether a rule is asked at all for this ground and provider. */
export function isAsked({ part }: JudgementRule, { ground, provider, judgement }: Asked): boolean {
  if (!isJudgementGround(ground)) return false
  if (part === 'record') return true
  return judgement !== undefined && partsFor(judgement.ground, provider.legalKind).includes(part)
}

/** Whether a record answers a rule. A rule that nobody may override is no argument of this function. */
export function isAnswered({ part }: JudgementRule, record: JudgementRecord | undefined): boolean {
  if (record === undefined) return false
  return part === 'record' || isThere(part, record)
}
