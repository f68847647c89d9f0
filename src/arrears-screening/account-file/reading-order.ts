import type { DuckDb } from '#platform/duckdb/open-duckdb.ts'
import type { AccountMapping } from './account-mapping-contract.ts'
import type { ReadingPlan } from './reading-plan.ts'

/** A file of accounts as a company has it. */
export type AccountSource = Readonly<{ path: string }>

export type ReadingProgress = Readonly<{ source: string; step: 'reading' | 'checking'; percent: number }>

export type ReadingOrder = Readonly<{
  duckdb: DuckDb
  sources: readonly AccountSource[]
  mapping: AccountMapping
  /** Name of the relation to make; `<into>_rejects` is made beside it. */
  into: string
  /** A private folder for what is staged between; it stays until the caller removes it, since `into` reads from it. */
  workFolder: string
  onProgress?: (progress: ReadingProgress) => void
  /** Told before the first byte is read: how long it will take and how much disk. */
  onPlan?: (plan: ReadingPlan) => void
}>
