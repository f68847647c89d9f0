import type { Result } from '#kernel/result.ts'
import type { WorkTaskView } from './desk-views.ts'

export type TaskProgress = Pick<WorkTaskView, 'step' | 'unit' | 'done' | 'total'>
export type TaskTools = { readonly signal: AbortSignal; readonly tell: (progress: TaskProgress) => void }
type Task = {
  readonly key: string
  readonly work: (tools: TaskTools) => Promise<Result<unknown>>
  readonly begun: () => Promise<void>
  readonly ended: (result: Result<unknown>) => Promise<void>
  readonly stop: AbortController
}
type Underway = { readonly task: Task; progress: TaskProgress; since: number }

/** What the server does in the background for companies: one after the other, so that memory and processors stay bounded. */
export type TaskQueue = ReturnType<typeof openTaskQueue>

const untold: TaskProgress = { step: null, unit: null, done: 0, total: 0 }

/** `clock` gives milliseconds. A task that throws ends as refused by `failed`. */
export function openTaskQueue(clock: () => number, failed: (cause: unknown) => Result<never>) {
  const waiting: Task[] = []
  let running: Underway | undefined
  let closed = false
  let atRest = Promise.resolve()

  async function workOff(): Promise<void> {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      running = { task, progress: untold, since: clock() }
      await carryOut(running, clock, failed)
      running = undefined
    }
  }

  return {
    order: (task: Omit<Task, 'stop'>) => {
      if (closed) return
      waiting.push({ ...task, stop: new AbortController() })
      if (running === undefined && waiting.length === 1) atRest = atRest.then(workOff)
    },
    /** Undefined where nothing of the key waits or runs. */
    find: (key: string): { ahead: number; progress: TaskProgress; secondsLeft: number | null } | undefined => {
      if (running?.task.key === key) {
        return { ahead: 0, progress: running.progress, secondsLeft: secondsLeft(running, clock()) }
      }
      const at = waiting.findIndex((task) => task.key === key)
      return at < 0 ? undefined : { ahead: at + (running ? 1 : 0), progress: untold, secondsLeft: null }
    },
    isRunning: (key: string) => running?.task.key === key,
    /** Ends what runs, takes out what waits; resolves when nothing of the key is at work any more. */
    stop: async (key: string) => {
      const at = waiting.findIndex((task) => task.key === key)
      if (at >= 0) waiting.splice(at, 1)
      if (running?.task.key !== key) return
      const { task } = running
      task.stop.abort()
      while (running?.task === task) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    close: async () => {
      closed = true
      waiting.length = 0
      running?.task.stop.abort()
      await atRest
    },
  }
}

async function carryOut(underway: Underway, clock: () => number, failed: (cause: unknown) => Result<never>) {
  const { task } = underway
  const tell = (progress: TaskProgress) => {
    if (progress.step !== underway.progress.step) underway.since = clock()
    underway.progress = progress
  }
  await task.begun().catch(() => undefined)
  const result = await task.work({ signal: task.stop.signal, tell }).catch(failed)
  // What cannot be written down is found by the next look: the state still says that it runs, and nothing runs.
  await task.ended(result).catch(() => undefined)
}

/** From the speed of the present step; null until it can be said. */
function secondsLeft({ progress: { done, total }, since }: Underway, now: number): number | null {
  const spent = now - since
  if (total <= 0 || done <= 0 || done > total || spent < 1000) return null
  return Math.ceil((spent / 1000) * ((total - done) / done))
}
