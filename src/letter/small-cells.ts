/** Below this, a count may tell about somebody; it is not told outside. */
export const SMALLEST_TOLD = 10

/** A count as it may leave the company; undefined below ten, zero included: who is not in it is told as little. */
export function outsideCount(count: number | null): string | undefined {
  return count === null || count < SMALLEST_TOLD ? undefined : String(count)
}
