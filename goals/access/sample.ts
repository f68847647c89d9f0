import type { Decision } from './probes.ts'
import { diceFrom } from './random.ts'

/** Takes one decision of every kind (plane, table, verb, outcome) in turn until there are enough. */
export function sampleOf(all: readonly Decision[], { seed, most }: { seed: number; most: number }): Decision[] {
  const dice = diceFrom(seed)
  const kinds = Map.groupBy(all, (one) => `${one.plane} ${one.table} ${one.verb} ${one.expected}`)
  const piles = [...kinds.values()].map((pile) => dice.some(pile, Math.min(pile.length, most)))
  const taken: Decision[] = []
  for (let turn = 0; taken.length < most; turn += 1) {
    const round = piles.flatMap((pile) => pile.slice(turn, turn + 1))
    if (round.length === 0) break
    taken.push(...round.slice(0, most - taken.length))
  }
  return taken
}
