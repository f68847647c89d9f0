/** Somebody who waits for a turn: whose it is counts, not how often they came. */
type Waiting = { readonly owner: string }

/**
 * Who waits, in the order of their turns: those first whose owner was served longest ago (never: before all), and among
 * them who came first. However much one owner orders, another's task is after at most one of each other owner.
 * `waiting` stands in the order of coming; `served` says at which turn an owner was served last.
 */
export function fairOrder<Task extends Waiting>(
  waiting: readonly Task[],
  served: ReadonlyMap<string, number>,
): readonly Task[] {
  const turns = new Map(served)
  const left = [...waiting]
  const order: Task[] = []
  for (let turn = Math.max(0, ...served.values()) + 1; left.length > 0; turn += 1) {
    const last = ({ owner }: Task) => turns.get(owner) ?? 0
    const next = left.reduce((first, one) => (last(one) < last(first) ? one : first))
    left.splice(left.indexOf(next), 1)
    turns.set(next.owner, turn)
    order.push(next)
  }
  return order
}
