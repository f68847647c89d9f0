import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { draftSentences, openDrafts } from '#platform/drafts/drafts-api.ts'
import type { App } from '#platform/http/frame.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import type { Platform } from '#platform/platform.ts'
import { discardDraft, readDraft, saveDraft } from '#ui/draft-contract.ts'

let frame: TestFrame
let town: TestTown
let clerk: TestSession
let liaison: TestSession

beforeAll(async () => {
  const open = (app: App, platform: Platform) => openDrafts(app, platform, { readDraft, saveDraft, discardDraft })
  frame = await testFrame(open, { sentences: draftSentences })
  town = await addTown(frame.admin)
  clerk = await addSession(frame.admin, town.clerk)
  liaison = await addSession(frame.admin, town.liaison)
})
afterAll(() => frame.close())

const url = '/api/drafts/report-new'
const save = (as: TestSession, body: unknown, version = 0) =>
  frame.ask({ method: 'PUT', url, body: { body, version }, as })

test('a draft comes back as it was written, to its writer alone', async () => {
  const none = await frame.ask({ url, as: clerk })
  expect([none.statusCode, none.body]).toEqual([200, 'null'])
  expect((await save(clerk, { what: '声が小さい', list: [1, null, true] })).json()).toMatchObject({ version: 1 })
  expect((await frame.ask({ url, as: clerk })).json()).toMatchObject({
    version: 1,
    body: { what: '声が小さい', list: [1, null, true] },
  })
  expect((await frame.ask({ url, as: liaison })).body).toBe('null')
})

test('a stale save is refused with what stands, and loses nothing of it', async () => {
  const first = await save(liaison, { text: '一' })
  expect((await save(liaison, { text: '二' }, first.json().version)).json().version).toBe(2)
  for (const version of [0, 1, 9]) {
    const stale = await save(liaison, { text: '三' }, version)
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'version_conflict'])
    expect(stale.json().current.body).toEqual({ text: '二' })
  }
})

test('the database holds no readable word of a draft, nor one that opens at another place', async () => {
  await frame.admin.query(
    `insert into app.drafts (user_id, key, sealed) select user_id, 'moved', sealed from app.drafts where key = 'report-new' and user_id = $1`,
    [town.clerk.id],
  )
  const { rows } = await frame.admin.query<{ sealed: Buffer }>('select sealed from app.drafts')
  expect(rows.length).toBeGreaterThan(0)
  for (const { sealed } of rows) expect(sealed.toString('utf8')).not.toContain('声')
  const moved = await frame.ask({ url: '/api/drafts/moved', as: clerk })
  expect([moved.statusCode, moved.json().code]).toEqual([500, 'cannot_open'])
})

test('throwing a draft away is harmless twice', async () => {
  for (let n = 0; n < 2; n += 1) expect((await frame.ask({ method: 'DELETE', url, as: clerk })).statusCode).toBe(204)
  expect((await frame.ask({ url, as: clerk })).body).toBe('null')
})

test.each(['UPPER', '-first', 'a'.repeat(121), 'a b', 'a%2Fb', 'あ'])('the key %j is refused', async (key) => {
  const answer = await frame.ask({ url: `/api/drafts/${encodeURIComponent(key)}`, as: clerk })
  expect(answer.statusCode).toBe(422)
})

test('a draft of 10 MB is refused as too large, one of 200 kB is kept', async () => {
  expect((await save(clerk, 'あ'.repeat(10_000_000))).statusCode).toBe(413)
  expect((await save(clerk, 'a'.repeat(200_000))).statusCode).toBe(200)
})

const draftAt = (as: TestSession, key: string, { body, version = 0 }: { body: unknown; version?: number }) =>
  frame.ask({ method: 'PUT', url: `/api/drafts/${key}`, body: { body, version }, as })

test('nobody fills the disk with drafts: beyond a hundred a sentence says what to do, and nothing kept is lost', async () => {
  const worker = await addSession(frame.admin, town.worker)
  for (let one = 0; one < 100; one += 1)
    expect((await draftAt(worker, `form:${one}`, { body: 'x' })).statusCode).toBe(200)
  const full = await draftAt(worker, 'form:100', { body: '書きかけ' })
  expect([full.statusCode, full.json().code, full.json().title]).toEqual([
    422,
    'drafts_full',
    draftSentences['drafts-full'],
  ])
  expect((await draftAt(worker, 'form:7', { body: 'y', version: 1 })).json()).toMatchObject({ version: 2, body: 'y' })
  await frame.ask({ method: 'DELETE', url: '/api/drafts/form:8', as: worker })
  expect((await draftAt(worker, 'form:100', { body: '書きかけ' })).statusCode).toBe(200)
  expect((await draftAt(liaison, 'form:0', { body: 'another person has room' })).statusCode).toBe(200)
})

test('large drafts together find an end too; what stands may still be shortened, and two windows are counted one by one', async () => {
  const lead = await addSession(frame.admin, town.lead)
  const large = 'a'.repeat(200_000)
  const answers = await Promise.all(
    Array.from({ length: 35 }, (_, one) => draftAt(lead, `big:${one}`, { body: large })),
  )
  const kept = answers.filter(({ statusCode }) => statusCode === 200)
  expect(kept.length).toBeGreaterThan(20)
  expect(kept.length).toBeLessThan(31)
  const { rows } = await frame.admin.query(
    'select sum(octet_length(sealed))::int as bytes from app.drafts where user_id = $1',
    [town.lead.id],
  )
  expect(rows[0].bytes).toBeLessThanOrEqual(6_000_000)
  const key = kept[0]?.json().key
  expect((await draftAt(lead, key, { body: 'short', version: 1 })).statusCode).toBe(200)
})
