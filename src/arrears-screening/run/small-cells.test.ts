import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CellNode, cutToSteps, hideSmallCells, LEAST_DOUBT, type ShownNode, SMALL_CELL } from './small-cells.ts'

const cell = (key: string, children: readonly CellNode[] | number): CellNode =>
  typeof children === 'number'
    ? { key, people: children, children: [] }
    : { key, people: children.reduce((sum, { people }) => sum + people, 0), children }
const listOf = (numbers: readonly number[]) =>
  cell(
    'all',
    numbers.flatMap((people, at) => (people === 0 ? [] : [cell(String(at), people)])),
  )

/** What hiding only the small ones would publish: the fault that the attacks below must find. */
const naive = (node: CellNode): ShownNode => ({
  key: node.key,
  people: node.people < SMALL_CELL ? undefined : node.people,
  children: node.children.map(naive),
})

/** The numbers that follow from `total = sum of the children` alone, worked out until nothing more follows. */
function computedBack(shown: ShownNode): readonly number[] {
  const known = new Map<ShownNode, number>()
  const peopleOf = (node: ShownNode) => node.people ?? known.get(node)
  const step = (node: ShownNode): [ShownNode, number] | undefined => {
    const unknown = node.children.filter((child) => peopleOf(child) === undefined)
    const sum = node.children.reduce((total, child) => total + (peopleOf(child) ?? 0), 0)
    const own = peopleOf(node)
    const [only] = unknown
    if (own === undefined) return node.children.length > 0 && only === undefined ? [node, sum] : undefined
    return only !== undefined && unknown.length === 1 ? [only, own - sum] : undefined
  }
  for (let before = -1; before < known.size; ) {
    before = known.size
    for (const node of nodesOf(shown)) {
      const found = step(node)
      if (found) known.set(...found)
    }
  }
  return [...known.values()]
}

const nodesOf = (node: ShownNode): readonly ShownNode[] => [node, ...node.children.flatMap(nodesOf)]

const tree = fc.letrec<{ node: CellNode; leaf: CellNode }>((tie) => ({
  leaf: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400 })).map((people) => cell('', people)),
  node: fc
    .array(fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('leaf'), tie('node')), { minLength: 1, maxLength: 6 })
    .map((children) =>
      cell(
        '',
        children.map((child, at) => ({ ...child, key: String(at) })),
      ),
    ),
})).node

describe('counts that leave the company', { timeout: 60_000 }, () => {
  it('show no number below ten', () => {
    fc.assert(
      fc.property(tree, (root) => {
        for (const { people } of nodesOf(hideSmallCells(root))) expect(people ?? SMALL_CELL).toBeGreaterThanOrEqual(10)
      }),
      { numRuns: 1000 },
    )
  })

  it('let no hidden number be computed from rows and totals, and no sum of hidden ones below ten', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const shown = hideSmallCells(root)
        expect(computedBack(shown)).toEqual([])
        for (const { people, children } of nodesOf(shown)) {
          const secret = children.filter((child) => child.people === undefined)
          if (secret.length === 0 || people === undefined) continue
          const rest = people - children.reduce((sum, child) => sum + (child.people ?? 0), 0)
          expect(rest).toBeGreaterThanOrEqual(SMALL_CELL)
          expect(secret.every((child) => child.children.length === 0)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('would be computed back if only the small numbers were hidden', () => {
    expect(computedBack(naive(listOf([30, 4, 25])))).toEqual([4])
  })

  // Everything that two to four numbers can be: whoever knows the rule sorts the possible tables by what would be published.
  it.each([
    { count: 2, most: 40 },
    { count: 3, most: 40 },
    { count: 4, most: 16 },
  ])(
    'leave each hidden one of $count numbers at least four possible values, even for whoever knows the rule',
    (size) => {
      for (const { shown, possible } of everyPublication(size)) {
        for (const at of hiddenPlaces(shown, size.count)) {
          const values = new Set(possible.map((numbers) => numbers[at]))
          expect(values.size, JSON.stringify(shown)).toBeGreaterThanOrEqual(LEAST_DOUBT)
        }
      }
    },
  )

  it('keep large numbers as they are', () => {
    const shown = hideSmallCells(listOf([30, 40, 25]))
    expect(shown.children.map(({ people }) => people)).toEqual([30, 40, 25])
  })

  it('hide the neighbour in the list, not the next by size', () => {
    const shown = hideSmallCells(listOf([30, 4, 250, 25]))
    expect(shown.children.map(({ people }) => people)).toEqual([30, undefined, undefined, 25])
  })

  it('hide one more where there are as many hidden ones as people behind them, since each would be one', () => {
    const shown = hideSmallCells(listOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 40, 50]))
    expect(shown.children.map(({ people }) => people).slice(9)).toEqual([undefined, undefined, 50])
  })

  it('leave a breakdown out of which nothing could be shown', () => {
    expect(hideSmallCells(listOf([9, 9])).children).toEqual([])
  })

  it('hide everything where there are fewer than ten people in all', () => {
    expect(hideSmallCells(listOf([4, 5]))).toEqual({ key: 'all', people: undefined, children: [] })
  })
})

describe('two tables that leave one after the other', { timeout: 60_000 }, () => {
  const published = (numbers: readonly number[]) => cutToSteps(hideSmallCells(listOf(numbers)))
  const exactly = (numbers: readonly number[]) => hideSmallCells(listOf(numbers))

  it('leave at least four sizes for whoever came in between, even to somebody who knows the rule', () => {
    expect(fewestSizes(published)).toBeGreaterThanOrEqual(LEAST_DOUBT)
  })

  it('would tell a single person if their numbers were exact', () => {
    expect(fewestSizes(exactly)).toBe(1)
  })

  it('show whole tens only', () => {
    expect(published([37, 41]).children.map(({ people }) => people)).toEqual([30, 40])
    expect(published([37, 41]).people).toBe(70)
  })
})

/**
 * The second table holds the people of the first and some more (a later day, a wider condition). For each pair of published
 * tables: of how many sizes can the group of new people in one town be, where it can be smaller than ten?
 */
function fewestSizes(publish: (numbers: readonly number[]) => ShownNode): number {
  const [most, mostNew] = [30, 20]
  const cutOff = new Set<string>()
  const sizes = new Map<string, Set<number>>()
  for (const [one = 0, other = 0] of everyTable(2, most)) {
    const first = publish([one, other])
    // Of larger numbers not every table was made.
    if ((first.people ?? 0) >= most) continue
    for (const [more = 0, others = 0] of everyTable(2, mostNew)) {
      const pair = JSON.stringify([first, publish([one + more, other + others])])
      const found = sizes.get(pair) ?? new Set<number>()
      sizes.set(pair, found.add(more))
      // Still more could have come: of such pairs not every world was made.
      if (Math.max(more, others) === mostNew) cutOff.add(pair)
    }
  }
  const small = [...sizes].filter(
    ([pair, found]) => !cutOff.has(pair) && [...found].some((size) => size > 0 && size < SMALL_CELL),
  )
  expect(small.length).toBeGreaterThan(5)
  return Math.min(...small.map(([, found]) => found.size))
}

function* everyTable(count: number, most: number): Generator<number[]> {
  if (count === 0) {
    yield []
    return
  }
  for (const rest of everyTable(count - 1, most)) for (let first = 0; first <= most; first += 1) yield [first, ...rest]
}

/** Every publication with the tables it may stand for. Sums above `most` are left out: some of their tables were not made. */
function everyPublication({ count, most }: { count: number; most: number }) {
  const publications = new Map<string, { shown: ShownNode; possible: number[][] }>()
  for (const numbers of everyTable(count, most)) {
    if (numbers.reduce((sum, number) => sum + number, 0) > most) continue
    const shown = hideSmallCells(listOf(numbers))
    const same = publications.get(JSON.stringify(shown)) ?? { shown, possible: [] }
    same.possible.push(numbers)
    publications.set(JSON.stringify(shown), same)
  }
  return publications.values()
}

/** Which of the numbers somebody would want to compute: those shown as hidden, or all where the breakdown was left out. */
function hiddenPlaces({ people, children }: ShownNode, count: number): readonly number[] {
  const places = Array.from({ length: count }, (_, at) => at)
  if (people === undefined) return []
  if (children.length === 0) return places
  return places.filter((at) => children.some(({ key, people }) => key === String(at) && people === undefined))
}
