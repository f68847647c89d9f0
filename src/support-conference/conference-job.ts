import { sql } from 'kysely'
import { z } from 'zod'
import { calendarDate, daysBetween, todayInJapan } from '#kernel/calendar-date.ts'
import type { Database } from '#platform/database/session.ts'
import type { Task } from '#platform/jobs/start-jobs.ts'
import { deliver } from '#referral/index.ts'
import { CHASE_STEPS, chaseStepsDue } from './support-conference.ts'

/** The clock of packs: what has run out is closed, its keys destroyed. Harmless to repeat. */
export const closePacks: Task = async (_payload, { databases }) => {
  await sql`select sec.close_due_packs()`.execute(databases.worker)
}

const late = z.object({ id: z.string(), due_on: z.string(), chased: z.int() })
const people = z.object({ id: z.string() })

/** The clock of actions: to the owner, then the lead, then the officer; one step at a time and never twice. */
export const chaseActions: Task = async (_payload, { databases, now }) => {
  const today = todayInJapan(now())
  const { rows } = await sql<unknown>`select id, due_on::text, chased::int from sec.actions_to_chase()`.execute(
    databases.worker,
  )
  for (const action of rows.map((row) => late.parse(row))) {
    const due = chaseStepsDue(daysBetween(calendarDate(action.due_on), today))
    for (let step = action.chased + 1; step <= due; step += 1) {
      await databases.worker.transaction().execute((db) => chase(db, { ...action, step }))
    }
  }
}

async function chase(db: Database, { id, due_on, step }: z.infer<typeof late> & { step: number }): Promise<void> {
  const marked = await sql<{ first: boolean }>`select sec.mark_chased(${id}::uuid, ${step}::smallint) as first`.execute(
    db,
  )
  if (marked.rows[0]?.first !== true) return
  const { rows } =
    await sql<unknown>`select p as id from sec.people_of_action(${id}::uuid, ${step}::smallint) p`.execute(db)
  const users = rows.map((row) => people.parse(row).id)
  const event = `conference action ${due_on} ${CHASE_STEPS[step - 1]?.tells ?? ''}`
  await deliver(
    db,
    event,
    users.map((userId) => ({ userId, kind: 'conference-action-late' as const, objectId: id })),
  )
}

const news = z.looseObject({ sittingId: z.uuid(), news: z.enum(['called', 'cancelled']), at: z.string() })

/** Tells everybody who is called that there is something to read, or that the sitting is off; never what about. */
export const tellConference: Task = async (payload, { databases }) => {
  const what = news.parse(payload)
  await databases.worker.transaction().execute(async (db) => {
    const { rows } = await sql<unknown>`select p as id from sec.people_of_sitting(${what.sittingId}::uuid) p`.execute(
      db,
    )
    const kind = what.news === 'called' ? ('conference-called' as const) : ('conference-cancelled' as const)
    const users = rows.map((row) => people.parse(row).id)
    // Once an hour at most: a sitting is prepared in many small steps.
    const hour = what.at.slice(0, 13)
    await deliver(
      db,
      `conference ${what.news} ${hour}`,
      users.map((userId) => ({ userId, kind, objectId: what.sittingId })),
    )
  })
}
