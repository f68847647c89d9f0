import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type Databases, openDatabases } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import { addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { askGate, consentOf, somebody, submission } from './test-sharing.ts'

/**
 * Withdrawal and sharing at the same moment, statement by statement, in every order: whatever happens, nothing readable
 * is left once the withdrawal stands.
 */
let database: TestDatabase
let databases: Databases
let town: TestTown
let clerk: TestSession
let lead: TestSession
const keys = openKeyRing(testRootKey)
beforeAll(async () => {
  database = await testDatabase()
  databases = openDatabases(database.planes)
  town = await addTown(database.admin)
  clerk = await addSession(database.admin, town.clerk)
  lead = await addSession(database.admin, town.lead)
})
afterAll(() => database.close())

type Step = (client: pg.PoolClient) => Promise<unknown>
type Actor = { client: pg.PoolClient; steps: readonly Step[]; next: number; tail: Promise<void>; failed: string }

const begin =
  (session: TestSession): Step =>
  async (client) => {
    await client.query('begin')
    await client.query('select sec.open_session($1)', [session.credential.hash])
  }
const commit: Step = (client) => client.query('commit')
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

async function actor(pool: pg.Pool, steps: readonly Step[]): Promise<Actor> {
  return { client: await pool.connect(), steps, next: 0, tail: Promise.resolve(), failed: '' }
}

/** Starts the actor's next statement; goes on when it is done, or when it is seen to wait for the other one. */
async function stepOf(one: Actor): Promise<void> {
  const step = one.steps[one.next++]
  if (!step) return
  one.tail = one.tail.then(async () => {
    try {
      if (one.failed === '') await step(one.client)
    } catch (error) {
      one.failed = error instanceof Error ? error.message : 'failed'
      await one.client.query('rollback')
    }
  })
  await Promise.race([one.tail, pause(40)])
}

async function play(order: string, actors: Readonly<Record<string, Actor>>): Promise<void> {
  for (const name of order) {
    const one = actors[name]
    if (one) await stepOf(one)
  }
  await Promise.all(Object.values(actors).map(({ tail }) => tail))
  for (const { client } of Object.values(actors)) client.release()
}

/** Every order of two actors' three statements each. */
const orders = listOrders('AAA', 'BBB')
function listOrders(a: string, b: string): string[] {
  if (a === '' || b === '') return [a + b]
  return [
    ...listOrders(a.slice(1), b).map((rest) => `A${rest}`),
    ...listOrders(a, b.slice(1)).map((rest) => `B${rest}`),
  ]
}

/** A withdraws, B sends on the same consent; answers how many snapshots can still be read, and what B was told. */
async function race(order: string): Promise<{ readable: number; told: string }> {
  const person = somebody(keys, town.company.id)
  // Saved before, so that no foreign key is checked again and only the gate's own lock stands between the two.
  const draft = submission({ town, person, consent: consentOf(town, person) })
  expect(await askGate({ databases, session: clerk }, 'save_report', { ...draft, passOn: false })).toMatchObject({
    verdict: 'permitted',
  })
  const again = submission({ town, person })
  const document = JSON.stringify({ ...again, report: { ...again.report, version: 1 } })
  const withdrawing = await actor(database.planes.utility, [
    begin(clerk),
    (client) => client.query('select sec.withdraw_consent($1)', [person.consentId]),
    commit,
  ])
  const sending = await actor(database.planes.utility, [
    begin(clerk),
    (client) => client.query('select sec.submit_report($1)', [document]),
    commit,
  ])
  await play(order, { A: withdrawing, B: sending })
  const { rows } = await database.admin.query<{ count: number }>(
    `select count(*)::int as count from app.snapshots where report_id = $1 and (recalled_at is null or wrapped_key is not null)`,
    [person.reportId],
  )
  expect(withdrawing.failed, `the withdrawal in order ${order}`).toBe('')
  return { readable: rows[0]?.count ?? -1, told: sending.failed }
}

test('In every order of withdrawing and sending nothing readable is left', async () => {
  const told = new Set<string>()
  for (const order of orders) {
    const { readable, told: said } = await race(order)
    expect(readable, `in order ${order}`).toBe(0)
    told.add(said)
  }
  expect([...told].sort()).toEqual(['', 'consent-withdrawn'])
}, 60_000)

test('In every order of withdrawing and reading, who reads after the withdrawal reads nothing', async () => {
  for (const order of orders) {
    const person = somebody(keys, town.company.id)
    const consent = consentOf(town, person)
    await askGate({ databases, session: clerk }, 'submit_report', submission({ town, person, consent }))
    let read = -1
    const reading = await actor(database.planes.welfare, [
      begin(lead),
      async (client) => {
        const found = await client.query('select sealed from app.snapshots where report_id = $1', [person.reportId])
        read = found.rowCount ?? -1
      },
      commit,
    ])
    const withdrawing = await actor(database.planes.utility, [
      begin(clerk),
      (client) => client.query('select sec.withdraw_consent($1)', [person.consentId]),
      commit,
    ])
    await play(order, { A: withdrawing, B: reading })
    const committedBefore = order.lastIndexOf('A') < nth(order, 'B', 2)
    expect(read, `in order ${order}`).toBe(committedBefore ? 0 : 2)
  }
}, 60_000)

function nth(order: string, name: string, count: number): number {
  let at = -1
  for (let turn = 0; turn < count; turn++) at = order.indexOf(name, at + 1)
  return at
}

test.each(['for update', 'for no key update', 'for share', 'for key share'])(
  'A recipient cannot lock a snapshot %s, which would show a newer row under an older consent',
  async (lock) => {
    const client = await database.planes.welfare.connect()
    await begin(lead)(client)
    await expect(client.query(`select 1 from app.snapshots ${lock}`)).rejects.toMatchObject({ code: '42501' })
    await client.query('rollback')
    client.release()
  },
)

test('Planted fault: without the lock on the consent the race leaks, and this test sees it', async () => {
  const { rows } = await database.admin.query<{ source: string }>(
    "select pg_get_functiondef('sec.why_consent_does_not_carry'::regproc) as source",
  )
  const source = rows[0]?.source ?? ''
  const unlocked = source.replace('for share', '')
  expect(unlocked).not.toBe(source)
  await database.admin.query(unlocked)
  try {
    const leaks: number[] = []
    for (const order of orders) leaks.push((await race(order)).readable)
    expect(Math.max(...leaks)).toBeGreaterThan(0)
  } finally {
    await database.admin.query(source)
  }
}, 60_000)
