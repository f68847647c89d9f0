import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inSession } from '#platform/database/session.ts'
import type { TestUser } from '#platform/database/test-world.ts'
import { escalate, notify } from '#referral/index.ts'
import { statementOf } from '#support-case/protected-paths.ts'
import { hidden, openProtectedTown, type ProtectedTown, plain, somebodyElse } from './test-protected.ts'

let town: ProtectedTown
let kept: Awaited<ReturnType<ProtectedTown['protectedCase']>>
/** Of the same household, reported before the mark was set and not taken up; a colleague had begun to write about it. */
let earlier: Awaited<ReturnType<ProtectedTown['reportOn']>>

beforeAll(async () => {
  town = await openProtectedTown()
  earlier = await town.reportOn({ name: '守 あきこ' })
  await runNotify()
  const key = `case-household:${earlier.id}`
  const written = await town.frame.ask({
    method: 'PUT',
    url: `/api/drafts/${key}`,
    body: { body: { address: hidden.address }, version: 0 },
    as: await town.session(town.colleague),
  })
  expect(written.statusCode).toBe(200)
  expect(await noticesAbout(earlier.id)).toContain(town.colleague.id)
  kept = await town.protectedCase()
})
afterAll(() => town.frame.close())

async function runNotify() {
  const { rows } = await town.frame.admin.query(
    `select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'notify' order by j.id`,
  )
  for (const { payload } of rows) await notify(payload, town.frame.platform)
  await town.frame.admin.query('delete from graphile_worker._private_jobs')
}
const noticesAbout = async (objectId: string) => {
  const { rows } = await town.frame.admin.query('select user_id from app.notices where object_id = $1', [objectId])
  return rows.map(({ user_id }) => user_id)
}
const referralsOf = async (user: TestUser, show = 'open'): Promise<string[]> => {
  const answer = await town.get(`/api/referrals?show=${show}`, user)
  return answer.statusCode === 200 ? answer.json().referrals.map((one: { id: string }) => one.id) : []
}
const asOwner = <Row extends object>(text: string, values: unknown[]) => town.frame.admin.query<Row>(text, values)

describe('Of a protected person, whoever is not on the team meets nothing', () => {
  test(statementOf('address'), async () => {
    for (const user of town.others) {
      for (const [known, unknown] of [
        [`/api/cases/${kept.caseId}`, `/api/cases/${randomUUID()}`],
        [`/api/referrals/${kept.referral.id}`, `/api/referrals/${randomUUID()}`],
        [
          `/api/referrals/${kept.referral.id}/household-candidates`,
          `/api/referrals/${randomUUID()}/household-candidates`,
        ],
      ] as const)
        expect(plain(await town.get(known, user))).toBe(plain(await town.get(unknown, user)))
      const tap = { version: 1, protected: true }
      expect(plain(await town.post(`/api/cases/${kept.caseId}/protection`, tap, user))).toBe(
        plain(await town.post(`/api/cases/${randomUUID()}/protection`, tap, user)),
      )
    }
    expect((await town.get(`/api/cases/${kept.caseId}`, town.worker)).json().household.address).toBe(hidden.address)
  })

  test(statementOf('inbox'), async () => {
    const before = (await town.get('/api/referrals', town.lead)).json().counts
    const sameName = await town.reportOn({ place: { address: '灯県灯町市本町31-1' }, phone: '000-7777-0009' })
    const samePhone = await town.reportOn({ name: '別の 人', place: { address: '灯県灯町市本町32-1' } })
    const stranger = await town.reportOn(somebodyElse(1))
    for (const user of [town.colleague, town.lead]) {
      const listed = await referralsOf(user)
      expect(listed).toContain(stranger.id)
      for (const one of [sameName, samePhone]) {
        expect(listed).not.toContain(one.id)
        expect(plain(await town.get(`/api/referrals/${one.id}`, user))).toBe(
          plain(await town.get(`/api/referrals/${randomUUID()}`, user)),
        )
      }
    }
    const after = (await town.get('/api/referrals', town.lead)).json().counts
    expect([after.open - before.open, after.unassigned - before.unassigned]).toEqual([1, 1])
    const row = (await town.get('/api/referrals', town.worker))
      .json()
      .referrals.find((one: { id: string }) => one.id === sameName.id)
    expect(row).toMatchObject({ protected: true, mark: 'household', address: '灯県灯町市本町31-1' })
  })

  test(statementOf('earlier'), async () => {
    expect(await referralsOf(town.colleague)).not.toContain(earlier.id)
    expect(await referralsOf(town.worker)).toContain(earlier.id)
    expect(await noticesAbout(earlier.id)).toEqual([town.worker.id])
    const { rows } = await asOwner('select 1 from app.drafts where user_id = $1', [town.colleague.id])
    expect(rows).toEqual([])
    await inSession(town.frame.platform.databases, (await town.session(town.colleague)).credential, async ({ db }) => {
      for (const table of ['snapshots', 'report_updates', 'feedback', 'sharings'] as const) {
        const found =
          await sql`select 1 from ${sql.table(`app.${table}`)} where ${sql.ref('report_id')} = ${earlier.reportId}::uuid`.execute(
            db,
          )
        expect([table, found.rows]).toEqual([table, []])
      }
    })
  })

  test(statementOf('search'), async () => {
    const nobody = plain(await town.get('/api/case-search?q=zzzz', town.lead))
    for (const term of [hidden.name, hidden.phone, '7777-0001', hidden.address, 'かくれ荘'])
      for (const user of [town.colleague, town.lead])
        expect(plain(await town.get(`/api/case-search?q=${encodeURIComponent(term)}`, user))).toBe(nobody)
    const own = await town.get(`/api/case-search?q=${encodeURIComponent(hidden.name)}`, town.worker)
    expect(own.json().cases.map((one: { id: string }) => one.id)).toEqual([kept.caseId])
  })

  test(statementOf('linkage'), async () => {
    // A report in which only what no key holds is the same: to the lead it is a household alone.
    const neighbour = await town.reportOn({ ...somebodyElse(2), place: { address: '灯県灯町市本町9-8-7' } })
    const seen = await town.get(`/api/referrals/${neighbour.id}/household-candidates`, town.lead)
    expect(seen.json()).toMatchObject({ cases: [], referrals: [] })
    const row = (await town.get(`/api/referrals/${neighbour.id}`, town.lead)).json()
    expect(row.sameHousehold).toBe(0)
    const asked = await town.get(`/api/referrals/${earlier.id}/household-candidates`, town.worker)
    expect(asked.json().cases.map((one: { id: string }) => one.id)).toContain(kept.caseId)
  })

  test(statementOf('news'), async () => {
    const arrived = await town.reportOn({ phone: '000-7777-0011' })
    await runNotify()
    expect(await noticesAbout(arrived.id)).toEqual([town.worker.id])
    // Unread until its clock has called the lead: then it is the leads' too, and nobody else's.
    await asOwner(
      `update app.referrals set sent_at = now() - interval '30 days', due_at = now() - interval '20 days' where id = $1`,
      [arrived.id],
    )
    await escalate({}, town.frame.platform)
    const told = await asOwner<{ user_id: string }>(
      `select distinct user_id from app.notices where object_id = $1 and kind = 'escalation'`,
      [arrived.id],
    )
    expect(told.rows.map(({ user_id }) => user_id).sort()).toEqual(
      [town.worker.id, town.lead.id, town.officer.id].sort(),
    )
    expect((await town.get(`/api/referrals/${arrived.id}`, town.lead)).statusCode).toBe(200)
    for (const user of [town.colleague, town.officer])
      expect((await town.get(`/api/referrals/${arrived.id}`, user)).statusCode).not.toBe(200)
  })
})

describe('The mark', () => {
  test(statementOf('intake'), async () => {
    const before = await town.reportOn({ ...somebodyElse(3), name: '灯 某太' })
    const sent = await town.reportOn(somebodyElse(3))
    expect(await referralsOf(town.lead)).toEqual(expect.arrayContaining([before.id, sent.id]))
    const tap = { version: sent.version, protected: true }
    const done = await town.post(`/api/referrals/${sent.id}/protection`, tap, town.colleague)
    expect([done.statusCode, done.json()]).toEqual([200, { protected: true }])
    expect((await town.post(`/api/referrals/${sent.id}/protection`, tap, town.colleague)).statusCode).toBe(200)
    // Others of the same household, before and after, are this one's too.
    const after = await town.reportOn({ ...somebodyElse(3), name: '灯 某美' })
    for (const one of [before, sent, after]) {
      expect(await referralsOf(town.colleague)).toContain(one.id)
      for (const user of [town.lead, town.worker]) expect(await referralsOf(user)).not.toContain(one.id)
    }
    const { id } = await town.openCase(sent.id, town.colleague)
    expect((await town.get(`/api/cases/${id}`, town.colleague)).json().protected).toBe(true)
    expect((await town.get(`/api/cases/${id}`, town.lead)).statusCode).toBe(404)
    // And what is reported about that household from now on is its team's.
    const next = await town.reportOn(somebodyElse(3))
    expect(await referralsOf(town.colleague)).toContain(next.id)
    for (const user of [town.lead, town.worker]) expect(await referralsOf(user)).not.toContain(next.id)
  })

  test(statementOf('unmark'), async () => {
    const { caseId, version, referral } = await town.protectedCase({ ...somebodyElse(4) })
    const url = `/api/cases/${caseId}/protection`
    const off = { version, protected: false }
    expect((await town.post(url, { ...off, because: '転居' }, town.worker)).json().code).toBe(
      'unprotect_needs_the_lead',
    )
    expect((await town.post(url, { ...off, because: '転居' }, town.lead)).statusCode).toBe(404)
    await town.post(`/api/cases/${caseId}/people`, { userId: town.lead.id }, town.worker)
    expect((await town.post(url, off, town.lead)).json().code).toBe('unprotect_needs_a_reason')
    const raw = inSession(town.frame.platform.databases, (await town.session(town.lead)).credential, ({ db }) =>
      sql`update app.cases set protected = false where id = ${caseId}::uuid`.execute(db),
    )
    await expect(raw).rejects.toThrow('unprotect-needs-a-reason')
    const done = await town.post(url, { ...off, because: 'ご本人の希望で、印が要らなくなりました。' }, town.lead)
    expect([done.statusCode, done.json().protected]).toEqual([200, false])
    expect(JSON.stringify(done.json().timeLine)).toContain('ご本人の希望で、印が要らなくなりました。')
    const { rows } = await asOwner('select protected from app.referrals where id = $1', [referral.id])
    expect(rows).toEqual([{ protected: false }])
  })

  test(statementOf('likeness'), async () => {
    const like = await town.reportOn({ place: { address: '灯県灯町市本町33-1' }, phone: '000-7777-0033' })
    const url = `/api/referrals/${like.id}/protection`
    const { version } = (await town.get(`/api/referrals/${like.id}`, town.worker)).json()
    expect((await town.post(url, { version, protected: false }, town.lead)).statusCode).toBe(404)
    expect((await town.post(url, { version, protected: false }, town.worker)).json()).toEqual({ protected: false })
    expect(await referralsOf(town.lead)).toContain(like.id)
    const byHand = await town.reportOn(somebodyElse(5))
    await town.post(`/api/referrals/${byHand.id}/protection`, { version: 1, protected: true }, town.worker)
    const again = await town.post(
      `/api/referrals/${byHand.id}/protection`,
      { version: 2, protected: false },
      town.worker,
    )
    expect([again.statusCode, again.json().code]).toEqual([422, 'mark_is_not_a_likeness'])
  })

  test(statementOf('danger'), async () => {
    const { rows } = await asOwner<{ id: string }>(
      `select r.id from app.referrals r where r.kind = 'danger' and r.protected`,
      [],
    )
    expect(rows).toEqual([])
    const danger = await town.reportOn(somebodyElse(6))
    await asOwner(`update app.referrals set kind = 'danger' where id = $1`, [danger.id])
    await asOwner(
      `insert into app.household_keys select tenant_id, $1, 'name', key from app.protected_keys where kind = 'name' limit 1
       on conflict (tenant_id, referral_id, kind) do nothing`,
      [danger.id],
    )
    expect(await referralsOf(town.colleague)).toContain(danger.id)
  })
})
