import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { addTown, type TestTown } from '#platform/database/test-world.ts'
import { csrfTokenFor } from '#platform/http/credentials.ts'
import { door } from '#platform/http/door.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { openAccount } from './account-api.ts'
import { openAuth } from './auth-api.ts'
import { authSentences } from './sentences.ts'
import { addAccount, type TestAccount, testPassword } from './test-account.ts'

const slow = { method: 'POST', path: '/api/slow', summary: 'slow', response: z.object({ done: z.boolean() }) } as const
let frame: TestFrame
let town: TestTown
let clerk: TestAccount
let betweenSteps: () => Promise<void> = async () => undefined

beforeAll(async () => {
  frame = await testFrame(
    async (app, platform) => {
      await openAuth(app, platform, [])
      openAccount(app, platform)
      door({ app, platform, planes: ['utility'] }, slow, async ({ tx }) => {
        await betweenSteps()
        const { id } = await tx.db.selectFrom('organizations').select('id').limit(1).executeTakeFirstOrThrow()
        return ok({ done: id !== '' })
      })
    },
    { sentences: authSentences },
  )
  town = await addTown(frame.admin)
  clerk = await addAccount(frame, town.clerk)
})
afterAll(() => frame.close())
beforeEach(async () => {
  await frame.admin.query('delete from auth.attempts')
  await frame.admin.query('update auth.credentials set totp_step = null')
  await frame.admin.query('update auth.one_time_codes set used_at = null')
  await frame.admin.query('update app.users set disabled_at = null')
})

type Headers = Record<string, string>
/** Signs the clerk in and answers the headers of that browser. */
async function browser(from: Headers = {}, code = clerk.codes[0]): Promise<Headers> {
  await frame.admin.query('update auth.one_time_codes set used_at = null')
  const body = { loginName: clerk.loginName, password: testPassword, code }
  const answer = await frame.ask({ method: 'POST', url: '/api/login', body, headers: from })
  expect(answer.statusCode).toBe(200)
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  return { cookie, 'x-csrf-token': answer.json().csrfToken }
}
const look = async (headers: Headers) => (await frame.ask({ url: '/api/session', headers })).statusCode
const post = (url: string, headers: Headers, body?: unknown) => frame.ask({ method: 'POST', url, headers, body })
const tokenIn = (headers: Headers) => headers.cookie?.slice('tomoshibi=u.'.length) ?? ''

test('an expired session, idle or absolute, is nobody', async () => {
  for (const column of ['idle_until', 'absolute_until']) {
    const here = await browser()
    expect(await look(here)).toBe(200)
    await frame.admin.query(`update auth.sessions set ${column} = now() - interval '1 second' where revoked_at is null`)
    expect(await look(here)).toBe(401)
    expect((await post('/api/slow', here)).json().code).toBe('no_session')
  }
})

test('looking at who sits here does not keep an idle desk alive; work does', async () => {
  const here = await browser()
  const idle = async () => {
    const { rows } = await frame.admin.query<{ at: string }>(
      `select max(idle_until)::text as at from auth.sessions where revoked_at is null`,
    )
    return rows[0]?.at
  }
  await frame.admin.query(
    `update auth.sessions set seen_at = now() - interval '5 minutes', idle_until = now() + interval '1 minute'`,
  )
  const before = await idle()
  await look(here)
  expect(await idle()).toBe(before)
  expect((await post('/api/slow', here)).statusCode).toBe(200)
  expect(await idle()).not.toBe(before)
})

test('desks rest 30 minutes, those of administrators 15, none stays open longer than 12 hours', async () => {
  const lengths = async () => {
    const { rows } = await frame.admin.query(
      `select idle_minutes as idle, extract(epoch from absolute_until - created_at)::int / 3600 as hours
         from auth.sessions order by created_at desc limit 1`,
    )
    return rows[0]
  }
  await browser()
  expect(await lengths()).toEqual({ idle: 30, hours: 12 })
  await frame.admin.query(`update app.users set roles = '{arrears_clerk,utility_admin}' where id = $1`, [town.clerk.id])
  await browser()
  expect(await lengths()).toEqual({ idle: 15, hours: 12 })
  await frame.admin.query(`update app.users set roles = '{arrears_clerk}' where id = $1`, [town.clerk.id])
})

test('signing out ends this session and leaves nothing in the browser', async () => {
  const here = await browser()
  const other = await browser()
  const answer = await post('/api/logout', here)
  expect(answer.statusCode).toBe(204)
  expect(answer.headers['clear-site-data']).toContain('"cache"')
  expect(String(answer.headers['set-cookie'])).toMatch(/^tomoshibi=;/)
  expect([await look(here), await look(other)]).toEqual([401, 200])
})

test('signing out everywhere ends the other session at its next request', async () => {
  const here = await browser()
  const other = await browser()
  expect((await post('/api/logout-everywhere', here)).statusCode).toBe(204)
  expect((await post('/api/slow', other)).json().code).toBe('no_session')
  expect(await look(here)).toBe(401)
})

test('a token that no longer lives cannot end the sessions of its owner', async () => {
  const old = await browser()
  await post('/api/logout', old)
  const here = await browser()
  await post('/api/logout-everywhere', old)
  expect(await look(here)).toBe(200)
})

test('signing in gives a new token and ends the one that came along: a planted cookie is worth nothing', async () => {
  const planted = `tomoshibi=u.${'A'.repeat(43)}`
  const first = await browser({ cookie: planted })
  expect(first.cookie).not.toBe(planted)
  expect(await look({ cookie: planted })).toBe(401)
  const second = await browser({ cookie: first.cookie ?? '' })
  expect(second.cookie).not.toBe(first.cookie)
  expect([await look(first), await look(second)]).toEqual([401, 200])
})

test('the database holds no token, only its hash', async () => {
  const here = await browser()
  const { rows } = await frame.admin.query<{ text: string }>('select s::text as text from auth.sessions s')
  expect(rows.length).toBeGreaterThan(0)
  for (const { text } of rows) expect(text).not.toContain(tokenIn(here))
})

test('the request of a person who is stopped meanwhile is refused at its next step', async () => {
  const here = await browser()
  betweenSteps = async () => {
    await frame.admin.query('update app.users set disabled_at = now() where id = $1', [town.clerk.id])
  }
  const answer = await post('/api/slow', here)
  betweenSteps = async () => undefined
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(answer.body).not.toContain('done')
  expect(await look(here)).toBe(401)
})

test('a step-up takes the password or a code, lasts five minutes, and comes with a fresh sign-in', async () => {
  const here = await browser()
  const stepped = async () => (await frame.ask({ url: '/api/session', headers: here })).json().steppedUpUntil
  expect(await stepped()).not.toBeNull()
  for (const proof of [{ password: testPassword }, { code: clerk.codeAt() }, { code: clerk.codes[3] }]) {
    await frame.admin.query(`update auth.sessions set stepped_up_at = now() - interval '6 minutes'`)
    expect(await stepped()).toBeNull()
    expect((await post('/api/step-up', here, proof)).statusCode).toBe(200)
    expect(await stepped()).not.toBeNull()
  }
})

test('a wrong step-up proves nothing, a used code neither, and ten tries are all', async () => {
  const here = await browser()
  await frame.admin.query('update auth.sessions set stepped_up_at = null')
  const used = { code: clerk.codes[0] }
  for (const proof of [{}, { password: 'x' }, { code: '000000' }, used, { password: '', code: '' }]) {
    const answer = await post('/api/step-up', here, proof)
    expect(answer.statusCode).toBeGreaterThanOrEqual(401)
  }
  for (let n = 0; n < 10; n += 1) await post('/api/step-up', here, { password: 'x' })
  const last = await post('/api/step-up', here, { password: testPassword })
  expect([last.statusCode, last.json().code]).toEqual([429, 'too_many'])
  expect((await frame.ask({ url: '/api/session', headers: here })).json().steppedUpUntil).toBeNull()
})

test('without our page’s token nothing changes: no sign-out, no step-up', async () => {
  const here = await browser()
  for (const url of ['/api/logout', '/api/logout-everywhere', '/api/step-up']) {
    for (const token of ['', csrfTokenFor(frame.platform.keys, 'another token')]) {
      const body = url === '/api/step-up' ? { password: testPassword } : undefined
      const answer = await post(url, { ...here, 'x-csrf-token': token }, body)
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'csrf_failed'])
    }
  }
  expect(await look(here)).toBe(200)
})

const strange = [
  '',
  'tomoshibi=',
  'tomoshibi=u.short',
  'tomoshibi=x.'.padEnd(55, 'A'),
  `tomoshibi=p.${'A'.repeat(43)}`,
  `tomoshibi=u.${"'".repeat(43)}`,
]
test.each(strange)('the cookie %j is nobody', async (cookie) => {
  expect(await look({ cookie })).toBe(401)
})

test('people see their own sessions by device and end one of them', async () => {
  await frame.admin.query('update auth.sessions set revoked_at = now()')
  const here = await browser({ 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/142 Safari/537 Edg/142' })
  const phone = await browser({ 'user-agent': 'Mozilla/5.0 (Linux; Android 16) Chrome/142 Mobile Safari/537' })
  const list = await frame.ask({ url: '/api/account/security', headers: here })
  const sessions: { name: string; device: string; current: boolean }[] = list.json().sessions
  expect(sessions.map(({ device, current }) => [device, current])).toEqual(
    expect.arrayContaining([
      ['Windows・Edge', true],
      ['Android・Chrome', false],
    ]),
  )
  const name = sessions.find((session) => !session.current)?.name ?? ''
  expect((await post(`/api/account/sessions/${name}/end`, here)).statusCode).toBe(204)
  expect([await look(phone), await look(here)]).toEqual([401, 200])
})

test('nobody ends a session of somebody else', async () => {
  await frame.admin.query('update auth.sessions set revoked_at = now()')
  const here = await browser()
  const { rows } = await frame.admin.query<{ name: string }>(
    `select auth.session_name(token_hash) as name from auth.sessions where revoked_at is null`,
  )
  const liaison = await addAccount(frame, town.liaison)
  const body = { loginName: liaison.loginName, password: testPassword, code: liaison.codes[0] }
  const answer = await frame.ask({ method: 'POST', url: '/api/login', body })
  const other = {
    cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '',
    'x-csrf-token': answer.json().csrfToken,
  }
  expect((await post(`/api/account/sessions/${rows[0]?.name}/end`, other)).statusCode).toBe(404)
  expect(await look(here)).toBe(200)
})
