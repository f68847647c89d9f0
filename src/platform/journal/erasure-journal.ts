import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { syncFolder } from '#platform/backup/copy-files.ts'
import { makePrivateFolder } from '#platform/config/data-folder.ts'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { journalBroken } from './journal-trouble.ts'

const JournalLine = z.object({ id: z.uuid(), at: z.string(), line: z.record(z.string(), z.unknown()) })
/** What was erased or withdrawn, as ids and codes. */
export type JournalLine = z.infer<typeof JournalLine>

const Stored = z.strictObject({ entry: JournalLine, mark: z.string() })

/** An append-only file per month beside the database, each line bound to the one before by a key that is not in it. */
export type ErasureJournal = {
  /** Puts lines on the disk itself. */
  append(lines: readonly JournalLine[]): Promise<void>
  /** Every line, oldest first. Throws an `OperatorTrouble` when one was altered, added or taken out of the middle. */
  read(): Promise<readonly JournalLine[]>
  /** Whether there is any file of it, also an empty one that a human put there. */
  isThere(): Promise<boolean>
}

const start = 'tomoshibi journal'

export function openErasureJournal({ folder, keys }: { folder: string; keys: KeyRing }): ErasureJournal {
  const markOf = (before: string, entry: JournalLine) =>
    Buffer.from(keys.mark('erasure-journal', `${before}\n${JSON.stringify(entry)}`)).toString('hex')
  return {
    isThere: async () => (await namesIn(folder)).length > 0,
    read: async () => {
      let last = start
      const lines: JournalLine[] = []
      for (const name of await namesIn(folder)) {
        for (const [index, row] of (await rowsOf(folder, name)).entries()) {
          const { entry, mark } = parsed(row, name, index + 1)
          if (mark !== markOf(last, entry)) throw journalBroken(name, index + 1)
          lines.push(entry)
          last = mark
        }
      }
      return lines
    },
    append: async (lines) => {
      let last = await lastMark(folder)
      const rows = lines.map(({ id, at, line }) => {
        const entry = { id, at, line }
        last = markOf(last, entry)
        return `${JSON.stringify({ entry, mark: last })}\n`
      })
      await appendRows(folder, rows.join(''))
    },
  }
}

/** Whole rows alone: one that a crash cut short was never ticked off, and is written again. */
async function rowsOf(folder: string, name: string): Promise<readonly string[]> {
  return (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1)
}

async function lastMark(folder: string): Promise<string> {
  for (const name of (await namesIn(folder)).toReversed()) {
    const rows = await rowsOf(folder, name)
    const row = rows.at(-1)
    if (row !== undefined) return parsed(row, name, rows.length).mark
  }
  return start
}

/** To the disk itself, after the last whole row of the month. */
async function appendRows(folder: string, text: string): Promise<void> {
  await makePrivateFolder(folder)
  const place = join(folder, `${new Date().toISOString().slice(0, 7)}.journal`)
  const file = await open(place, 'a+', 0o600)
  try {
    const before = await file.readFile()
    await file.truncate(before.lastIndexOf(10) + 1)
    await file.appendFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(folder)
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((cause) => {
    if (errorCodeOf(cause) === 'ENOENT') return []
    throw cause
  })
  return names.filter((name) => name.endsWith('.journal')).toSorted()
}

function parsed(row: string, name: string, place: number): z.infer<typeof Stored> {
  try {
    return Stored.parse(JSON.parse(row))
  } catch {
    throw journalBroken(name, place)
  }
}
