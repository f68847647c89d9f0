import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { addSession, addTown, type TestSession } from '#platform/database/test-world.ts'
import { csrfTokenFor } from './credentials.ts'
import { door } from './door.ts'
import { type App, createFrame, type FrameOptions } from './frame.ts'
import { type TestFrame, testFrame } from './test-frame.ts'

let frame: TestFrame
let app: App
let town: Awaited<ReturnType<typeof addTown>>
let other: Awaited<ReturnType<typeof addTown>>
let noisy: TestSession
let begun = 0
let letGo: () => void = () => undefined
let held: Promise<void> = Promise.resolve()
beforeAll(async () => {
  frame = await testFrame(() => undefined)
  town = await addTown(frame.admin)
  other = await addTown(frame.admin)
  noisy = await addSession(frame.admin, town.liaison)
})
beforeEach(() => {
  begun = 0
  held = new Promise((resolve) => {
    letGo = resolve
  })
})
afterEach(() => app.close())
afterAll(() => frame.close())

const answer = z.object({ answered: z.boolean() })
/** Doors over the pool of the utility plane, which has four connections in a test. Lists keep theirs until `letGo`. */
async function open(options: Partial<FrameOptions> = {}): Promise<App> {
  const lanes = { 'POST /api/submit': 'submit' } as const
  const limits = { perMinute: 100_000, lifeline: ['/api/danger'], lanes, slots: 4 }
  app = await createFrame(frame.platform, { logger: false, ...limits, ...options })
  const company = { app, platform: frame.platform, planes: ['utility'] } as const
  const quick = { response: answer, summary: 'すぐ終わります。' }
  const answered = () => Promise.resolve(ok({ answered: true }))
  door(company, { method: 'GET', path: '/api/list', ...quick }, async ({ tx }) => {
    begun += 1
    await sql`select 1`.execute(tx.db)
    await held
    return answered()
  })
  door(company, { method: 'GET', path: '/api/look', ...quick }, answered)
  door(company, { method: 'POST', path: '/api/submit', ...quick }, answered)
  app.post('/api/danger', async () => {
    await sql`select 1`.execute(frame.platform.databases.utility)
    return { answered: true }
  })
  await app.ready()
  return app
}

async function ask(method: 'GET' | 'POST', url: string, { cookie, token }: TestSession) {
  const headers = { cookie, 'x-csrf-token': csrfTokenFor(frame.platform.keys, token), 'sec-fetch-site': 'same-origin' }
  const answered = await app.inject({ method, url, headers })
  return { statusCode: answered.statusCode, body: answered.body, retryAfter: answered.headers['retry-after'] }
}
const flood = (count: number) => Promise.all(Array.from({ length: count }, () => ask('GET', '/api/list', noisy)))
const quiet = () => addSession(frame.admin, other.liaison)

test('a flood of lists stops neither a report nor a danger, of the same company or of another', async () => {
  await open()
  const lists = flood(60)
  await vi.waitFor(() => expect(begun).toBe(1))
  const urgent = await Promise.all([
    ask('POST', '/api/submit', noisy),
    ask('POST', '/api/submit', await quiet()),
    ask('POST', '/api/danger', noisy),
  ])
  expect(urgent.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
  letGo()
  expect((await lists).map(({ statusCode }) => statusCode)).toEqual(Array(60).fill(200))
})

test('another company’s look waits for no flood but its own', async () => {
  await open()
  const lists = flood(60)
  await vi.waitFor(() => expect(begun).toBe(1))
  expect((await ask('GET', '/api/look', await quiet())).statusCode).toBe(200)
  expect((await ask('GET', '/api/look', noisy)).statusCode).toBe(503)
  letGo()
  await lists
})

test('a hundred wait; who cannot be served hears a sentence and when to come back', async () => {
  await open()
  const lists = flood(160)
  await vi.waitFor(() => expect(begun).toBe(1))
  const last = await ask('GET', '/api/look', noisy)
  letGo()
  const statuses = [last, ...(await lists)].map(({ statusCode }) => statusCode)
  expect([statuses.filter((status) => status === 200).length, statuses.length]).toEqual([101, 161])
  expect(JSON.parse(last.body)).toMatchObject({ code: 'overloaded', status: 503 })
  expect(JSON.parse(last.body).title).toContain('入力は画面に残って')
  expect(Number(last.retryAfter)).toBeGreaterThanOrEqual(2)
  expect(Number(last.retryAfter)).toBeLessThanOrEqual(8)
})

test('a process that is late turns lists away first, then changes, then reports, dangers never', async () => {
  let lag = 0
  await open({ lag: () => lag })
  const statuses = async () => {
    const answers = [
      ask('GET', '/api/look', noisy),
      ask('POST', '/api/submit', noisy),
      ask('POST', '/api/danger', noisy),
    ]
    return (await Promise.all(answers)).map(({ statusCode }) => statusCode)
  }
  expect(await statuses()).toEqual([200, 200, 200])
  lag = 600
  expect(await statuses()).toEqual([503, 200, 200])
  lag = 20_000
  expect(await statuses()).toEqual([503, 503, 200])
})
