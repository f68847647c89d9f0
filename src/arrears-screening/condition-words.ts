import { formatYen, yen } from '#kernel/yen.ts'
import {
  CHOICE_FACTS,
  type ChoiceFact,
  DATE_FACTS,
  FLAG_FACTS,
  type FlagFact,
  INSTALMENT_PLANS,
  NOTICE_STAGES,
  NUMBER_FACTS,
  type NumberFact,
  SUPPLIES,
} from './account.ts'
import { type Clause, type Comparison, type Condition, dateBoundOf, type OneOf } from './condition.ts'

/** A condition in one sentence: exactly what it says, no more. */
export function describeCondition(condition: Condition): string {
  if (condition.kind === 'all' && condition.of.length === 0) return 'すべてのご契約が当てはまります。'
  if (condition.kind === 'any' && condition.of.length === 0) return '当てはまるご契約はありません。'
  return `${phraseOf(condition)}、というご契約です。`
}

/** What a condition says, without an end: 「未払いの月数が2か月以上、かつ、乳幼児のいる世帯である」. */
export function phraseOf(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return joined(condition.of, { word: 'かつ', empty: 'どのご契約でもよい' })
    case 'any':
      return joined(condition.of, { word: 'または', empty: 'どのご契約でもない' })
    case 'not':
      return `（${phraseOf(condition.of)}）に当てはまらない（わからないときを含む）`
    default:
      return clausePhrase(condition)
  }
}

function joined(parts: readonly Condition[], { word, empty }: { word: string; empty: string }): string {
  if (parts.length === 0) return empty
  const phrases = parts.map((part) => (isCompound(part) && parts.length > 1 ? `（${phraseOf(part)}）` : phraseOf(part)))
  return phrases.join(`、${word}、`)
}

function isCompound(condition: Condition): boolean {
  return (condition.kind === 'all' || condition.kind === 'any') && condition.of.length > 1
}

function clausePhrase(clause: Clause): string {
  return clause.kind === 'flag' ? flagPhrase(clause.fact, clause.is) : `${topicOf(clause)}が${boundOf(clause)}`
}

/** What a clause asks about. */
export function topicOf(clause: Clause): string {
  switch (clause.kind) {
    case 'one-of':
      return CHOICE_FACTS[clause.fact]
    case 'number':
      return NUMBER_FACTS[clause.fact]
    case 'stage-at-least':
      return CHOICE_FACTS.noticeStage
    case 'days-since':
    case 'days-until':
      return DATE_FACTS[clause.fact]
    case 'season':
      return '基準日'
    case 'flag':
      return FLAG_FACTS[clause.fact]
    default: {
      const never: never = clause
      return never
    }
  }
}

/** The bound of a clause that is no flag, without the name of the fact: 「2か月以上」. */
export function boundOf(clause: Exclude<Clause, { kind: 'flag' }>): string {
  switch (clause.kind) {
    case 'one-of':
      return valuesOf(clause)
    case 'number':
      return comparedNumber(clause.is, numberText(clause.fact, clause.value))
    case 'stage-at-least':
      return `「${NOTICE_STAGES[clause.stage]}」か、それより先`
    case 'days-since':
    case 'days-until': {
      const { daysAfterRun, is } = dateBoundOf(clause)
      return comparedDay(is, dayText(daysAfterRun))
    }
    case 'season':
      return `${monthDayText(clause.from)}から${clause.to < clause.from ? '翌年の' : ''}${monthDayText(clause.to)}まで`
    default: {
      const never: never = clause
      return never
    }
  }
}

/** A number of months or yen as people read it. */
export function numberText(fact: NumberFact, value: number): string {
  switch (fact) {
    case 'monthsInArrears':
      return `${value}か月`
    case 'unpaidYen':
    case 'unpaidYenWhenGuided':
      return formatYen(yen(value))
    default: {
      const never: never = fact
      return never
    }
  }
}

function comparedNumber(is: Comparison, bound: string): string {
  switch (is) {
    case 'at-least':
      return `${bound}以上`
    case 'more-than':
      return `${bound}を超える`
    case 'at-most':
      return `${bound}以下`
    case 'less-than':
      return `${bound}未満`
    case 'exactly':
      return `ちょうど${bound}`
    default: {
      const never: never = is
      return never
    }
  }
}

function comparedDay(is: Comparison, day: string): string {
  switch (is) {
    case 'at-least':
      return `${day}か、それより後`
    case 'more-than':
      return `${day}より後`
    case 'at-most':
      return `${day}か、それより前`
    case 'less-than':
      return `${day}より前`
    case 'exactly':
      return `ちょうど${day}`
    default: {
      const never: never = is
      return never
    }
  }
}

/** A day told from the run date: 「基準日の30日前」. */
export function dayText(daysAfterRun: number): string {
  if (daysAfterRun === 0) return '基準日'
  return `基準日の${Math.abs(daysAfterRun)}日${daysAfterRun < 0 ? '前' : '後'}`
}

function monthDayText(monthDay: string): string {
  return `${Number(monthDay.slice(0, 2))}月${Number(monthDay.slice(3))}日`
}

function valuesOf(clause: OneOf): string {
  const names = clause.values.map((value) => choiceText(clause.fact, value))
  return `${names.join('')}${names.length > 1 ? 'のどれか' : ''}` || '（何も選ばれていません）'
}

const CHOICES = {
  supply: SUPPLIES,
  noticeStage: NOTICE_STAGES,
  instalmentPlan: INSTALMENT_PLANS,
  municipality: {},
} as const satisfies Record<ChoiceFact, Readonly<Record<string, string>>>

/** A value of a closed list as people read it; a municipality is told by its code. */
export function choiceText(fact: ChoiceFact, value: string): string {
  const names: Readonly<Record<string, string>> = CHOICES[fact]
  return `「${names[value] ?? value}」`
}

const FLAG_PHRASES = {
  cannotPaySaid: ['「払えない」とのお話がある', '「払えない」とのお話がない'],
  deferralAsked: ['支払いを待ってほしいとのお申し出がある', '支払いを待ってほしいとのお申し出がない'],
  elderlyAlone: ['高齢の方のひとり暮らしである', '高齢の方のひとり暮らしではない'],
  infant: ['乳幼児のいる世帯である', '乳幼児のいる世帯ではない'],
  medicalDevice: ['医療機器をお使いである', '医療機器をお使いではない'],
  winterArea: ['寒さのきびしい地域である', '寒さのきびしい地域ではない'],
  objection: ['ご案内を望まないとのお申し出がある', 'ご案内を望まないとのお申し出がない'],
  customer: ['現在ご契約がある', '現在はご契約がない'],
  inSupport: ['すでに支援を受けている', '支援を受けていない'],
} as const satisfies Record<FlagFact, readonly [yes: string, no: string]>

/** A flag that holds, or is known not to hold. */
export function flagPhrase(fact: FlagFact, is: boolean): string {
  return FLAG_PHRASES[fact][is ? 0 : 1]
}
