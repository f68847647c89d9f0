import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgementApi, sharingSentences } from '#information-sharing/index.ts'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import type { TestUser } from '#platform/database/test-world.ts'
import { referralApi } from './referral-api.ts'
import { referralSentences } from './sentences.ts'
import { openReportTown, type ReportTown, report, submit, withKey } from './test-reports.ts'

/** A report without consent, over the doors that screens use: saved, judged by somebody else, previewed, sent, read. */
let town: ReportTown
const today = todayInJapan(new Date())
beforeAll(async () => {
  town = await openReportTown(undefined, {
    doors: (app, platform) => {
      referralApi(app, platform)
      judgementApi(app, platform)
    },
    sentences: { ...sharingSentences, ...referralSentences },
  })
})
afterAll(() => town.frame.database.close())

const ask = async (user: TestUser, what: `${'POST' | 'PUT'} /${string}`, body: object) => {
  const [method, url] = what.startsWith('PUT ') ? (['PUT', what.slice(4)] as const) : (['POST', what.slice(5)] as const)
  return town.frame.ask({ method, url, body, as: await town.as(user), headers: withKey() })
}

test('A report goes on a judgement that another liaison permitted, in its categories and until its last day', async () => {
  const id = randomUUID()
  expect((await ask(town.liaison, 'POST /api/reports', { id, version: 0, report, passOn: true })).statusCode).toBe(200)
  const judgementId = randomUUID()
  const content = {
    ground: 'life-body-property',
    recipientId: town.agency.id,
    interest: 'body',
    facts: '電気が止まった部屋で、返事が弱い。',
    factsObservedAt: new Date(Date.now() - 60_000).toISOString(),
    hardness: 'time-presses',
    whyHard: '伺い直すのを待つと間に合わない。',
    necessity: '今日のうちに様子を見る人が要る。',
    categories: ['identity', 'contact', 'observation'],
    route: 'straight-to-window',
    validUntil: addDays(today, 10),
    askAgainOn: addDays(today, 3),
    tellOn: addDays(today, 3),
  }
  const written = { version: 0, about: { kind: 'report', id }, purpose: 'consultation', content }
  expect((await ask(town.liaison, `PUT /api/judgements/${judgementId}`, written)).json()).toMatchObject({
    missing: [],
  })
  const sending = { id, version: 1, report, judgementId }
  const early = await submit(town, { body: sending })
  expect(early.answer.json()).toMatchObject({ code: 'judgement_not_decided', status: 403 })
  await ask(town.liaison, `POST /api/judgements/${judgementId}/ask`, { version: 1 })
  await ask(town.secondLiaison, `POST /api/judgements/${judgementId}/decide`, { version: 2, verdict: 'permit' })
  const { version: _version, ...shown } = sending
  const preview = (await ask(town.liaison, 'POST /api/reports/preview', shown)).json()
  expect(preview).toMatchObject({ verdict: 'permitted', until: addDays(today, 10), left: ['supply', 'arrears'] })
  const sent = await submit(town, { body: sending })
  expect(sent.answer.statusCode, sent.answer.body).toBe(200)
  const { rows } = await town.frame.admin.query(
    'select ground, judgement_id, categories, until::text from app.sharings where report_id = $1',
    [id],
  )
  const line = { ground: 'life-body-property', judgement_id: judgementId, until: addDays(today, 10) }
  expect(rows).toEqual([{ ...line, categories: ['identity', 'contact', 'observation'] }])
})

test('A judgement that nobody wrote, or another house’s, is answered as not there', async () => {
  const { answer } = await submit(town, { body: { id: randomUUID(), version: 0, report, judgementId: randomUUID() } })
  expect(answer.statusCode).toBe(404)
})
