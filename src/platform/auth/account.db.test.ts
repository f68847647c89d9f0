import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addTown, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { openAccount } from './account-api.ts'
import { openAuth } from './auth-api.ts'
import { createOrganization, createTenant, inviteUser, setDemoPassword } from './operator.ts'
import { authSentences } from './sentences.ts'
import { addAccount, type TestAccount, testPassword } from './test-account.ts'

let frame: TestFrame
let town: TestTown
let worker: TestAccount

beforeAll(async () => {
  frame = await testFrame(
    async (app, platform) => {
      await openAuth(app, platform, [])
      openAccount(app, platform)
    },
    { sentences: authSentences },
  )
  town = await addTown(frame.admin)
  worker = await addAccount(frame, town.worker)
})
afterAll(() => frame.close())
beforeEach(async () => {
  await frame.admin.query('delete from auth.attempts')
  await frame.admin.query('update auth.credentials set totp_step = null')
})

const signIn = (password: string, code: string | undefined) =>
  frame.ask({ method: 'POST', url: '/api/login', body: { loginName: worker.loginName, password, code } })
async function desk(password = testPassword) {
  const answer = await signIn(password, worker.codeAt())
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  return { cookie, 'x-csrf-token': String(answer.json().csrfToken) }
}
const post = (url: string, headers: Record<string, string>, body?: unknown) =>
  frame.ask({ method: 'POST', url, headers, body })
const stale = () => frame.admin.query(`update auth.sessions set stepped_up_at = now() - interval '6 minutes'`)

test('printing a new sheet makes the old one worthless, and asks for presence first', async () => {
  const here = await desk()
  await stale()
  expect((await post('/api/account/one-time-codes', here)).json().code).toBe('stepup_required')
  await post('/api/step-up', here, { password: testPassword })
  const sheet = await post('/api/account/one-time-codes', here)
  expect(sheet.json().codes).toHaveLength(10)
  expect((await signIn(testPassword, worker.codes[0])).statusCode).toBe(401)
  expect((await signIn(testPassword, sheet.json().codes[0])).statusCode).toBe(200)
  const state = await frame.ask({ url: '/api/account/security', headers: here })
  expect(state.json()).toMatchObject({ codesLeft: 9, totp: true, demo: false })
})

test('a new password needs the current one, ends the other sessions, and keeps this one', async () => {
  const here = await desk()
  await frame.admin.query('update auth.credentials set totp_step = null')
  const other = await desk()
  const next = '踏切の向こうに見えた 麦畑と雲'
  const wrong = await post('/api/account/password', here, { current: 'not it', next })
  expect([wrong.statusCode, wrong.json().errors[0].path]).toEqual([422, 'current'])
  const weak = await post('/api/account/password', here, { current: testPassword, next: 'passwordpassword' })
  expect([weak.statusCode, weak.json().errors[0].path]).toEqual([422, 'next'])
  expect((await post('/api/account/password', here, { current: testPassword, next })).statusCode).toBe(204)
  const look = async (headers: Record<string, string>) => (await frame.ask({ url: '/api/session', headers })).statusCode
  expect([await look(here), await look(other)]).toEqual([200, 401])
  await frame.admin.query('update auth.credentials set totp_step = null')
  expect((await signIn(testPassword, worker.codeAt())).statusCode).toBe(401)
  expect((await signIn(next, worker.codeAt())).statusCode).toBe(200)
  await post('/api/account/password', here, { current: next, next: testPassword })
})

test('a new authenticator counts only after its first code; until then the old one opens', async () => {
  const here = await desk()
  const begun = await post('/api/account/authenticator', here)
  expect(begun.json().qrSvg).toContain('<svg')
  expect((await post('/api/account/authenticator/confirm', here, { code: '000000' })).json().errors[0].path).toBe(
    'code',
  )
  await frame.admin.query('update auth.credentials set totp_step = null')
  expect((await signIn(testPassword, worker.codeAt())).statusCode).toBe(200)
})

test('a person of the demo town changes nothing of the account that everybody shares', async () => {
  await frame.admin.query('update app.users set demo = true where id = $1', [town.officer.id])
  await frame.admin.query('update app.tenants set demo = true')
  await setDemoPassword(frame.admin, town.officer.id, 'tomoshibi')
  const { rows } = await frame.admin.query<{ name: string }>('select login_name as name from app.users where id = $1', [
    town.officer.id,
  ])
  const body = { loginName: `${rows[0]?.name}@${town.city.code}`, password: 'tomoshibi' }
  const answer = await frame.ask({ method: 'POST', url: '/api/login', body })
  expect(answer.json().demo).toBe(true)
  const here = {
    cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '',
    'x-csrf-token': String(answer.json().csrfToken),
  }
  const next = '踏切の向こうに見えた 麦畑と雲'
  const refused = [
    await post('/api/account/password', here, { current: 'tomoshibi', next }),
    await post('/api/account/one-time-codes', here),
    await post('/api/account/authenticator', here),
  ]
  expect(refused.map((one) => [one.statusCode, one.json().code])).toEqual(Array(3).fill([422, 'demo_account']))
})

test('a password for the demo is never given to a real account', async () => {
  await setDemoPassword(frame.admin, town.lead.id, 'tomoshibi')
  const { rowCount } = await frame.admin.query('select from auth.credentials where user_id = $1', [town.lead.id])
  expect(rowCount).toBe(0)
})

test('the operator opens a municipality; from then on the demo is closed and the first administrator invited', async () => {
  const session = async () => {
    const { rows } = await frame.admin.query<{ n: string }>(
      'select count(*) as n from auth.sessions s join app.users u on u.id = s.user_id where u.demo and s.revoked_at is null',
    )
    return Number(rows[0]?.n)
  }
  expect(await session()).toBeGreaterThan(0)
  const tenant = {
    municipalityCode: '131016',
    name: '灯原市',
    organizationCode: 'tobara-shi',
    administrator: { loginName: 'kanri', displayName: '灯 管' },
  }
  const made = await createTenant(frame.database.connection, tenant)
  expect(made.ok && made.value.loginName).toBe('kanri@tobara-shi')
  expect(made.ok && made.value.enrolmentCode).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{1,5}){5}$/)
  expect(await session()).toBe(0)
  expect((await createTenant(frame.database.connection, tenant)).ok).toBe(false)
  expect((await createTenant(frame.database.connection, { ...tenant, municipalityCode: '131017' })).ok).toBe(false)
})

test('the operator adds organisations and invites into them, with a sentence for what does not fit', async () => {
  const connection = frame.database.connection
  const gas = { code: 'hikari-gas', name: 'ひかりガス', kind: 'gas-retailer', legalKind: 'private-business' } as const
  expect((await createOrganization(connection, gas)).ok).toBe(true)
  expect((await createOrganization(connection, gas)).ok).toBe(false)
  expect((await createOrganization(connection, { ...gas, code: 'other', kind: 'shop' })).ok).toBe(false)
  const soudan = { code: 'tobara-soudan', name: '灯原くらし相談', legalKind: 'commissioned-body' } as const
  const agency = { ...soudan, kind: 'consultation-agency', municipalityCode: '131016' } as const
  expect((await createOrganization(connection, agency)).ok).toBe(true)
  expect((await createOrganization(connection, { ...agency, code: 'far', municipalityCode: '011002' })).ok).toBe(false)
  const one = {
    organizationCode: 'hikari-gas',
    loginName: 'sato',
    displayName: '灯 佐',
    roles: ['utility_admin'],
  } as const
  expect((await inviteUser(connection, one)).ok).toBe(true)
  expect((await inviteUser(connection, one)).ok).toBe(false)
  expect((await inviteUser(connection, { ...one, loginName: 'x', organizationCode: 'nowhere' })).ok).toBe(false)
  expect((await inviteUser(connection, { ...one, loginName: 'x', roles: ['liaison', 'lead_worker'] })).ok).toBe(false)
})
