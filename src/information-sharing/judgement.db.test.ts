import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import {
  addOrganization,
  addSession,
  addTown,
  addUser,
  type TestTown,
  type TestUser,
} from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { judgementApi } from './judgement-api.ts'
import { sharingSentences } from './sharing-sentences.ts'
import { askGate, consentOf, type Person, somebody, submission } from './test-sharing.ts'

/** A sharing without consent, over the real doors: written by one, decided by another, and then the gate lets it go. */
let frame: TestFrame
let town: TestTown
let second: TestUser
let third: TestUser
const today = todayInJapan(new Date())

beforeAll(async () => {
  frame = await testFrame(judgementApi, { sentences: sharingSentences })
  town = await addTown(frame.admin)
  second = await addUser(frame.admin, { organization: town.company, roles: ['liaison'] })
  third = await addUser(frame.admin, { organization: town.company, roles: ['liaison'] })
})
afterAll(() => frame.database.close())

const whole = () => ({
  ground: 'life-body-property',
  recipientId: town.agency.id,
  interest: 'life',
  facts: '三日続けて新聞が取り込まれていない。',
  factsObservedAt: new Date(Date.now() - 3_600_000).toISOString(),
  attempts: [
    {
      at: new Date(Date.now() - 7_200_000).toISOString(),
      way: 'visit',
      result: 'no-answer',
      note: '呼びかけに返事がない。',
    },
  ],
  hardness: 'no-answer',
  whyHard: '何度伺っても応答がない。',
  necessity: '安否を確かめる人が要る。',
  categories: ['identity', 'contact', 'observation'],
  route: 'through-liaison',
  validUntil: addDays(today, 30),
  askAgainOn: addDays(today, 7),
  tellOn: addDays(today, 14),
})

async function saveDraft(user: TestUser = town.clerk, consent?: Record<string, unknown>): Promise<Person> {
  const person = somebody(frame.platform.keys, town.company.id)
  const gate = { databases: frame.platform.databases, session: await addSession(frame.admin, user) }
  const draft = submission({
    town,
    person,
    ...(consent ? { consent: consentOf(town, person, consent) } : { consentId: null }),
  })
  expect(await askGate(gate, 'save_report', { ...draft, passOn: true })).toMatchObject({ verdict: 'permitted' })
  return person
}

async function put(user: TestUser, person: Person, change: Record<string, unknown> = {}) {
  const { id = randomUUID(), version = 0, ...content } = change
  const body = {
    version,
    about: { kind: 'report', id: person.reportId },
    purpose: 'consultation',
    content: { ...whole(), ...content },
  }
  return frame.ask({ method: 'PUT', url: `/api/judgements/${id}`, body, as: await addSession(frame.admin, user) })
}

async function step(user: TestUser, path: string, body: object) {
  return frame.ask({ method: 'POST', url: `/api/judgements/${path}`, body, as: await addSession(frame.admin, user) })
}

async function sendOn(person: Person, judgementId: string, ground = 'life-body-property') {
  const gate = { databases: frame.platform.databases, session: await addSession(frame.admin, town.liaison) }
  const document = submission({ town, person, consentId: null, categories: ['identity', 'contact'] })
  const report = { ...document.report, version: 1 }
  return askGate(gate, 'submit_report', { ...document, report, ground, judgementId })
}

test('The record asks for what is missing, one part after the other, and is asked of the decider only when whole', async () => {
  const person = await saveDraft()
  const { necessity, route, ...half } = whole()
  const answer = await put(town.clerk, person, { ...half, necessity: undefined, route: undefined })
  expect(answer.statusCode, answer.body).toBe(200)
  const view = answer.json()
  expect(view).toMatchObject({ missing: ['necessity', 'route'], next: 'necessity', allowed: ['change', 'ask'] })
  expect(view.guide.map((one: { part: string }) => one.part)).not.toContain('provision')
  expect(view.gate.verdict).toBe('forbidden')
  const asked = await step(town.clerk, `${view.id}/ask`, { version: view.version })
  expect(asked.statusCode).toBe(422)
  expect(asked.json()).toMatchObject({ code: 'missing_necessity' })
  const mended = await put(town.clerk, person, { id: view.id, version: view.version })
  expect(mended.json()).toMatchObject({ missing: [], content: { facts: whole().facts } })
  expect((await step(town.clerk, `${view.id}/ask`, { version: 2 })).json()).toMatchObject({ state: 'asked' })
})

async function asked(person: Person, change: Record<string, unknown> = {}, user = town.clerk) {
  const { id } = (await put(user, person, change)).json()
  expect((await step(user, `${id}/ask`, { version: 1 })).json()).toMatchObject({ state: 'asked', version: 2 })
  return String(id)
}

test('Who asked does not decide; another liaison does, and then the report goes and the ledger names the judgement', async () => {
  const person = await saveDraft(town.liaison)
  const id = await asked(person, {}, town.liaison)
  expect(await sendOn(person, id)).toMatchObject({ code: 'judgement-not-decided' })
  expect((await step(town.liaison, `${id}/decide`, { version: 2, verdict: 'permit' })).json()).toMatchObject({
    code: 'decider_is_requester',
  })
  expect((await step(town.clerk, `${id}/decide`, { version: 2, verdict: 'permit' })).statusCode).toBe(404)
  const permitted = await step(second, `${id}/decide`, { version: 2, verdict: 'permit' })
  expect(permitted.json(), permitted.body).toMatchObject({ state: 'permitted', version: 3 })
  expect(await sendOn(person, id)).toMatchObject({ verdict: 'permitted' })
  const { rows } = await frame.admin.query(
    'select ground, judgement_id, requested_by, decided_by, until::text, art29_record_duty from app.sharings where report_id = $1',
    [person.reportId],
  )
  const line = { ground: 'life-body-property', judgement_id: id, until: addDays(today, 30), art29_record_duty: false }
  expect(rows).toEqual([{ ...line, requested_by: town.liaison.id, decided_by: second.id }])
})

test('A decider who says no leaves a reason, and nothing goes', async () => {
  const person = await saveDraft()
  const id = await asked(person)
  expect((await step(second, `${id}/decide`, { version: 2, verdict: 'refuse' })).json()).toMatchObject({
    code: 'refusal_without_reason',
  })
  const reason = '電話で無事を確かめられたため。'
  expect((await step(second, `${id}/decide`, { version: 2, verdict: 'refuse', reason })).json()).toMatchObject({
    state: 'refused',
  })
  expect(await sendOn(person, id)).toMatchObject({ code: 'judgement-refused' })
  const view = await frame.ask({ url: `/api/judgements/${id}`, as: await addSession(frame.admin, town.clerk) })
  expect(view.json()).toMatchObject({ decisionReason: reason, allowed: [] })
})

test('On duty a clerk decides, a third person signs on the next business day, and overturning takes everything back', async () => {
  const onDuty = await addUser(frame.admin, { organization: town.company, roles: ['arrears_clerk'] })
  const person = await saveDraft()
  const id = await asked(person)
  expect((await step(onDuty, `${id}/decide`, { version: 2, verdict: 'permit' })).statusCode).toBe(404)
  const from = new Date(Date.now() - 3_600_000).toISOString()
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const planned = await frame.ask({
    method: 'POST',
    url: '/api/decision-duty',
    body: { userId: onDuty.id, from, until },
    as: await addSession(frame.admin, town.liaison),
  })
  expect(planned.statusCode, planned.body).toBe(200)
  const decided = await step(onDuty, `${id}/decide`, { version: 2, verdict: 'permit' })
  expect(decided.json(), decided.body).toMatchObject({ state: 'second-signature-due' })
  expect(decided.json().secondDueOn > today).toBe(true)
  expect(await sendOn(person, id)).toMatchObject({ verdict: 'permitted' })
  expect((await step(onDuty, `${id}/sign`, { version: 3, verdict: 'sign' })).json()).toMatchObject({
    code: 'second_signature_by_the_same',
  })
  const reason = '別の方のことだったため、取り消します。'
  expect((await step(third, `${id}/sign`, { version: 3, verdict: 'overturn', reason })).json()).toMatchObject({
    state: 'overturned',
  })
  const { rows } = await frame.admin.query(
    `select count(*) filter (where n.wrapped_key is not null)::int as readable, count(*)::int as kept,
       (select state from app.referrals f where f.report_id = $1) as state from app.snapshots n where n.report_id = $1`,
    [person.reportId],
  )
  expect(rows).toEqual([{ readable: 0, kept: 2, state: 'withdrawn' }])
})

test('A plain no blocks direct sharing, sends to the conference, and is overridden only by what was seen after it', async () => {
  const person = await saveDraft(town.clerk, {
    outcome: 'refused',
    obtainedAt: new Date(Date.now() - 1_800_000).toISOString(),
  })
  const answer = await put(town.clerk, person)
  const { id, gate, refusedOn } = answer.json()
  expect(gate.because[0].code).toBe('refusal-stands')
  expect(refusedOn).toBeDefined()
  expect((await step(town.clerk, `${id}/ask`, { version: 1 })).json()).toMatchObject({ code: 'refusal_stands' })
  const seenLater = { factsObservedAt: new Date(Date.now() - 60_000).toISOString() }
  const later = await asked(person, seenLater)
  expect((await step(second, `${later}/decide`, { version: 2, verdict: 'permit' })).json()).toMatchObject({
    state: 'permitted',
  })
  const view = await frame.ask({ url: `/api/judgements/${later}`, as: await addSession(frame.admin, second) })
  expect(view.json().gate.because.map((one: { code: string }) => one.code)).toEqual([
    'protection-needs-it',
    'danger-after-refusal',
  ])
  expect(await sendOn(person, later)).toMatchObject({ verdict: 'permitted' })
})

test('Nobody dates ahead what was seen, and no other house, visitor or clerk of another company opens a record', async () => {
  const person = await saveDraft()
  const tomorrow = { factsObservedAt: new Date(Date.now() + 86_400_000).toISOString() }
  expect((await put(town.clerk, person, tomorrow)).json()).toMatchObject({ code: 'seen_in_future' })
  const { id } = (await put(town.clerk, person)).json()
  const rival = await addOrganization(frame.admin, { kind: 'electricity-retailer', name: 'よその電力' })
  const rivalLiaison = await addUser(frame.admin, { organization: rival, roles: ['liaison'] })
  for (const user of [rivalLiaison, town.fieldWorker, town.worker, town.officer]) {
    const answer = await frame.ask({ url: `/api/judgements/${id}`, as: await addSession(frame.admin, user) })
    expect(answer.statusCode, user.roles.join()).toBe(404)
  }
  const { rows } = await frame.admin.query(
    "select sealed from app.judgement_words where judgement_id = $1 and part = 'facts'",
    [id],
  )
  expect(Buffer.from(rows[0].sealed).includes(Buffer.from('新聞'))).toBe(false)
})
