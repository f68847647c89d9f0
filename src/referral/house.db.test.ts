import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSession } from '#platform/database/session.ts'
import { openReportTown, type ReportTown, referralOf, submit } from './test-reports.ts'

/** Notices and mails go to whom a report is given and to who is on duty: both are people of the agency itself. */
let town: ReportTown

beforeAll(async () => {
  town = await openReportTown()
})
afterAll(() => town.frame.close())

const strangers = () => [town.liaison.id, town.sisterWorker.id, town.officer.id, randomUUID()]

async function refusedBySql(user: typeof town.worker, statement: ReturnType<typeof sql>) {
  const { credential } = await town.as(user)
  await inSession(town.frame.platform.databases, credential, ({ db }) => statement.execute(db))
}

test('a report is given to a colleague of the agency, never to a company, another agency or nobody known', async () => {
  const { body } = await submit(town)
  const { id, version } = await referralOf(town, body.id)
  const give = async (userId: string, at: number) =>
    town.frame.ask({
      method: 'POST',
      url: `/api/referrals/${id}/assign`,
      body: { version: at, userId },
      as: await town.as(town.worker),
    })
  for (const stranger of strangers()) {
    const answer = await give(stranger, version)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'not_a_colleague'])
  }
  const past = refusedBySql(
    town.worker,
    sql`update app.referrals set assigned_to = ${town.liaison.id}::uuid where id = ${id}::uuid`,
  )
  await expect(past).rejects.toMatchObject({ code: '23503' })
  expect((await give(town.lead.id, version)).statusCode).toBe(200)
})

test('on duty is somebody of the agency: nobody outside is called to a danger by a line in the roster', async () => {
  const shift = { from: '2099-01-01T08:00:00Z', until: '2099-01-01T20:00:00Z', name: '当番', phone: '000-0000-0000' }
  const plan = async (userId?: string) =>
    town.frame.ask({
      method: 'POST',
      url: '/api/duty',
      body: { ...shift, id: randomUUID(), ...(userId === undefined ? {} : { userId }) },
      as: await town.as(town.lead),
    })
  for (const stranger of strangers()) expect((await plan(stranger)).json().code).toBe('not_a_colleague')
  const past = refusedBySql(
    town.lead,
    sql`insert into app.duty_roster (tenant_id, id, agency_id, starts_at, ends_at, user_id, label, phone)
      values (${town.tenant.id}::uuid, ${randomUUID()}::uuid, ${town.agency.id}::uuid, now(), now() + interval '1 hour',
        ${town.liaison.id}::uuid, '当番', '000-0000-0000')`,
  )
  await expect(past).rejects.toMatchObject({ code: '23503' })
  expect([(await plan(town.worker.id)).statusCode, (await plan()).statusCode]).toEqual([200, 200])
})
