import { sql } from 'kysely'
import { z } from 'zod'
import { type CalendarDate, calendarDate } from '#kernel/calendar-date.ts'
import type { Database } from '#platform/database/session.ts'
import { lateRecall, recallStateOfReport, recallTask } from './recall-contract.ts'

const jsonOf = async <Shape extends z.ZodType>(db: Database, name: string, shape: Shape): Promise<z.output<Shape>> => {
  const { rows } = await sql<{ found: unknown }>`select ${sql.id('sec', name)}() as found`.execute(db)
  return shape.parse(rows[0]?.found)
}

/** What the speaker's house has to settle. */
export const listOwnRecalls = (db: Database) => jsonOf(db, 'own_recall_tasks', z.array(recallTask))
/** Open or settled, of what the speaker's company passed on. */
export const listRecallStates = (db: Database) => jsonOf(db, 'recall_states', z.array(recallStateOfReport))
/** What stayed open too long, for the municipality's officers. */
export const listLateRecalls = (db: Database) => jsonOf(db, 'late_recalls', z.array(lateRecall))

export async function takeRecall(db: Database, id: string, version: number): Promise<void> {
  await sql`select sec.take_recall(${id}::uuid, ${version}::integer)`.execute(db)
}

const Waiting = z.object({
  id: z.string(),
  openedAt: z.date(),
  dueOn: z
    .string()
    .nullable()
    .transform((day): CalendarDate | undefined => (day === null ? undefined : calendarDate(day))),
  escalated: z.number(),
  settings: z.unknown(),
})
export type WaitingRecall = z.output<typeof Waiting>

/** For the worker: everything that waits for an answer. */
export async function listWaitingRecalls(db: Database): Promise<readonly WaitingRecall[]> {
  const { rows } = await sql<unknown>`select id, opened_at as "openedAt", due_on::text as "dueOn", escalated, settings
    from sec.recalls_to_chase()`.execute(db)
  return rows.map((row) => Waiting.parse(row))
}

/** Sets the due date once, and the step that was reached. Answers false when another worker was first. */
export async function setRecallClock(
  db: Database,
  { id, dueOn, step }: { id: string; dueOn: CalendarDate; step: number },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select sec.set_recall_clock(${id}::uuid, ${dueOn}::date, ${step}::smallint) as done`.execute(db)
  return rows[0]?.done ?? false
}

export async function listPeopleOfRecall(db: Database, id: string, step: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p as id from sec.people_of_recall(${id}::uuid, ${step}::smallint) p`.execute(db)
  return rows.map((row) => row.id)
}
