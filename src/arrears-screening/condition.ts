import type { CalendarDate } from '#kernel/calendar-date.ts'
import type { MunicipalityCode } from '#kernel/municipality-code.ts'
import type { DateFact, Fact, FlagFact, InstalmentPlan, NoticeStage, NumberFact, Supply } from './account.ts'

/** How a number is compared with a bound. */
export const COMPARISONS = {
  'at-least': '以上',
  'more-than': 'を超える',
  'at-most': '以下',
  'less-than': '未満',
  exactly: 'ちょうど',
} as const
export type Comparison = keyof typeof COMPARISONS

/** The value asked for is one of a list; each fact with its own kind of values. */
export type OneOf =
  | { readonly kind: 'one-of'; readonly fact: 'supply'; readonly values: readonly Supply[] }
  | { readonly kind: 'one-of'; readonly fact: 'municipality'; readonly values: readonly MunicipalityCode[] }
  | { readonly kind: 'one-of'; readonly fact: 'noticeStage'; readonly values: readonly NoticeStage[] }
  | { readonly kind: 'one-of'; readonly fact: 'instalmentPlan'; readonly values: readonly InstalmentPlan[] }

/** One question about one fact, or about the season of the run date. */
export type Clause =
  | OneOf
  | { readonly kind: 'number'; readonly fact: NumberFact; readonly is: Comparison; readonly value: number }
  | { readonly kind: 'stage-at-least'; readonly stage: NoticeStage }
  | { readonly kind: 'flag'; readonly fact: FlagFact; readonly is: boolean }
  /** Days from the date to the run date: 0 on the day itself, negative while it lies ahead. */
  | { readonly kind: 'days-since'; readonly fact: DateFact; readonly is: Comparison; readonly days: number }
  /** Days from the run date to the date: 0 on the day itself, negative once it has passed. */
  | { readonly kind: 'days-until'; readonly fact: DateFact; readonly is: Comparison; readonly days: number }
  /** The run date lies from the first to the last day, both `MM-DD` and included; the last may come after the turn of the year. */
  | { readonly kind: 'season'; readonly from: string; readonly to: string }

/**
 * Which contracts are to be guided, as frozen data of an agreement version. Three readers (`matches`, `toSql`, `explain`)
 * give the same answer. A clause on an unknown fact does not match, and `not` of it does: there is no third answer.
 */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | Clause

/** Bounds of a condition file: beyond them it can neither be read nor explained by anybody. */
export const LARGEST_CONDITION = { depth: 6, clauses: 100, values: 2000, days: 3660, months: 999 } as const

/** `1`, `2-1`: where a clause stands, counted from 1 as people count; the whole condition is `0`. */
export type ClausePath = string

/** A clause of an agreement in the order in which it is told to people and counted. */
export type NumberedClause = { readonly path: ClausePath; readonly condition: Condition }

/** The alternatives of a condition: each branch of an outermost `any`, else the condition itself as clause `1`. A match is counted under the first that holds. */
export function clausesOf(condition: Condition): readonly NumberedClause[] {
  const branches = condition.kind === 'any' && condition.of.length > 0 ? condition.of : [condition]
  return branches.map((branch, index) => ({ path: String(index + 1), condition: branch }))
}

/** The path of the part at an index (from 0) below a path. */
export function pathBelow(path: ClausePath, index: number): ClausePath {
  return path === '0' ? String(index + 1) : `${path}-${index + 1}`
}

/** Equal text for equal conditions, whatever the order of their keys: the same condition of 900 agreements is compiled once. */
export function conditionKey(condition: Condition): string {
  return JSON.stringify(condition, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  )
}

/** Whether a day lies in a season; `02-29` exists in leap years only, so a season up to it ends on 28 February otherwise. */
export function isInSeason(day: CalendarDate, { from, to }: { readonly from: string; readonly to: string }): boolean {
  const monthDay = day.slice(5)
  return from <= to ? from <= monthDay && monthDay <= to : from <= monthDay || monthDay <= to
}

/** The condition itself and every part below it, each with its path, in reading order. */
export function partsOf(condition: Condition, path: ClausePath = '0'): readonly NumberedClause[] {
  const below = childrenOf(condition).flatMap((child, index) => partsOf(child, pathBelow(path, index)))
  return [{ path, condition }, ...below]
}

/** The parts directly below; none for a clause. */
export function childrenOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of
    case 'not':
      return [condition.of]
    default:
      return []
  }
}

/** The facts that a condition asks for, each once, in the order of their first mention. */
export function factsAskedBy(condition: Condition): readonly Fact[] {
  return [...new Set(partsOf(condition).flatMap(({ condition: part }) => factOf(part) ?? []))]
}

/** The fact that one clause asks for; undefined for a season and for all, any and not. */
export function factOf(condition: Condition): Fact | undefined {
  switch (condition.kind) {
    case 'all':
    case 'any':
    case 'not':
    case 'season':
      return undefined
    case 'stage-at-least':
      return 'noticeStage'
    case 'one-of':
    case 'number':
    case 'flag':
    case 'days-since':
    case 'days-until':
      return condition.fact
    default: {
      const never: never = condition
      return never
    }
  }
}

/** A clause on days as a bound of the date itself: so many days after the run date (before it when negative), and on which side. */
export function dateBoundOf(clause: Clause & { readonly kind: 'days-since' | 'days-until' }): {
  readonly daysAfterRun: number
  readonly is: Comparison
} {
  // The longer ago a day is, the smaller its date: the comparison turns round.
  if (clause.kind === 'days-since') return { daysAfterRun: clause.days === 0 ? 0 : -clause.days, is: TURNED[clause.is] }
  return { daysAfterRun: clause.days, is: clause.is }
}

const TURNED = {
  'at-least': 'at-most',
  'more-than': 'less-than',
  'at-most': 'at-least',
  'less-than': 'more-than',
  exactly: 'exactly',
} as const satisfies Record<Comparison, Comparison>
