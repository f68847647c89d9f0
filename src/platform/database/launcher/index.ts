export type { Connection } from './postmaster.ts'
export { findRunningDatabase, type RunningDatabase, type StartOptions, startDatabase } from './start-database.ts'
