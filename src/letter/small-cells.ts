/** Below this, a count may tell about somebody; it is not told outside. */
export const SMALLEST_TOLD = 10

/**
 * A count of people as it may leave the company; undefined below ten, zero included, and where fewer than ten of `among` are
 * the others: who is not in it is told as little.
 */
export function outsideCount(count: number | null, among?: number): string | undefined {
  if (count === null || count < SMALLEST_TOLD) return undefined
  return among !== undefined && among - count < SMALLEST_TOLD ? undefined : String(count)
}
