/** What other features may know of screening: conditions as data, told and checked. All of it is pure. */
export { FACTS, FACTS_BY_AGREEMENT, type Fact, type FactByAgreement } from './account.ts'
export { type Condition, clausesOf, factsAskedBy } from './condition.ts'
export { type ConditionWarning, warningsOf } from './condition-warnings.ts'
export { describeCondition } from './condition-words.ts'
