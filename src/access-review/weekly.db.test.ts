import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { addDays, calendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { addUser, type TestUser } from '#platform/database/test-world.ts'
import { householdKeys, sealParts } from '../referral/seal-report.ts'
import { openCaseTown, person } from '../support-case/test-reports.ts'
import { accessReviewSentences } from './access-review.ts'
import { accessReviewApi } from './access-review-api.ts'
import { weekToList } from './unusual-looks.ts'
import { listUnusualLooksOfWeek, lookRulesOf } from './weekly-job.ts'

const { frame, town, as, get, post, openFrom, sendReport } = await openCaseTown(
  { sealParts, householdKeys },
  {
    open: (app, platform) => accessReviewApi(app, platform, (action) => `操作 ${action}`),
    sentences: accessReviewSentences,
  },
)
afterAll(() => frame.close())

const monday = weekToList(todayInJapan(new Date()))
/** An instant of the week that is listed, Japan time. */
const inWeek = (day: number, time: string) => `${addDays(calendarDate(monday), day)}T${time}:00+09:00`
const openCase = async (name: string) => (await openFrom(await sendReport(person(name)))).id

/** A line of the log as it was written then: the chain is another test's. */
async function logged(user: TestUser, action: string, { object, at }: { object: string; at: string }) {
  const { rows } = await frame.admin.query<{ n: string }>("select audit.append($1, $2, $3, null, $4, '{}') as n", [
    town.tenant.id,
    user.id,
    action,
    object,
  ])
  await frame.admin.query('update audit.entries set at = $2 where scope_id = $1 and sequence = $3', [
    town.tenant.id,
    at,
    rows[0]?.n,
  ])
}
const looked = (user: TestUser, object: string, at: string) => logged(user, 'case.read', { object, at })
const makeList = () => listUnusualLooksOfWeek({}, frame.platform)
type Line = { id: string; viewer: string; reasons: string[]; sentences: string[]; kind: string; mayReview: boolean }
const lines = async (user = town.officer): Promise<Line[]> =>
  (await get('/api/unusual-looks', user)).json().weeks?.flatMap((week: { lines: Line[] }) => week.lines) ?? []

const relative = await addUser(frame.admin, {
  organization: town.agency,
  roles: ['consultation_worker'],
  displayName: '見本 親族',
})
const kin = await openCase('見本　一郎')
const other = await openCase('例町 花子')
await frame.admin.query(
  `insert into app.case_members (tenant_id, case_id, id, user_id, since) values ($1, $2, $3, $4, now() - interval '90 days')`,
  [town.tenant.id, kin, randomUUID(), relative.id],
)
await looked(relative, kin, inWeek(1, '10:00'))
await looked(town.lead, other, inWeek(2, '22:30'))
await logged(town.tenantAdmin, 'account.reset', { object: town.worker.id, at: inWeek(3, '11:00') })

describe('The list of a week', () => {
  test('holds the look at a household with the viewer’s own surname, found without reading either name', async () => {
    await makeList()
    const line = (await lines()).find(({ viewer }) => viewer === '見本 親族')
    expect(line).toMatchObject({ kind: 'case', reasons: ['same-surname'], mayReview: true })
    expect(line?.sentences.join('')).toContain('名字かもしれない')
    const { rows } = await frame.admin.query('select to_jsonb(l)::text as row from app.unusual_looks l')
    expect(rows.map(({ row }) => row).join('')).not.toMatch(/見本|灯/)
  })

  test('puts administrators first, and names the hour and that nothing followed', async () => {
    const all = await lines()
    expect(all[0]).toMatchObject({ kind: 'administration', sentences: [expect.stringContaining('操作 account.reset')] })
    expect(all.find(({ reasons }) => reasons.includes('off-hours'))?.reasons).toEqual([
      'not-assigned',
      'off-hours',
      'no-action',
    ])
  })

  test('shows no case: neither its id nor its number nor a name of the household', async () => {
    const { body } = await get('/api/unusual-looks', town.officer)
    const { rows } = await frame.admin.query('select id, number from app.cases')
    for (const { id, number } of rows) expect([body.includes(id), body.includes(number)]).toEqual([false, false])
    expect(body).not.toContain('一郎')
  })

  test('made twice is one list, and the officer is told once', async () => {
    const before = await lines()
    await makeList()
    expect((await lines()).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    const { rows } = await frame.admin.query("select user_id from app.notices where kind = 'unusual-looks'")
    expect(rows).toEqual([{ user_id: town.officer.id }])
  })

  test('is the privacy officer’s alone', async () => {
    for (const user of [town.tenantAdmin, town.worker, town.auditor, town.liaison]) {
      expect((await get('/api/unusual-looks', user)).statusCode).toBe(403)
    }
    expect(await lines(town.lead)).toEqual([])
    const [first] = await lines()
    const byLead = await post(`/api/unusual-looks/${first?.id}/review`, { outcome: 'proper' }, town.lead)
    expect(byLead.statusCode).toBe(404)
  })

  test('is judged by another person than who looked, once, and counted without names', async () => {
    const all = await lines()
    const own = all.find(({ reasons }) => reasons.includes('off-hours'))
    const duty = { organizationId: town.agency.id, userId: town.lead.id, ended: false }
    await post('/api/privacy-duties', duty, town.officer)
    const refused = await post(`/api/unusual-looks/${own?.id}/review`, { outcome: 'proper' }, town.lead)
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'look_of_your_own'])
    await post('/api/privacy-duties', { ...duty, ended: true }, town.officer)
    expect((await post(`/api/unusual-looks/${own?.id}/review`, { outcome: 'proper' }, town.officer)).statusCode).toBe(
      200,
    )
    const again = await post(`/api/unusual-looks/${own?.id}/review`, { outcome: 'reported' }, town.officer)
    expect(again.statusCode).toBe(409)
    const { counts } = (await get('/api/unusual-looks', town.officer)).json()
    expect(counts).toContainEqual({ month: monday.slice(0, 7), kind: 'case', outcome: 'proper', n: 1 })
    expect(JSON.stringify(counts)).not.toMatch(/見本|灯/)
  })

  test('knows nothing of who sees what: another town’s list stays empty', async () => {
    const { rows } = await frame.admin.query('select distinct tenant_id from app.unusual_looks')
    expect(rows).toEqual([{ tenant_id: town.tenant.id }])
    expect((await as(town.officer)).cookie).toContain('tomoshibi=')
  })
})

test('hours are data of the municipality; what is unreadable stands as by default', () => {
  expect(lookRulesOf({ looks: { opensAt: 600 } })).toMatchObject({ opensAt: 600, closesAt: 1200, burstFactor: 3 })
  expect(lookRulesOf({ looks: { opensAt: 'nine' } })).toMatchObject({ opensAt: 450 })
  expect(lookRulesOf(null)).toMatchObject({ burstFloor: 8 })
})
