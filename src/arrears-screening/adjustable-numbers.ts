import { ok, type Result, refuse } from '#kernel/result.ts'
import { LARGEST_YEN } from '#kernel/yen.ts'
import { DATE_FACTS, type DateFact, NUMBER_FACTS, type NumberFact } from './account.ts'
import { type ClausePath, type Comparison, type Condition, LARGEST_CONDITION, partsOf, pathBelow } from './condition.ts'

/** What an adjustable number counts, with what a person can usefully slide over: bounds, and the step of one key press. */
export const ADJUSTABLE_UNITS = {
  months: { unit: 'か月', from: 0, to: 24, step: 1, lowest: 0, highest: LARGEST_CONDITION.months },
  yen: { unit: '円', from: 0, to: 200_000, step: 1000, lowest: 0, highest: LARGEST_YEN },
  days: { unit: '日', from: 0, to: 180, step: 1, lowest: -LARGEST_CONDITION.days, highest: LARGEST_CONDITION.days },
} as const
export type AdjustableUnit = keyof typeof ADJUSTABLE_UNITS

/** One number of a condition that both sides can move while they look at how many people it reaches. */
export type AdjustableNumber = {
  /** Of the clause; a clause holds at most one number. */
  readonly path: ClausePath
  readonly fact: NumberFact | DateFact
  /** 「未払いの金額」「停止の予定日まで」 */
  readonly label: string
  readonly is: Comparison
  readonly value: number
  readonly counts: AdjustableUnit
  /** Ends of a slider; the value always lies between them. */
  readonly from: number
  readonly to: number
  readonly step: number
}

/** The numbers of a condition in reading order, each with the path of its clause. */
export function adjustableNumbers(condition: Condition): readonly AdjustableNumber[] {
  return partsOf(condition).flatMap(({ path, condition: part }): AdjustableNumber[] => {
    switch (part.kind) {
      case 'number': {
        const counts = part.fact === 'monthsInArrears' ? 'months' : 'yen'
        return [{ path, fact: part.fact, label: NUMBER_FACTS[part.fact], is: part.is, ...span(counts, part.value) }]
      }
      case 'days-since':
        return [
          { path, fact: part.fact, label: `${DATE_FACTS[part.fact]}から`, is: part.is, ...span('days', part.days) },
        ]
      case 'days-until':
        return [
          { path, fact: part.fact, label: `${DATE_FACTS[part.fact]}まで`, is: part.is, ...span('days', part.days) },
        ]
      case 'all':
      case 'any':
      case 'not':
      case 'one-of':
      case 'stage-at-least':
      case 'flag':
      case 'season':
        return []
      default: {
        const never: never = part
        return never
      }
    }
  })
}

function span(counts: AdjustableUnit, value: number) {
  const { from, to, step } = ADJUSTABLE_UNITS[counts]
  return { value, counts, from: Math.min(from, value), to: Math.max(to, value), step }
}

/** The condition with other numbers at the given paths, everything else as it was. Refuses a path without a number, fractions and what a condition file may not hold. */
export function withNumbers(condition: Condition, values: ReadonlyMap<ClausePath, number>): Result<Condition> {
  const numbers = new Map(adjustableNumbers(condition).map((one) => [one.path, one]))
  for (const [path, value] of values) {
    const number = numbers.get(path)
    if (number === undefined) return refuse('number-not-there', '動かせる数字が、この条件のその場所にはありません。')
    const { lowest, highest, unit } = ADJUSTABLE_UNITS[number.counts]
    if (!Number.isInteger(value) || value < lowest || value > highest) {
      return refuse(
        'number-out-of-bounds',
        `「${number.label}」は、${lowest}${unit}から${highest.toLocaleString('ja-JP')}${unit}までの整数にしてください。`,
      )
    }
  }
  return ok(replaced(condition, '0', values))
}

function replaced(condition: Condition, path: ClausePath, values: ReadonlyMap<ClausePath, number>): Condition {
  const value = values.get(path)
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((part, index) => replaced(part, pathBelow(path, index), values)) }
    case 'not':
      return { ...condition, of: replaced(condition.of, pathBelow(path, 0), values) }
    case 'number':
      return value === undefined ? condition : { ...condition, value }
    case 'days-since':
    case 'days-until':
      return value === undefined ? condition : { ...condition, days: value }
    case 'one-of':
    case 'stage-at-least':
    case 'flag':
    case 'season':
      return condition
    default: {
      const never: never = condition
      return never
    }
  }
}
