import { setTimeout as pause } from 'node:timers/promises'
import { Logger, parseCrontab, type Runner, run } from 'graphile-worker'
import type pg from 'pg'
import type { Platform } from '#platform/platform.ts'

/** A job's work; throwing means: again later (graphile-worker backs off), so it must be harmless to repeat. */
export type Task = (payload: unknown, platform: Platform) => Promise<void>
export type Tasks = Readonly<Record<string, Task>>
/** Lines of a crontab in UTC, such as `every ten minutes, sign-checkpoints`. */
export type Clockwork = readonly string[]

type Options = { pool: pg.Pool; platform: Platform; tasks: Tasks; clockwork: Clockwork }

const quiet = new Logger(() => () => undefined)
const breath = 1_000

/**
 * Starts the worker on its own plane. When the database goes away the worker ends and is started anew until it is
 * back: a job that was running is run again. `close()` takes no new job and resolves when the running ones are done.
 */
export async function startJobs(options: Options): Promise<{ close(): Promise<void> }> {
  const closing = new AbortController()
  let runner = await runOnce(options)
  const kept = keepRunning()
  return {
    close: async () => {
      closing.abort()
      await runner.stop().catch(() => undefined)
      await kept
    },
  }

  async function keepRunning(): Promise<void> {
    while (!closing.signal.aborted) {
      await runner.promise.catch(() => undefined)
      while (!closing.signal.aborted) {
        await pause(breath, undefined, { signal: closing.signal }).catch(() => undefined)
        const next = closing.signal.aborted ? undefined : await runOnce(options).catch(() => undefined)
        if (next === undefined) continue
        runner = next
        break
      }
    }
  }
}

function runOnce({ pool, platform, tasks, clockwork }: Options): Promise<Runner> {
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload, platform)]),
  )
  return run({
    pgPool: pool,
    taskList: { nothing: async () => undefined, ...taskList },
    parsedCronItems: parseCrontab(clockwork.join('\n')),
    concurrency: 2,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: quiet,
  })
}
