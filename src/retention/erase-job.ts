import { z } from 'zod'
import type { Task } from '#platform/jobs/start-jobs.ts'
import { clearOldSessions, eraseDue, listNextDue } from './retention-store.ts'

const payload = z.looseObject({ tenantId: z.uuid(), runId: z.uuid() })

/** So many things go in one transaction: interrupted, the rest is still due and the job goes on where it was. */
const AT_ONCE = 20

/** Erases what a run ordered. What is left of each thing: a mark that only this installation's key can make again. */
export const erase: Task = async (job, { databases, keys, newId }) => {
  const run = payload.parse(job)
  for (let left = true; left; ) {
    left = await databases.worker.transaction().execute(async (db) => {
      const due = await listNextDue(db, run, AT_ONCE)
      for (const { subjectId, ...one } of due) {
        const pseudonym = Buffer.from(keys.mark('erased', `${run.tenantId} ${subjectId}`)).toString('hex')
        await eraseDue(db, { ...one, tenantId: run.tenantId, runId: run.runId, tombstoneId: newId(), pseudonym })
      }
      return due.length > 0
    })
  }
}

/** Every night: sessions and notices of everybody, a year after their end. */
export const clearSessions: Task = async (_job, { databases }) => {
  await clearOldSessions(databases.worker)
}
