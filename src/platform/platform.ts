import type { Checkpoint } from './audit/checkpoint.ts'
import type { KeyRing } from './crypto/key-ring.ts'
import type { Databases } from './database/session.ts'

/** What every door is given: the outside world as arguments, so that tests hand in their own clock and keys. */
export type Platform = {
  readonly databases: Databases
  readonly keys: KeyRing
  readonly now: () => Date
  /** A new id for inside use (UUIDv7, sorted by time). */
  readonly newId: () => string
  readonly randomBytes: (length: number) => Uint8Array
  /** Where people reach this installation, such as `https://tomoshibi.example.jp`; also printed on letters. */
  readonly origin: string
  readonly secureCookies: boolean
  /** True while nothing but the demo town is in the database. */
  readonly isDemo: () => Promise<boolean>
  /** Japanese sentences for refusal codes that the database raises. */
  readonly sentences: Readonly<Record<string, string>>
  /** The newest head of a scope's log that was signed outside the database, where this installation keeps them. */
  readonly findCheckpoint?: (scopeId: string) => Promise<Checkpoint | undefined>
  /** Where companies put files to be worked on, and how large (bytes) one may be; absent: a folder that goes with the process. */
  readonly uploads?: { readonly folder: string; readonly largest?: number | undefined }
}
