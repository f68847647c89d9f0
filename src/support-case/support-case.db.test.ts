import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { addOrganization, addTown, addUser, type TestUser } from '#platform/database/test-world.ts'
import { householdKeys, sealParts } from '../referral/seal-report.ts'
import { openCaseTown, person, plan } from './test-reports.ts'

const { frame, town, colleague, as, get, post, sendReport, openFrom, addLine } = await openCaseTown({
  sealParts,
  householdKeys,
})
afterAll(() => frame.close())

describe('A case', () => {
  test('is opened from a report, holds what was received, and the same request again is harmless', async () => {
    const report = await sendReport(person(), { stopOn: '2026-12-01' })
    const body = { id: randomUUID(), referralIds: [report.id] }
    const first = await post('/api/cases', body, town.worker)
    expect(first.statusCode, first.body).toBe(200)
    expect(first.json()).toMatchObject({
      state: 'open',
      name: '灯 花子',
      stopOn: '2026-12-01',
      nextStep: 'plan-approach',
      mine: true,
      household: { address: '灯町市港町1丁目2-3', phone: '000-1234-5678' },
      referrals: [{ id: report.id, state: 'accepted', level: 'supported', recalled: false }],
    })
    expect(first.json().timeLine[0].content.lines).toContainEqual({ label: '補足', value: '支払いが難しいとのこと' })
    const again = await post('/api/cases', body, town.worker)
    expect(again.json().timeLine).toHaveLength(1)
    const other = await post('/api/cases', { ...body, id: randomUUID() }, town.worker)
    expect([other.statusCode, other.json().code]).toEqual([422, 'referral_in_a_case'])
  })

  test('a worker who is not assigned does not see the case; put on it, they do; released, no more', async () => {
    const { id } = await openFrom(await sendReport())
    expect((await get(`/api/cases/${id}`, colleague)).statusCode).toBe(404)
    expect((await addLine(id, { kind: 'note', text: 'のぞき見' }, { user: colleague })).statusCode).toBe(404)
    const added = await post(`/api/cases/${id}/people`, { userId: colleague.id }, town.worker)
    expect((await get(`/api/cases/${id}`, colleague)).statusCode).toBe(200)
    const own = added.json().people.find((one: { user: { id: string } }) => one.user.id === colleague.id)
    const released = await frame.ask({
      method: 'DELETE',
      url: `/api/cases/${id}/people/${own.id}`,
      as: await as(colleague),
    })
    expect([released.statusCode, released.json()]).toEqual([200, {}])
    expect((await get(`/api/cases/${id}`, colleague)).statusCode).toBe(404)
  })

  test('a team on the case sees it', async () => {
    const { id } = await openFrom(await sendReport())
    const teamId = frame.platform.newId()
    await frame.admin.query('insert into app.teams values ($1, $2, $3, $4)', [
      town.tenant.id,
      teamId,
      town.agency.id,
      '北班',
    ])
    await frame.admin.query('insert into app.team_members values ($1, $2, $3)', [town.tenant.id, teamId, colleague.id])
    await post(`/api/cases/${id}/people`, { teamId }, town.worker)
    expect((await get(`/api/cases/${id}`, colleague)).json().mine).toBe(true)
  })

  test('a lead sees all but protected', async () => {
    const report = await sendReport(person('灯 守子', '灯町市浜町3丁目4-5', '000-1234-7777'))
    const { id, version } = await openFrom(report)
    expect((await get(`/api/cases/${id}`, town.lead)).statusCode).toBe(200)
    expect((await post(`/api/cases/${id}/protection`, { version, protected: true }, town.lead)).statusCode).toBe(403)
    const done = await post(`/api/cases/${id}/protection`, { version, protected: true }, town.worker)
    expect(done.json()).toMatchObject({ protected: true })
    expect((await get(`/api/cases/${id}`, town.lead)).statusCode).toBe(404)
    const list = await get('/api/cases', town.lead)
    expect(list.json().cases.map((one: { id: string }) => one.id)).not.toContain(id)
    const [last] = done.json().people
    const left = await frame.ask({
      method: 'DELETE',
      url: `/api/cases/${id}/people/${last.id}`,
      as: await as(town.worker),
    })
    expect(left.json().code).toBe('last_person')
  })

  test('another agency of the same town gets "not found", the officer and another town too', async () => {
    const { id } = await openFrom(await sendReport())
    const other = await addOrganization(frame.admin, {
      kind: 'consultation-agency',
      tenantId: town.tenant.id,
      name: '別の窓口',
    })
    const stranger = await addUser(frame.admin, { organization: other, roles: ['lead_worker'] })
    const elsewhere = await addTown(frame.admin)
    for (const user of [stranger, town.officer, town.tenantAdmin, elsewhere.lead]) {
      const answer = await get(`/api/cases/${id}`, user)
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
    }
    expect((await get(`/api/cases/${id}`, town.liaison)).statusCode).toBe(403)
  })
})

describe('The time line', () => {
  test('an attempt waits for the approach plan; danger goes first with a reason', async () => {
    const { id } = await openFrom(await sendReport())
    const attempt = { kind: 'attempt', way: 'phone', reached: false }
    expect((await addLine(id, attempt)).json().code).toBe('approach_plan_first')
    expect((await addLine(id, plan)).json().nextStep).toBe('contact')
    const done = await addLine(id, attempt)
    expect(done.json()).toMatchObject({ nextStep: 'contact', lastAttempt: { reached: false } })

    const danger = await openFrom(await sendReport(person('灯 次郎'), { kind: 'danger', urgency: 'immediate' }))
    expect((await addLine(danger.id, attempt)).json().code).toBe('reason_missing')
    const urgent = { ...attempt, reached: true, withoutPlanBecause: '呼びかけに応答がないため' }
    expect((await addLine(danger.id, urgent)).json().nextStep).toBe('connect')
  })

  test('is added to, never rewritten: a correction is a new line, and nobody has the right to change one', async () => {
    const { id } = await openFrom(await sendReport())
    const note = randomUUID()
    await addLine(id, { kind: 'note', text: '電話は午後がよい' }, { id: note })
    const twice = await addLine(id, { kind: 'note', text: '電話は午後がよい' }, { id: note })
    expect(twice.json().timeLine.filter((one: { id: string }) => one.id === note)).toHaveLength(1)
    const corrected = await addLine(id, { kind: 'note', text: '電話は午前がよい' }, { corrects: note })
    const lines: { id: string; correctedBy?: string; content: { text?: string } }[] = corrected.json().timeLine
    expect(lines.find((one) => one.id === note)).toMatchObject({
      content: { text: '電話は午後がよい' },
      correctedBy: expect.any(String),
    })
    expect((await addLine(id, { kind: 'note', text: '三度目' }, { corrects: note })).json().code).toBe(
      'already_corrected',
    )
    const { rows } = await frame.admin.query(
      `select has_table_privilege('app_welfare', 'app.case_entries', 'update') as may_update,
        has_table_privilege('app_welfare', 'app.case_entries', 'delete') as may_delete`,
    )
    expect(rows[0]).toEqual({ may_update: false, may_delete: false })
  })

  test('what was written stands in the database only sealed', async () => {
    const { id } = await openFrom(await sendReport())
    await addLine(id, { kind: 'note', text: '合言葉ともしび' })
    const { rows } = await frame.admin.query(
      `select position($2::bytea in sealed) as plain, facts from app.case_entries where case_id = $1 and kind = 'note'`,
      [id, Buffer.from('合言葉')],
    )
    expect(rows).toEqual([{ plain: 0, facts: {} }])
  })
})

describe('Optimistic versions', () => {
  test('a stale save is refused and shows both', async () => {
    const { id, version } = await openFrom(await sendReport())
    const save = (phone: string) =>
      as(town.worker).then((session) =>
        frame.ask({
          method: 'PUT',
          url: `/api/cases/${id}/household`,
          body: { version, household: { name: '灯 花子', phone } },
          as: session,
        }),
      )
    expect((await save('000-1111-1111')).statusCode).toBe(200)
    const stale = await save('000-2222-2222')
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'version_conflict'])
    expect(stale.json().current).toMatchObject({ version: version + 1, household: { phone: '000-1111-1111' } })
  })
  test('a note by a colleague makes nobody’s form stale', async () => {
    const { id, version } = await openFrom(await sendReport())
    const noted = await addLine(id, { kind: 'note', text: '留守' })
    expect(noted.json().version).toBe(version)
  })
})

describe('Same household', () => {
  test('is proposed with its reason, joined by a human, and a protected case is never proposed to others', async () => {
    const address = '灯町市山の手9丁目9-9'
    const { id, version } = await openFrom(await sendReport(person('灯 三郎', address, '000-1234-9999')))
    const second = await sendReport(person('灯 三郎', address, '000-1234-9999'))
    const url = `/api/referrals/${second.id}/household-candidates`
    const proposed = await get(url, town.worker)
    expect(proposed.json().cases).toContainEqual(
      expect.objectContaining({ id, match: { strength: 'strong', because: 'お名前・住所・電話番号が同じです。' } }),
    )
    const ids = async (user: TestUser) => (await get(url, user)).json().cases.map((one: { id: string }) => one.id)
    expect(await ids(colleague)).not.toContain(id)
    expect(await ids(town.lead)).toContain(id)
    await post(`/api/cases/${id}/protection`, { version, protected: true }, town.worker)
    // The report that waits is of the same household: to others it is not there either.
    expect((await get(url, town.lead)).statusCode).toBe(404)
    const join = { version: version + 1, referralId: second.id }
    const joined = await post(`/api/cases/${id}/referrals`, join, town.worker)
    expect(joined.json().referrals).toHaveLength(2)
    expect((await post(`/api/cases/${id}/referrals`, join, town.worker)).json().referrals).toHaveLength(2)
  })
})
