import { Logger, parseCrontab, run } from 'graphile-worker'
import type pg from 'pg'
import type { Platform } from '#platform/platform.ts'

/** A job's work; throwing means: again later (graphile-worker backs off), so it must be harmless to repeat. */
export type Task = (payload: unknown, platform: Platform) => Promise<void>
export type Tasks = Readonly<Record<string, Task>>
/** Lines of a crontab in UTC, such as `every ten minutes, sign-checkpoints`. */
export type Clockwork = readonly string[]

const quiet = new Logger(() => () => undefined)

/** Starts the worker on its own plane. `close()` takes no new job and resolves when the running ones are done. */
export async function startJobs(options: {
  pool: pg.Pool
  platform: Platform
  tasks: Tasks
  clockwork: Clockwork
}): Promise<{ close(): Promise<void> }> {
  const { pool, platform, tasks, clockwork } = options
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload, platform)]),
  )
  const runner = await run({
    pgPool: pool,
    taskList: { nothing: async () => undefined, ...taskList },
    parsedCronItems: parseCrontab(clockwork.join('\n')),
    concurrency: 2,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: quiet,
  })
  return { close: () => runner.stop() }
}
