/** Below this a number of people is small: somebody could be recognised behind it. */
export const SMALL_CELL = 10

/** A number of people with what it is made of; the children, where there are any, add up to it. None is zero. */
export type CellNode = {
  /** What tells it from its siblings; siblings stand in an order that does not come from their numbers. */
  readonly key: string
  readonly people: number
  readonly children: readonly CellNode[]
}

/** The same as it may leave: `undefined` stands for a hidden number. */
export type ShownNode = {
  readonly key: string
  readonly people: number | undefined
  readonly children: readonly ShownNode[]
}

/** How many values a hidden number can still have for whoever knows these rules and all published numbers. */
export const LEAST_DOUBT = 4

/**
 * Hides numbers below ten and as many of their neighbours as are needed so that no hidden number can be computed back
 * from the others and the totals, not even by somebody who knows this rule: neighbours are taken in the order of the
 * list, since a choice by size would tell the size. What lies below a hidden number is left out, and so is a breakdown
 * of which nothing could be shown: thus each published total gives one equation over numbers that stand in no other. Pure.
 */
export function hideSmallCells(root: CellNode): ShownNode {
  return root.people < SMALL_CELL ? hidden(root) : shown(root)
}

function hidden({ key }: CellNode): ShownNode {
  return { key, people: undefined, children: [] }
}

function shown({ key, people, children }: CellNode): ShownNode {
  const secret = cellsToHide(children)
  if (secret.size > 0 && secret.size === children.length) return { key, people, children: [] }
  return { key, people, children: children.map((child) => (secret.has(child) ? hidden(child) : shown(child))) }
}

/** The small ones, then those that follow the first small one in the list, until nothing can be computed. */
function cellsToHide(children: readonly CellNode[]): ReadonlySet<CellNode> {
  const secret = new Set(children.filter(isSmall))
  const first = children.findIndex(isSmall)
  const neighbours = [...children.slice(first + 1), ...children.slice(0, Math.max(first, 0))]
  for (const neighbour of neighbours) {
    if (isInDoubt([...secret])) break
    secret.add(neighbour)
  }
  return secret
}

const isSmall = ({ people }: CellNode) => people < SMALL_CELL

/** Whether numbers of which the sum is known stay unknown, even to somebody who takes all of them for small ones. */
function isInDoubt(secret: readonly CellNode[]): boolean {
  if (secret.length === 0) return true
  const others = secret.length - 1
  if (others === 0) return false
  if (!secret.every(isSmall)) return true
  const sum = secret.reduce((total, { people }) => total + people, 0)
  if (sum < SMALL_CELL) return false
  const most = Math.min(SMALL_CELL - 1, sum - others)
  const least = Math.max(1, sum - others * (SMALL_CELL - 1))
  return most - least + 1 >= LEAST_DOUBT
}

/** Shown numbers go down to whole steps: two tables that follow each other may differ by a few people. */
export const COUNT_STEP = 10

/** The shown numbers cut down to steps of ten. It only takes away: what was in doubt before stays so. Pure. */
export function cutToSteps({ key, people, children }: ShownNode): ShownNode {
  return { key, people: people && people - (people % COUNT_STEP), children: children.map(cutToSteps) }
}
