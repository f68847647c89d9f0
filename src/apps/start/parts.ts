import type { Config } from '#platform/config/config.ts'
import type { AdminConnection } from '#platform/database/connection.ts'
import type { PlanePools } from '#platform/database/roles.ts'

/** What the start-up hands to the server and the worker: everything is open and migrated. */
export type Surroundings = {
  readonly config: Config
  readonly planes: PlanePools
  readonly rootKey: Uint8Array
  /** The built screens: index.html and its assets. */
  readonly webFolder: string
  /** True when the data are the demo town: banner on, demo accounts open. */
  readonly demo: boolean
  /** Where HTTP answers, shared by server and worker: the system chooses the port when the configuration says 0. */
  readonly bound?: Bound
}
export type Bound = { port: number }

/** `close()` turns readiness off, lets running requests finish (at most 10 s) and then resolves. */
export type RunningServer = { readonly address: string; close(): Promise<void> }
/** `close()` takes no new job and resolves when the running ones are done. */
export type RunningWorker = { close(): Promise<void> }

export type DemoLogin = { readonly who: string; readonly loginName: string; readonly password: string }
export type DemoTown = {
  seedDemoTown(town: { admin: AdminConnection; rootKey: Uint8Array; now: Date }): Promise<void>
  readonly demoLogins: readonly DemoLogin[]
}

/** The application, as the start-up sees it. */
export type Parts = {
  startServer(surroundings: Surroundings): Promise<RunningServer>
  startWorker(surroundings: Surroundings): Promise<RunningWorker>
  readonly demoTown: DemoTown
  buildWeb(config: Config): Promise<{ readonly folder: string; readonly built: boolean }>
}
