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
  const working: SlotClaim[] = []
  const waiting: Waiting[] = []
  const mayWork = mayStart(slots, working)

  function enter(claim: SlotClaim): Promise<void> {
    if (waiting.length === 0 && mayWork(claim)) {
      working.push(claim)
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => one.refuse(), patienceMs)
      const leave = () => {
        clearTimeout(timer)
        const place = waiting.indexOf(one)
        if (place >= 0) waiting.splice(place, 1)
      }
      const one: Waiting = {
        ...claim,
        start: () => {
          leave()
          working.push(claim)
          resolve()
        },
        refuse: () => {
          leave()
          reject(new Refused(overloaded))
        },
      }
      waiting.push(one)
      startNext()
      if (waiting.length > queue) leastUrgent(waiting)?.refuse()
    })
  }

  function startNext(): void {
    const count = (bearer: string) => working.filter((one) => one.bearer === bearer).length
    for (;;) {
      const [next] = waiting
        .filter(mayWork)
        .sort((one, other) => rankOf[one.lane] - rankOf[other.lane] || count(one.bearer) - count(other.bearer))
      if (next === undefined) return
      next.start()
    }
  }

  return {
    run: async (claim, work) => {
      await enter(claim)
      try {
        return await work()
      } finally {
        working.splice(working.indexOf(claim), 1)
        startNext()
      }
    },
  }
}

function mayStart(slots: number, working: readonly SlotClaim[]): (claim: SlotClaim) => boolean {
  const all = Math.max(1, slots - 1)
  const shared = Math.max(1, Math.floor(slots * 0.6))
  const butFor = (whole: number, others: number) => Math.max(1, whole - Math.max(1, Math.round(whole * others)))
  const most = {
    reports: butFor(all, 0.25),
    ordinary: butFor(shared, 0.3),
    exports: Math.max(1, Math.floor(slots / 6)),
  }
  return ({ lane, bearer }) => {
    if (working.length >= all) return false
    const ofLane = (reports: boolean) => working.filter((one) => (one.lane === 'submit') === reports)
    const mine = (claims: readonly SlotClaim[]) => claims.filter((one) => one.bearer === bearer).length
    if (lane === 'submit') return mine(ofLane(true)) < most.reports
    const ordinary = ofLane(false)
    if (ordinary.length >= shared || mine(ordinary) >= most.ordinary) return false
    return lane !== 'export' || ordinary.filter((one) => one.lane === 'export').length < most.exports
  }
}

/** Of the least urgent lane, whoever waits with most; of theirs the newest. */
function leastUrgent(waiting: readonly Waiting[]): Waiting | undefined {
  const count = (bearer: string) => waiting.filter((one) => one.bearer === bearer).length
  return waiting.toSorted(
    (one, other) =>
      rankOf[other.lane] - rankOf[one.lane] ||
      count(other.bearer) - count(one.bearer) ||
      waiting.indexOf(other) - waiting.indexOf(one),
  )[0]
}
