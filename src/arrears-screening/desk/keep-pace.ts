/** How slowly somebody may send: so long without a byte; after the grace, so many bytes a second on the whole. */
export type Pace = { readonly idleMs: number; readonly graceMs: number; readonly leastPerSecond: number }

/** Who sends slower than that holds a place that others wait for. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow'
}

/**
 * What arrives, as long as it keeps the pace. The sender is not cut off here: an answer can still be given.
 * `now` gives milliseconds.
 * @throws {TooSlow}
 */
export async function* keepPace(
  body: AsyncIterable<Uint8Array | string>,
  { idleMs, graceMs, leastPerSecond }: Pace,
  now: () => number = () => performance.now(),
): AsyncGenerator<Uint8Array | string> {
  const begun = now()
  const pieces = body[Symbol.asyncIterator]()
  let bytes = 0
  for (;;) {
    const spent = now() - begun
    const left = graceMs + (bytes / leastPerSecond) * 1000 - spent
    if (left <= 0) throw new TooSlow()
    const next = await within(Math.min(idleMs, left), pieces.next())
    if (next.done === true) return
    bytes += next.value.length
    yield next.value
  }
}

async function within<Value>(ms: number, value: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), ms)
  })
  // Whoever is not waited for any more may still break off.
  value.catch(() => undefined)
  return Promise.race([value, late]).finally(() => clearTimeout(timer))
}
