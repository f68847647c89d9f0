import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { openDatabases } from '#platform/database/session.ts'
import { addSession, addTown } from '#platform/database/test-world.ts'
import { type App, createFrame, type FrameOptions } from './frame.ts'
import { type TestFrame, testFrame } from './test-frame.ts'

let frame: TestFrame
let town: Awaited<ReturnType<typeof addTown>>
let other: Awaited<ReturnType<typeof addTown>>
beforeAll(async () => {
  frame = await testFrame(() => undefined)
  town = await addTown(frame.admin)
  other = await addTown(frame.admin)
})
beforeEach(() => frame.admin.query('delete from auth.budgets'))
afterAll(() => frame.close())

/** A server of its own: nothing is shared with another but the database. */
async function openApp(options: Partial<FrameOptions> & { perMinute: number }): Promise<App> {
  const platform = { ...frame.platform, databases: openDatabases(frame.database.planes) }
  const lanes = { 'POST /submit': 'submit', 'GET /search': 'search' } as const
  const app = await createFrame(platform, { logger: false, lifeline: ['/danger'], lanes, ...options })
  for (const url of ['/read', '/danger', '/search']) app.get(url, async (request) => ({ address: request.ip }))
  for (const url of ['/submit', '/danger']) app.post(url, async () => ({}))
  app.post('/form', { config: { lane: 'form' } }, async () => ({}))
  app.get('/free', { config: { lane: 'free' } }, async () => ({}))
  await app.ready()
  return app
}

const madeUp = () => `tomoshibi=u.${randomBytes(32).toString('base64url')}`
const cookieOf = async (user: typeof town.liaison) => (await addSession(frame.admin, user)).cookie

type Asking = { method?: 'GET' | 'POST'; url?: string; cookie?: string; headers?: Record<string, string> }
const ask = (app: App, { method = 'GET', url = '/read', cookie, headers = {} }: Asking = {}) =>
  app.inject({ method, url, headers: { ...headers, ...(cookie ? { cookie } : {}) } })

/** How many of `count` requests, sent together, are answered. */
async function answered(app: App, count: number, change: (at: number) => Asking): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, (_, at) => ask(app, change(at))))
  return answers.filter(({ statusCode }) => statusCode === 200).length
}

/** What a bucket gives in a minute is a little more than it holds: the clock runs while a test does. */
function expectAbout(count: number, size: number): void {
  expect(count).toBeGreaterThanOrEqual(size)
  expect(count).toBeLessThanOrEqual(size * 1.2 + 1)
}

test('one user meets the limit of a minute; two servers share it', async () => {
  const [one, two] = [await openApp({ perMinute: 60 }), await openApp({ perMinute: 60 })]
  const cookie = await cookieOf(town.liaison)
  let count = 0
  for (let turn = 0; turn < 10; turn += 1) {
    count += await answered(one, 8, () => ({ cookie }))
    count += await answered(two, 8, () => ({ cookie }))
  }
  expectAbout(count, 60)
  const another = await cookieOf(town.liaison)
  const answer = await ask(two, { cookie: another })
  expect([answer.statusCode, answer.json().code]).toEqual([429, 'too_many'])
  expect(answer.json().title).toContain('少し待ってから')
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  await Promise.all([one.close(), two.close()])
})

test('the limit survives a restart', async () => {
  const cookie = await cookieOf(town.liaison)
  const before = await openApp({ perMinute: 30 })
  expectAbout(await answered(before, 80, () => ({ cookie })), 30)
  await before.close()
  const after = await openApp({ perMinute: 30 })
  expect(await answered(after, 30, () => ({ cookie }))).toBeLessThan(5)
  await after.close()
})

test('an organisation has ten times as much as a user, and its flood touches no other', async () => {
  const app = await openApp({ perMinute: 12 })
  const crowd = await Promise.all(Array.from({ length: 30 }, () => aColleague()))
  expectAbout(await answered(app, 360, (at) => ({ cookie: crowd[at % 30] ?? '' })), 120)
  const answer = await ask(app, { cookie: await aColleague() })
  expect([answer.statusCode, answer.json().title]).toEqual([429, expect.stringContaining('同じ事業所')])
  expect((await ask(app, { cookie: await cookieOf(other.liaison) })).statusCode).toBe(200)
  await app.close()
})

/** The session of somebody new in the company of `town`. */
async function aColleague(): Promise<string> {
  const id = frame.platform.newId()
  await frame.admin.query(
    `insert into app.users (id, organization_id, tenant_id, plane, login_name, display_name, roles)
     select $1, organization_id, tenant_id, plane, $2, display_name, roles from app.users where id = $3`,
    [id, `u${id.slice(-12)}`, town.liaison.id],
  )
  return cookieOf({ ...town.liaison, id })
}

test('who has read too much can still report, and a danger takes from no budget', async () => {
  const app = await openApp({ perMinute: 6 })
  const cookie = await cookieOf(town.liaison)
  await answered(app, 30, () => ({ cookie }))
  expect((await ask(app, { cookie })).statusCode).toBe(429)
  expect((await ask(app, { method: 'POST', url: '/submit', cookie })).statusCode).toBe(200)
  expectAbout(await answered(app, 30, () => ({ method: 'POST', url: '/submit', cookie })), 2)
  expect(await answered(app, 300, () => ({ method: 'POST', url: '/danger', cookie }))).toBe(300)
  expect(await answered(app, 300, () => ({ method: 'POST', url: '/danger', cookie: madeUp() }))).toBe(300)
  await app.close()
})

test('searches have a smaller budget of their own', async () => {
  const app = await openApp({ perMinute: 40 })
  const cookie = await cookieOf(town.liaison)
  expectAbout(await answered(app, 30, () => ({ url: '/search', cookie })), 10)
  expect((await ask(app, { cookie })).statusCode).toBe(200)
  await app.close()
})

test('made-up cookies do not go round the limit: the address has one of its own', async () => {
  const app = await openApp({ perMinute: 6 })
  expectAbout(await answered(app, 200, () => ({ cookie: madeUp() })), 60)
  const answer = await ask(app, { cookie: madeUp() })
  expect([answer.statusCode, answer.json().code]).toEqual([429, 'too_many'])
  // Whoever is signed in behind the same address does not pay for it.
  expect((await ask(app, { cookie: await cookieOf(other.liaison) })).statusCode).toBe(200)
  expect((await ask(app, { url: '/danger', cookie: madeUp() })).statusCode).toBe(200)
  expect((await ask(app, { url: '/free', cookie: madeUp() })).statusCode).toBe(200)
  expect((await app.inject({ url: '/read', remoteAddress: '192.0.2.7' })).statusCode).toBe(200)
  await app.close()
})

test('forms of people without a session are few a minute for one address', async () => {
  const app = await openApp({ perMinute: 120 })
  expectAbout(await answered(app, 60, () => ({ method: 'POST', url: '/form' })), 20)
  expect((await ask(app)).statusCode).toBe(200)
  await app.close()
})

test('the table of budgets holds no address, and no token', async () => {
  const app = await openApp({ perMinute: 60 })
  const cookie = await cookieOf(town.liaison)
  await ask(app, { cookie })
  await ask(app)
  const { rows } = await frame.admin.query('select key from auth.budgets order by key')
  expect(rows.map(({ key }) => key)).toEqual([
    expect.stringMatching(/^address:[0-9a-f]{64}$/),
    `organization:${town.company.id}`,
    `user:${town.liaison.id}`,
  ])
  await app.close()
})

test('when the budgets cannot be asked, nobody is refused for it', async () => {
  const app = await openApp({ perMinute: 1 })
  await frame.admin.query('revoke execute on function auth.lease_requests(jsonb) from app_login')
  expect(await answered(app, 20, () => ({}))).toBe(20)
  await frame.admin.query('grant execute on function auth.lease_requests(jsonb) to app_login')
  await app.close()
})

test('what a caller says about its own address counts only from a proxy that the operator named', async () => {
  const forwarded = (at: number) => ({ headers: { 'x-forwarded-for': `192.0.2.${at}` } })
  const alone = await openApp({ perMinute: 1 })
  expectAbout(await answered(alone, 40, forwarded), 10)
  await alone.close()
  const trustProxy = readConfig({ TOMOSHIBI_TRUST_PROXY: '127.0.0.1' }).trustProxy
  const behind = await openApp({ perMinute: 1, trustProxy })
  expect(await answered(behind, 40, forwarded)).toBe(40)
  await behind.close()
})

test('the proxies are addresses or networks; anything else is refused with the name of the variable', () => {
  const read = (text: string) => readConfig({ TOMOSHIBI_TRUST_PROXY: text }).trustProxy
  expect(read('10.0.0.1, 192.168.0.0/16,loopback')).toEqual(['10.0.0.1', '192.168.0.0/16', 'loopback'])
  expect(read('')).toBeUndefined()
  for (const wrong of ['true', '*', '10.0.0.1;evil', '10.0.0.0/99'])
    expect(() => read(wrong)).toThrow('TOMOSHIBI_TRUST_PROXY')
})
