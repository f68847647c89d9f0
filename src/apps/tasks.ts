import type { Clockwork, Tasks } from '#platform/jobs/start-jobs.ts'
import type { Surroundings } from './start/parts.ts'

/** Every job by name; each feature brings its own. */
export function tasks(_surroundings: Surroundings): Tasks {
  return {}
}

/** What the clock asks for, in Japan's time: `minute hour day month weekday task`. */
export const clockwork: Clockwork = []
