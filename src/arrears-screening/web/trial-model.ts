import { capacityOf } from '#ui/capacity-words.ts'
import { adjustableNumbers, withNumbers } from '../adjustable-numbers.ts'
import type { ClausePath, Comparison, Condition } from '../condition.ts'
import type { DeskAgreement, DryRunAnswer } from './desk-shapes.ts'

/** A month of a municipality: how many each version reaches. */
export type ReachRow = {
  readonly asOf: string
  readonly reached: readonly number[]
  readonly suppressed: readonly number[]
  readonly newly: number
  readonly noLonger: number
}

/** A municipality with its months and what its agencies can newly take in one. */
export type ReachPlace = {
  readonly municipality: string
  readonly name: string
  /** Of all agencies that said something; null while none did, and where the number is for several places together. */
  readonly capacity: number | null
  /** Several places added up: the one that the agencies' number stands beside. */
  readonly isSum: boolean
  readonly rows: readonly ReachRow[]
}

/** The counted cells by municipality, months in their order. A month without anybody is shown as zero. */
export function reachPlaces({ cells, months }: DryRunAnswer, agreement: DeskAgreement): readonly ReachPlace[] {
  const versions = Math.max(1, ...cells.map(({ reached }) => reached.length))
  const nobody = Array.from({ length: versions }, () => 0)
  const days = [...new Set(months.map(({ asOf }) => asOf))].toSorted()
  const capacity = capacityOf(agreement.capacity)
  const several = agreement.municipalities.length > 1
  const places = agreement.municipalities.map(({ code, name }) => ({
    municipality: code,
    name,
    capacity: several ? null : capacity,
    isSum: false,
    rows: days.map((asOf) => {
      const cell = cells.find((one) => one.asOf === asOf && one.municipality === code)
      const empty = { reached: nobody, suppressed: nobody, newly: 0, noLonger: 0 }
      const { reached, suppressed, newly, noLonger } = cell ?? empty
      return { asOf, reached, suppressed, newly, noLonger }
    }),
  }))
  if (!several) return places
  const rows = days.map((asOf, at) =>
    sumOf(
      asOf,
      places.flatMap(({ rows: own }) => own[at] ?? []),
    ),
  )
  return [{ municipality: 'all', name: `${places.length}市区町村の合計`, capacity, isSum: true, rows }, ...places]
}

function sumOf(asOf: string, rows: readonly ReachRow[]): ReachRow {
  const added = (one: readonly number[], other: readonly number[]) => one.map((count, at) => count + (other[at] ?? 0))
  const nothing = (rows[0]?.reached ?? []).map(() => 0)
  return rows.reduce(
    (sum, row) => ({
      asOf,
      reached: added(sum.reached, row.reached),
      suppressed: added(sum.suppressed, row.suppressed),
      newly: sum.newly + row.newly,
      noLonger: sum.noLonger + row.noLonger,
    }),
    { asOf, reached: nothing, suppressed: nothing, newly: 0, noLonger: 0 },
  )
}

/** By how many a number goes beyond what can be taken; 0 where it does not, or nothing was said. */
export function beyond(people: number, capacity: number | null): number {
  return capacity === null ? 0 : Math.max(0, people - capacity)
}

/** The longest bar of a picture, with room for the line of the capacity. */
export function scaleOf(places: readonly ReachPlace[]): number {
  const counted = places.flatMap(({ rows }) => rows.flatMap(({ reached }) => reached))
  const lines = places.map(({ capacity }) => (capacity ?? 0) * 1.15)
  return Math.max(1, ...counted, ...lines)
}

/** What the second version changes over all months and municipalities. */
export function changeOf(places: readonly ReachPlace[]): { readonly newly: number; readonly noLonger: number } {
  const rows = places.flatMap(({ isSum, rows }) => (isSum ? [] : rows))
  return {
    newly: rows.reduce((sum, { newly }) => sum + newly, 0),
    noLonger: rows.reduce((sum, { noLonger }) => sum + noLonger, 0),
  }
}

/** The condition with the numbers that were moved; undefined while none differs from it. A refusal says why a number cannot stand. */
export function movedCondition(condition: Condition, values: ReadonlyMap<ClausePath, number>) {
  const differing = adjustableNumbers(condition).filter(
    ({ path, value }) => values.has(path) && values.get(path) !== value,
  )
  if (differing.length === 0) return undefined
  return withNumbers(condition, values)
}

const suffixes = {
  'at-least': '以上',
  'more-than': 'を超える',
  'at-most': '以下',
  'less-than': '未満',
  exactly: 'ちょうど',
} as const satisfies Record<Comparison, string>

/** The word after a number: 「2か月 以上」. */
export function boundWord(is: Comparison): string {
  return suffixes[is]
}

export const reachHeader = [
  '年月日',
  '市区町村',
  'いまの条件',
  '動かした条件',
  '新たに届く',
  '届かなくなる',
  '月に受けられる人数',
]

/** The lines of the picture's CSV. */
export function reachLines(places: readonly ReachPlace[]): readonly (readonly (string | number)[])[] {
  const single = places.filter(({ isSum }) => !isSum)
  return single.flatMap(({ name, capacity, rows }) =>
    rows.map(({ asOf, reached, newly, noLonger }) => [
      asOf,
      name,
      reached[0] ?? 0,
      reached[1] ?? '',
      reached[1] === undefined ? '' : newly,
      reached[1] === undefined ? '' : noLonger,
      capacity ?? '',
    ]),
  )
}
