import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { SessionTx } from '#platform/database/session.ts'
import { type CaseEnd, caseEnds, caseStates, type EntryKind, type NextStep } from './support-case.ts'

const instant = z.date().transform((at) => at.toISOString())
const named = z.object({ id: z.string(), name: z.string() })

const CaseRecord = z.object({
  id: z.string(),
  tenant_id: z.string(),
  agency_id: z.string(),
  number: z.string(),
  subject_id: z.string(),
  state: z.enum(caseStates),
  protected: z.boolean(),
  sealed: z.instanceof(Uint8Array),
  wrapped_key: z.instanceof(Uint8Array).nullable(),
  urgency: z.enum(['immediate', 'within-24-hours', 'within-3-days', 'within-4-weeks']),
  stop_on: z.string().nullable(),
  next_step: z.enum(['plan-approach', 'contact', 'connect', 'follow-up', 'conclude', 'none']),
  follow_up_on: z.string().nullable(),
  conclusion_code: z.enum(caseEnds).nullable(),
  opened_by: z.string(),
  opened_at: instant,
  concluded_at: instant.nullable(),
  version: z.number(),
  people: z.array(z.object({ id: z.string(), user: named.nullable(), team: named.nullable(), since: z.string() })),
  last_attempt: z.object({ at: z.string(), reached: z.boolean() }).nullable(),
  mine: z.boolean(),
  /** Until when the speaker may read it by a look with a reason; null without one. */
  looking_until: z.string().nullable(),
})
export type CaseRecord = z.infer<typeof CaseRecord>

/** Cases that the speaker may see, fullest first; row-level security decides which. */
async function selectCases(
  { db }: SessionTx,
  condition: ReturnType<typeof sql<SqlBool>>,
): Promise<readonly CaseRecord[]> {
  const { rows } = await sql<unknown>`
    select c.id, c.tenant_id, c.agency_id, c.number, c.subject_id, c.state, c.protected, c.sealed, s.wrapped_key, c.urgency,
      c.stop_on, c.next_step, c.follow_up_on, c.conclusion_code, c.opened_by, c.opened_at, c.concluded_at, c.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'since', m.since,
          'user', case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.display_name) end,
          'team', case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end) order by m.since, m.id)
        from app.case_members m left join app.users u on u.id = m.user_id
          left join app.teams t on t.tenant_id = m.tenant_id and t.id = m.team_id
        where m.tenant_id = c.tenant_id and m.case_id = c.id and m.ended_at is null), '[]') as people,
      (select jsonb_build_object('at', e.at, 'reached', coalesce((e.facts ->> 'reached')::boolean, false))
        from app.case_entries e where e.tenant_id = c.tenant_id and e.case_id = c.id and e.kind = 'attempt'
          and not exists (select 1 from app.case_entries x where x.tenant_id = e.tenant_id and x.case_id = e.case_id
            and x.corrects = e.id) order by e.at desc limit 1) as last_attempt,
      sec.is_assigned(c.id) as mine, (select sec.own_looks()) ->> c.id::text as looking_until
    from app.cases c left join app.subjects s on s.scope_id = c.tenant_id and s.id = c.subject_id
    where ${condition}
    order by c.stop_on nulls last, c.follow_up_on nulls last,
      array_position(array['immediate', 'within-24-hours', 'within-3-days', 'within-4-weeks'], c.urgency), c.opened_at
    limit 500`.execute(db)
  return rows.map((row) => CaseRecord.parse(row))
}

export async function findCase(tx: SessionTx, id: string): Promise<CaseRecord | undefined> {
  return (await selectCases(tx, sql<SqlBool>`c.id = ${id}::uuid`))[0]
}

export function listCaseRecords(tx: SessionTx, show: 'open' | 'mine' | 'concluded'): Promise<readonly CaseRecord[]> {
  switch (show) {
    case 'open':
      return selectCases(tx, sql<SqlBool>`c.state = 'open' and sec.may_see_case(c.id)`)
    case 'mine':
      return selectCases(tx, sql<SqlBool>`c.state = 'open' and sec.is_assigned(c.id)`)
    case 'concluded':
      return selectCases(tx, sql<SqlBool>`c.state = 'concluded' and sec.may_see_case(c.id)`)
    default: {
      const never: never = show
      return never
    }
  }
}

/** Cases that hold all keys of one of the forms. */
export function listCasesByKeys(
  tx: SessionTx,
  forms: readonly (readonly Uint8Array[])[],
): Promise<readonly CaseRecord[]> {
  const holds = forms.map(
    (keys) => sql<SqlBool>`(select count(*) from app.case_search k where k.tenant_id = c.tenant_id and k.case_id = c.id
      and k.key = any (${keys.map((key) => Buffer.from(key))}::bytea[])) = ${keys.length}`,
  )
  return selectCases(tx, sql<SqlBool>`(${sql.join(holds, sql` or `)})`)
}

export type NewCase = {
  readonly tenantId: string
  readonly id: string
  readonly agencyId: string
  readonly userId: string
  readonly number: string
  readonly subjectId: string
  readonly wrappedKey: Uint8Array
  readonly sealed: Uint8Array
  readonly urgency: CaseRecord['urgency']
  readonly stopOn: string | null
}

/** The case, its subject's key and its first person. */
export async function insertCase({ db }: SessionTx, made: NewCase, personId: string): Promise<void> {
  const { tenantId, id, userId } = made
  await db
    .insertInto('subjects')
    .values({ scope_id: tenantId, id: made.subjectId, wrapped_key: Buffer.from(made.wrappedKey) })
    .execute()
  await db
    .insertInto('cases')
    .values({
      tenant_id: tenantId,
      id,
      number: made.number,
      agency_id: made.agencyId,
      subject_id: made.subjectId,
      sealed: Buffer.from(made.sealed),
      urgency: made.urgency,
      stop_on: made.stopOn,
      opened_by: userId,
    })
    .execute()
  await db
    .insertInto('case_members')
    .values({ tenant_id: tenantId, case_id: id, id: personId, user_id: userId })
    .execute()
}

export type CaseChange = {
  readonly state?: 'open' | 'concluded'
  readonly protected?: boolean
  readonly unprotected_because?: Buffer
  readonly sealed?: Buffer
  readonly urgency?: CaseRecord['urgency']
  readonly stop_on?: string | null
  readonly conclusion_code?: CaseEnd | null
  readonly concluded_at?: Date | null
}

/** Answers false when somebody saved since `version` was read. */
export async function updateCase(
  { db }: SessionTx,
  at: { readonly id: string; readonly version: number },
  change: CaseChange,
): Promise<boolean> {
  const done = await db
    .updateTable('cases')
    .set({ ...change, version: at.version + 1, updated_at: sql`now()` })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** What follows from the time line; no version of its own, so that nobody's open form becomes stale by a note. */
export async function setNextStep(
  { db }: SessionTx,
  id: string,
  { nextStep, followUpOn }: { readonly nextStep: NextStep; readonly followUpOn: string | undefined },
): Promise<void> {
  await db
    .updateTable('cases')
    .set({ next_step: nextStep, follow_up_on: followUpOn ?? null, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

/** Two writers of one case wait for each other from here to the end of the transaction. */
export async function lockCase({ db }: SessionTx, id: string): Promise<void> {
  await sql`select 1 from app.cases where id = ${id}::uuid for update`.execute(db)
}

const EntryRecord = z.object({
  id: z.string(),
  kind: z.enum([
    'joined',
    'came-forward',
    'approach-plan',
    'attempt',
    'note',
    'connection',
    'follow-up',
    'conclusion',
    'reopened',
    'meeting',
  ]),
  at: instant,
  written_at: instant,
  by: named,
  sealed: z.instanceof(Uint8Array),
  corrects: z.string().nullable(),
})
export type EntryRecord = z.infer<typeof EntryRecord>

/** Every line in the order of writing. */
export async function listEntryRecords({ db }: SessionTx, caseId: string): Promise<readonly EntryRecord[]> {
  const { rows } = await sql<unknown>`
    select e.id, e.kind, e.at, e.written_at, e.sealed, e.corrects,
      jsonb_build_object('id', e.written_by, 'name', coalesce(u.display_name, '')) as by
    from app.case_entries e left join app.users u on u.id = e.written_by
    where e.case_id = ${caseId}::uuid order by e.written_at, e.id`.execute(db)
  return rows.map((row) => EntryRecord.parse(row))
}

export type NewEntry = {
  readonly tenantId: string
  readonly caseId: string
  readonly id: string
  readonly kind: EntryKind
  readonly at: Date
  readonly userId: string
  readonly facts: Readonly<Record<string, string | boolean>>
  readonly sealed: Uint8Array
  readonly corrects: string | undefined
}

/** Answers false when a line with this id stands already: a repeated request. */
export async function insertEntry({ db }: SessionTx, entry: NewEntry): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into app.case_entries (tenant_id, case_id, id, kind, at, written_by, written_at, facts, sealed, corrects)
    values (${entry.tenantId}, ${entry.caseId}, ${entry.id}, ${entry.kind}, ${entry.at}, ${entry.userId},
      clock_timestamp(), ${JSON.stringify(entry.facts)}, ${Buffer.from(entry.sealed)}, ${entry.corrects ?? null})
    on conflict do nothing`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** Under what a case is found, and what it is compared with a viewer by. */
export type CaseKeys = {
  readonly search: readonly Uint8Array[]
  readonly traits: Readonly<Record<'surname' | 'address', readonly Uint8Array[]>>
  /** As reports carry them: of a protected case they shield what comes about the household. */
  readonly household: readonly { readonly kind: string; readonly key: string }[]
}

/** The keyed hashes of a case's household, all anew. */
export async function replaceCaseKeys(
  { db }: SessionTx,
  at: { readonly tenantId: string; readonly id: string },
  { search: keys, traits, household }: CaseKeys,
): Promise<void> {
  const hex = (all: readonly Uint8Array[]) => all.map((key) => Buffer.from(key).toString('hex'))
  const kept = { surname: hex(traits.surname), address: hex(traits.address) }
  await sql`select sec.keep_case_traits(${at.id}::uuid, ${JSON.stringify(kept)}::jsonb)`.execute(db)
  await sql`select sec.keep_protected_keys(${at.id}::uuid, ${JSON.stringify(household)}::jsonb)`.execute(db)
  await sql`delete from app.case_search where case_id = ${at.id}::uuid`.execute(db)
  if (keys.length === 0) return
  const buffers = keys.map((key) => Buffer.from(key))
  await sql`insert into app.case_search (tenant_id, case_id, key)
    select ${at.tenantId}::uuid, ${at.id}::uuid, k from unnest(${buffers}::bytea[]) k on conflict do nothing`.execute(
    db,
  )
}
