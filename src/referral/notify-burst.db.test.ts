import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { escalate, mailNotice, notify } from './notify-job.ts'
import { address, openReportTown, type ReportTown, withKey } from './test-reports.ts'

let town: ReportTown
let later = 0

beforeAll(async () => {
  town = await openReportTown(() => new Date(Date.now() + later))
})
afterEach(async () => {
  later = 0
  const { admin } = town.frame
  await admin.query('delete from graphile_worker._private_jobs')
  await admin.query('delete from app.notices')
  // What was sent is of another day for the next test.
  await admin.query("update app.referrals set sent_at = sent_at - interval '1 day', escalated = 3")
  await admin.query('update app.danger_reviews set reviewed_by = $1, reviewed_at = now()', [town.clerk.id])
})
afterAll(() => town.frame.close())

async function tell(user: ReportTown['fieldWorker'], count: number): Promise<void> {
  const as = await town.as(user, { expired: true, steppedUp: false })
  for (let at = 0; at < count; at += 1) {
    const body = { place: address, what: `返事がない。${at}`, called: '119' }
    const answer = await town.frame.ask({ method: 'POST', url: '/api/danger', body, headers: withKey(), as })
    expect([answer.statusCode, answer.json().receipt.agencyId]).toEqual([200, town.agency.id])
  }
}

async function jobs(
  name: 'notify' | 'mail',
): Promise<readonly { id: string; payload: { userId: string; kind: string } }[]> {
  const { rows } = await town.frame.admin.query(
    `select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = $1 order by j.id`,
    [name],
  )
  return rows
}
async function runNotify(): Promise<void> {
  for (const { payload } of await jobs('notify')) await notify(payload, town.frame.platform)
}
async function noticesOf(userId: string) {
  const { rows } = await town.frame.admin.query(
    'select kind, count, object_id is null as counts from app.notices where user_id = $1 order by at',
    [userId],
  )
  return {
    alone: rows.filter(({ counts }) => !counts).length,
    counted: rows.filter(({ counts }) => counts).map(({ kind, count }) => `${kind} ${count}`),
  }
}

test('every danger arrives; from the tenth on one notice counts, and one mail is sent', async () => {
  await tell(town.fieldWorker, 25)
  const { rows } = await town.frame.admin.query("select count(*)::int as n from app.referrals where kind = 'danger'")
  expect(rows[0].n).toBe(25)
  await runNotify()
  expect(await noticesOf(town.worker.id)).toEqual({ alone: 9, counted: ['danger 16'] })
  const mails = (await jobs('mail')).filter(({ payload }) => payload.kind === 'danger')
  expect(mails.filter(({ payload }) => payload.userId === town.worker.id)).toHaveLength(10)
  await runNotify()
  expect(await noticesOf(town.worker.id)).toEqual({ alone: 9, counted: ['danger 16'] })
})

test('the notice that counts is unread again when more come, and leads to the list', async () => {
  await tell(town.fieldWorker, 12)
  await runNotify()
  const as = await town.as(town.worker)
  await town.frame.ask({ method: 'POST', url: '/api/notices/read-all', as })
  await tell(town.fieldWorker, 1)
  await runNotify()
  const { notices, unread } = (await town.frame.ask({ url: '/api/notices', as })).json()
  expect(unread).toBe(1)
  expect(notices[0]).toMatchObject({ kind: 'danger', title: expect.stringContaining('さらに4件') })
  expect(notices[0]).not.toHaveProperty('objectId')
})

test('somebody else’s danger is told by itself, however many another sends', async () => {
  await tell(town.fieldWorker, 15)
  await tell(town.liaison, 1)
  await runNotify()
  expect(await noticesOf(town.worker.id)).toEqual({ alone: 10, counted: ['danger 6'] })
})

test('ten minutes later they are told one by one again', async () => {
  await tell(town.fieldWorker, 12)
  await town.frame.admin.query("update app.referrals set sent_at = sent_at - interval '11 minutes'")
  await tell(town.fieldWorker, 2)
  await runNotify()
  expect(await noticesOf(town.worker.id)).toEqual({ alone: 11, counted: ['danger 3'] })
})

test('what stays unread climbs together, and is reviewed together', async () => {
  await tell(town.fieldWorker, 12)
  await town.frame.admin.query("delete from graphile_worker._private_jobs where payload ->> 'kind' = 'danger'")
  later = 40 * 24 * 3_600_000
  await escalate({}, town.frame.platform)
  await escalate({}, town.frame.platform)
  expect(await noticesOf(town.officer.id)).toEqual({ alone: 9, counted: ['escalation 3'] })
  expect(await noticesOf(town.liaison.id)).toEqual({ alone: 0, counted: ['review-due 12'] })
})

test('the mail of a counted notice says that it stands for several, and nothing of anybody', async () => {
  const sent: { text: string }[] = []
  await town.frame.admin.query('update app.users set mail = $2 where id = $1', [town.worker.id, 'shien@example.jp'])
  const mailer = { send: async (mail: { text: string }) => void sent.push(mail) }
  const payload = { id: town.frame.platform.newId(), userId: town.worker.id, kind: 'danger', count: 4 }
  await mailNotice(mailer)(payload, town.frame.platform)
  expect(sent.map(({ text }) => text)).toEqual([expect.stringContaining('まとめてお知らせします')])
})
