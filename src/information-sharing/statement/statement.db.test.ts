import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inSession, recordAudit } from '#platform/database/session.ts'
import { addSession, addTown, addUser, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { sharingApi } from '../sharing-api.ts'
import { sharingSentences } from '../sharing-sentences.ts'
import { type Gate, type Person, send, somebody, today } from '../test-sharing.ts'
import { REPRESENTATIVE_ANSWER } from './statement-request.ts'

let frame: TestFrame
let town: TestTown
let gate: Gate
let person: Person
let referralId: string
let caseId: string
beforeAll(async () => {
  frame = await testFrame(sharingApi, {
    sentences: { ...sharingSentences, 'feedback-above-ceiling': '知らせられません。' },
  })
})
afterAll(() => frame.close())
beforeEach(async () => {
  town = await addTown(frame.admin)
  gate = { databases: frame.platform.databases, session: await addSession(frame.admin, town.clerk) }
  person = somebody(frame.platform.keys, town.company.id)
  referralId = (await send(gate, { town, person })).referralId
  caseId = await caseOf(referralId)
})

async function caseOf(referral: string): Promise<string> {
  const [id, subjectId] = [newId(), newId()]
  const { admin } = frame
  await admin.query('insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, $3)', [
    town.tenant.id,
    subjectId,
    Buffer.from('k'),
  ])
  await admin.query(
    `insert into app.cases (tenant_id, id, number, agency_id, subject_id, sealed, urgency, opened_by)
     values ($1, $2, $3, $4, $5, '\\x00', 'within-3-days', $6)`,
    [town.tenant.id, id, `R8-${id.slice(-6).toUpperCase()}`, town.agency.id, subjectId, town.worker.id],
  )
  await admin.query('insert into app.case_members (tenant_id, case_id, id, user_id) values ($1, $2, $3, $4)', [
    town.tenant.id,
    id,
    newId(),
    town.worker.id,
  ])
  await admin.query("update app.referrals set state = 'accepted', case_id = $2 where id = $1", [referral, id])
  return id
}
const protect = () => frame.admin.query('update app.cases set protected = true where id = $1', [caseId])
type Posting = readonly [user: TestUser, url: string, body: object, steppedUp?: boolean]
const post = async (...[user, url, body, steppedUp = true]: Posting) =>
  frame.ask({ method: 'POST', url, body, as: await addSession(frame.admin, user, { steppedUp }) })
const request = (over: Record<string, unknown> = {}) => ({
  id: newId(),
  caseId,
  referralIds: [referralId],
  askedBy: 'self',
  identity: ['driving-licence'],
  papers: [],
  language: 'ja',
  delivery: 'handed',
  askedOn: today(),
  ...over,
})
const delegated = { askedBy: 'delegated', papers: ['delegation-letter', 'seal-certificate'] }
async function asked(over: Record<string, unknown> = {}, user = town.worker): Promise<string> {
  const body = request(over)
  const answer = await post(user, '/api/statement-requests', body)
  expect(answer.statusCode, answer.body).toBe(200)
  return body.id
}
const issue = (id: string, user = town.worker, body: object = { addressee: '灯 花子' }) =>
  post(user, `/api/statement-requests/${id}/issue`, body)
const codeOf = ({ statusCode, json }: Awaited<ReturnType<typeof post>>) => [
  statusCode,
  String(json().code).replaceAll('_', '-'),
]
const csvOf = async (id: string) => Buffer.from((await issue(id)).json().csv, 'base64').toString('utf8')
const requestsOf = async (user: TestUser) =>
  (await frame.ask({ url: '/api/statement-requests', as: await addSession(frame.admin, user) })).json().requests
const look = async (user: TestUser, action: string, objectId: string) =>
  inSession(frame.platform.databases, (await addSession(frame.admin, user)).credential, (tx) =>
    recordAudit(tx, { action, objectId }),
  )

test('The person gets letter and file: who was told, who looked by organisation and department, where to complain', async () => {
  await look(town.worker, 'referral.read', referralId)
  await look(town.lead, 'case.read', caseId)
  const id = await asked()
  const answer = (await issue(id)).json()
  expect(Buffer.from(answer.pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  const csv = Buffer.from(answer.csv, 'base64').toString('utf8')
  expect(csv).toContain('あかり電力がくらし相談ともしびに、')
  expect(csv).toMatch(/"見た記録","[\d-]+ [\d:]+","くらし相談ともしび　/)
  expect(csv).toContain('相談支援のために、記録を見た')
  expect(csv).toContain('03-6457-9849')
  expect(csv).not.toContain('灯 試')
  const { rows } = await frame.admin.query(
    "select 1 from audit.entries where action = 'statement.issued' and object_id = $1",
    [id],
  )
  expect(rows.length).toBe(1)
})

test('Names of the municipality’s people stand in it only on a formal request', async () => {
  await look(town.worker, 'case.read', caseId)
  expect(await csvOf(await asked({ formalNumber: '開示-8-12' }))).toContain('灯 試')
})

test('Without a checked identity, of somebody else’s case, or without being asked once more it is refused', async () => {
  expect((await post(town.worker, '/api/statement-requests', request({ identity: [] }))).statusCode).toBe(422)
  for (const user of [town.officer, town.tenantAdmin]) {
    expect((await post(user, '/api/statement-requests', request())).statusCode).toBe(403)
  }
  const other = await addUser(frame.admin, { organization: town.agency, roles: ['consultation_worker'] })
  expect((await post(other, '/api/statement-requests', request())).statusCode).toBe(404)
  const id = await asked()
  expect((await issue(id, other)).statusCode).toBe(404)
  expect(codeOf(await post(town.worker, `/api/statement-requests/${id}/issue`, {}, false))).toEqual([
    401,
    'stepup-required',
  ])
})

test('A representative brings papers, waits for the officer, and gets a letter only after somebody else released it', async () => {
  const bare = await post(town.worker, '/api/statement-requests', request({ askedBy: 'guardian' }))
  expect(codeOf(bare)).toEqual([422, 'papers-missing'])
  const id = await asked(delegated)
  expect((await issue(id)).statusCode).toBe(409)
  const [shown] = await requestsOf(town.officer)
  expect([shown.id, shown.state, shown.protected, shown.caseNumber]).toEqual([id, 'with-officer', false, null])
  expect(
    (await post(town.worker, `/api/statement-requests/${id}/decision`, { version: 1, decision: 'released' }))
      .statusCode,
  ).toBe(403)
  expect(
    (await post(town.officer, `/api/statement-requests/${id}/decision`, { version: 1, decision: 'released' }))
      .statusCode,
  ).toBe(200)
  expect((await issue(id)).statusCode).toBe(200)
})

test('For a protected person a representative’s request stops hard, in every door and in the database, and is told like any other', async () => {
  const open = await post(town.worker, '/api/statement-requests', request(delegated))
  await protect()
  const body = request(delegated)
  const hidden = await post(town.worker, '/api/statement-requests', body)
  const told = (answer: typeof open) => ({ ...answer.json(), id: '' })
  expect(told(hidden)).toEqual(told(open))
  expect(hidden.json().answer).toBe(REPRESENTATIVE_ANSWER)
  const [shown] = await requestsOf(town.officer)
  expect([shown.id, shown.protected]).toEqual([body.id, true])
  const decided = await post(town.officer, `/api/statement-requests/${body.id}/decision`, {
    version: 1,
    decision: 'released',
  })
  expect(codeOf(decided)).toEqual([403, 'statement-stops'])
  expect((await issue(body.id)).statusCode).toBe(409)
  const declined = await post(town.officer, `/api/statement-requests/${body.id}/decision`, {
    version: 1,
    decision: 'declined',
  })
  expect(declined.json().answer).toContain('あるかどうかを含めてお答えできません')
})

test('A protection that comes after the officer’s release still stops the letter', async () => {
  const id = await asked(delegated)
  await post(town.officer, `/api/statement-requests/${id}/decision`, { version: 1, decision: 'released' })
  await protect()
  expect(codeOf(await issue(id))).toEqual([403, 'statement-stops'])
})

test('A protected person’s own letter goes from hand to hand, never by post', async () => {
  const before = await asked({ delivery: 'posted' })
  await protect()
  expect(codeOf(await post(town.worker, '/api/statement-requests', request({ delivery: 'posted' })))).toEqual([
    422,
    'protected-by-hand-only',
  ])
  expect(codeOf(await issue(before))).toEqual([403, 'statement-stops'])
  expect((await issue(await asked())).statusCode).toBe(200)
  expect((await post(town.lead, '/api/statement-requests', request())).statusCode).toBe(404)
})

test('What may not be told yet waits for its day', async () => {
  const judgement = newId()
  const client = await frame.admin.connect()
  await client.query("set session_replication_role = 'replica'")
  await client.query(
    `insert into app.judgements (provider_id, id, scope_id, subject_id, tenant_id, report_organization_id, report_id, recipient_id,
       purpose, ground, state, not_told_until, requested_by)
     select $1, $2, $1, r.subject_id, $3, $1, r.id, $4, 'consultation', 'life-body-property', 'permitted', current_date + 30, $5
       from app.reports r where r.id = $6`,
    [town.company.id, judgement, town.tenant.id, town.agency.id, town.clerk.id, person.reportId],
  )
  await client.query(
    `insert into app.sharings (tenant_id, id, provider_id, recipient_id, report_organization_id, report_id, categories, purpose, ground,
       judgement_id, requested_by, decided_by, art29_record_duty)
     values ($1, $2, $3, $4, $3, $5, '{observation}', 'consultation', 'life-body-property', $6, $7, $7, false)`,
    [town.tenant.id, newId(), town.company.id, town.agency.id, person.reportId, judgement, town.clerk.id],
  )
  expect(await csvOf(await asked())).not.toContain('同意をうかがうことが難しかった')
  await client.query('update app.judgements set not_told_until = current_date - 1 where id = $1', [judgement])
  await client.query("set session_replication_role = 'origin'")
  client.release()
  expect(await csvOf(await asked())).toContain('同意をうかがうことが難しかった')
})

test('What was said on the telephone passes the same gate and stands in the ledger with its way', async () => {
  const spoken = (over: object = {}, user = town.clerk) =>
    post(user, `/api/reports/${person.reportId}/spoken-sharings`, {
      id: newId(),
      categories: ['observation'],
      way: 'phone',
      spokenAt: new Date().toISOString(),
      ...over,
    })
  expect((await spoken()).json()).toEqual({ written: true })
  expect(codeOf(await spoken({ categories: ['arrears'] }))).toEqual([403, 'agreement-lacks-category'])
  expect(codeOf(await spoken({ spokenAt: new Date(Date.now() - 86_400_000).toISOString() }))).toEqual([
    403,
    'consent-after-the-words',
  ])
  expect((await spoken({}, town.fieldWorker)).statusCode).toBe(403)
  expect(await csvOf(await asked())).toContain('電話で伺ったこと・見たこと')
  await inSession(frame.platform.databases, gate.session.credential, ({ db }) =>
    sql`select sec.withdraw_consent(${person.consentId}::uuid)`.execute(db),
  )
  expect(codeOf(await spoken())).toEqual([403, 'consent-withdrawn'])
})

test('The agency’s word on the telephone keeps to the ceiling of feedback', async () => {
  const word = (name: string) =>
    post(town.worker, `/api/referrals/${referralId}/spoken-feedback`, {
      id: newId(),
      word: name,
      way: 'phone',
      spokenAt: new Date().toISOString(),
    })
  expect((await word('received')).json()).toEqual({ written: true })
  expect((await word('received')).json()).toEqual({ written: false })
  expect(codeOf(await word('supported'))).toEqual([403, 'feedback-above-ceiling'])
})

test('Each keeps its own complaint desk, and the letter prints it', async () => {
  const keep = async (user: TestUser, kind: string, version = 0) =>
    frame.ask({
      method: 'PUT',
      url: '/api/complaint-desks',
      as: await addSession(frame.admin, user),
      body: { kind, name: `申出先 ${kind}`, phone: '０００-0000-0009', version },
    })
  expect((await keep(town.liaison, 'company')).statusCode).toBe(200)
  expect((await keep(town.officer, 'municipality')).statusCode).toBe(200)
  expect((await keep(town.officer, 'company')).statusCode).toBe(403)
  expect((await keep(town.liaison, 'municipality')).statusCode).toBe(403)
  expect((await keep(town.liaison, 'company', 7)).statusCode).toBe(409)
  const csv = await csvOf(await asked())
  expect(csv).toContain('"申出先 company","","会社","","000-0000-0009"')
  expect(csv).toContain('申出先 municipality')
})
