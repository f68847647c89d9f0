import { z } from 'zod'
import { type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import type { Database } from '#platform/database/session.ts'
import type { Task } from '#platform/jobs/start-jobs.ts'
import { DEFAULT_RECALL_CLOCK, type RecallClock, recallDueOn, recallStepOn } from './recall-clock.ts'
import { listPeopleOfRecall, listWaitingRecalls, setRecallClock, type WaitingRecall } from './recall-store.ts'
import { tellPeople } from './tell-people.ts'

const Settings = z.object({
  recall: z.object({
    dueWithin: z.int().min(1).max(60).catch(DEFAULT_RECALL_CLOCK.dueWithin),
    officerAfter: z.int().min(1).max(60).catch(DEFAULT_RECALL_CLOCK.officerAfter),
  }),
})

/** What a municipality has set (app.tenants.settings.recall); what it does not say stands as in DEFAULT_RECALL_CLOCK. */
export function recallClockOf(settings: unknown): RecallClock {
  const read = Settings.safeParse(settings)
  return read.success ? read.data.recall : DEFAULT_RECALL_CLOCK
}

/** A withdrawal was committed: every recall without a due date gets one, and its people hear of it. */
export const openRecall: Task = async (_payload, { databases, now }) => chase(databases.worker, todayInJapan(now()))

/** By the clock: what is late climbs from who settles it to the lead, then to the municipality's officers. */
export const chaseRecalls: Task = openRecall

async function chase(worker: Database, today: CalendarDate): Promise<void> {
  for (const recall of await listWaitingRecalls(worker)) {
    await worker.transaction().execute((db) => climb(db, recall, today))
  }
}

async function climb(db: Database, recall: WaitingRecall, today: CalendarDate): Promise<void> {
  const { id, openedAt, escalated, settings } = recall
  const clock = recallClockOf(settings)
  const dueOn = recall.dueOn ?? recallDueOn(todayInJapan(openedAt), clock)
  const reached = recallStepOn(today, dueOn, clock)
  const first = recall.dueOn === undefined
  if (!first && reached <= escalated) return
  if (!(await setRecallClock(db, { id, dueOn, step: reached }))) return
  // Every step on the way is told, also when the worker slept through it.
  for (let step = first ? 0 : escalated + 1; step <= reached; step += 1) {
    const users = await listPeopleOfRecall(db, id, step)
    await tellPeople(db, {
      event: `recall step ${step}`,
      kind: step === 0 ? 'recall-asked' : 'recall-late',
      objectId: id,
      users,
    })
  }
}
