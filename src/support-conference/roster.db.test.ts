import { afterAll, describe, expect, test } from 'vitest'
import { USUAL_BY_LAWS } from './by-laws.ts'
import { tellConference } from './conference-job.ts'
import { addCase, callSitting, handOut, openConferenceTown, usualBody } from './test-conference.ts'

const world = await openConferenceTown()
const { frame, people, otherTown, done, send, newId } = world
afterAll(() => frame.close())

const get = (url: string, user = people.officer) => done(user, { url, method: 'GET' })
const loginOf = async (id: string) => {
  const { rows } = await frame.admin.query<{ login: string }>(
    `select u.login_name || '@' || o.code as login from app.users u join app.organizations o on o.id = u.organization_id where u.id = $1`,
    [id],
  )
  return rows[0]?.login ?? ''
}
const seat = { kind: 'city-section', seat: 'standing', office: null, since: '2026-01-01' } as const

describe('By-laws', () => {
  test('are kept by edition, and a sitting keeps the edition under which it was planned', async () => {
    const body = await usualBody(world)
    const { id } = await callSitting(world, await addCase(world), { body })
    const url = `/api/conference-bodies/${body.id}/by-laws`
    const changed = {
      edition: 1,
      validFrom: '2026-01-02',
      byLaws: { ...USUAL_BY_LAWS, daysAfter: 2, retentionYears: 10 },
    }
    const view = await done(people.officer, { url, body: changed })
    expect(view).toMatchObject({ edition: 2, byLaws: { daysAfter: 2 }, editions: [{ edition: 2 }, { edition: 1 }] })
    const crossed = await send(people.officer, { url, body: changed })
    expect([crossed.statusCode, crossed.json().code]).toEqual([409, 'version_conflict'])
    expect((await get(`/api/conference-sittings/${id}`)).edition).toBe(1)
  })

  test('say who may be called at all: whoever they do not name is not called', async () => {
    const body = await usualBody(world)
    const byLaws = { ...USUAL_BY_LAWS, callable: ['host-office', 'consultation-agency'] }
    await done(people.officer, {
      url: `/api/conference-bodies/${body.id}/by-laws`,
      body: { edition: 1, validFrom: '2026-01-02', byLaws },
    })
    const [id, itemId, caseId] = [newId(), newId(), await addCase(world)]
    const startsAt = new Date(Date.now() + 86_400_000).toISOString()
    await done(people.officer, {
      url: '/api/conference-sittings',
      body: { id, bodyId: body.id, kind: 'regular', startsAt, place: '会議室', jointWith: [] },
    })
    const item = { id: itemId, kind: 'case', caseId, topic: 'supply-stop', minutesPlanned: 10, position: 1 }
    const view = await done(people.worker, { url: `/api/conference-sittings/${id}/items`, body: item })
    expect(view.agenda[0].called.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'consultation-agency',
      'host-office',
    ])
    const calls = [{ memberId: body.member('電力の連絡担当'), asked: [] }]
    const refused = await send(people.officer, {
      url: `/api/conference-items/${itemId}/calls`,
      method: 'PUT',
      body: { version: 1, calls },
    })
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'not_callable'])
  })

  test('never lengthen the days of a pack', async () => {
    const byLaws = { ...USUAL_BY_LAWS, daysAfter: 30 }
    const body = { id: newId(), name: '長い会議', validFrom: '2026-01-01', towns: [], byLaws }
    expect((await send(people.officer, { url: '/api/conference-bodies', body })).statusCode).toBe(422)
  })
})

describe('A town without a welfare office', () => {
  test('finds the conference of its prefecture without its roster, and its people are called there like any others', async () => {
    const { municipalityCode } = otherTown.tenant
    const body = await usualBody(world)
    await frame.admin.query('update app.conference_bodies set towns = array[$2] where id = $1', [
      body.id,
      municipalityCode,
    ])
    const seen = await get('/api/conference-bodies', otherTown.officer)
    expect(seen.bodies.map(({ id }: { id: string }) => id)).toEqual([body.id])
    expect(
      (await send(otherTown.officer, { url: `/api/conference-bodies/${body.id}`, method: 'GET' })).statusCode,
    ).toBe(404)
    const memberId = newId()
    const given = { id: memberId, name: '町の福祉係長', ...seat, login: await loginOf(otherTown.officer.id) }
    await done(people.officer, { url: `/api/conference-bodies/${body.id}/members`, body: given })
    Object.assign(body.members, { 町の福祉係長: memberId })
    const called = ['主管課長', '相談支援員', '町の福祉係長']
    const { itemId } = await callSitting(world, await addCase(world), { body, kind: 'emergency', called })
    const packs = await handOut(world, itemId)
    const opened = await done(otherTown.officer, { url: `/api/my-conference/packs/${packs.町の福祉係長}/open` })
    expect(opened.lines.length).toBeGreaterThan(3)
    expect((await get('/api/my-conference', otherTown.officer)).sittings).toHaveLength(1)
  })
})

describe('The roster', () => {
  test('takes nobody who keeps accounts and nothing else, nobody twice, and one chair', async () => {
    const body = await usualBody(world)
    const url = `/api/conference-bodies/${body.id}/members`
    const add = async (given: object) =>
      (await send(people.officer, { url, body: { id: newId(), name: '灯', ...seat, ...given } })).json().code
    expect(await add({ login: await loginOf(people.tenantAdmin.id) })).toBe('administrators_have_no_seat')
    expect(await add({ login: await loginOf(people.liaison.id) })).toBe('sits_already')
    expect(await add({ login: 'daremo@inai-soshiki' })).toBe('account_unknown')
    expect(await add({ organization: { name: '灯の会' }, office: 'chair' })).toBe('sits_already')
    expect(await add({})).toBe('organization_missing')
  })

  test('keeps who left, still bound; what was acknowledged is never taken back', async () => {
    const body = await usualBody(world)
    await done(people.liaison, {
      url: '/api/my-conference/pledge',
      body: { memberId: body.member('電力の連絡担当'), version: '2026-04' },
    })
    const leftOn = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
    const view = await done(people.officer, {
      url: `/api/conference-members/${body.member('電力の連絡担当')}/leave`,
      body: { leftOn },
    })
    const left = view.roster.find(({ id }: { id: string }) => id === body.member('電力の連絡担当'))
    expect(left).toMatchObject({ leftOn, signed: true, secrecy: [{ version: '2026-04', way: 'screen' }] })
    for (const role of ['tomoshibi_gate', 'app_welfare'])
      await expect(
        frame.admin
          .query(`set role ${role}; delete from app.secrecy_acknowledgements`)
          .finally(() => frame.admin.query('reset role')),
        role,
      ).rejects.toMatchObject({ code: '42501' })
  })
})

test('Who is called hears of it once an hour, and nothing about whom', async () => {
  const body = await usualBody(world)
  const { id } = await callSitting(world, await addCase(world), { body })
  const payload = { sittingId: id, news: 'called', at: '2026-11-22T10:05:00Z' }
  for (const minute of ['05', '35'])
    await tellConference({ ...payload, at: `2026-11-22T10:${minute}:00Z` }, frame.platform)
  const { rows } = await frame.admin.query(`select user_id, kind from app.notices where object_id = $1`, [id])
  expect(rows.map(({ user_id }) => user_id).sort()).toEqual(
    [people.officer.id, people.worker.id, people.liaison.id].sort(),
  )
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['conference-called']))
})
