import { Refused } from '../problem.ts'
import { rankOf, type WorkingLane } from './lanes.ts'

export type SlotOptions = {
  /** How many connections there are to work with. */
  readonly slots: number
  /** How many may wait; the one who waits with most of their own makes room for another. */
  readonly queue: number
  /** How long one waits at most, in milliseconds. */
  readonly patienceMs: number
}
/** `bearer`: the organisation, or whoever else takes a share. */
export type SlotClaim = { readonly lane: WorkingLane; readonly bearer: string }
type Waiting = SlotClaim & { readonly start: () => void; readonly refuse: () => void }
export type Slots = { run<T>(claim: SlotClaim, work: () => Promise<T>): Promise<T> }

export const overloaded = {
  code: 'overloaded',
  because:
    'いま大変混み合っています。数秒待ってから、もう一度お試しください。入力は画面に残っています。命に関わるときは 119 または 110 へ。',
} as const

/**
 * Shares the connections of one plane: 40 % are kept for reports (one of them for a danger alone), so that lists,
 * searches and exports never stand in their way; no organisation holds all of the rest; who waits is served by
 * lane, then whoever works least.
 */
export function openSlots({ slots, queue, patienceMs }: SlotOptions): Slots {
  const working = openTally()
  const waiting = new Set<Waiting>()
  const mayWork = mayStart(slots, working)

  function enter(claim: SlotClaim): Promise<void> {
    if (waiting.size === 0 && mayWork(claim)) return Promise.resolve(working.add(claim))
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => one.refuse(), patienceMs)
      const leave = () => {
        clearTimeout(timer)
        waiting.delete(one)
      }
      const one: Waiting = {
        ...claim,
        start: () => {
          leave()
          working.add(claim)
          resolve()
        },
        refuse: () => {
          leave()
          reject(new Refused(overloaded))
        },
      }
      waiting.add(one)
      startNext()
      if (waiting.size > queue) leastUrgent(waiting)?.refuse()
    })
  }

  function startNext(): void {
    const next = mostUrgent(waiting, mayWork, working)
    if (next === undefined) return
    next.start()
    startNext()
  }

  return {
    run: async (claim, work) => {
      await enter(claim)
      try {
        return await work()
      } finally {
        working.remove(claim)
        startNext()
      }
    },
  }
}

type Tally = ReturnType<typeof openTally>

/** Of those who may work, the first by lane, then by who works least, then in order. */
function mostUrgent(waiting: ReadonlySet<Waiting>, mayWork: (one: SlotClaim) => boolean, working: Tally) {
  const isBefore = (one: SlotClaim, other: SlotClaim) =>
    (rankOf[one.lane] - rankOf[other.lane] || working.of(one.bearer) - working.of(other.bearer)) < 0
  let next: Waiting | undefined
  for (const one of waiting) if (mayWork(one) && (next === undefined || isBefore(one, next))) next = one
  return next
}

/** Who works, counted as it changes: under a flood this is asked thousands of times a second. */
function openTally() {
  const counts = new Map<string, number>()
  const count = (name: string, by: number) => {
    const sum = (counts.get(name) ?? 0) + by
    if (sum === 0) counts.delete(name)
    else counts.set(name, sum)
  }
  const change = ({ lane, bearer }: SlotClaim, by: number) => {
    const kind = lane === 'submit' ? 'reports' : 'ordinary'
    for (const name of ['all', kind, `lane ${lane}`, `of ${bearer}`, `${kind} of ${bearer}`]) count(name, by)
  }
  const get = (name: string) => counts.get(name) ?? 0
  return {
    add: (claim: SlotClaim) => change(claim, 1),
    remove: (claim: SlotClaim) => change(claim, -1),
    get,
    of: (bearer: string) => get(`of ${bearer}`),
  }
}

function mayStart(slots: number, working: Tally): (claim: SlotClaim) => boolean {
  const all = Math.max(1, slots - 1)
  const shared = Math.max(1, Math.floor(slots * 0.6))
  const butFor = (whole: number, others: number) => Math.max(1, whole - Math.max(1, Math.round(whole * others)))
  const most = {
    reports: butFor(all, 0.25),
    ordinary: butFor(shared, 0.3),
    exports: Math.max(1, Math.floor(slots / 6)),
  }
  return ({ lane, bearer }) => {
    if (working.get('all') >= all) return false
    if (lane === 'submit') return working.get(`reports of ${bearer}`) < most.reports
    if (working.get('ordinary') >= shared || working.get(`ordinary of ${bearer}`) >= most.ordinary) return false
    return lane !== 'export' || working.get('lane export') < most.exports
  }
}

/** Of the least urgent lane, whoever waits with most; of theirs the newest. */
function leastUrgent(waiting: ReadonlySet<Waiting>): Waiting | undefined {
  const counts = new Map<string, number>()
  for (const { bearer } of waiting) counts.set(bearer, (counts.get(bearer) ?? 0) + 1)
  const weight = ({ lane, bearer }: SlotClaim) => rankOf[lane] * (waiting.size + 1) + (counts.get(bearer) ?? 0)
  let found: Waiting | undefined
  for (const one of waiting) if (found === undefined || weight(one) >= weight(found)) found = one
  return found
}
