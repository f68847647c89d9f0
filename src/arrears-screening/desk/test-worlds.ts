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

/** Every order of some things. */
export function orders<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]]
  return all.flatMap((first, at) => orders(all.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

/**
 * Whoever knows the rule and all that was told asks which worlds fit. Every group of people that the conditions tell
 * apart and that is small must keep as many possible sizes as the tables of a run leave.
 */
export function leastDoubt(
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
