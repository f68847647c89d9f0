import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMailer } from '#platform/mail/mailer.ts'
import { escalate, mailNotice, notify } from './notify-job.ts'
import { bodyOf, change, openReportTown, type ReportTown, referralOf, report, submit } from './test-reports.ts'

let town: ReportTown
let later = 0

beforeAll(async () => {
  town = await openReportTown(() => new Date(Date.now() + later))
})
afterAll(() => town.frame.close())

/** Runs what transactions enqueued, as the worker would, and answers how many jobs there were. */
async function runJobs(name: 'notify' | 'mail', task: typeof notify): Promise<number> {
  const { rows } = await town.frame.admin.query(
    `select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = $1 order by j.id`,
    [name],
  )
  for (const { payload } of rows) await task(payload, town.frame.platform)
  return rows.length
}
const clearJobs = () => town.frame.admin.query('delete from graphile_worker._private_jobs')
const noticesOf = async (userId: string) => {
  const { rows } = await town.frame.admin.query('select kind, object_id from app.notices where user_id = $1', [userId])
  return rows.map(({ kind, object_id }) => `${kind} ${object_id}`)
}

test('an arriving report is told to the agency, in the app and by mail, without personal content', async () => {
  await town.frame.admin.query('update app.users set mail = $2 where id = $1', [town.worker.id, 'shien@example.jp'])
  const { body } = await submit(town, { body: bodyOf() })
  const { id } = await referralOf(town, body.id)
  await runJobs('notify', notify)
  expect(await noticesOf(town.worker.id)).toEqual([`report-arrived ${id}`])
  expect(await noticesOf(town.officer.id)).toEqual([])
  const folder = join(await mkdtemp(join(tmpdir(), 'mail-')), 'spool')
  const mailer = openMailer({ smtpUrl: undefined, spoolFolder: folder, origin: 'http://localhost' })
  await runJobs('mail', mailNotice(mailer))
  await runJobs('mail', mailNotice(mailer))
  const [file, ...others] = await readdir(folder)
  expect(others).toEqual([])
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  const mail = await readFile(join(folder, file ?? ''), 'utf8')
  const text = Buffer.from(
    mail
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join(''),
    'base64',
  ).toString('utf8')
  expect(mail).toContain('shien@example.jp')
  expect(text).toContain('通報が届きました。')
  for (const personal of ['花子', '本町', '0002', id, body.id]) expect(mail + text).not.toContain(personal)
})

test('somebody reads their own news and ticks it off, nobody else’s', async () => {
  const asked = async (user: typeof town.worker, url = '/api/notices', method: 'GET' | 'POST' = 'GET') =>
    (await town.frame.ask({ method, url, as: await town.as(user) })).json()
  const own = await asked(town.worker)
  expect(own).toMatchObject({ unread: 1, notices: [{ kind: 'report-arrived', about: 'referral' }] })
  const tick = `/api/notices/${own.notices[0].id}/read`
  expect(await asked(town.officer, tick, 'POST')).toEqual({ unread: 0 })
  expect((await asked(town.worker)).unread).toBe(1)
  expect(await asked(town.worker, tick, 'POST')).toEqual({ unread: 0 })
  expect(await asked(town.worker, tick, 'POST')).toEqual({ unread: 0 })
})

test('a job that runs twice tells nobody twice', async () => {
  await clearJobs()
  await submit(town)
  await runJobs('notify', notify)
  const once = await noticesOf(town.worker.id)
  await runJobs('notify', notify)
  expect(await noticesOf(town.worker.id)).toEqual(once)
})

test('what comes back is told to who wrote and who sent it, not to the whole company', async () => {
  const { body } = await submit(town, { user: town.clerk })
  await change(town, { reportId: body.id, step: 'acknowledge' })
  await clearJobsBut('feedback')
  await runJobs('notify', notify)
  expect(await noticesOf(town.clerk.id)).toEqual([`feedback ${body.id}`])
  expect(await noticesOf(town.fieldWorker.id)).toEqual([])
})

async function clearJobsBut(kind: string) {
  await town.frame.admin.query(
    "delete from graphile_worker._private_jobs where payload ->> 'kind' is distinct from $1",
    [kind],
  )
}

test('an unread report climbs from worker to lead to municipality, each step once', async () => {
  const { supply: _supply, ...unhurried } = report
  const { body } = await submit(town, { body: bodyOf({ report: unhurried }) })
  const { id } = await referralOf(town, body.id)
  const step = `escalation ${id}`
  const reached = async () => ({
    worker: (await noticesOf(town.worker.id)).filter((one) => one === step).length,
    lead: (await noticesOf(town.lead.id)).filter((one) => one === step).length,
    officer: (await noticesOf(town.officer.id)).filter((one) => one === step).length,
  })
  await escalate({}, town.frame.platform)
  expect(await reached()).toEqual({ worker: 0, lead: 0, officer: 0 })
  later = 40 * 24 * 3_600_000
  await escalate({}, town.frame.platform)
  await escalate({}, town.frame.platform)
  expect(await reached()).toEqual({ worker: 1, lead: 2, officer: 1 })
  later = 0
})

test('a report that somebody has read climbs no further', async () => {
  const { body } = await submit(town)
  await change(town, { reportId: body.id, step: 'acknowledge' })
  later = 40 * 24 * 3_600_000
  await escalate({}, town.frame.platform)
  const { id } = await referralOf(town, body.id)
  expect(await noticesOf(town.officer.id)).not.toContain(`escalation ${id}`)
  later = 0
})

test('news of a protected case reach its own people, and no lead worker beside them', async () => {
  const { body } = await submit(town)
  const { id } = await referralOf(town, body.id)
  const caseId = await putInCase(id, town.worker.id)
  const told = async (protectedCase: boolean, lives: boolean) => {
    const { admin, platform } = town.frame
    await admin.query('update app.cases set protected = $2 where id = $1', [caseId, protectedCase])
    await admin.query('update app.case_members set ended_at = $2 where case_id = $1', [
      caseId,
      lives ? null : new Date(),
    ])
    await admin.query('delete from app.notices where object_id = $1', [id])
    await notify(
      { kind: 'report-updated', tenantId: town.tenant.id, referralId: id, at: String(Math.random()) },
      platform,
    )
    const { rows } = await admin.query('select user_id from app.notices where object_id = $1', [id])
    return rows.map(({ user_id }) => user_id)
  }
  expect(await told(true, true)).toEqual([town.worker.id])
  expect(await told(true, false)).toEqual([])
  expect(await told(false, true)).toEqual([town.worker.id])
  expect(await told(false, false)).toEqual([town.lead.id])
})

async function putInCase(referralId: string, userId: string): Promise<string> {
  const { admin, platform } = town.frame
  const [caseId, subjectId] = [platform.newId(), platform.newId()]
  const { tenant, agency } = town
  await admin.query('insert into app.subjects (scope_id, id) values ($1, $2)', [tenant.id, subjectId])
  await admin.query(
    `insert into app.cases (tenant_id, id, number, agency_id, subject_id, sealed, urgency, opened_by)
     values ($1, $2, 'TEST-0001', $3, $4, 'sealed', 'within-3-days', $5)`,
    [tenant.id, caseId, agency.id, subjectId, userId],
  )
  await admin.query('insert into app.case_members (tenant_id, case_id, id, user_id) values ($1, $2, $2, $3)', [
    tenant.id,
    caseId,
    userId,
  ])
  await admin.query("update app.referrals set case_id = $2, state = 'accepted' where id = $1", [referralId, caseId])
  return caseId
}
