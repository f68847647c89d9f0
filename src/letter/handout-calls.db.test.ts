import { randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSession, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { handoutCallsApi } from './handout-calls-api.ts'

let frame: TestFrame
let town: TestTown
beforeAll(async () => {
  frame = await testFrame(handoutCallsApi)
  town = await addTown(frame.admin)
})
afterAll(() => frame.close())

const ask = async (user: TestUser, year = 2026) =>
  frame.ask({ url: `/api/figures/handouts?year=${year}`, as: await addSession(frame.admin, user) })

type Wish = { readonly stage: string; readonly channel?: string; readonly on: string; readonly met: boolean }

/** A wish to be called that came through a hand-out; `met`: the agency took it into a case. */
async function wish({ stage, channel = 'post', on, met }: Wish): Promise<void> {
  const [id, subject, caseId] = [newId(), newId(), met ? newId() : null]
  const [tenant, agency] = [town.tenant.id, town.agency.id]
  const run = (text: string, values: unknown[]) => frame.admin.query(text, values)
  await run('insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, $3)', [
    tenant,
    subject,
    randomBytes(40),
  ])
  if (caseId !== null) {
    await run(
      `insert into app.cases (tenant_id, id, number, agency_id, subject_id, sealed, urgency, opened_by)
         values ($1, $2, $3, $4, $5, $6, 'within-4-weeks', $7)`,
      [tenant, caseId, `K-${caseId.slice(-8).toUpperCase()}`, agency, subject, randomBytes(40), town.worker.id],
    )
  }
  await run(
    `insert into app.contact_requests (tenant_id, id, agency_id, subject_id, sealed, language, case_id)
       values ($1, $2, $3, $4, $5, 'ja', $6)`,
    [tenant, id, agency, subject, randomBytes(40), caseId],
  )
  await run(
    `insert into app.handout_calls (tenant_id, request_id, stage, channel, language, asked_on)
       values ($1, $2, $3, $4, 'ja', $5)`,
    [tenant, id, stage, channel, on],
  )
}
const wishes = async (count: number, one: Wish) => {
  for (let turn = 0; turn < count; turn += 1) await wish(one)
}

test('calls that an agency took into a case are counted by what was handed out, in their fiscal year', async () => {
  await wishes(12, { stage: 'stop-notice', on: '2026-05-01', met: true })
  await wishes(11, { stage: 'reminder', channel: 'door', on: '2027-03-31', met: true })
  await wishes(10, { stage: 'general', channel: 'counter', on: '2026-04-01', met: true })
  await wishes(1, { stage: 'stop-notice', on: '2027-04-01', met: true })
  const calls = (await ask(town.officer)).json()
  expect(calls).toMatchObject({ fiscalYear: 2026, total: 33 })
  // Two stages had none: what is under ten hides, together with as much as keeps it hidden.
  expect(calls.byStage).toMatchObject({ 'unpaid-notice': null, pledge: null, general: null, 'stop-notice': 12 })
  expect((await ask(town.officer, 2027)).json()).toMatchObject({ total: null })
})

test('a made-up wish counts for nothing: whoever prints codes cannot lift a number with names that nobody meets', async () => {
  const before = (await ask(town.officer)).json()
  await wishes(25, { stage: 'pledge', on: '2026-06-01', met: false })
  expect((await ask(town.officer)).json()).toEqual(before)
})

test('nobody else is told, and no plane reads what a wish came from', async () => {
  for (const user of [town.tenantAdmin, town.lead, town.worker, town.liaison, town.auditor]) {
    expect((await ask(user)).statusCode).toBe(403)
  }
  for (const plane of Object.values(frame.database.planes)) {
    await expect(plane.query('select * from app.handout_calls')).rejects.toThrow('permission denied')
  }
})
