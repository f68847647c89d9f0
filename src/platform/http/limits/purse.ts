import type { Bearer, Budget, Leased, Leasing, Sizes } from './lease-store.ts'

export type Claim = { readonly budget: Budget; readonly whose: Bearer }
/** Whose buckets a request takes from, as keys; absent for whom it does not have. */
export type Holder = {
  readonly keys: Readonly<Partial<Record<Bearer, string>>>
  readonly tokenHash: string | undefined
  readonly address: string
}
export type Emptied = { readonly by: Bearer; readonly waitMs: number }

export type PurseOptions = {
  readonly sizes: Sizes
  readonly lease: (leasing: Leasing) => Promise<Leased>
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number
}

type Bucket = { left: number; until: number; emptyUntil: number }
/** Until then (ms) what was leased may be spent: the bucket in the database is full again after as long. */
export const keptMs = 60_000
const mostKept = 50_000
/** Not more often than this (ms) is an empty bucket asked again. */
const restMs = 100

/** A lease is a part of the bucket, so that one process never holds all of it. */
const partOf = (most: number, whose: Bearer) => Math.max(1, Math.ceil(most / (whose === 'user' ? 6 : 20)))

function openBuckets(clock: () => number) {
  const buckets = new Map<string, Bucket>()
  const bucketOf = ({ budget, whose }: Claim, { keys }: Holder) => buckets.get(`${budget} ${keys[whose] ?? ''}`)
  const leftOf = (bucket: Bucket | undefined) => (bucket !== undefined && bucket.until > clock() ? bucket.left : 0)
  function keep(answer: Leased, address: string): Leased {
    if (buckets.size > mostKept) buckets.clear()
    const keys = { user: answer.user, organization: answer.organization, address: addressKey(address) }
    for (const { budget, whose, granted, waitMs } of answer.leases) {
      const name = `${budget} ${keys[whose] ?? ''}`
      buckets.set(name, {
        left: leftOf(buckets.get(name)) + granted,
        until: clock() + keptMs,
        emptyUntil: granted > 0 ? 0 : clock() + Math.max(restMs, waitMs),
      })
    }
    return answer
  }
  return { bucketOf, leftOf, keep }
}

/** What this process has leased and not spent yet. */
export function openPurse({ sizes, lease, clock }: PurseOptions) {
  const { bucketOf, leftOf, keep } = openBuckets(clock)
  const underWay = new Map<string, Promise<Leased | undefined>>()

  /** One token of each, or of none. Undefined: taken, or the database does not answer, which its door will say. */
  async function take(claims: readonly Claim[], holder: Holder): Promise<Emptied | undefined> {
    for (let turn = 0; turn < 30; turn += 1) {
      const empty = claims.filter((claim) => leftOf(bucketOf(claim, holder)) < 1)
      if (empty.length === 0) return spend(claims, holder)
      const waitMs = (claim: Claim) => (bucketOf(claim, holder)?.emptyUntil ?? 0) - clock()
      const waits = empty.map((claim) => ({ by: claim.whose, waitMs: waitMs(claim) }))
      const [longest] = waits.sort((one, other) => other.waitMs - one.waitMs)
      if (longest !== undefined && longest.waitMs > 0) return longest
      if ((await ask(empty, holder)) === undefined) return undefined
    }
    return { by: claims[0]?.whose ?? 'user', waitMs: restMs }
  }

  function spend(claims: readonly Claim[], holder: Holder): undefined {
    for (const claim of claims) {
      const bucket = bucketOf(claim, holder)
      if (bucket === undefined) continue
      bucket.left -= 1
      // Ahead of need, so that the next request finds some and waits for nothing.
      const low = bucket.left < partOf(sizes[claim.budget][claim.whose], claim.whose) / 4
      if (low && bucket.emptyUntil <= clock()) void ask([claim], holder)
    }
  }

  /** Leases and keeps; several who ask for the same at once ask once. Undefined when the database does not answer. */
  function ask(claims: readonly Claim[], holder: Holder): Promise<Leased | undefined> {
    const { tokenHash, address } = holder
    const name = `${tokenHash ?? address} ${claims.map(({ budget, whose }) => `${budget}/${whose}`).join(' ')}`
    const running = underWay.get(name)
    if (running !== undefined) return running
    const wants = claims.map(({ budget, whose }) => {
      const most = sizes[budget][whose]
      return { budget, whose, most, wanted: partOf(most, whose) }
    })
    const asking = lease({ tokenHash, address, wants })
      .then((answer) => keep(answer, address))
      .catch(() => undefined)
      .finally(() => underWay.delete(name))
    underWay.set(name, asking)
    return asking
  }

  return { take, ask }
}

export const addressKey = (address: string) => `address:${address}`
