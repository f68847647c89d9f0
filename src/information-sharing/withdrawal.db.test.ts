import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type Databases, inSession, openDatabases } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import {
  addOrganization,
  addSession,
  addTown,
  addUser,
  type TestSession,
  type TestTown,
} from '#platform/database/test-world.ts'
import {
  askGate,
  consentOf,
  type Gate,
  type Person,
  send,
  somebody,
  submission,
  today,
  withdraw,
} from './test-sharing.ts'

/** Withdrawal has exactly the effects of the design: each of them is one statement here. */
let database: TestDatabase
let databases: Databases
let town: TestTown
let gate: Gate
let lead: TestSession
let liaison: TestSession
let person: Person
let sent: { sharingId: string; referralId: string }
const keys = openKeyRing(testRootKey)

beforeAll(async () => {
  database = await testDatabase()
  databases = openDatabases(database.planes)
  town = await addTown(database.admin)
  gate = { databases, session: await addSession(database.admin, town.clerk) }
  lead = await addSession(database.admin, town.lead)
  liaison = await addSession(database.admin, town.liaison)
  const agreement = newId()
  await database.admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', 'in-force', '{identity,contact,supply,observation,arrears}', 'supported')`,
    [town.tenant.id, agreement],
  )
  await database.admin.query(
    'insert into app.agreement_parties (tenant_id, agreement_id, organization_id) values ($1, $2, $3)',
    [town.tenant.id, agreement, town.company.id],
  )
})
afterAll(() => database.close())
beforeEach(async () => {
  person = somebody(keys, town.company.id)
  sent = await send(gate, { town, person })
})

async function rowsAs(session: TestSession, text: ReturnType<typeof sql>): Promise<number> {
  const answer = await inSession(databases, session.credential, ({ db }) => text.execute(db))
  return answer.rows.length
}
const snapshots = () => sql`select 1 from app.snapshots where report_id = ${person.reportId}::uuid`
const feedback = (word: string) =>
  sql`select 1 from app.feedback where report_id = ${person.reportId}::uuid and word = ${word}`
const tellBack = (word: string) =>
  inSession(databases, lead.credential, ({ db }) =>
    sql`select sec.give_feedback(${sent.referralId}::uuid, ${word}, ${newId()}::uuid)`.execute(db),
  )
const stateOf = async (referralId: string) => {
  const { rows } = await database.admin.query('select state from app.referrals where id = $1', [referralId])
  return rows[0]?.state
}

test('It stops future sharing at once', async () => {
  await withdraw(gate, person.consentId)
  const other = { ...person, reportId: newId() }
  expect(await askGate(gate, 'submit_report', submission({ town, person: other }))).toMatchObject({
    state: '42501',
    code: 'consent-withdrawn',
  })
})

test('It stops the recipient’s access to what was shared, and destroys the key', async () => {
  expect(await rowsAs(lead, snapshots())).toBe(2)
  await withdraw(gate, person.consentId)
  expect(await rowsAs(lead, snapshots())).toBe(0)
  const { rows } = await database.admin.query(
    'select 1 from app.snapshots where report_id = $1 and wrapped_key is not null',
    [person.reportId],
  )
  expect(rows).toEqual([])
})

test('It reaches the copy that was redirected to another agency', async () => {
  const agency = await addOrganization(database.admin, { kind: 'consultation-agency', tenantId: town.tenant.id })
  const user = await addUser(database.admin, { organization: agency, roles: ['lead_worker'] })
  const there = await addSession(database.admin, user)
  const document = JSON.stringify({
    referralId: sent.referralId,
    newReferralId: newId(),
    agencyId: agency.id,
    sharingId: newId(),
    because: 'area',
    dueAt: new Date().toISOString(),
  })
  await inSession(databases, lead.credential, ({ db }) =>
    sql`select sec.redirect_referral(${document}::jsonb)`.execute(db),
  )
  expect(await rowsAs(there, snapshots())).toBe(2)
  await withdraw(gate, person.consentId)
  expect(await rowsAs(there, snapshots())).toBe(0)
})

test('It takes back words about the person, and leaves the bare receipt', async () => {
  await tellBack('received')
  await tellBack('contacted')
  expect([await rowsAs(liaison, feedback('received')), await rowsAs(liaison, feedback('contacted'))]).toEqual([1, 1])
  await withdraw(gate, person.consentId)
  expect([await rowsAs(liaison, feedback('received')), await rowsAs(liaison, feedback('contacted'))]).toEqual([1, 0])
  await expect(tellBack('supported')).rejects.toMatchObject({ code: '42501' })
})

test('A referral that nobody has taken up is withdrawn; one that became a case stays', async () => {
  await withdraw(gate, person.consentId)
  expect(await stateOf(sent.referralId)).toBe('withdrawn')
  const taken = somebody(keys, town.company.id)
  const accepted = await send(gate, { town, person: taken })
  await database.admin.query("update app.referrals set state = 'accepted' where id = $1", [accepted.referralId])
  await withdraw(gate, taken.consentId)
  expect(await stateOf(accepted.referralId)).toBe('accepted')
})

test('The company’s own report and the record of the consent stay', async () => {
  await withdraw(gate, person.consentId)
  expect(
    await rowsAs(gate.session, sql`select 1 from app.reports where id = ${person.reportId}::uuid and state = 'sent'`),
  ).toBe(1)
  expect(await rowsAs(gate.session, sql`select 1 from app.consents where id = ${person.consentId}::uuid`)).toBe(1)
})

test('The ledger keeps that something was shared', async () => {
  await withdraw(gate, person.consentId)
  const { rows } = await database.admin.query('select ground from app.sharings where id = $1', [sent.sharingId])
  expect(rows).toEqual([{ ground: 'consent' }])
})

test('What was shared in immediate danger does not rest on consent and stays', async () => {
  const endangered = somebody(keys, town.company.id)
  const document = submission({ town, person: endangered, consentId: null })
  const danger = { ...document, report: { ...document.report, kind: 'danger' }, called: true, reviewDueOn: today() }
  expect(await askGate(gate, 'report_danger', danger)).toEqual({ verdict: 'permitted' })
  await withdraw(gate, person.consentId)
  person = endangered
  expect(await rowsAs(lead, snapshots())).toBe(2)
})

test('Another person’s sharing is not touched', async () => {
  const other = somebody(keys, town.company.id)
  await send(gate, { town, person: other })
  await withdraw(gate, person.consentId)
  person = other
  expect(await rowsAs(lead, snapshots())).toBe(2)
})

test('The agency withdraws for the person as easily, and withdrawing twice changes nothing', async () => {
  const byAgency = () =>
    inSession(databases, lead.credential, async ({ db }) => {
      const call = sql<{ done: boolean }>`select sec.withdraw_consent_for(${sent.referralId}::uuid) as done`
      return (await call.execute(db)).rows[0]?.done
    })
  expect(await byAgency()).toBe(true)
  expect(await byAgency()).toBe(false)
  expect(await withdraw(gate, person.consentId)).toBe(false)
  const { rows } = await database.admin.query(
    "select 1 from audit.entries where action = 'consent.withdrawn' and object_id = $1",
    [person.consentId],
  )
  expect(rows).toHaveLength(1)
})

test('A refusal cannot be withdrawn into a consent', async () => {
  const other = somebody(keys, town.company.id)
  await database.admin.query('update app.consents set outcome = $2 where id = $1', [person.consentId, 'refused'])
  await expect(withdraw(gate, person.consentId)).rejects.toMatchObject({ code: 'TM409' })
  await expect(withdraw(gate, other.consentId)).rejects.toMatchObject({ code: 'TM404' })
})

test('What was shared while a withdrawal waited stands before it in the ledger', async () => {
  const late = somebody(keys, town.company.id)
  await inSession(databases, gate.session.credential, async ({ db }) => {
    await send(gate, { town, person: late })
    await sql`select sec.withdraw_consent(${late.consentId}::uuid)`.execute(db)
  })
  const { rows } = await database.admin.query(
    `select s.at <= c.withdrawn_at as before from app.sharings s
       join app.consents c on c.organization_id = s.report_organization_id and c.id = s.consent_id where c.id = $1`,
    [late.consentId],
  )
  expect(rows).toEqual([{ before: true }])
})

test('What is shared on a consent ends with the consent, whatever the caller says', async () => {
  const another = somebody(keys, town.company.id)
  const document = submission({ town, person: another, consent: consentOf(town, another) })
  const long = { ...document, sharing: { ...document.sharing, until: '2999-12-31' } }
  expect(await askGate(gate, 'submit_report', long)).toEqual({ verdict: 'permitted' })
  const { rows } = await database.admin.query(
    `select distinct s.until = c.until and n.use_until = c.until as ends from app.sharings s
       join app.snapshots n on n.tenant_id = s.tenant_id and n.sharing_id = s.id
       join app.consents c on c.organization_id = s.report_organization_id and c.id = s.consent_id where s.id = $1`,
    [document.sharing.id],
  )
  expect(rows).toEqual([{ ends: true }])
})
