const least = 128 * 1024
/** A part should be through well before the server ends the request (30 seconds). */
const wantedMs = 8_000

/** How large the next part is, after one of `bytes` took `ms`: a slow line gets small ones, a fast one grows step by step. */
export function nextPartSize({ bytes, ms, most }: { bytes: number; ms: number; most: number }): number {
  const inTime = (bytes / Math.max(1, ms)) * wantedMs
  return Math.floor(Math.min(most, bytes * 4, Math.max(least, inTime)))
}

/** After a part that did not come through: a quarter of it. */
export function smallerPartSize(bytes: number): number {
  return Math.max(least, Math.floor(bytes / 4))
}

/** The first part tells how fast the line is. */
export const firstPartSize = (most: number) => Math.min(most, 1024 * 1024)
