import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { callGate, type Databases, inSession, openDatabases } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import { addSession, addTown, addUser, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { askGate, consentOf, type Gate, send, somebody, submission, today } from './test-sharing.ts'

/** What somebody inside would try: with SQL of their own on their plane, or with the gate's functions directly. */
let database: TestDatabase
let databases: Databases
let town: TestTown
let secondClerk: TestUser
const keys = openKeyRing(testRootKey)

beforeAll(async () => {
  database = await testDatabase()
  databases = openDatabases(database.planes)
  town = await addTown(database.admin)
  secondClerk = await addUser(database.admin, { organization: town.company, roles: ['arrears_clerk'] })
})
afterAll(() => database.close())

const gateOf = async (user: TestUser): Promise<Gate> => ({ databases, session: await addSession(database.admin, user) })
async function refusalOf(user: TestUser, statement: ReturnType<typeof sql>): Promise<string> {
  const { session } = await gateOf(user)
  const tried = inSession(databases, session.credential, ({ db }) => statement.execute(db))
  return tried
    .then(({ rows }) => `${rows.length} rows`)
    .catch((error) => z.object({ code: z.string() }).parse(error).code)
}

/** A draft as its author keeps it; `passOn` hands it over. */
async function keep(author: TestUser, { passOn = false } = {}) {
  const person = somebody(keys, town.company.id)
  const whole = submission({ town, person, consent: consentOf(town, person) })
  const answer = await askGate(await gateOf(author), 'save_report', { ...whole, passOn })
  expect(answer.verdict).toBe('permitted')
  return person
}

/** Sends what stands there, as somebody. */
async function sendStored(user: TestUser, person: ReturnType<typeof somebody>) {
  const again = submission({ town, person, consentId: person.consentId })
  return askGate(await gateOf(user), 'submit_report', { ...again, report: { ...again.report, version: 1 } })
}
const notHandedOver = { verdict: 'refused', state: '42501', code: 'report-not-handed-over' }

test('how a person withdrew is closed to the company that must stop, by SQL too; that they did is open', async () => {
  const person = somebody(keys, town.company.id)
  await send(await gateOf(town.clerk), { town, person })
  for (const column of ['withdrawn_through', 'number_issued_by', 'number_issued_on', 'language', 'wording_version'])
    expect(await refusalOf(town.liaison, sql`select ${sql.ref(column)} from app.consents`), column).toBe('42501')
  const all = await refusalOf(town.liaison, sql`select * from app.consents`)
  const through = await refusalOf(town.liaison, sql`select 1 from app.consents where withdrawn_through = 'agency'`)
  expect([all, through]).toEqual(['42501', '42501'])
  expect(await refusalOf(town.liaison, sql`select withdrawn_at from app.consents`)).toBe('1 rows')
})

test('a company does not read which paper is whose, who of an agency decided, nor how many accounts a town has', async () => {
  for (const statement of [
    sql`select report_id from app.guidance_codes`,
    sql`select decided_by from app.sharings`,
    sql`select requested_by from app.sharings`,
    sql`select answered_by from app.questions`,
    sql`select user_id from app.duty_roster`,
    sql`select * from app.account_changes`,
    sql`select * from app.own_page_openings`,
  ])
    expect(await refusalOf(town.liaison, statement)).toBe('42501')
})

test('a clerk sends no colleague’s draft in their own name, and neither does the liaison before it was handed over', async () => {
  const person = await keep(town.clerk)
  expect(await sendStored(secondClerk, person)).toEqual(notHandedOver)
  expect(await sendStored(town.liaison, person)).toEqual(notHandedOver)
  expect(await sendStored(town.clerk, person)).toEqual({ verdict: 'permitted' })
})

test('what its author handed over the liaison sends, and nobody else', async () => {
  const person = await keep(town.fieldWorker, { passOn: true })
  expect(await sendStored(secondClerk, person)).toEqual(notHandedOver)
  expect(await sendStored(town.liaison, person)).toEqual({ verdict: 'permitted' })
})

test('nobody hands over in the author’s place', async () => {
  const person = await keep(town.fieldWorker)
  const whole = submission({ town, person })
  const again = { ...whole, report: { ...whole.report, version: 1 }, passOn: true }
  for (const user of [secondClerk, town.liaison])
    expect(await askGate(await gateOf(user), 'save_report', again)).toEqual(notHandedOver)
  expect(await askGate(await gateOf(town.fieldWorker), 'save_report', again)).toEqual({ verdict: 'permitted' })
})

test('immediate danger turns no draft, a colleague’s or one’s own, into something that asks for no consent', async () => {
  const person = await keep(town.fieldWorker)
  const whole = submission({ town, person })
  const report = { ...whole.report, version: 1, kind: 'danger', urgency: 'immediate' }
  const danger = { ...whole, report, called: true, reviewDueOn: today() }
  for (const user of [town.clerk, town.fieldWorker])
    expect(await askGate(await gateOf(user), 'report_danger', danger)).toMatchObject({ code: 'report-missing' })
  const { rows } = await database.admin.query('select state from app.reports where id = $1', [person.reportId])
  expect(rows).toEqual([{ state: 'draft' }])
})

test('a receipt proves its line in the log and counts nothing: two companies cannot tell how much others report', async () => {
  const person = somebody(keys, town.company.id)
  const document = submission({ town, person, consent: consentOf(town, person) })
  const { session } = await gateOf(town.clerk)
  const shape = z.record(z.string(), z.unknown())
  const answer = await inSession(databases, session.credential, ({ db }) =>
    callGate(db, 'submit_report', { document, shape }),
  )
  const { rows } = await database.admin.query<{ hash: string; sequence: string }>(
    "select encode(hash, 'hex') as hash, sequence from audit.entries where action = 'report.sent' and object_id = $1",
    [person.reportId],
  )
  expect(answer).toMatchObject({ logHash: rows[0]?.hash })
  expect(Object.values(answer).filter((value) => typeof value === 'number')).toEqual([])
})
