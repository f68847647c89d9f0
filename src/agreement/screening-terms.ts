import {
  type Condition,
  clausesOf,
  FACTS,
  type FactByAgreement,
  factsAskedBy,
  needsAgreement,
  phraseOf,
} from '#arrears-screening/arrears-screening.ts'
import { formatYen, yen } from '#kernel/yen.ts'

export {
  type Clause,
  COMPARISONS,
  type Comparison,
  type Condition,
  type ConditionWarning,
  DATE_FACTS,
  describeCondition,
  FACTS,
  FACTS_BY_AGREEMENT,
  type FactByAgreement,
  FLAG_FACTS,
  INSTALMENT_PLANS,
  NOTICE_STAGES,
  NUMBER_FACTS,
  readCondition,
  SUPPLIES,
  warningsOf,
} from '#arrears-screening/arrears-screening.ts'

/** Who is not guided although a condition matches (the contract says the bounds). */
export type SuppressionRules = {
  readonly keptPlan: boolean
  readonly guidedWithinDays: number | null
  readonly unlessRoseByYen: number | null
  readonly objection: true
  readonly notCustomer: boolean
  readonly inSupport: boolean
}

/** Facts about a household that condition or suppression ask for although the parties did not name them. */
export function factsNotAllowed(
  condition: Condition,
  suppression: Pick<SuppressionRules, 'inSupport'>,
  factsAllowed: readonly FactByAgreement[],
): readonly FactByAgreement[] {
  const asked = factsAskedBy(condition).filter(needsAgreement)
  const wanted = suppression.inSupport ? [...asked, 'inSupport' as const] : asked
  return [...new Set(wanted)].filter((fact) => !factsAllowed.includes(fact))
}

/** 「「乳幼児のいる世帯」を使うときは、…」 */
export function factNotAllowedText(fact: FactByAgreement): string {
  return `「${FACTS[fact]}」を使うときは、使ってよい情報にも選んでください。`
}

/** The alternatives of a condition, each as one sentence; whoever fits one of them is guided. */
export function alternativesOf(condition: Condition): readonly string[] {
  return clausesOf(condition).map(({ condition: branch }) => phraseOf(branch))
}

/** Each rule of suppression as a sentence, the strictest first. */
export function suppressionSentences(rules: SuppressionRules): readonly string[] {
  const { keptPlan, guidedWithinDays, unlessRoseByYen, notCustomer, inSupport } = rules
  const unless =
    unlessRoseByYen === null ? '' : `（未払いがそのときより${formatYen(yen(unlessRoseByYen))}以上増えたときを除きます）`
  return [
    'ご案内を望まないとのお申し出がある方。',
    ...(notCustomer ? ['いまはご契約のない方。'] : []),
    ...(keptPlan ? ['分割のお支払いの約束が続いている方。'] : []),
    ...(guidedWithinDays === null ? [] : [`この${guidedWithinDays}日のうちにご案内した方${unless}。`]),
    ...(inSupport ? ['すでに支援を受けていると会社が知っている方。'] : []),
  ]
}
