import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addTenant, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { openAuth } from './auth-api.ts'
import { addAccount, type TestAccount, testPassword } from './test-account.ts'

let frame: TestFrame
let town: TestTown
let liaison: TestAccount

beforeAll(async () => {
  frame = await testFrame((app, platform) => openAuth(app, platform, []))
  town = await addTown(frame.admin)
  liaison = await addAccount(frame, town.liaison)
})
afterAll(() => frame.close())
beforeEach(async () => {
  await frame.admin.query('delete from auth.attempts')
  await frame.admin.query('update auth.credentials set totp_step = null')
})

const password = testPassword
const signIn = (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  frame.ask({ method: 'POST', url: '/api/login', body, headers })
const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? ''
const told = (answer: Awaited<ReturnType<typeof signIn>>) => [answer.statusCode, answer.json().code]

test('password and authenticator open a session that says who sits there', async () => {
  const answer = await signIn({ loginName: liaison.loginName, password, code: liaison.codeAt() })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ user: { id: town.liaison.id, plane: 'utility' }, notices: 0 })
  expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly/)
  expect(String(answer.headers['set-cookie'])).toMatch(/SameSite=Strict/)
  const again = await frame.ask({ url: '/api/session', headers: { cookie: cookieOf(answer) } })
  expect(again.json().user.loginName).toBe(liaison.loginName)
})

test('a password alone opens nothing for a real account', async () => {
  expect(told(await signIn({ loginName: liaison.loginName, password }))).toEqual([401, 'second_factor_required'])
})

test('a code of the authenticator works once, also for two at a time', async () => {
  const body = { loginName: liaison.loginName, password, code: liaison.codeAt() }
  const answers = await Promise.all([signIn(body), signIn(body), signIn(body)])
  expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 401, 401])
  expect(told(await signIn(body))).toEqual([401, 'auth_failed'])
})

test('a code one step early or late is taken, two steps are not, and an older one never follows a newer', async () => {
  const at = (steps: number) => signIn({ loginName: liaison.loginName, password, code: liaison.codeAt(steps) })
  expect((await at(-2)).statusCode).toBe(401)
  expect((await at(2)).statusCode).toBe(401)
  expect((await at(-1)).statusCode).toBe(200)
  expect((await at(1)).statusCode).toBe(200)
  expect((await at(0)).statusCode).toBe(401)
})

test('a printed code works once, however it is typed', async () => {
  const code = `　${liaison.codes[0]?.toLowerCase().replace('-', ' ')}`
  expect((await signIn({ loginName: liaison.loginName, password, code })).statusCode).toBe(200)
  expect(told(await signIn({ loginName: liaison.loginName, password, code }))).toEqual([401, 'auth_failed'])
})

test('a printed code of somebody else opens nothing', async () => {
  const clerk = await addAccount(frame, town.clerk)
  expect(told(await signIn({ loginName: liaison.loginName, password, code: clerk.codes[0] }))).toEqual([
    401,
    'auth_failed',
  ])
})

test('unknown, wrong, disabled and malformed names are one answer', async () => {
  const gone = await addAccount(frame, town.fieldWorker)
  await frame.admin.query('update app.users set disabled_at = now() where id = $1', [town.fieldWorker.id])
  const code = liaison.codeAt()
  const answers = await Promise.all([
    signIn({ loginName: 'nobody@nowhere', password, code }),
    signIn({ loginName: liaison.loginName, password: 'wrong', code }),
    signIn({ loginName: liaison.loginName, password, code: '000000' }),
    signIn({ loginName: gone.loginName, password, code: gone.codeAt() }),
    signIn({ loginName: "' or 1=1 --", password, code }),
  ])
  const bodies = answers.map((answer) => ({ ...answer.json(), request_id: '' }))
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
  expect(told(answers[0] ?? (await signIn({})))).toEqual([401, 'auth_failed'])
})

test('an unknown name takes as long as a wrong password', async () => {
  const once = async (loginName: string) => {
    await frame.admin.query('delete from auth.attempts')
    const start = performance.now()
    await signIn({ loginName, password: 'wrong' })
    return performance.now() - start
  }
  // The quickest of many, in turns: other work on the machine only ever adds.
  const quickest = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY }
  for (let n = 0; n < 15; n += 1) {
    quickest.known = Math.min(quickest.known, await once(liaison.loginName))
    quickest.unknown = Math.min(quickest.unknown, await once('nobody@nowhere'))
  }
  expect(quickest.unknown / quickest.known).toBeGreaterThan(0.6)
  expect(quickest.unknown / quickest.known).toBeLessThan(1.7)
})

test('who guesses ten times is held, and shuts out nobody who has both factors', async () => {
  for (let n = 0; n < 10; n += 1) await signIn({ loginName: liaison.loginName, password: `guess ${n}` })
  expect(told(await signIn({ loginName: liaison.loginName, password: 'guess' }))).toEqual([
    401,
    'second_factor_required',
  ])
  expect(told(await signIn({ loginName: liaison.loginName, password }))).toEqual([401, 'second_factor_required'])
  const guesses = Array.from({ length: 12 }, () =>
    signIn({ loginName: liaison.loginName, password: 'x', code: '123456' }),
  )
  await Promise.all(guesses)
  const owner = await signIn({ loginName: liaison.loginName, password, code: liaison.codeAt() })
  expect(owner.statusCode).toBe(200)
})

test('a name that does not exist is held in the same way', async () => {
  const unknown = { loginName: 'nobody@nowhere', password: 'guess' }
  for (let n = 0; n < 10; n += 1) expect(told(await signIn(unknown))).toEqual([401, 'auth_failed'])
  expect(told(await signIn(unknown))).toEqual([401, 'second_factor_required'])
})

test('who has the password guesses at the second factor ten times, no more', async () => {
  await frame.admin.query(`insert into auth.attempts values ('second-factor', $1, 0, now())`, [town.liaison.id])
  const right = { loginName: liaison.loginName, password, code: liaison.codeAt() }
  expect(told(await signIn(right))).toEqual([401, 'auth_failed'])
})

test('a hundred failures from one address hold it; both factors still open', async () => {
  await frame.admin.query('delete from auth.attempts')
  await signIn({ loginName: 'a@b', password: 'x' })
  await frame.admin.query(`update auth.attempts set tokens = 0 where lane = 'address'`)
  expect(told(await signIn({ loginName: liaison.loginName, password }))).toEqual([429, 'too_many'])
  expect((await signIn({ loginName: liaison.loginName, password, code: liaison.codeAt() })).statusCode).toBe(200)
})

test('tries come back with time', async () => {
  for (let n = 0; n < 11; n += 1) await signIn({ loginName: 'nobody@nowhere', password: 'x' })
  await frame.admin.query(`update auth.attempts set at = at - interval '2 minutes'`)
  expect(told(await signIn({ loginName: 'nobody@nowhere', password: 'x' }))).toEqual([401, 'auth_failed'])
})

test('people who sign in rightly are never held, however many share an address', async () => {
  await signIn({ loginName: liaison.loginName, password, code: liaison.codes[1] })
  const { rows } = await frame.admin.query<{ tokens: number }>(
    `select tokens from auth.attempts where lane = 'address'`,
  )
  expect(rows[0]?.tokens).toBeCloseTo(100, 0)
})

const demoUser = async (user: TestUser) => {
  await frame.admin.query('update app.users set demo = true where id = $1', [user.id])
  return addAccount(frame, user)
}

test('a demo account opens with a password alone, and not once a real municipality exists', async () => {
  const worker = await demoUser(town.worker)
  await frame.admin.query('update app.tenants set demo = true')
  expect((await signIn({ loginName: worker.loginName, password })).statusCode).toBe(200)
  await addTenant(frame.admin)
  expect(told(await signIn({ loginName: worker.loginName, password }))).toEqual([401, 'auth_failed'])
  expect(told(await signIn({ loginName: worker.loginName, password, code: worker.codeAt() }))).toEqual([
    401,
    'auth_failed',
  ])
})

const bad: readonly [string, unknown, number][] = [
  ['no body', '', 400],
  ['a list', [], 422],
  ['an unknown field', { loginName: 'a@b', password: 'x', admin: true }, 422],
  ['a number as password', { loginName: 'a@b', password: 15 }, 422],
  ['an empty name', { loginName: '', password: 'x' }, 422],
  ['a name of 10 MB', { loginName: 'a'.repeat(10_000_000), password: 'x' }, 413],
  ['a password of 1001 signs', { loginName: 'a@b', password: 'x'.repeat(1001) }, 422],
  ['NUL', '{"loginName":"a@b","password":"\\u0000"}', 400],
  ['the password twice', '{"loginName":"a@b","password":"x","password":"y"}', 400],
]
test.each(bad)('%s is refused before anything is looked up', async (_name, body, status) => {
  const answer = await frame.ask({ method: 'POST', url: '/api/login', body })
  expect(answer.statusCode).toBe(status)
  expect((await frame.admin.query('select from auth.attempts')).rowCount).toBe(0)
})

test('the doors stand in the OpenAPI document', () => {
  const paths = frame.app.swagger().paths ?? {}
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/api/login', '/api/logout', '/api/step-up', '/api/session']),
  )
})

test('another site’s page signs nobody in', async () => {
  const answer = await signIn(
    { loginName: liaison.loginName, password, code: liaison.codeAt() },
    { 'sec-fetch-site': 'cross-site' },
  )
  expect(told(answer)).toEqual([403, 'csrf_failed'])
})
