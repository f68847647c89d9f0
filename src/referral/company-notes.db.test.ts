import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addAgreement,
  change as changeReferral,
  openReportTown,
  type ReportTown,
  referralOf,
  submit,
} from './test-reports.ts'

let town: ReportTown
beforeAll(async () => {
  town = await openReportTown()
  await addAgreement(town)
})
afterAll(() => town.frame.close())

const change = { field: 'paid', newValue: '31415', reason: '窓口でのお支払い' }
const asLiaison = async (url: string, body: object, headers = {}) =>
  town.frame.ask({ method: 'POST', url, body, headers, as: await town.as(town.liaison) })

async function updated() {
  const { body } = await submit(town)
  const answer = await asLiaison(`/api/reports/${body.id}/updates`, change, { 'idempotency-key': randomUUID() })
  expect(answer.statusCode).toBe(200)
  return { reportId: body.id, referral: await referralOf(town, body.id) }
}

const own = async (reportId: string) =>
  (await town.frame.ask({ url: `/api/reports/${reportId}`, as: await town.as(town.liaison) })).json()
const theirs = async (id: string) =>
  (await town.frame.ask({ url: `/api/referrals/${id}`, as: await town.as(town.worker) })).json()

test('what staff write about a sent report is kept as ciphertext, and read by its company as written', async () => {
  const { reportId } = await updated()
  await asLiaison(`/api/reports/${reportId}/withdraw`, { because: '宛先の取り違え' })
  expect(await own(reportId)).toMatchObject({ updates: [change], withdrawnBecause: '宛先の取り違え' })
  const { rows } = await town.frame.admin.query<{ line: string }>(
    `select convert_from(x, 'sql_ascii') as line from (select u.sealed as x from app.report_updates u
       union all select r.withdrawn_because from app.reports r where r.withdrawn_because is not null) kept
     where position(convert_to($1, 'utf8') in x) > 0 or position('31415'::bytea in x) > 0
       or position(convert_to($2, 'utf8') in x) > 0`,
    [change.reason, '宛先の取り違え'],
  )
  expect(rows).toEqual([])
})

test('a withdrawn consent ends the agency’s reading of a change; the company keeps its own', async () => {
  const { reportId, referral } = await updated()
  expect(await theirs(referral.id)).toMatchObject({ updates: [change] })
  await town.frame.admin.query(
    `select sec.apply_withdrawal(organization_id, consent_id, null, 'own-page') from app.reports where id = $1`,
    [reportId],
  )
  expect((await theirs(referral.id)).updates).toEqual([])
  expect((await own(reportId)).updates).toMatchObject([change])
})

test('a change goes along to the agency that the report is redirected to; a later one is not read by the first', async () => {
  const { reportId, referral } = await updated()
  const body = { agencyId: town.sister.id, reason: 'better-suited' }
  expect((await changeReferral(town, { reportId, step: 'redirect', body })).json().state).toBe('redirected')
  const there = async () => {
    const { rows } = await town.frame.admin.query(
      'select id from app.referrals where report_id = $1 and agency_id = $2',
      [reportId, town.sister.id],
    )
    return (await town.frame.ask({ url: `/api/referrals/${rows[0].id}`, as: await town.as(town.sisterWorker) })).json()
  }
  expect(await there()).toMatchObject({ updates: [change] })
  const later = { field: 'arrears', newValue: '27182', reason: '翌月分' }
  await asLiaison(`/api/reports/${reportId}/updates`, later, { 'idempotency-key': randomUUID() })
  expect(await there()).toMatchObject({ updates: [change, later] })
  expect((await theirs(referral.id)).updates).toMatchObject([change])
})

test('a change whose snapshot was recalled is not shown to the agency, even where the row was not recalled', async () => {
  const { reportId, referral } = await updated()
  await town.frame.admin.query(
    `update app.snapshots set wrapped_key = null, recalled_at = now() where report_id = $1`,
    [reportId],
  )
  expect((await theirs(referral.id)).updates).toEqual([])
})

test('the copies of two changes cannot be exchanged', async () => {
  const first = await updated()
  const other = await updated()
  await town.frame.admin.query(
    `update app.report_updates u set sealed = o.sealed from app.report_updates o
     where u.report_id = $1 and o.report_id = $2`,
    [first.reportId, other.reportId],
  )
  expect((await own(first.reportId)).updates).toMatchObject([{ field: 'paid', reason: '復号できません' }])
})
