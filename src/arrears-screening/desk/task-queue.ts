import { type Result, refuse } from '#kernel/result.ts'
import type { WorkTaskView } from './desk-views.ts'
import { fairOrder } from './fair-order.ts'

export type TaskProgress = Pick<WorkTaskView, 'step' | 'unit' | 'done' | 'total'>
export type TaskTools = { readonly signal: AbortSignal; readonly tell: (progress: TaskProgress) => void }
type Task = {
  readonly key: string
  /** Whose turn it takes: a company. */
  readonly owner: string
  readonly work: (tools: TaskTools) => Promise<Result<unknown>>
  readonly begun: () => Promise<void>
  readonly ended: (result: Result<unknown>) => Promise<void>
  readonly stop: AbortController
}
type Underway = { readonly task: Task; progress: TaskProgress; since: number; late: boolean }
export type QueueOptions = {
  /** Milliseconds. */
  readonly clock: () => number
  /** What a task that throws ends with. */
  readonly failed: (cause: unknown) => Result<never>
  /** How long one task may run, and how long it then has to come to rest before the others go on without waiting for it. */
  readonly limitMs: number
  readonly graceMs: number
}

/** What the server does in the background for companies: one after the other, so that memory and processors stay bounded. */
export type TaskQueue = ReturnType<typeof openTaskQueue>

const untold: TaskProgress = { step: null, unit: null, done: 0, total: 0 }

/** One task at a time, companies in turn; nobody holds the place longer than the limit. */
export function openTaskQueue(options: QueueOptions) {
  const { clock } = options
  const waiting: Task[] = []
  const served = new Map<string, number>()
  const late = new Map<string, Underway>()
  let turn = 0
  let running: Underway | undefined
  let closed = false
  let atRest = Promise.resolve()

  async function workOff(): Promise<void> {
    for (let task = fairOrder(waiting, served)[0]; task !== undefined; task = fairOrder(waiting, served)[0]) {
      waiting.splice(waiting.indexOf(task), 1)
      turn += 1
      served.set(task.owner, turn)
      const underway: Underway = { task, progress: untold, since: clock(), late: false }
      running = underway
      const done = carryOut(underway, options)
      // What does not come to rest in its time is still the work's own, but nobody else waits for it.
      if (!(await endsInTime(underway, done, options))) {
        late.set(task.key, underway)
        void done.finally(() => late.delete(task.key))
      }
      running = undefined
    }
  }
  const underwayOf = (key: string) => (running?.task.key === key ? running : late.get(key))

  return {
    order: (task: Omit<Task, 'stop'>) => {
      if (closed) return
      waiting.push({ ...task, stop: new AbortController() })
      if (running === undefined && waiting.length === 1) atRest = atRest.then(workOff)
    },
    /** Undefined where nothing of the key waits or runs. */
    find: (key: string): { ahead: number; progress: TaskProgress; secondsLeft: number | null } | undefined => {
      const underway = underwayOf(key)
      if (underway) return { ahead: 0, progress: underway.progress, secondsLeft: secondsLeft(underway, clock()) }
      const at = fairOrder(waiting, served).findIndex((task) => task.key === key)
      return at < 0 ? undefined : { ahead: at + (running ? 1 : 0), progress: untold, secondsLeft: null }
    },
    isRunning: (key: string) => underwayOf(key) !== undefined,
    /** Ends what runs, takes out what waits; resolves when nothing of the key is at work any more. */
    stop: async (key: string) => {
      const at = waiting.findIndex((task) => task.key === key)
      if (at >= 0) waiting.splice(at, 1)
      const underway = underwayOf(key)
      underway?.task.stop.abort()
      while (underway !== undefined && underwayOf(key) === underway) await pause(20)
    },
    /** Ends what runs and forgets what waits; works say afterwards that they were stopped, and can be started again. */
    stopAll: async () => {
      waiting.length = 0
      const underway = running
      underway?.task.stop.abort()
      while (underway !== undefined && running === underway) await pause(20)
    },
    close: async () => {
      closed = true
      waiting.length = 0
      running?.task.stop.abort()
      await atRest
    },
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Stops the task when its time is over; false where it does not come to rest within the grace. */
async function endsInTime(underway: Underway, done: Promise<void>, { limitMs, graceMs }: QueueOptions) {
  const timers: NodeJS.Timeout[] = []
  const over = new Promise<false>((resolve) => {
    const stop = () => {
      underway.late = true
      underway.task.stop.abort()
      timers.push(setTimeout(() => resolve(false), graceMs))
    }
    timers.push(setTimeout(stop, limitMs))
  })
  const inTime = await Promise.race([done.then(() => true), over])
  for (const timer of timers) clearTimeout(timer)
  return inTime
}

async function carryOut(underway: Underway, { clock, failed, limitMs }: QueueOptions): Promise<void> {
  const { task } = underway
  const tell = (progress: TaskProgress) => {
    if (progress.step !== underway.progress.step) underway.since = clock()
    underway.progress = progress
  }
  await task.begun().catch(() => undefined)
  const result = await task.work({ signal: task.stop.signal, tell }).catch(failed)
  // What cannot be written down is found by the next look: the state still says that it runs, and nothing runs.
  await task.ended(underway.late && !result.ok ? outOfTime(limitMs) : result).catch(() => undefined)
}

function outOfTime(limitMs: number): Result<never> {
  const minutes = Math.max(1, Math.round(limitMs / 60_000))
  return refuse(
    'interrupted',
    `一度に動かせるのは${minutes}分までのため、止めました。置いたファイルと、そこまでにできたものは残っています。もう一度始められます。また止まるときは、ファイルを市区町村などで分けてお試しください。`,
  )
}

/** From the speed of the present step; null until it can be said. */
function secondsLeft({ progress: { done, total }, since }: Underway, now: number): number | null {
  const spent = now - since
  if (total <= 0 || done <= 0 || done > total || spent < 1000) return null
  return Math.ceil((spent / 1000) * ((total - done) / done))
}
