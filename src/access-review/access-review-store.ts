import { sql } from 'kysely'
import { z } from 'zod'
import { type CalendarDate, calendarDate } from '#kernel/calendar-date.ts'
import { callGate, type Database, type SessionTx } from '#platform/database/session.ts'
import { type ReviewOutcome, reviewOutcomes } from './access-review.ts'
import { type Deed, type Habit, type Look, type UnusualLook, unusualReasons } from './unusual-looks.ts'

const outcome = z.enum(reviewOutcomes).nullable()
const judged = { outcome, reviewedBy: z.string().nullable(), reviewedAt: z.string().nullable() }

const StoredLook = z.object({
  id: z.string(),
  at: z.string(),
  until: z.string(),
  viewer: z.string(),
  agency: z.string(),
  own: z.boolean(),
  number: z.string().nullable(),
  caseId: z.string().nullable(),
  sealed: z.string().nullable(),
  wrappedKey: z.string().nullable(),
  dueOn: z.string(),
  mayReview: z.boolean(),
  ...judged,
})
export type StoredLook = z.infer<typeof StoredLook>

type NewLook = { id: string; number: string; sealed: string; wrappedKey: string; dueOn: string }

/** Opens the look; what may not be opened is raised as TM404 by the database. */
export function insertLook({ db }: SessionTx, look: NewLook): Promise<{ caseId: string; until: string | null }> {
  return callGate(db, 'open_case_look', {
    document: look,
    shape: z.object({ caseId: z.string(), until: z.string().nullable() }),
  })
}

export async function listStoredLooks({ db }: SessionTx): Promise<readonly StoredLook[]> {
  const { rows } = await sql<{ looks: unknown }>`select sec.case_looks() as looks`.execute(db)
  return z.array(StoredLook).parse(rows[0]?.looks)
}

type Judgement = { readonly id: string; readonly outcome: ReviewOutcome }

export async function judgeLook({ db }: SessionTx, judgement: Judgement): Promise<void> {
  await callGate(db, 'review_case_look', { document: judgement, shape: z.unknown() })
}

export async function judgeUnusual({ db }: SessionTx, judgement: Judgement): Promise<void> {
  await callGate(db, 'review_unusual_look', { document: judgement, shape: z.unknown() })
}

const StoredUnusual = z.object({
  id: z.string(),
  weekOn: z.string(),
  kind: z.enum(['case', 'burst', 'administration']),
  viewer: z.string(),
  organization: z.string(),
  caseId: z.string().nullable(),
  reasons: z.array(z.enum(unusualReasons)),
  looks: z.number(),
  usual: z.number().nullable(),
  deed: z.string().nullable(),
  firstAt: z.string(),
  lastAt: z.string(),
  mayReview: z.boolean(),
  ...judged,
})
export type StoredUnusual = z.infer<typeof StoredUnusual>

export async function listStoredUnusual({ db }: SessionTx): Promise<readonly StoredUnusual[]> {
  const { rows } = await sql<{ lines: unknown }>`select sec.unusual_looks() as lines`.execute(db)
  return z.array(StoredUnusual).parse(rows[0]?.lines)
}

/** Shapes are the contract's: counts and duties leave as they come. */
export async function readCounts({ db }: SessionTx): Promise<unknown> {
  const { rows } = await sql<{ counts: unknown }>`select sec.look_counts() as counts`.execute(db)
  return rows[0]?.counts
}

const Person = z.object({ id: z.string(), name: z.string() })
const Duties = z.object({
  mayName: z.boolean(),
  houses: z.array(
    z.object({
      organizationId: z.string().nullable(),
      name: z.string(),
      named: z.array(Person),
      inForce: z.array(Person),
    }),
  ),
  candidates: z.array(Person),
})

export async function readDuties({ db }: SessionTx): Promise<z.infer<typeof Duties> | undefined> {
  const { rows } = await sql<{ duties: unknown }>`select sec.privacy_duties() as duties`.execute(db)
  return Duties.nullable().parse(rows[0]?.duties) ?? undefined
}

export async function nameOfficer({ db }: SessionTx, duty: Readonly<Record<string, unknown>>): Promise<void> {
  await callGate(db, 'name_privacy_officer', { document: duty, shape: z.unknown() })
}

// What the worker reads: ids, times and keyed hashes.

const instant = z.string().transform((text) => new Date(text))
const day = z.string().transform((text) => calendarDate(text))
const WorkerLook = z.object({
  viewerId: z.string(),
  viewerName: z.string(),
  caseId: z.string(),
  at: instant,
  assigned: z.boolean(),
  protected: z.boolean(),
  onDuty: z.boolean(),
  acted: z.boolean(),
  traits: z.array(z.string()),
})
const WorkerHabit = z.object({ viewerId: z.string(), day, cases: z.number() })
const WorkerDeed = z.object({
  viewerId: z.string(),
  deed: z.string(),
  looks: z.number(),
  firstAt: instant,
  lastAt: instant,
})

type Span = { readonly tenantId: string; readonly from: Date; readonly until: Date }

async function ask(db: Database, name: string, { tenantId, from, until }: Span): Promise<unknown> {
  const call = sql<{ answer: unknown }>`
    select ${sql.id('sec', name)}(${tenantId}::uuid, ${from}::timestamptz, ${until}::timestamptz) as answer`
  return (await call.execute(db)).rows[0]?.answer
}

export async function listLooksBetween(
  db: Database,
  span: Span,
): Promise<readonly (Look & { readonly viewerName: string })[]> {
  return z.array(WorkerLook).parse(await ask(db, 'looks_between', span))
}

export async function listHabits(db: Database, span: Span): Promise<readonly Habit[]> {
  return z.array(WorkerHabit).parse(await ask(db, 'look_habits', span))
}

export async function listDeeds(db: Database, span: Span): Promise<readonly Deed[]> {
  return z.array(WorkerDeed).parse(await ask(db, 'deeds_of_administrators', span))
}

export async function listTenants(db: Database): Promise<readonly { id: string; settings: unknown }[]> {
  const { rows } = await sql<{
    id: string
    settings: unknown
  }>`select id, settings from app.tenants order by id`.execute(db)
  return rows
}

type Made = { readonly tenantId: string; readonly weekOn: CalendarDate }

/** Keeps the lines of a week; those that stand already stay as they are. Answers how many are new. */
export function keepUnusual(
  db: Database,
  { tenantId, weekOn }: Made,
  lines: readonly (UnusualLook & { readonly id: string })[],
): Promise<number> {
  return callGate(db, 'keep_unusual_looks', { document: { tenantId, weekOn, lines }, shape: z.number() })
}

/** Tells whoever may judge, once a day, of looks that nobody judged in time. Answers how many looks. */
export async function remindOfLooks(db: Database, today: CalendarDate): Promise<number> {
  const { rows } = await sql<{ n: number }>`select sec.remind_of_looks(${today}::date) as n`.execute(db)
  return rows[0]?.n ?? 0
}
