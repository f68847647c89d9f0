import { afterAll, describe, expect, test } from 'vitest'
import type { TestUser } from '#platform/database/test-world.ts'
import { householdKeys, sealParts } from '../referral/seal-report.ts'
import { openCaseTown, person, plan } from './test-reports.ts'

const { frame, town, colleague, as, get, post, sendReport, openFrom, addLine } = await openCaseTown({
  sealParts,
  householdKeys,
})
afterAll(() => frame.close())

describe('Feedback and the end', () => {
  test('reached proposes `contacted`, connected proposes `supported`; the end asks once more who sits here', async () => {
    const { id, version } = await openFrom(await sendReport(person('灯 四郎')))
    await addLine(id, plan)
    const reached = await addLine(id, { kind: 'attempt', way: 'visit', reached: true })
    expect(reached.json().referrals[0].proposed).toBe('contacted')
    const connected = await addLine(id, { kind: 'connection', service: 'budget-support', on: '2026-11-25' })
    expect(connected.json().referrals[0].proposed).toBe('supported')
    const end = async (steppedUp: boolean) =>
      frame.ask({
        method: 'POST',
        url: `/api/cases/${id}/conclude`,
        body: { version, code: 'connected-to-support' },
        as: await as(town.worker, { steppedUp }),
      })
    const asked = await end(false)
    expect([asked.statusCode, asked.json().code]).toEqual([401, 'stepup_required'])
    const ended = await end(true)
    expect(ended.statusCode, ended.body).toBe(200)
    expect(ended.json()).toMatchObject({ state: 'concluded', nextStep: 'none', conclusionCode: 'connected-to-support' })
    const told: { word: string }[] = ended.json().referrals[0].told
    expect(told.map(({ word }) => word).toSorted()).toEqual(['closed', 'contacted', 'received', 'supported'])
    expect((await addLine(id, plan)).json().code).toBe('transition_not_allowed')
    const again = await post(
      `/api/cases/${id}/reopen`,
      { version: ended.json().version, because: 'また相談があった' },
      town.worker,
    )
    expect(again.json()).toMatchObject({ state: 'open', nextStep: 'contact' })
  })

  test('a case record stays after the consent was withdrawn, the snapshot does not', async () => {
    const report = await sendReport(person('灯 五郎'))
    const { id } = await openFrom(report)
    await frame.admin.query('select sec.apply_withdrawal($1, $2, null, $3)', [
      report.organizationId,
      report.consentId,
      'own-page',
    ])
    const after = await get(`/api/cases/${id}`, town.worker)
    expect(after.json()).toMatchObject({
      name: '灯 五郎',
      referrals: [{ recalled: true, level: 'received', mayTell: [] }],
    })
    expect(after.json().timeLine[0].content.lines).not.toHaveLength(0)
    const { rows } = await frame.admin.query('select wrapped_key from app.snapshots where report_id = $1', [
      report.reportId,
    ])
    expect(rows.every(({ wrapped_key }) => wrapped_key === null)).toBe(true)
    const told = await frame.admin.query(
      `select 1 from graphile_worker._private_jobs j join app.referrals r on j.payload ->> 'referralId' = r.id::text
        where j.payload ->> 'kind' = 'consent-withdrawn' and r.report_id = $1`,
      [report.reportId],
    )
    expect(told.rowCount, 'the people of the case hear of it').toBe(1)
  })
})

test('every look at a person is written down before the answer', async () => {
  const { id } = await openFrom(await sendReport())
  const looks = async (action: string) =>
    Number((await frame.admin.query('select count(*) from audit.entries where action = $1', [action])).rows[0]?.count)
  const before = await looks('case.read')
  await get(`/api/cases/${id}`, town.worker)
  expect(await looks('case.read')).toBe(before + 1)
  const listed = await looks('case.listed')
  await get('/api/cases?show=mine', town.worker)
  expect(await looks('case.listed')).toBe(listed + 1)
})

test('a case is found by part of name, address or telephone, by those alone who see it', async () => {
  const { id } = await openFrom(await sendReport(person('灯野 珠緒', '灯町市灯台町7番地8')))
  const found = async (q: string, user: TestUser) =>
    (await get(`/api/case-search?q=${encodeURIComponent(q)}`, user)).json().cases.map((one: { id: string }) => one.id)
  for (const q of ['珠緒', '灯台町7-8', '灯野']) expect(await found(q, town.worker), q).toContain(id)
  expect(await found('珠緒', colleague)).not.toContain(id)
  expect((await get('/api/case-search?q=%E7%8F%A0', town.worker)).statusCode).toBe(422)
  expect((await get('/api/case-load', town.worker)).statusCode).toBe(403)
  expect((await get('/api/case-load', town.lead)).json().people.length).toBeGreaterThan(0)
})
