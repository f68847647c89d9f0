import { expect, test } from 'vitest'
import { LEAST_DOUBT } from '../run/small-cells.ts'
import { type EarlierCell, sharedNumber } from './shared-cells.ts'

/** People told apart by the conditions: each region is a number of people, each condition a choice of regions. */
type Regions = readonly number[]
type Chosen = readonly number[]

const sizeOf = (regions: Regions, chosen: Chosen) => chosen.reduce((sum, at) => sum + (regions[at] ?? 0), 0)
const differ = (one: Chosen, other: Chosen) => [
  ...one.filter((at) => !other.includes(at)),
  ...other.filter((at) => !one.includes(at)),
]

/** What is told of the conditions, one after the other. */
function toldOf(regions: Regions, conditions: readonly Chosen[]): string {
  const told: { readonly people: number | null; readonly own: boolean }[] = []
  for (const [at, chosen] of conditions.entries()) {
    const earlier = told.map(({ people, own }, before): EarlierCell => {
      return { people, own, differs: sizeOf(regions, differ(chosen, conditions[before] ?? [])) }
    })
    told.push(sharedNumber(sizeOf(regions, chosen), earlier))
    if (at > 9) throw new RangeError('too many')
  }
  return told.map(({ people }) => people).join(' ')
}

function* worlds(regions: number, most: number): Generator<number[]> {
  if (regions === 0) return yield []
  for (const rest of worlds(regions - 1, most)) for (let people = 0; people <= most; people++) yield [...rest, people]
}

function orders<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]]
  return all.flatMap((first, at) => orders(all.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

/**
 * Whoever knows the rule and all that was told asks which worlds fit. Every group of people that the conditions tell
 * apart and that is small must keep as many possible sizes as the tables of a run leave.
 */
function leastDoubt(
  conditions: readonly Chosen[],
  { regions, most, look }: { regions: number; most: number; look: number },
) {
  const fitting = new Map<string, Set<number>[]>()
  for (const world of worlds(regions, most)) {
    const told = toldOf(world, conditions)
    const sizes = fitting.get(told) ?? world.map(() => new Set<number>())
    for (const [at, people] of world.entries()) sizes[at]?.add(people)
    fitting.set(told, sizes)
  }
  let least = Number.POSITIVE_INFINITY
  for (const world of worlds(regions, look)) {
    const sizes = fitting.get(toldOf(world, conditions)) ?? []
    for (const [at, people] of world.entries()) if (people < 10) least = Math.min(least, sizes[at]?.size ?? 0)
  }
  return least
}

test('moving a number by a little tells nothing of the few people in between, in either order', () => {
  for (const order of orders([[0], [0, 1]])) {
    expect(leastDoubt(order, { regions: 2, most: 60, look: 40 })).toBeGreaterThanOrEqual(LEAST_DOUBT)
  }
})

test('a ladder of three conditions tells of no small step, in any order', () => {
  for (const order of orders([[0], [0, 1], [0, 1, 2]])) {
    expect(leastDoubt(order, { regions: 3, most: 32, look: 22 })).toBeGreaterThanOrEqual(LEAST_DOUBT)
  }
})

test('two conditions, both together and either of them: what they have in common is not reckoned from the three others', () => {
  for (const order of orders([[0, 1], [1, 2], [0, 1, 2], [1]])) {
    expect(leastDoubt(order, { regions: 3, most: 32, look: 22 })).toBeGreaterThanOrEqual(LEAST_DOUBT)
  }
})

test('a number counted over a file that is gone is never followed by another one', () => {
  expect(sharedNumber(80, [{ people: 40, own: true, differs: undefined }])).toEqual({ people: null, own: false })
})

test('none and a few are told alike', () => {
  expect([0, 1, 9, 10, 14, 19].map((people) => sharedNumber(people, []).people)).toEqual([null, null, null, 10, 10, 10])
})
