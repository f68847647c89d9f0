import { type CalendarDate, daysBetween } from '#kernel/calendar-date.ts'
import { formatDate } from '#kernel/date-text.ts'
import type { Account, Fact } from './account.ts'
import { noticeStages } from './account.ts'
import type { Comparison } from './condition.ts'
import {
  type Clause,
  type ClausePath,
  type Condition,
  clausesOf,
  dateBoundOf,
  factOf,
  isInSeason,
  pathBelow,
} from './condition.ts'
import { boundOf, choiceText, dayText, flagPhrase, numberText, topicOf } from './condition-words.ts'

/** What a company's file says on a fact; null where it says nothing. */
export type FactValue = Account[Fact]

/** Why a part of a condition holds or does not, with the facts it looked at. */
export type Explanation = {
  readonly path: ClausePath
  readonly kind: Condition['kind']
  readonly matched: boolean
  readonly because: string
  /** The facts that this part and those below it asked for, as they were. */
  readonly values: Readonly<Partial<Record<Fact, FactValue>>>
  readonly parts: readonly Explanation[]
}

type Case = { readonly account: Account; readonly runOn: CalendarDate }

/** The third reader: the verdict of every part, each with its reason in a sentence. */
export function explain(condition: Condition, account: Account, runOn: CalendarDate): Explanation {
  return explainPart(condition, '0', { account, runOn })
}

/** The first alternative that holds, with the reasons; undefined where none holds. What a match stores beside the agreement's id and version. */
export function explainMatch(condition: Condition, account: Account, runOn: CalendarDate): Explanation | undefined {
  return clausesOf(condition)
    .map(({ path, condition: clause }) => explainPart(clause, path, { account, runOn }))
    .find(({ matched }) => matched)
}

/** The sentences that carry the verdict: only of clauses without which it would be another. */
export function reasonsOf(explanation: Explanation): readonly string[] {
  const { kind, matched, parts, because } = explanation
  if (parts.length === 0) return [because]
  const telling = kind === 'not' ? parts : parts.filter((part) => part.matched === matched)
  return telling.flatMap(reasonsOf)
}

function explainPart(condition: Condition, path: ClausePath, given: Case): Explanation {
  switch (condition.kind) {
    case 'all': {
      const parts = partsBelow(condition.of, path, given)
      const matched = parts.every((part) => part.matched)
      return { path, kind: condition.kind, matched, because: allBecause(parts), values: valuesOf(parts), parts }
    }
    case 'any': {
      const parts = partsBelow(condition.of, path, given)
      const matched = parts.some((part) => part.matched)
      return { path, kind: condition.kind, matched, because: anyBecause(parts), values: valuesOf(parts), parts }
    }
    case 'not': {
      const parts = partsBelow([condition.of], path, given)
      const matched = parts.every((part) => !part.matched)
      const because = matched
        ? '当てはまらないことが条件で、そのとおりです。'
        : '当てはまらないことが条件ですが、当てはまります。'
      return { path, kind: condition.kind, matched, because, values: valuesOf(parts), parts }
    }
    default:
      return explainClause(condition, path, given)
  }
}

function partsBelow(conditions: readonly Condition[], path: ClausePath, given: Case): readonly Explanation[] {
  return conditions.map((part, index) => explainPart(part, pathBelow(path, index), given))
}

function valuesOf(parts: readonly Explanation[]): Explanation['values'] {
  return Object.assign({}, ...parts.map(({ values }) => values))
}

function allBecause(parts: readonly Explanation[]): string {
  if (parts.length === 0) return '条件がないので、どのご契約も当てはまります。'
  const matched = parts.filter((part) => part.matched).length
  return matched === parts.length
    ? `${parts.length}つの条件の全部に当てはまります。`
    : `${parts.length}つの条件のうち${parts.length - matched}つに当てはまりません。`
}

function anyBecause(parts: readonly Explanation[]): string {
  if (parts.length === 0) return '条件がないので、当てはまるご契約はありません。'
  const matched = parts.filter((part) => part.matched).length
  return matched === 0
    ? `${parts.length}つの条件のどれにも当てはまりません。`
    : `${parts.length}つの条件のうち${matched}つに当てはまります。`
}

function explainClause(clause: Clause, path: ClausePath, { account, runOn }: Case): Explanation {
  const fact = factOf(clause)
  const { matched, found } = verdictOf(clause, { account, runOn })
  const values = fact === undefined ? {} : { [fact]: account[fact] }
  return { path, kind: clause.kind, matched, because: becauseOf(clause, matched, found), values, parts: [] }
}

/** `found` is the value as people read it; undefined where the file does not say. */
function becauseOf(clause: Clause, matched: boolean, found: string | undefined): string {
  const end = matched ? '当てはまります。' : '当てはまりません。'
  if (found === undefined) return `${topicOf(clause)}がファイルにないので、当てはまりません。`
  if (clause.kind === 'flag') return `${found}ので、${end}`
  return `${topicOf(clause)}は${found}で、条件（${boundOf(clause)}）に${end}`
}

type ClauseVerdict = { readonly matched: boolean; readonly found: string | undefined }
const unknown: ClauseVerdict = { matched: false, found: undefined }

function verdictOf(clause: Clause, { account, runOn }: Case): ClauseVerdict {
  switch (clause.kind) {
    case 'one-of': {
      const value = account[clause.fact]
      if (value === null) return unknown
      return { matched: clause.values.some((each) => each === value), found: choiceText(clause.fact, value) }
    }
    case 'number': {
      const value = account[clause.fact]
      if (value === null) return unknown
      return { matched: stands(value - clause.value, clause.is), found: numberText(clause.fact, value) }
    }
    case 'stage-at-least': {
      const { noticeStage } = account
      if (noticeStage === null) return unknown
      const reached = noticeStages.slice(noticeStages.indexOf(clause.stage)).includes(noticeStage)
      return { matched: reached, found: choiceText('noticeStage', noticeStage) }
    }
    case 'flag': {
      const value = account[clause.fact]
      return value === null ? unknown : { matched: value === clause.is, found: flagPhrase(clause.fact, value) }
    }
    case 'days-since':
    case 'days-until': {
      const date = account[clause.fact]
      if (date === null) return unknown
      const { daysAfterRun, is } = dateBoundOf(clause)
      const after = daysBetween(runOn, date)
      return { matched: stands(after - daysAfterRun, is), found: `${formatDate(date)}（${dayText(after)}）` }
    }
    case 'season':
      return { matched: isInSeason(runOn, clause), found: formatDate(runOn) }
    default: {
      const never: never = clause
      return never
    }
  }
}

/** Whether a value that lies so far above its bound stands on the side that was asked for. */
function stands(above: number, is: Comparison): boolean {
  switch (is) {
    case 'at-least':
      return above >= 0
    case 'more-than':
      return above > 0
    case 'at-most':
      return above <= 0
    case 'less-than':
      return above < 0
    case 'exactly':
      return above === 0
    default: {
      const never: never = is
      return never
    }
  }
}
