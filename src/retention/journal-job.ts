import type { Task } from '#platform/jobs/start-jobs.ts'
import type { ErasureJournal } from '#platform/journal/erasure-journal.ts'
import { listJournalToWrite, markJournalWritten } from './retention-store.ts'

/**
 * Carries erasures and withdrawals out of the database, seconds after they were committed: into the file first, onto the
 * disk itself, then they are ticked off. Killed in between, a line stands twice in the file and is replayed once.
 */
export function writeJournal(journal: ErasureJournal): Task {
  return async (_job, { databases }) => {
    await databases.worker.transaction().execute(async (db) => {
      const lines = await listJournalToWrite(db)
      if (lines.length === 0) return
      await journal.append(lines)
      await markJournalWritten(
        db,
        lines.map(({ id }) => id),
      )
    })
  }
}
