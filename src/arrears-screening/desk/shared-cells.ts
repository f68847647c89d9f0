import { SMALL_CELL } from '../run/small-cells.ts'

/** Numbers are told in steps of so many people, rounded down. */
export const SHARED_STEP = 10

/** What an earlier sharing told of the same month and municipality. */
export type EarlierCell = {
  /** The number that was told; null where none was. */
  readonly people: number | null
  /** Counted for that sharing, and not taken over from one before it. */
  readonly own: boolean
  /** People whom one of the two conditions reaches and the other does not; undefined where its file is no longer here. */
  readonly differs: number | undefined
}
export type SharedNumber = { readonly people: number | null; readonly own: boolean }

/**
 * The number that may be told. Fewer than ten (none, too) is not told, any other in steps of ten. Two conditions that
 * differ by fewer than ten people get the same number, since the difference would tell of those few; and nothing is told
 * where an earlier number was counted over a file that cannot be asked again. Pure.
 */
export function sharedNumber(people: number, earlier: readonly EarlierCell[]): SharedNumber {
  const bases = earlier.filter(({ own }) => own)
  if (bases.some(({ differs }) => differs === undefined)) return { people: null, own: false }
  const near = bases
    .filter(({ differs = 0 }) => differs < SMALL_CELL)
    .toSorted((one, other) => (one.differs ?? 0) - (other.differs ?? 0))[0]
  if (near !== undefined) return { people: near.people, own: false }
  return { people: people < SMALL_CELL ? null : people - (people % SHARED_STEP), own: true }
}

/** The rule as the partners read it. */
export const sharedRule =
  '人数は10人きざみ（切り捨て）で、10人未満（0人を含む）は伏せています。前に知らせた条件と、当てはまる方が10人も違わないときは、前の数をそのまま知らせます。元のファイルが変わって比べられない月も伏せています。'
