import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type Databases, inSession, openDatabases } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import { addSession, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type Gate, send, somebody } from './test-sharing.ts'

/** Past the application, straight into SQL as every role of staff: the database alone refuses. */
let database: TestDatabase
let databases: Databases
let town: TestTown
let people: readonly TestUser[]
beforeAll(async () => {
  database = await testDatabase()
  databases = openDatabases(database.planes)
  town = await addTown(database.admin)
  const person = somebody(openKeyRing(testRootKey), town.company.id)
  const gate: Gate = { databases, session: await addSession(database.admin, town.clerk) }
  await send(gate, { town, person })
  const { fieldWorker, clerk, liaison, worker, lead, officer, tenantAdmin, auditor } = town
  people = [fieldWorker, clerk, liaison, worker, lead, officer, tenantAdmin, auditor]
})
afterAll(() => database.close())

const columns = {
  sharings: 'ground',
  snapshots: 'recalled_at',
  consents: 'withdrawn_at',
  reports: 'state',
  feedback: 'word',
  report_updates: 'sealed',
  danger_reviews: 'finding',
  idempotency_keys: 'answer',
  judgements: 'state',
  judgement_words: 'sealed',
  judgement_attempts: 'result',
  judgement_signatures: 'verdict',
} as const

const statements = Object.entries(columns).flatMap(([table, column]) => [
  `insert into app.${table} default values`,
  `insert into app.${table} select * from app.${table}`,
  `update app.${table} set ${column} = ${column}`,
  `update app.${table} set ${column} = null where true`,
  `delete from app.${table}`,
  `truncate app.${table} cascade`,
  `alter table app.${table} disable row level security`,
  `drop policy gate_passes on app.${table}`,
  `select 1 from app.${table} for update`,
])
const calls = [
  `sec.write_sharing('{}')`,
  `sec.write_consent(gen_random_uuid(), gen_random_uuid(), '{}')`,
  `sec.apply_withdrawal(gen_random_uuid(), gen_random_uuid(), null, 'company')`,
  `sec.withdraw_all(gen_random_uuid(), gen_random_uuid(), null, 'agency')`,
  `sec.why_not_share('{}')`,
  `sec.recall_judgement(gen_random_uuid(), gen_random_uuid())`,
  `sec.judgement_to_change(gen_random_uuid(), 1)`,
  `sec.link_guidance(gen_random_uuid(), null, '{}', gen_random_uuid())`,
  `sec.own_page()`,
  `sec.own_withdraw()`,
  `sec.own_consent('{}')`,
].map((call) => `select ${call}`)
const escapes = ['set role tomoshibi_gate', 'set role tomoshibi_owner', 'set session authorization tomoshibi_owner']

const stateOf = (error: unknown) => z.object({ code: z.string() }).parse(error).code

test('Every role meets SQLSTATE 42501 on every way around the gate', async () => {
  let refused = 0
  for (const user of people) {
    const { credential } = await addSession(database.admin, user)
    for (const statement of [...statements, ...calls, ...escapes]) {
      const answer = await inSession(databases, credential, ({ db }) => sql.raw(statement).execute(db)).then(
        () => 'done',
        stateOf,
      )
      expect(answer, `${user.roles.join()}: ${statement}`).toBe('42501')
      refused++
    }
  }
  expect(refused).toBe(people.length * (statements.length + calls.length + escapes.length))
}, 60_000)

test('Without a session, and on the page of nobody, there is nothing to read', async () => {
  const { rows } = await database.planes.utility.query('select count(*)::int as count from app.reports')
  expect(rows).toEqual([{ count: 0 }])
  for (const table of Object.keys(columns)) {
    await expect(database.planes.public.query(`select 1 from app.${table}`)).rejects.toMatchObject({ code: '42501' })
  }
  const nobody = await database.planes.public.query('select sec.own_page() as page')
  expect(nobody.rows).toEqual([{ page: null }])
})
