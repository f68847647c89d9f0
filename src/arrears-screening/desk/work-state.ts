import { z } from 'zod'
import { accountMappingShape } from '../account-file/account-mapping-contract.ts'
import { lettersView, readingView, runView, taskKinds } from './desk-views.ts'

const storedFile = z.strictObject({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  sha256: z.string().nullable(),
  asOf: z.string().nullable(),
  asOfGuessed: z.boolean(),
})
export type StoredFile = z.infer<typeof storedFile>

const storedTask = z.strictObject({
  kind: z.enum(taskKinds),
  state: z.enum(['waiting', 'running', 'stopped', 'failed', 'done']),
  because: z.string().nullable(),
})
export type StoredTask = z.infer<typeof storedTask>

/** What a work remembers between two requests: no row of a file, no person. */
export const workStateShape = z.strictObject({
  id: z.string(),
  createdAt: z.string(),
  files: z.array(storedFile),
  mapping: accountMappingShape.nullable(),
  /** Of the files and the mapping that `reading` is about. */
  readingMark: z.string().nullable(),
  reading: readingView.nullable(),
  task: storedTask.nullable(),
  /** Files, date and mapping of the run that was begun last. */
  runMark: z.string().nullable(),
  run: runView.nullable(),
  /** SHA-256 of each file that the run screened: what shared counts are counts of. */
  runInputs: z.array(z.string()),
  lettersMark: z.string().nullable(),
  letters: lettersView.nullable(),
  sourcesRemovedAt: z.string().nullable(),
})
export type WorkState = z.infer<typeof workStateShape>

/** A work as it begins. */
export function newWork(id: string, now: Date): WorkState {
  return {
    id,
    createdAt: now.toISOString(),
    files: [],
    mapping: null,
    readingMark: null,
    reading: null,
    task: null,
    runMark: null,
    run: null,
    runInputs: [],
    lettersMark: null,
    letters: null,
    sourcesRemovedAt: null,
  }
}
