import type { NumberFact } from '../account.ts'
import { type Clause, type Condition, conditionKey } from '../condition.ts'

/** More than these cost more to ask than they save. */
const MOST = 12

/**
 * A few plain clauses of which at least one holds wherever one of the conditions holds: nearly all customers owe nothing
 * and are passed over by asking only these. Undefined where no such clauses are found; then everything is asked. Pure.
 */
export function necessaryClauses(conditions: readonly Condition[]): readonly Clause[] | undefined {
  const found = hullOf({ kind: 'any', of: conditions })
  return found === undefined || found.length > MOST ? undefined : found
}

/** `any` needs one of all its parts' clauses; `all` implies those of any one part, so the cheapest part will do. */
function hullOf(condition: Condition): readonly Clause[] | undefined {
  switch (condition.kind) {
    case 'all': {
      const hulls = condition.of.map(hullOf).filter((hull) => hull !== undefined)
      return hulls.toSorted((one, other) => costOf(one) - costOf(other))[0]
    }
    case 'any': {
      const hulls = condition.of.map(hullOf)
      const known = hulls.filter((hull) => hull !== undefined)
      return known.length < hulls.length ? undefined : weakest(known.flat())
    }
    // What must not be is no reason to look at somebody.
    case 'not':
      return undefined
    default:
      return Number.isFinite(costOf([condition])) ? [condition] : undefined
  }
}

/** Clauses that hold for few customers, those on few columns first. */
function costOf(clauses: readonly Clause[]): number {
  return clauses.reduce((sum, clause) => sum + rankOf(clause), 0)
}

function rankOf(clause: Clause): number {
  switch (clause.kind) {
    case 'number':
      if (!isFromBelow(clause) || clause.value < 1) return Number.POSITIVE_INFINITY
      return clause.fact === 'monthsInArrears' ? 1 : 2
    case 'stage-at-least':
      return clause.stage === 'none' ? Number.POSITIVE_INFINITY : 3
    case 'one-of':
      return clause.fact === 'noticeStage' || clause.fact === 'instalmentPlan' ? 4 : Number.POSITIVE_INFINITY
    case 'flag':
      return clause.is && (clause.fact === 'cannotPaySaid' || clause.fact === 'deferralAsked')
        ? 5
        : Number.POSITIVE_INFINITY
    case 'days-since':
    case 'days-until':
    case 'season':
      return Number.POSITIVE_INFINITY
    default: {
      const never: never = clause
      return never
    }
  }
}

type NumberClause = Extract<Clause, { kind: 'number' }>
const isFromBelow = ({ is }: NumberClause) => is === 'at-least' || is === 'more-than' || is === 'exactly'

/** Of several bounds from below on one number the lowest stands for all; other clauses once each. */
function weakest(clauses: readonly Clause[]): readonly Clause[] {
  const lowest = new Map<NumberFact, number>()
  const others = new Map<string, Clause>()
  for (const clause of clauses) {
    if (clause.kind !== 'number') others.set(conditionKey(clause), clause)
    else lowest.set(clause.fact, Math.min(clause.value, lowest.get(clause.fact) ?? clause.value))
  }
  const numbers = [...lowest].map(([fact, value]) => ({ kind: 'number', fact, is: 'at-least', value }) as const)
  return [...numbers, ...others.values()]
}
