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

const untold: TaskProgress = { step: null, unit: null, done: 0, total: 0 }

/**
 * What the server does in the background for companies: one task at a time, companies in turn, so that memory and
 * processors stay bounded; nobody holds the place longer than the limit.
 */
export class TaskQueue {
  private readonly options: QueueOptions
  private readonly waiting: Task[] = []
  private readonly served = new Map<string, number>()
  private readonly late = new Map<string, Underway>()
  private turn = 0
  private running: Underway | undefined
  private closed = false
  private atRest = Promise.resolve()

  constructor(options: QueueOptions) {
    this.options = options
  }

  private readonly workOff = async (): Promise<void> => {
    const next = () => fairOrder(this.waiting, this.served)[0]
    for (let task = next(); task !== undefined; task = next()) {
      this.waiting.splice(this.waiting.indexOf(task), 1)
      this.turn += 1
      this.served.set(task.owner, this.turn)
      const underway: Underway = { task, progress: untold, since: this.options.clock(), late: false }
      this.running = underway
      const done = carryOut(underway, this.options)
      // What does not come to rest in its time is still the work's own, but nobody else waits for it.
      if (!(await endsInTime(underway, done, this.options))) {
        const { key } = task
        this.late.set(key, underway)
        void done.finally(() => this.late.delete(key))
      }
      this.running = undefined
    }
  }

  private underwayOf(key: string): Underway | undefined {
    return this.running?.task.key === key ? this.running : this.late.get(key)
  }

  order(task: Omit<Task, 'stop'>): void {
    if (this.closed) return
    this.waiting.push({ ...task, stop: new AbortController() })
    if (this.running === undefined && this.waiting.length === 1) this.atRest = this.atRest.then(this.workOff)
  }

  /** Undefined where nothing of the key waits or runs. */
  find(key: string): { ahead: number; progress: TaskProgress; secondsLeft: number | null } | undefined {
    const underway = this.underwayOf(key)
    if (underway) {
      return { ahead: 0, progress: underway.progress, secondsLeft: secondsLeft(underway, this.options.clock()) }
    }
    const at = fairOrder(this.waiting, this.served).findIndex((task) => task.key === key)
    return at < 0 ? undefined : { ahead: at + (this.running ? 1 : 0), progress: untold, secondsLeft: null }
  }

  isRunning(key: string): boolean {
    return this.underwayOf(key) !== undefined
  }

  /** Ends what runs, takes out what waits; resolves when nothing of the key is at work any more. */
  async stop(key: string): Promise<void> {
    const at = this.waiting.findIndex((task) => task.key === key)
    if (at >= 0) this.waiting.splice(at, 1)
    const underway = this.underwayOf(key)
    underway?.task.stop.abort()
    while (underway !== undefined && this.underwayOf(key) === underway) await pause(20)
  }

  /** Ends what runs and forgets what waits; works say afterwards that they were stopped, and can be started again. */
  async stopAll(): Promise<void> {
    this.waiting.length = 0
    const underway = this.running
    underway?.task.stop.abort()
    while (underway !== undefined && this.running === underway) await pause(20)
  }

  async close(): Promise<void> {
    this.closed = true
    this.waiting.length = 0
    this.running?.task.stop.abort()
    await this.atRest
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
