import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addAgreement,
  bodyOf,
  change,
  consent,
  heard,
  openReportTown,
  type ReportTown,
  referralOf,
  report,
  submit,
} from './test-reports.ts'

let town: ReportTown

beforeAll(async () => {
  town = await openReportTown()
  await addAgreement(town)
})
afterAll(() => town.frame.close())

const sent = async (more: Record<string, unknown> = {}) => {
  const { answer, body } = await submit(town, { body: bodyOf(more) })
  expect(answer.statusCode).toBe(200)
  return body.id
}
const seen = async (reportId: string, user = town.worker) => {
  const { id } = await referralOf(town, reportId)
  return town.frame.ask({ url: `/api/referrals/${id}`, as: await town.as(user) })
}

describe('The inbox', () => {
  test('shows who, what stops when, what was seen and who reported', async () => {
    const reportId = await sent()
    const { id } = await referralOf(town, reportId)
    const inbox = await town.frame.ask({ url: '/api/referrals', as: await town.as(town.worker) })
    const row = inbox.json().referrals.find((one: { id: string }) => one.id === id)
    expect(row).toMatchObject({
      name: '灯 花子',
      stopOn: '2099-12-01',
      signs: ['said-cannot-pay'],
      reporter: { name: 'あかり電力' },
      nextStep: 'read',
      allowed: expect.arrayContaining(['acknowledge', 'redirect']),
    })
  })

  test('puts what stops sooner first', async () => {
    const stopping = (stopOn: string) => ({ report: { ...report, supply: { ...report.supply, stopOn } } })
    const later = await sent(stopping('2098-03-01'))
    const sooner = await sent(stopping('2098-02-01'))
    const inbox = await town.frame.ask({ url: '/api/referrals', as: await town.as(town.worker) })
    const ids: string[] = inbox.json().referrals.map(({ id }: { id: string }) => id)
    const [first, second] = [await referralOf(town, sooner), await referralOf(town, later)]
    expect(ids.indexOf(first.id)).toBeLessThan(ids.indexOf(second.id))
  })

  test('is closed to another agency, to officers and to companies', async () => {
    const reportId = await sent()
    expect((await seen(reportId, town.sisterWorker)).statusCode).toBe(404)
    expect((await seen(reportId, town.officer)).statusCode).toBe(404)
    expect((await seen(reportId, town.liaison)).statusCode).toBe(403)
  })

  test('every look is in the log before it is answered', async () => {
    const reportId = await sent()
    const { id } = await referralOf(town, reportId)
    await seen(reportId)
    const { rows } = await town.frame.admin.query('select 1 from audit.entries where action = $1 and object_id = $2', [
      'referral.read',
      id,
    ])
    expect(rows).toHaveLength(1)
  })
})

describe('Feedback', () => {
  test('an acknowledgement is heard as one word, once', async () => {
    const reportId = await sent()
    const first = await change(town, { reportId, step: 'acknowledge' })
    expect(first.json()).toMatchObject({ state: 'acknowledged', told: ['received'] })
    const again = await change(town, { reportId, step: 'acknowledge' })
    expect(again.json()).toMatchObject({ state: 'acknowledged', told: [] })
    expect(await heard(town, reportId)).toEqual(['received'])
  })

  test('never rises above the consent', async () => {
    const reportId = await sent({ consent: { ...consent, outcome: 'given' } })
    await town.frame.admin.query(
      `update app.consents c set feedback_level = 'contacted' from app.reports r where r.id = $1 and c.id = r.consent_id`,
      [reportId],
    )
    await change(town, { reportId, step: 'acknowledge' })
    expect((await change(town, { reportId, step: 'tell', body: { word: 'contacted' } })).json().told).toEqual([
      'contacted',
    ])
    const above = await change(town, { reportId, step: 'tell', body: { word: 'supported' } })
    expect([above.statusCode, above.json().code]).toEqual([403, 'feedback_above_ceiling'])
    expect(await heard(town, reportId)).toEqual(['received', 'contacted'])
  })

  test('is lowered by the agency’s own choice', async () => {
    const reportId = await sent()
    await change(town, { reportId, step: 'feedback-level', body: { level: 'none' } })
    await change(town, { reportId, step: 'acknowledge' })
    expect(await heard(town, reportId)).toEqual([])
  })

  test('a utility never sees why a referral was concluded', async () => {
    const codes = ['public-assistance-received', 'already-supported', 'lives-elsewhere', 'never-reached'] as const
    const views = []
    for (const code of codes) {
      const reportId = await sent()
      await change(town, { reportId, step: 'acknowledge' })
      const ended = await change(town, { reportId, step: 'conclude', body: { code } })
      expect(ended.json()).toMatchObject({ state: 'concluded', told: ['closed'] })
      const answer = await town.frame.ask({ url: `/api/reports/${reportId}`, as: await town.as(town.liaison) })
      expect(answer.body).not.toContain(code)
      const { id: _id, told, ...view } = answer.json()
      views.push({ fields: Object.keys(view), told: told.map(({ word }: { word: string }) => word), state: view.state })
    }
    for (const view of views) expect(view).toEqual(views[0])
  })

  test('a decline is heard as the ordinary end, its code stays', async () => {
    const reportId = await sent()
    await change(town, { reportId, step: 'acknowledge' })
    const declined = await change(town, { reportId, step: 'decline', body: { code: 'repeat-of-known-report' } })
    expect(declined.json().state).toBe('declined')
    expect(await heard(town, reportId)).toEqual(['received', 'closed'])
  })
})

describe('Withdrawal', () => {
  test('a withdrawn consent ends the agency’s snapshots at the next request', async () => {
    const reportId = await sent()
    expect((await seen(reportId)).json().parts).not.toEqual([])
    const { rows } = await town.frame.admin.query('select consent_id from app.reports where id = $1', [reportId])
    await town.frame.admin.query("select sec.apply_withdrawal($1, $2, null, 'own-page')", [
      town.company.id,
      rows[0].consent_id,
    ])
    const after = (await seen(reportId)).json()
    expect(after).toMatchObject({ parts: [], recalled: true, state: 'withdrawn', signs: [] })
    expect(after).not.toHaveProperty('name')
    const own = await town.frame.ask({ url: `/api/reports/${reportId}`, as: await town.as(town.liaison) })
    expect(own.json()).toMatchObject({ report: { name: '灯 花子' }, consent: { state: 'withdrawn' } })
  })

  test('the person can tell the agency, and the liaison’s update afterwards is refused', async () => {
    const reportId = await sent()
    const { id } = await referralOf(town, reportId)
    const withdraw = async () =>
      town.frame.ask({ method: 'POST', url: `/api/referrals/${id}/withdraw-consent`, as: await town.as(town.worker) })
    expect((await withdraw()).json()).toEqual({ withdrawn: true })
    expect((await withdraw()).json()).toEqual({ withdrawn: false })
    const update = await town.frame.ask({
      method: 'POST',
      url: `/api/reports/${reportId}/updates`,
      body: { field: 'stop-on', newValue: '2099-12-24', reason: '変更' },
      headers: { 'idempotency-key': '019a0000-0000-7000-8000-000000000001' },
      as: await town.as(town.liaison),
    })
    expect([update.statusCode, update.json().code]).toEqual([403, 'consent_withdrawn'])
  })
})

describe('A referral that others change too', () => {
  test('a stale version is refused with what stands now', async () => {
    const reportId = await sent()
    const { id, version } = await referralOf(town, reportId)
    await change(town, { reportId, step: 'assign', body: { userId: town.worker.id } })
    const stale = await town.frame.ask({
      method: 'POST',
      url: `/api/referrals/${id}/redirect`,
      body: { version, agencyId: town.sister.id, reason: 'other-area' },
      as: await town.as(town.lead),
    })
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'version_conflict'])
    expect(stale.json().current).toMatchObject({ id, version: version + 1, assignedTo: { id: town.worker.id } })
  })

  test('goes to another agency of the municipality, which reads it; the company hears nothing of it', async () => {
    const reportId = await sent()
    const body = { agencyId: town.sister.id, reason: 'better-suited' }
    expect((await change(town, { reportId, step: 'redirect', body })).json().state).toBe('redirected')
    const there = await seen(reportId, town.sisterWorker)
    expect(there.json()).toMatchObject({
      state: 'sent',
      name: '灯 花子',
      redirectedFrom: { agencyName: 'くらし相談ともしび' },
    })
    expect(await heard(town, reportId)).toEqual([])
    const back = { agencyId: town.agency.id, reason: 'better-suited' }
    const returned = await change(town, { reportId, step: 'redirect', body: back, user: town.sisterWorker })
    expect([returned.statusCode, returned.json().code]).toEqual([422, 'agency_had_it_before'])
  })

  test('what was not read cannot be concluded', async () => {
    const reportId = await sent()
    const answer = await change(town, { reportId, step: 'conclude', body: { code: 'never-reached' } })
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'transition_not_allowed'])
  })

  test('two reports about one address propose one household', async () => {
    const { phone: _phone, name: _name, ...nameless } = report
    const first = await sent({ report: { ...nameless, place: { address: '灯県灯町市北町9-9-9' } } })
    await sent({ report: { ...nameless, place: { address: '灯県灯町市北町９丁目９－９' } } })
    expect((await seen(first)).json().sameHousehold).toBe(1)
  })
})
