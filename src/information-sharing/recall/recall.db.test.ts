import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inSession } from '#platform/database/session.ts'
import {
  addOrganization,
  addSession,
  addTown,
  addUser,
  type TestTown,
  type TestUser,
} from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { consentOf, type Gate, type Person, printCode, send, somebody, withdraw } from '../test-sharing.ts'
import { chaseRecalls, openRecall } from './chase-recalls.ts'
import { recallApi } from './recall-api.ts'
import { recallTask } from './recall-contract.ts'

let frame: TestFrame
let town: TestTown
let gate: Gate
let person: Person
let sent: { sharingId: string; referralId: string }
beforeAll(async () => {
  frame = await testFrame(recallApi)
})
afterAll(() => frame.close())
beforeEach(async () => {
  town = await addTown(frame.admin)
  gate = { databases: frame.platform.databases, session: await addSession(frame.admin, town.clerk) }
  const agreement = newId()
  await frame.admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', 'in-force', '{identity,contact,supply,observation,arrears}', 'supported')`,
    [town.tenant.id, agreement],
  )
  await frame.admin.query(
    'insert into app.agreement_parties (tenant_id, agreement_id, organization_id) values ($1, $2, $3)',
    [town.tenant.id, agreement, town.company.id],
  )
  person = somebody(frame.platform.keys, town.company.id)
  sent = await send(gate, { town, person })
})

const as = async (user: TestUser, text: ReturnType<typeof sql>) =>
  inSession(frame.platform.databases, (await addSession(frame.admin, user)).credential, ({ db }) => text.execute(db))
const read = async (user: TestUser) => frame.ask({ url: '/api/recalls', as: await addSession(frame.admin, user) })
const tasksOf = async (user: TestUser) => recallTask.array().parse((await read(user)).json().tasks)
const onlyTask = async (user: TestUser) => {
  const [task, ...others] = await tasksOf(user)
  expect(others).toEqual([])
  if (task === undefined) throw new Error('no task')
  return task
}
const lines = (over: Record<string, unknown> = {}) => [
  { thing: 'paper-copies', outcome: 'deleted' },
  { thing: 'own-notes', outcome: 'none-held', ...over },
  { thing: 'saved-files', outcome: 'returned' },
]
type Saying = readonly [user: TestUser, task: { id: string; version: number }, body?: object, step?: string]
const say = async (...[user, { id, version }, body = {}, step = 'attest']: Saying) =>
  frame.ask({
    method: 'POST',
    url: `/api/recalls/${id}/${step}`,
    as: await addSession(frame.admin, user),
    body: { version, ...(step === 'attest' ? { lines: lines() } : {}), ...body },
  })
const recipients = async () => {
  const { rows } = await frame.admin.query<{ id: string }>(
    'select recipient_id as id from app.recalls where consent_id = $1 order by 1',
    [person.consentId],
  )
  return rows.map(({ id }) => id).toSorted()
}
async function redirect(): Promise<TestUser> {
  const agency = await addOrganization(frame.admin, { kind: 'consultation-agency', tenantId: town.tenant.id })
  const user = await addUser(frame.admin, { organization: agency, roles: ['lead_worker'] })
  const document = {
    referralId: sent.referralId,
    newReferralId: newId(),
    agencyId: agency.id,
    sharingId: newId(),
    because: 'area',
    dueAt: new Date().toISOString(),
  }
  await as(town.lead, sql`select sec.redirect_referral(${JSON.stringify(document)}::jsonb)`)
  return user
}
const tellBack = (word: string) =>
  as(town.lead, sql`select sec.give_feedback(${sent.referralId}::uuid, ${word}, ${newId()}::uuid)`)

test('Whichever way somebody withdraws, everybody who was told on that consent is asked once', async () => {
  const ways = [
    () => withdraw(gate, person.consentId),
    () => as(town.lead, sql`select sec.withdraw_consent_for(${sent.referralId}::uuid)`),
    async () => {
      const { keys } = frame.platform
      const paper = await printCode(gate, { town, keys })
      await frame.admin.query('update app.guidance_codes set report_id = $1, pin_hash = $2 where number = $3', [
        person.reportId,
        Buffer.from(paper.pinHash, 'hex'),
        paper.number,
      ])
      const token = `${randomUUID()}${randomUUID()}`.replaceAll('-', '')
      await frame.admin.query(
        `insert into auth.sessions (token_hash, plane, guidance_code_hash, idle_until, absolute_until)
         select decode($1, 'hex'), 'public', code_hash, now() + interval '1 hour', now() + interval '1 hour'
           from app.guidance_codes where number = $2`,
        [token, paper.number],
      )
      await inSession(frame.platform.databases, { plane: 'public', hash: token }, ({ db }) =>
        sql`select sec.own_withdraw()`.execute(db),
      )
    },
  ]
  for (const way of ways) {
    person = somebody(frame.platform.keys, town.company.id)
    sent = await send(gate, { town, person })
    await way()
    expect(await recipients()).toEqual([town.agency.id])
  }
})

test('Also the agency it was redirected to, and the company that heard a word about the person', async () => {
  for (const word of ['received', 'contacted']) await tellBack(word)
  const there = await redirect()
  await withdraw(gate, person.consentId)
  expect(await recipients()).toEqual([town.agency.id, town.company.id, there.organizationId].toSorted())
  expect((await onlyTask(there)).company).toBe('あかり電力')
  expect((await onlyTask(town.liaison)).categories).toEqual(['feedback'])
})

test('A withdrawal before anything was told asks nobody', async () => {
  const silent = somebody(frame.platform.keys, town.company.id)
  person = silent
  await as(town.clerk, sql`select sec.record_consent(${JSON.stringify(consentOf(town, silent))}::jsonb)`)
  await withdraw(gate, silent.consentId)
  expect(await recipients()).toEqual([])
})

test('The recipient takes it up, answers for every kind of copy, and a correction stands beside the first answer', async () => {
  await withdraw(gate, person.consentId)
  const task = await onlyTask(town.worker)
  expect([task.state, task.categories]).toEqual(['open', ['contact', 'identity']])
  expect((await say(town.worker, task, {}, 'take')).statusCode).toBe(200)
  expect((await say(town.lead, task, {}, 'take')).statusCode).toBe(409)
  const half = await say(town.worker, { ...task, version: 2 }, { lines: lines({ outcome: 'kept' }) })
  expect([half.statusCode, half.json().code]).toEqual([422, 'recall_ground_missing'])
  expect((await say(town.worker, { ...task, version: 2 })).statusCode).toBe(200)
  const kept = { lines: lines({ outcome: 'kept', ground: 'case-record' }) }
  expect((await say(town.worker, { ...task, version: 3 }, kept)).statusCode).toBe(200)
  const after = await onlyTask(town.worker)
  expect([after.state, after.lines.map(({ round }) => round)]).toEqual(['settled', [2, 2, 2, 1, 1, 1]])
  expect(after.lines.find(({ round, thing }) => round === 2 && thing === 'own-notes')).toMatchObject({
    ground: 'case-record',
  })
})

test('The database itself takes no half answer and no answer that was not asked for', async () => {
  await withdraw(gate, person.consentId)
  const { id } = await onlyTask(town.worker)
  const answer = (some: unknown) =>
    as(town.worker, sql`select sec.attest_recall(${JSON.stringify({ id, version: 1, lines: some })}::jsonb)`)
  await expect(answer(lines().slice(1))).rejects.toMatchObject({ code: 'TM422' })
  await expect(answer(lines({ outcome: 'kept' }))).rejects.toMatchObject({ code: '23514' })
  await expect(answer(lines({ outcome: 'kept', ground: 'other-law' }))).rejects.toMatchObject({ code: '23514' })
})

test('Another agency, a clerk and an officer find no such recall; who passed it on learns one word', async () => {
  const there = await redirect()
  await withdraw(gate, person.consentId)
  const task = await onlyTask(town.worker)
  for (const user of [there, town.liaison]) expect((await say(user, task)).statusCode).toBe(404)
  for (const user of [town.clerk, town.fieldWorker, town.tenantAdmin, town.auditor]) {
    expect((await read(user)).statusCode).toBe(403)
  }
  const states = async () => (await read(town.liaison)).json().states
  expect(await states()).toEqual([expect.objectContaining({ reportId: person.reportId, state: 'open' })])
  expect(Object.keys((await states())[0])).toEqual(['consentId', 'reportId', 'receiptNumber', 'withdrawnOn', 'state'])
  await say(town.worker, task)
  expect((await states())[0].state).toBe('open')
  await say(there, await onlyTask(there))
  expect((await states())[0].state).toBe('settled')
})

test('It gets its day, and climbs from its people to the lead and to the officers by the clock', async () => {
  await withdraw(gate, person.consentId)
  const { id } = await onlyTask(town.worker)
  const at = (day: string) => ({ ...frame.platform, now: () => new Date(`${day}T03:00:00Z`) })
  const told = async () => {
    const { rows } = await frame.admin.query<{ kind: string; user_id: string }>(
      'select kind, user_id from app.notices where object_id = $1 order by at, kind',
      [id],
    )
    return rows.map(
      ({ kind, user_id }) =>
        `${kind} ${Object.entries({ worker: town.worker, lead: town.lead, officer: town.officer }).find(([, user]) => user.id === user_id)?.[0]}`,
    )
  }
  await frame.admin.query("update app.recalls set opened_at = '2026-11-20T03:00:00Z' where id = $1", [id])
  await openRecall({}, at('2026-11-20'))
  await openRecall({}, at('2026-11-20'))
  expect((await onlyTask(town.worker)).dueOn).toBe('2026-11-30')
  expect((await told()).toSorted()).toEqual(['recall-asked lead', 'recall-asked worker'])
  await chaseRecalls({}, at('2026-11-30'))
  expect((await told()).length).toBe(2)
  await chaseRecalls({}, at('2026-12-01'))
  expect((await told()).slice(2)).toEqual(['recall-late lead'])
  await chaseRecalls({}, at('2026-12-04'))
  await chaseRecalls({}, at('2026-12-05'))
  expect((await told()).slice(3)).toEqual(['recall-late officer'])
  const { late, tasks } = (await read(town.officer)).json()
  expect([late.length, Object.keys(late[0]), tasks]).toEqual([1, ['id', 'recipient', 'openedAt', 'dueOn'], []])
  await say(town.worker, await onlyTask(town.worker))
  expect((await read(town.officer)).json().late).toEqual([])
})

test('Of a protected case only its own people hear and answer', async () => {
  const [caseId, subjectId] = [newId(), newId()]
  await frame.admin.query('insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, $3)', [
    town.tenant.id,
    subjectId,
    Buffer.from('k'),
  ])
  await frame.admin.query(
    `insert into app.cases (tenant_id, id, number, agency_id, subject_id, sealed, urgency, opened_by)
     values ($1, $2, 'R8-0001', $3, $4, '\\x00', 'within-3-days', $5)`,
    [town.tenant.id, caseId, town.agency.id, subjectId, town.worker.id],
  )
  await frame.admin.query('insert into app.case_members (tenant_id, case_id, id, user_id) values ($1, $2, $3, $4)', [
    town.tenant.id,
    caseId,
    newId(),
    town.worker.id,
  ])
  await frame.admin.query("update app.referrals set state = 'accepted', case_id = $2 where id = $1", [
    sent.referralId,
    caseId,
  ])
  await frame.admin.query('update app.cases set protected = true where id = $1', [caseId])
  await withdraw(gate, person.consentId)
  const task = await onlyTask(town.worker)
  expect(task.caseNumber).toBe('R8-0001')
  expect(await tasksOf(town.lead)).toEqual([])
  expect((await say(town.lead, task)).statusCode).toBe(404)
  await frame.admin.query("update app.recalls set opened_at = '2026-11-02T03:00:00Z' where id = $1", [task.id])
  await openRecall({}, { ...frame.platform, now: () => new Date('2026-11-12T03:00:00Z') })
  const { rows } = await frame.admin.query('select distinct user_id from app.notices where object_id = $1', [task.id])
  expect(rows).toEqual([{ user_id: town.worker.id }])
})
