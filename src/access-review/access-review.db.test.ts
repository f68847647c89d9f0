import { randomUUID } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { inSession } from '#platform/database/session.ts'
import { addOrganization, addUser, type TestUser } from '#platform/database/test-world.ts'
import { householdKeys, sealParts } from '../referral/seal-report.ts'
import { openCaseTown, person } from '../support-case/test-reports.ts'
import { accessReviewSentences } from './access-review.ts'
import { accessReviewApi } from './access-review-api.ts'
import { remindOfUnjudgedLooks } from './weekly-job.ts'

const reason = '担当が休みの日に、ご本人から折り返しの電話があったため'
const cases = await openCaseTown(
  { sealParts, householdKeys },
  { open: (app, platform) => accessReviewApi(app, platform, (action) => action), sentences: accessReviewSentences },
)
const town = {
  ...cases,
  ...cases.town,
  remind: () => remindOfUnjudgedLooks({}, cases.frame.platform),
  /** A case of the worker's own, which the colleague is not on. */
  openCase: async (name: string, { protected: hidden = false } = {}) => {
    const { id } = await cases.openFrom(await cases.sendReport(person(name)))
    const { rows } = await cases.frame.admin.query<{ number: string }>(
      'update app.cases set protected = $2 where id = $1 returning number',
      [id, hidden],
    )
    return { id, number: rows[0]?.number ?? '' }
  },
}
afterAll(() => town.frame.close())

const look = (number: string, more: { id?: string; reason?: string; as?: TestUser } = {}) =>
  town.post(
    '/api/case-looks',
    { id: more.id ?? randomUUID(), number, reason: more.reason ?? reason },
    more.as ?? town.colleague,
  )
/** Everything that leaves, without the id to quote. */
const said = (answer: { statusCode: number; body: string; headers: object }) => [
  answer.statusCode,
  answer.body.replace(/"request_id":"[^"]*"/, ''),
  Object.keys(answer.headers).toSorted(),
]

describe('A case that is not one’s own', () => {
  test('opens for an hour with a typed reason, shows until when, and may only be read', async () => {
    const { id, number } = await town.openCase('灯 一子')
    expect((await town.get(`/api/cases/${id}`, town.colleague)).statusCode).toBe(404)
    const opened = await look(number)
    expect(opened.statusCode, opened.body).toBe(200)
    const minutes = (new Date(opened.json().until).getTime() - Date.now()) / 60_000
    expect([opened.json().caseId, minutes > 59 && minutes <= 60]).toEqual([id, true])
    const seen = (await town.get(`/api/cases/${id}`, town.colleague)).json()
    expect(seen).toMatchObject({ name: '灯 一子', allowed: [], mine: false, lookingUntil: opened.json().until })
    expect(seen.referrals[0]).toMatchObject({ level: 'none', mayTell: [] })
    const entry = { kind: 'note', text: '書き込めないはず' }
    const tries = [
      await town.post(`/api/cases/${id}/entries`, { id: randomUUID(), entry }, town.colleague),
      await town.post(`/api/cases/${id}/people`, { userId: town.colleague.id }, town.colleague),
      await town.post(`/api/cases/${id}/protection`, { version: seen.version, protected: true }, town.colleague),
      await town.post(`/api/cases/${id}/conclude`, { version: seen.version, code: 'never-reached' }, town.colleague),
    ]
    expect(tries.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403])
  })

  test('is written by nobody who only looks, also with SQL of their own', async () => {
    const { id, number } = await town.openCase('灯 二子')
    await look(number)
    const { credential } = await town.as(town.colleague)
    const attempts = [
      `update app.cases set urgency = 'immediate' where id = '${id}'`,
      `insert into app.case_members (tenant_id, case_id, id, user_id) values ('${town.tenant.id}', '${id}', '${randomUUID()}', '${town.colleague.id}')`,
      `insert into app.case_entries (tenant_id, case_id, id, kind, at, written_by) values ('${town.tenant.id}', '${id}', '${randomUUID()}', 'note', now(), '${town.colleague.id}')`,
      `update app.referrals set urgency = 'immediate' where case_id = '${id}'`,
      `delete from app.case_search where case_id = '${id}'`,
      `select sec.keep_case_traits('${id}', '{}')`,
    ]
    for (const statement of attempts) {
      const changed = await inSession(town.frame.platform.databases, credential, async ({ db }) => {
        const done = await db.executeQuery(CompiledQuery.raw(statement))
        return Number(done.numAffectedRows ?? 0n)
      }).catch(() => 'refused')
      expect([statement, ['refused', 0].includes(changed)]).toEqual([statement, true])
    }
  })

  test('is in no list and no search, also while it is open', async () => {
    const { id, number } = await town.openCase('捜索 見本')
    await look(number)
    const lists = ['/api/cases', '/api/cases?show=mine', '/api/case-search?q=捜索', '/api/case-search?q=見本']
    for (const url of lists) {
      const { cases } = (await town.get(encodeURI(url), town.colleague)).json()
      expect([url, cases.some((one: { id: string }) => one.id === id)]).toEqual([url, false])
    }
    expect((await town.get(`/api/cases/${id}`, town.colleague)).statusCode).toBe(200)
  })

  test('closes after the hour; another look needs another reason', async () => {
    const { id, number } = await town.openCase('灯 三子')
    await look(number)
    await town.frame.admin.query(
      "update app.case_looks set opened_at = opened_at - interval '61 minutes', until = until - interval '61 minutes' where case_id = $1",
      [id],
    )
    expect((await town.get(`/api/cases/${id}`, town.colleague)).statusCode).toBe(404)
    await expect(
      town.frame.admin.query("update app.case_looks set until = opened_at + interval '61 minutes' where case_id = $1", [
        id,
      ]),
    ).rejects.toThrow('looks_last_sixty_minutes')
    await look(number)
    expect((await town.get(`/api/cases/${id}`, town.colleague)).statusCode).toBe(200)
  })

  test('opens for the one who asked alone, and the same request again is the same look', async () => {
    const { id, number } = await town.openCase('灯 四子')
    const key = randomUUID()
    const [first, again] = [await look(number, { id: key }), await look(number, { id: key })]
    expect(again.json()).toEqual(first.json())
    const other = await addUser(town.frame.admin, { organization: town.agency, roles: ['consultation_worker'] })
    expect((await town.get(`/api/cases/${id}`, other)).statusCode).toBe(404)
    const { rows } = await town.frame.admin.query('select count(*)::int as n from app.case_looks where case_id = $1', [
      id,
    ])
    expect(rows[0].n).toBe(1)
  })

  test('asks for a reason that says something, keeps it sealed, and who sees the case needs none', async () => {
    const { id, number } = await town.openCase('灯 五子')
    for (const poor of ['', 'あ', 'あ い う え お　　　　　　　　　　　　　']) {
      expect((await look(number, { reason: poor })).statusCode).toBe(422)
    }
    expect((await look(number, { as: town.worker })).json()).toEqual({ caseId: id })
    await look(number, { reason: '合言葉ともしび：折り返しの電話が代表番号にあったため' })
    const { rows } = await town.frame.admin.query('select sealed from app.case_looks where case_id = $1', [id])
    expect(rows).toHaveLength(1)
    expect(Buffer.from(rows[0].sealed).includes('ともしび')).toBe(false)
  })
})

describe('A protected case', () => {
  test('answers, byte for byte, as a number that nobody has and as another agency’s', async () => {
    const hidden = await town.openCase('保護 見本', { protected: true })
    const other = await addOrganization(town.frame.admin, { kind: 'consultation-agency', tenantId: town.tenant.id })
    const elsewhere = await addUser(town.frame.admin, { organization: other, roles: ['consultation_worker'] })
    const open = await town.openCase('灯 六子')
    const nobody = said(await look('ZZZ-ZZZ'))
    expect(said(await look(hidden.number))).toEqual(nobody)
    expect(said(await look(hidden.number, { as: town.lead }))).toEqual(nobody)
    expect(said(await look(open.number, { as: elsewhere }))).toEqual(nobody)
    expect(nobody[0]).toBe(404)
    const { rows } = await town.frame.admin.query('select 1 from app.case_looks where case_id = $1', [hidden.id])
    expect(rows).toEqual([])
  })

  test('closes at once for whoever looks when the mark is set, and the list no longer names it', async () => {
    const { id, number } = await town.openCase('灯 七子')
    await look(number)
    expect((await town.get(`/api/cases/${id}`, town.colleague)).statusCode).toBe(200)
    await town.frame.admin.query('update app.cases set protected = true where id = $1', [id])
    expect(said(await town.get(`/api/cases/${id}`, town.colleague))).toEqual(
      said(await town.get(`/api/cases/${randomUUID()}`, town.colleague)),
    )
    const { credential } = await town.as(town.colleague)
    const rows = await inSession(town.frame.platform.databases, credential, ({ db }) =>
      db.executeQuery(
        CompiledQuery.raw(
          `select 1 from app.cases where id = '${id}' union all select 1 from app.case_entries where case_id = '${id}'`,
        ),
      ),
    )
    expect(rows.rows).toEqual([])
    const { body } = await town.get('/api/case-looks', town.lead)
    expect([body.includes(number), body.includes(id)]).toEqual([false, false])
  })
})

describe('Another person', () => {
  const mine = async (user: TestUser) => (await town.get('/api/case-looks', user)).json().looks
  const judge = (id: string, outcome: string, as: TestUser) =>
    town.post(`/api/case-looks/${id}/review`, { outcome }, as)

  test('hears of a look at once: the lead and the privacy officer, never who looked', async () => {
    await town.frame.admin.query('delete from app.notices')
    const { number } = await town.openCase('灯 八子')
    await look(number)
    const { rows } = await town.frame.admin.query("select user_id from app.notices where kind = 'case-looked'")
    expect(rows.map(({ user_id }) => user_id).toSorted()).toEqual([town.lead.id, town.officer.id].toSorted())
    const jobs = await town.frame.admin.query(
      "select j.payload from graphile_worker._private_jobs j where j.payload ->> 'kind' = 'case-looked'",
    )
    expect(jobs.rows.length).toBeGreaterThanOrEqual(2)
  })

  test('reads reason and colleague, and judges: the question first, then the end; the viewer never', async () => {
    const { number } = await town.openCase('灯 九子')
    const id = randomUUID()
    await look(number, { id })
    const seen = (await mine(town.officer)).find((one: { id: string }) => one.id === id)
    expect(seen).toMatchObject({ reason, viewer: '灯 次子', number, mayReview: true, own: false, overdue: false })
    expect(seen).not.toHaveProperty('caseId')
    expect((await mine(town.colleague)).find((one: { id: string }) => one.id === id)).toMatchObject({
      own: true,
      mayReview: false,
    })
    expect((await judge(id, 'proper', town.colleague)).statusCode).toBe(403)
    expect((await judge(id, 'asked', town.officer)).statusCode).toBe(200)
    expect((await judge(id, 'proper', town.lead)).statusCode).toBe(200)
    expect((await judge(id, 'reported', town.officer)).json().code).toBe('look_judged')
    const done = (await mine(town.officer)).find((one: { id: string }) => one.id === id)
    expect(done).toMatchObject({ outcome: 'proper', reviewedBy: '灯 試', mayReview: false })
  })

  test('is never the administrator, the auditor, another agency or another town', async () => {
    const { number } = await town.openCase('灯 十子')
    const id = randomUUID()
    await look(number, { id })
    const other = await addOrganization(town.frame.admin, { kind: 'consultation-agency', tenantId: town.tenant.id })
    const stranger = await addUser(town.frame.admin, { organization: other, roles: ['lead_worker'] })
    const admin = await town.get('/api/case-looks', town.tenantAdmin)
    expect([admin.statusCode, (await mine(stranger)).length]).toEqual([403, 0])
    for (const user of [town.tenantAdmin, stranger, town.liaison, town.auditor]) {
      expect([403, 404]).toContain((await judge(id, 'proper', user)).statusCode)
    }
  })

  test('is reminded once a day when nobody judged in time', async () => {
    await town.frame.admin.query('update app.case_looks set outcome = null, reviewed_by = null, reviewed_at = null')
    const { number } = await town.openCase('灯 百子')
    await look(number)
    await town.frame.admin.query('delete from app.notices')
    await town.frame.admin.query(
      'update app.case_looks set review_due_on = current_date - 1 where until = (select max(until) from app.case_looks)',
    )
    await town.remind()
    await town.remind()
    const { rows } = await town.frame.admin.query("select user_id from app.notices where kind = 'look-review-due'")
    expect(rows.map(({ user_id }) => user_id).toSorted()).toEqual([town.lead.id, town.officer.id].toSorted())
    expect((await mine(town.officer)).some((one: { overdue: boolean }) => one.overdue)).toBe(true)
  })
})

describe('The duty of a privacy officer', () => {
  const name = async (body: object, user: TestUser, steppedUp = true) =>
    town.frame.ask({ method: 'POST', url: '/api/privacy-duties', body, as: await town.as(user, { steppedUp }) })
  const inForce = async () => {
    const { houses } = (await town.get('/api/privacy-duties', town.officer)).json()
    return houses.map((one: { inForce: { id: string }[] }) => one.inForce.map(({ id }) => id))
  }

  test('is every municipal officer’s until somebody is named; an agency may have its own', async () => {
    const second = await addUser(town.frame.admin, { organization: town.city, roles: ['municipal_officer'] })
    expect((await inForce())[0]?.toSorted()).toEqual([town.officer.id, second.id].toSorted())
    await name({ userId: second.id, ended: false }, town.officer)
    expect((await inForce())[0]).toEqual([second.id])
    await name({ userId: town.lead.id, organizationId: town.agency.id, ended: false }, town.officer)
    expect((await inForce())[1]).toEqual([town.lead.id])
    await name({ userId: town.lead.id, organizationId: town.agency.id, ended: true }, town.officer)
    await name({ userId: second.id, ended: true }, town.officer)
    expect((await inForce())[0]).toHaveLength(2)
  })

  test('is given by the officer in charge with a step-up, and never to an administrator', async () => {
    const body = { userId: town.officer.id, ended: false }
    expect((await name(body, town.officer, false)).json().code).toBe('stepup_required')
    for (const user of [town.tenantAdmin, town.lead, town.worker]) {
      expect((await name(body, user)).statusCode).toBe(403)
    }
    expect((await name({ userId: town.tenantAdmin.id, ended: false }, town.officer)).statusCode).toBe(404)
  })
})
