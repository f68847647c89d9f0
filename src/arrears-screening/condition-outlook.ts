import { type Condition, factOf, partsOf } from './condition.ts'
import { changesOf, nobody, type Scope, type Trial, type Variable } from './condition-trials.ts'
import { matches } from './matches.ts'

/** Whether any contract can match, and whether any can fail to. `depends`: both, or too much to reckon through. */
export type Outlook = 'never' | 'always' | 'depends'

/**
 * Tries a condition on one contract of every kind that it can tell apart. What it calls `never` matches no contract and
 * what it calls `always` matches every one; months in arrears are taken to be 0 or more, as `Account` says.
 */
export function outlookOf(condition: Condition, scope: Scope = {}): Outlook {
  const { canHold, canFail } = reachOf(condition, scope)
  if (canHold && canFail) return 'depends'
  return canHold ? 'always' : 'never'
}

type Reach = { readonly canHold: boolean; readonly canFail: boolean }

/** More combinations than this are not tried; the answer is then `depends`, which claims nothing. */
const MOST_COMBINATIONS = 4_000

function reachOf(condition: Condition, scope: Scope): Reach {
  switch (condition.kind) {
    case 'all': {
      const parts = independentGroups(condition.of).map((of) => reachOfGroup({ kind: 'all', of }, scope))
      return { canHold: parts.every((part) => part.canHold), canFail: parts.some((part) => part.canFail) }
    }
    case 'any': {
      const parts = independentGroups(condition.of).map((of) => reachOfGroup({ kind: 'any', of }, scope))
      return { canHold: parts.some((part) => part.canHold), canFail: parts.every((part) => part.canFail) }
    }
    case 'not': {
      const { canHold, canFail } = reachOf(condition.of, scope)
      return { canHold: canFail, canFail: canHold }
    }
    default:
      return tryOut(condition, scope)
  }
}

function reachOfGroup(group: Condition & { readonly kind: 'all' | 'any' }, scope: Scope): Reach {
  const [only, second] = group.of
  return only !== undefined && second === undefined ? reachOf(only, scope) : tryOut(group, scope)
}

/** The season comes first: it sets the run date, from which the days of the other facts are counted. */
function variablesOf(condition: Condition): readonly Variable[] {
  const parts = partsOf(condition)
  const facts = parts.flatMap((part) => factOf(part.condition) ?? [])
  const seasons: readonly Variable[] = parts.some((part) => part.condition.kind === 'season') ? ['season'] : []
  return [...new Set([...seasons, ...facts])]
}

type Group = { readonly variables: readonly Variable[]; readonly of: readonly Condition[] }

/** Parts that share a fact are one question; those that share none are reckoned apart and their answers joined. */
function independentGroups(parts: readonly Condition[]): readonly (readonly Condition[])[] {
  let groups: readonly Group[] = []
  for (const part of parts) {
    const own: Group = { variables: variablesOf(part), of: [part] }
    const touches = (group: Group) => group.variables.some((variable) => own.variables.includes(variable))
    const joined = groups
      .filter(touches)
      .reduce(
        (one, other) => ({ variables: [...one.variables, ...other.variables], of: [...one.of, ...other.of] }),
        own,
      )
    groups = [...groups.filter((group) => !touches(group)), joined]
  }
  return groups.map(({ of }) => of)
}

function tryOut(condition: Condition, scope: Scope): Reach {
  const choices = variablesOf(condition).map((variable) => changesOf(variable, condition, scope))
  if (choices.reduce((product, each) => product * each.length, 1) > MOST_COMBINATIONS) {
    return { canHold: true, canFail: true }
  }
  let trials: readonly Trial[] = [nobody]
  for (const changes of choices) trials = trials.flatMap((trial) => changes.map((change) => change(trial)))
  const answers = new Set(trials.map(({ account, runOn }) => matches(condition, account, runOn)))
  return { canHold: answers.has(true), canFail: answers.has(false) }
}
