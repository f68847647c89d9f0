import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  addOrganization,
  addSession,
  addTown,
  addUser,
  type TestTown,
  type TestUser,
} from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { openAccount } from './account-api.ts'
import { openAuth } from './auth-api.ts'
import { openEnrolmentDoors } from './enrolment-api.ts'
import { authSentences } from './sentences.ts'
import { openStaff } from './staff-api.ts'
import { addAccount, testPassword } from './test-account.ts'
import { totpCodeAt } from './totp.ts'

let frame: TestFrame
let town: TestTown
let admin: TestUser
let rival: TestUser

beforeAll(async () => {
  frame = await testFrame(
    async (app, platform) => {
      await openAuth(app, platform, [])
      openEnrolmentDoors(app, platform)
      openAccount(app, platform)
      openStaff(app, platform)
    },
    { sentences: authSentences },
  )
  town = await addTown(frame.admin)
  admin = await addUser(frame.admin, { organization: town.company, roles: ['utility_admin'] })
  const other = await addOrganization(frame.admin, { kind: 'network-operator', name: 'ほのお送配電' })
  rival = await addUser(frame.admin, { organization: other, roles: ['liaison'] })
})
afterAll(() => frame.close())
beforeEach(() => frame.admin.query('delete from auth.attempts'))

type Asked = { as: TestUser; method?: 'GET' | 'POST' | 'PUT'; url: string; body?: unknown; steppedUp?: boolean }
async function ask({ as, method = 'POST', url, body, steppedUp = true }: Asked) {
  const answer = await frame.ask({ method, url, body, as: await addSession(frame.admin, as, { steppedUp }) })
  return { status: answer.statusCode, json: answer.body === '' ? undefined : answer.json() }
}
let named = 0
const invitation = (organizationId: string, roles: readonly string[]) => {
  named += 1
  return { organizationId, loginName: `hito${named}`, displayName: '灯 新', roles }
}
const invite = (as: TestUser, organizationId: string, roles: readonly string[]) =>
  ask({ as, url: '/api/staff', body: invitation(organizationId, roles) })

test('the municipality’s waterworks are a company: whoever keeps the agency’s accounts opens none of theirs', async () => {
  const cityAdmin = await addUser(frame.admin, { organization: town.city, roles: ['tenant_admin'] })
  const water = await addOrganization(frame.admin, { kind: 'water-utility', tenantId: town.tenant.id, name: '水道局' })
  const liaison = await addUser(frame.admin, { organization: water, roles: ['liaison'] })
  const asked = [
    await invite(cityAdmin, water.id, ['consultation_worker']),
    await ask({ as: cityAdmin, url: `/api/staff/${liaison.id}/reset` }),
    await ask({ as: cityAdmin, url: `/api/staff/${liaison.id}/stop` }),
  ]
  expect(asked.map(({ status }) => status)).toEqual([404, 404, 404])
  const seen = await ask({ as: cityAdmin, method: 'GET', url: '/api/staff' })
  expect(JSON.stringify(seen.json)).not.toContain(water.id)
})

test('an administrator sees the accounts of their own company, a municipality those of its agencies too', async () => {
  const company = await ask({ as: admin, method: 'GET', url: '/api/staff' })
  const ids = (json: { accounts: { organizationId: string }[] }) =>
    new Set(json.accounts.map((one) => one.organizationId))
  expect(ids(company.json)).toEqual(new Set([town.company.id]))
  expect(company.json.roles).toContain('liaison')
  const city = await ask({ as: town.tenantAdmin, method: 'GET', url: '/api/staff' })
  expect(ids(city.json)).toEqual(new Set([town.city.id, town.agency.id]))
})

test('nobody else sees or changes accounts', async () => {
  for (const as of [town.liaison, town.clerk, town.worker, town.lead, town.officer]) {
    expect((await ask({ as, method: 'GET', url: '/api/staff' })).status).toBe(403)
    expect((await invite(as, as.organizationId, ['liaison'])).status).toBe(403)
    expect((await ask({ as, url: `/api/staff/${town.fieldWorker.id}/stop` })).status).toBe(403)
  }
  expect((await ask({ as: town.auditor, method: 'GET', url: '/api/staff' })).status).toBe(403)
})

test('every change asks once more who sits there', async () => {
  const asked = [
    { url: '/api/staff', body: invitation(town.company.id, ['liaison']) },
    { url: `/api/staff/${town.clerk.id}/stop` },
    { url: `/api/staff/${town.clerk.id}/reopen` },
    { url: `/api/staff/${town.clerk.id}/reset` },
    {
      url: `/api/staff/${town.clerk.id}`,
      method: 'PUT',
      body: { displayName: '灯 花子', roles: ['liaison'], before: ['arrears_clerk'] },
    },
  ] as const
  for (const one of asked) {
    const answer = await ask({ as: admin, steppedUp: false, ...one })
    expect([answer.status, answer.json.code]).toEqual([401, 'stepup_required'])
  }
})

test('what belongs to another company or municipality is not there', async () => {
  expect((await invite(admin, rival.organizationId, ['liaison'])).status).toBe(404)
  expect((await invite(town.tenantAdmin, town.company.id, ['tenant_admin'])).status).toBe(404)
  for (const id of [rival.id, town.worker.id, '0190a000-0000-7000-8000-000000000000']) {
    for (const what of ['stop', 'reset', 'reopen']) {
      expect((await ask({ as: admin, url: `/api/staff/${id}/${what}` })).status).toBe(404)
    }
  }
})

test('an administrator gains no role, and resets or stops nobody, through their own account', async () => {
  const body = { displayName: '灯 試', roles: ['utility_admin', 'liaison'], before: ['utility_admin'] }
  const answers = [
    await ask({ as: admin, method: 'PUT', url: `/api/staff/${admin.id}`, body }),
    await ask({ as: admin, url: `/api/staff/${admin.id}/stop` }),
    await ask({ as: admin, url: `/api/staff/${admin.id}/reset` }),
  ]
  expect(answers.map(({ status, json }) => [status, json.code])).toEqual(Array(3).fill([403, 'not_for_yourself']))
})

test('roles of the other side, an auditor with a second role, and a taken name are refused with a sentence', async () => {
  expect((await invite(admin, town.company.id, ['consultation_worker'])).json.code).toBe('roles_do_not_fit')
  expect((await invite(town.tenantAdmin, town.agency.id, ['liaison'])).json.code).toBe('roles_do_not_fit')
  expect((await invite(town.tenantAdmin, town.city.id, ['auditor', 'tenant_admin'])).json.code).toBe('roles_do_not_fit')
  const one = invitation(town.company.id, ['liaison'])
  expect((await ask({ as: admin, url: '/api/staff', body: one })).status).toBe(200)
  const again = await ask({ as: admin, url: '/api/staff', body: one })
  expect([again.status, again.json.code, again.json.title]).toEqual([
    422,
    'login_name_taken',
    authSentences['login-name-taken'],
  ])
})

test('stopping an account ends its sessions at once, and reopening brings none of them back', async () => {
  const session = await addSession(frame.admin, town.fieldWorker)
  const look = async () => (await frame.ask({ url: '/api/session', as: session })).statusCode
  expect(await look()).toBe(200)
  expect((await ask({ as: admin, url: `/api/staff/${town.fieldWorker.id}/stop` })).status).toBe(204)
  expect(await look()).toBe(401)
  expect((await ask({ as: admin, url: `/api/staff/${town.fieldWorker.id}/reopen` })).status).toBe(204)
  expect(await look()).toBe(401)
})

test('roles that somebody changed meanwhile are not overwritten; changed ones end the sessions', async () => {
  const session = await addSession(frame.admin, town.clerk)
  const url = `/api/staff/${town.clerk.id}`
  const stale = { displayName: '灯 花子', roles: ['liaison'], before: ['field_worker'] }
  const conflict = await ask({ as: admin, method: 'PUT', url, body: stale })
  expect([conflict.status, conflict.json.code]).toEqual([409, 'version_conflict'])
  const right = { ...stale, before: ['arrears_clerk'] }
  expect((await ask({ as: admin, method: 'PUT', url, body: right })).status).toBe(204)
  expect((await frame.ask({ url: '/api/session', as: session })).statusCode).toBe(401)
})

const complete = (body: unknown) => frame.ask({ method: 'POST', url: '/api/enrolment/complete', body })
const open = (code: string) => frame.ask({ method: 'POST', url: '/api/enrolment/open', body: { code } })
const secretIn = (text: string) => {
  const bits = [...text.replaceAll(' ', '')]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}

test('an invited person sets password and authenticator with the code, once, and signs in with them', async () => {
  const { json: handed } = await invite(admin, town.company.id, ['liaison'])
  const opened = await open(handed.code.toLowerCase())
  expect(opened.json()).toMatchObject({ loginName: handed.loginName, kind: 'invitation' })
  expect(opened.json().authenticator.qrSvg).toContain('<svg')
  const again = await open(handed.code)
  expect(again.json().authenticator.text).toBe(opened.json().authenticator.text)
  const secret = secretIn(opened.json().authenticator.text)
  const wrong = await complete({ code: handed.code, password: testPassword, authenticatorCode: '000000' })
  expect([wrong.statusCode, wrong.json().errors[0].path]).toEqual([422, 'authenticatorCode'])
  const authenticatorCode = totpCodeAt(secret, new Date())
  const done = await complete({ code: handed.code, password: testPassword, authenticatorCode })
  expect(done.json().session.user.loginName).toBe(handed.loginName)
  expect(done.json().codes).toHaveLength(10)
  expect((await open(handed.code)).statusCode).toBe(404)
  expect((await complete({ code: handed.code, password: testPassword, authenticatorCode })).statusCode).toBe(404)
  const signIn = { loginName: handed.loginName, password: testPassword, code: done.json().codes[4] }
  expect((await frame.ask({ method: 'POST', url: '/api/login', body: signIn })).statusCode).toBe(200)
})

test('without a telephone the printed codes are the second factor', async () => {
  const { json: handed } = await invite(town.tenantAdmin, town.agency.id, ['consultation_worker'])
  const done = await complete({ code: handed.code, password: testPassword })
  const login = (code?: string) =>
    frame.ask({
      method: 'POST',
      url: '/api/login',
      body: { loginName: handed.loginName, password: testPassword, ...(code ? { code } : {}) },
    })
  expect((await login()).json().code).toBe('second_factor_required')
  expect((await login(done.json().codes[0])).statusCode).toBe(200)
})

test('a weak password keeps the invitation open and says so at its field', async () => {
  const { json: handed } = await invite(admin, town.company.id, ['liaison'])
  for (const password of ['mijikai-desu', 'passwordpassword1', `${handed.loginName}${handed.loginName}`]) {
    const answer = await complete({ code: handed.code, password })
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([422, 'password'])
    expect(answer.body).not.toContain(password)
  }
  expect((await open(handed.code)).statusCode).toBe(200)
})

test('a code older than a day, of a stopped account, or never given opens nothing', async () => {
  const { json: old } = await invite(admin, town.company.id, ['liaison'])
  await frame.admin.query(`update auth.enrolments set until = now() - interval '1 second'`)
  const { json: stopped } = await invite(admin, town.company.id, ['liaison'])
  await frame.admin.query(`update app.users set disabled_at = now() where login_name = 'hito${named}'`)
  for (const code of [old.code, stopped.code, 'ABCDE', '', 'あ'.repeat(26)]) {
    expect((await open(code)).statusCode).toBe(code === '' ? 422 : 404)
  }
})

test('a reset ends password, codes, authenticator and sessions; a second code replaces the first', async () => {
  const account = await addAccount(frame, town.liaison)
  const session = await addSession(frame.admin, town.liaison)
  const first = await ask({ as: admin, url: `/api/staff/${town.liaison.id}/reset` })
  const second = await ask({ as: admin, url: `/api/staff/${town.liaison.id}/reset` })
  expect((await frame.ask({ url: '/api/session', as: session })).statusCode).toBe(401)
  const old = { loginName: account.loginName, password: testPassword, code: account.codeAt() }
  expect((await frame.ask({ method: 'POST', url: '/api/login', body: old })).json().code).toBe('auth_failed')
  expect((await open(first.json.code)).statusCode).toBe(404)
  expect((await open(second.json.code)).json().kind).toBe('reset')
})

test('nothing an administrator can call takes a password or a second factor', async () => {
  const body = { ...invitation(town.company.id, ['liaison']), password: testPassword }
  expect((await ask({ as: admin, url: '/api/staff', body })).status).toBe(422)
  const url = `/api/staff/${town.liaison.id}`
  const change = { displayName: '灯 試', roles: ['liaison'], before: ['liaison'], password: testPassword }
  expect((await ask({ as: admin, method: 'PUT', url, body: change })).status).toBe(422)
  for (const plane of ['utility', 'welfare', 'auditor', 'worker', 'public', 'login'] as const) {
    await expect(frame.database.planes[plane].query('select * from auth.credentials')).rejects.toThrow(/permission/)
    await expect(
      frame.database.planes[plane].query('update auth.credentials set password_hash = null'),
    ).rejects.toThrow(/permission/)
  }
})
