import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  address,
  bodyOf,
  consent,
  openReportTown,
  type ReportTown,
  referralOf,
  submit,
  withKey,
} from './test-reports.ts'

let town: ReportTown

beforeAll(async () => {
  town = await openReportTown()
})
afterAll(() => town.frame.close())

const danger = { place: address, what: '呼びかけに返事がない。', called: '119' } as const
const tell = (as: Awaited<ReturnType<ReportTown['as']>> | undefined, body: object = danger) =>
  town.frame.ask({ method: 'POST', url: '/api/danger', body, headers: withKey(), ...(as ? { as } : {}) })

describe('Immediate danger', () => {
  test('passes with an expired session, without agreement, consent or step-up', async () => {
    const as = await town.as(town.fieldWorker, { expired: true, steppedUp: false })
    const answer = await tell(as)
    expect(answer.statusCode).toBe(200)
    expect(answer.json().receipt.agencyId).toBe(town.agency.id)
    expect(
      answer
        .json()
        .call.slice(0, 2)
        .map(({ phone }: { phone: string }) => phone),
    ).toEqual(['119', '110'])
    const { id } = await referralOf(town, answer.json().receipt.reportId)
    const read = await town.frame.ask({ url: `/api/referrals/${id}`, as: await town.as(town.worker) })
    expect(read.json()).toMatchObject({ kind: 'danger', urgency: 'immediate', address, ground: 'immediate-danger' })
    expect(JSON.stringify(read.json().parts)).toContain('呼びかけに返事がない。')
  })

  test('a session that ended longer ago than its cookie lives speaks for nobody', async () => {
    const as = await town.as(town.fieldWorker, { expired: true })
    await town.frame.admin.query(
      "update auth.sessions set absolute_until = now() - interval '91 days' where token_hash = decode($1, 'hex')",
      [as.credential.hash],
    )
    const answer = await tell(as)
    expect([answer.statusCode, answer.json().receipt]).toEqual([200, undefined])
    expect(answer.json().call[0].phone).toBe('119')
  })

  test('passes after a refusal', async () => {
    await submit(town, { body: bodyOf({ consent: { ...consent, outcome: 'refused' } }) })
    expect((await tell(await town.as(town.fieldWorker))).json()).toHaveProperty('receipt')
  })

  test('stands first in the inbox', async () => {
    await tell(await town.as(town.fieldWorker))
    const inbox = await town.frame.ask({ url: '/api/referrals', as: await town.as(town.worker) })
    expect(inbox.json().referrals[0]).toMatchObject({ kind: 'danger', overdue: false })
  })

  test('without any sign-in says whom to telephone, and keeps nothing', async () => {
    const before = await town.frame.admin.query('select count(*) from app.referrals')
    const answer = await tell(undefined)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).not.toHaveProperty('receipt')
    expect(answer.json().call.map(({ phone }: { phone: string }) => phone)).toEqual(['119', '110', '000-0000-0001'])
    expect((await town.frame.admin.query('select count(*) from app.referrals')).rows).toEqual(before.rows)
  })

  test('somebody who signed out is nobody; a signed-out session reports nothing', async () => {
    const as = await town.as(town.fieldWorker)
    await town.frame.admin.query('update auth.sessions set revoked_at = now() where user_id = $1', [
      town.fieldWorker.id,
    ])
    expect((await tell(as)).json()).not.toHaveProperty('receipt')
  })

  test('at a place that nobody can find goes where the company reported last', async () => {
    const answer = await tell(await town.as(town.liaison), { ...danger, place: '橋の下' })
    expect(answer.json().receipt.agencyId).toBe(town.agency.id)
  })

  test('does not come from another site', async () => {
    const as = await town.as(town.fieldWorker)
    const answer = await town.frame.ask({
      method: 'POST',
      url: '/api/danger',
      body: danger,
      headers: { 'sec-fetch-site': 'cross-site' },
      as,
    })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'csrf_failed'])
  })

  test('is reviewed by somebody else than who reported it', async () => {
    const answer = await tell(await town.as(town.liaison))
    const { reportId } = answer.json().receipt
    const review = async (user: typeof town.liaison) =>
      town.frame.ask({
        method: 'POST',
        url: `/api/reports/${reportId}/review`,
        body: { finding: '救急車で運ばれた。' },
        as: await town.as(user),
      })
    const own = await review(town.liaison)
    expect([own.statusCode, own.json().code]).toEqual([403, 'review_by_the_same_person'])
    expect((await review(town.secondLiaison)).json()).toEqual({ reviewed: true })
    expect((await review(town.secondLiaison)).json()).toEqual({ reviewed: false })
  })
})

describe('The page /danger', () => {
  const post = (form: Record<string, string>, as?: Awaited<ReturnType<ReportTown['as']>>) =>
    town.frame.app.inject({
      method: 'POST',
      url: '/danger',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...(as ? { cookie: as.cookie } : {}),
      },
      payload: new URLSearchParams(form).toString(),
    })

  test('needs no script and no session, and stays under 30 kB', async () => {
    const page = await town.frame.ask({ url: '/danger' })
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain('<script')
    expect(Buffer.byteLength(page.body)).toBeLessThan(30_000)
    expect(page.body.indexOf('tel:119')).toBeLessThan(page.body.indexOf('<form'))
    expect(page.body.match(/name="(place|what)"/g)).toHaveLength(2)
  })

  test('sends with an expired session, and a second press of the button sends nothing more', async () => {
    const as = await town.as(town.fieldWorker, { expired: true })
    const form = { ...danger, key: '019a0000-0000-4000-8000-0000000000aa' }
    const first = await post(form, as)
    const again = await post(form, as)
    const number = /[0-9A-Y]{4}-[0-9A-Y]{4}-[0-9A-Y]{4}/
    expect(first.statusCode).toBe(200)
    expect(number.exec(again.body)?.[0]).toBe(number.exec(first.body)?.[0])
  })

  test('keeps what was typed, as text, when something is missing', async () => {
    const page = await post({ place: '<b>裏口</b>', what: '', called: '' })
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('&lt;b&gt;裏口&lt;/b&gt;')
    expect(page.body).toContain('様子を、ひとことでも入力してください。')
  })
})
