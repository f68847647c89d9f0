/** What other features may know of screening: conditions as data, told and checked. All of it is pure. */
export {
  DATE_FACTS,
  FACTS,
  FACTS_BY_AGREEMENT,
  type Fact,
  type FactByAgreement,
  FLAG_FACTS,
  INSTALMENT_PLANS,
  NOTICE_STAGES,
  NUMBER_FACTS,
  needsAgreement,
  SUPPLIES,
} from './account.ts'
export { type Clause, COMPARISONS, type Comparison, type Condition, clausesOf, factsAskedBy } from './condition.ts'
export { type ConditionWarning, warningsOf } from './condition-warnings.ts'
export { describeCondition, phraseOf } from './condition-words.ts'
export { readCondition } from './read-screening-file.ts'
