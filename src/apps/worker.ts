import { startJobs } from '#platform/jobs/start-jobs.ts'
import { platformOf } from './server.ts'
import type { RunningWorker, Surroundings } from './start/parts.ts'
import { clockwork, tasks } from './tasks.ts'

/** Runs the jobs that transactions left behind, and what the clock asks for. */
export async function startWorker(surroundings: Surroundings): Promise<RunningWorker> {
  const platform = platformOf(surroundings)
  return startJobs({ pool: surroundings.planes.worker, platform, tasks: tasks(surroundings), clockwork })
}
