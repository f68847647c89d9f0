/** Mulberry32 with the few throws that a world needs: the same seed gives the same world on every machine. */
export type Dice = ReturnType<typeof diceFrom>

export function diceFrom(seed: number) {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number) => Math.floor(next() * most)
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('')
  const pick = <T>(from: readonly T[]): T => {
    const one = from[below(from.length)]
    if (one === undefined) throw new RangeError('nothing to pick from')
    return one
  }
  return {
    below,
    hex,
    pick,
    chance: (share: number) => next() < share,
    between: (least: number, most: number) => least + below(most - least + 1),
    id: () => `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`,
    bytes: (octets: number) => `\\x${hex(octets * 2)}`,
    some: <T>(from: readonly T[], count: number): T[] => {
      const left = [...from]
      const taken: T[] = []
      while (taken.length < count && left.length > 0) taken.push(...left.splice(below(left.length), 1))
      return taken
    },
  }
}
