import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addSession, addTown, addUser, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { openAccount } from './account-api.ts'
import { inviteUser } from './operator.ts'
import { authSentences } from './sentences.ts'
import { openStaff } from './staff-api.ts'

let frame: TestFrame
let town: TestTown
let admin: TestUser
let secondAdmin: TestUser

beforeAll(async () => {
  frame = await testFrame(
    (app, platform) => {
      openAccount(app, platform)
      openStaff(app, platform)
    },
    { sentences: authSentences },
  )
  town = await addTown(frame.admin)
  admin = await addUser(frame.admin, { organization: town.company, roles: ['utility_admin'] })
  secondAdmin = await addUser(frame.admin, { organization: town.company, roles: ['utility_admin'] })
})
afterAll(() => frame.close())
beforeEach(async () => {
  await frame.admin.query('delete from app.notices')
  await frame.admin.query('delete from app.account_changes')
  await frame.admin.query('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
})

async function ask(
  as: TestUser,
  { method = 'POST', url, body }: { method?: 'POST' | 'PUT'; url: string; body?: unknown },
) {
  const answer = await frame.ask({ method, url, body, as: await addSession(frame.admin, as) })
  expect([200, 204]).toContain(answer.statusCode)
}
let named = 0
const invitation = (organizationId: string, roles: readonly string[]) => {
  named += 1
  return { url: '/api/staff', body: { organizationId, loginName: `shinjin${named}`, displayName: '灯 新', roles } }
}

/** Who got which news, as `kind user`; the holder of a fresh invitation is somebody nobody knew. */
async function told(): Promise<string[]> {
  const { rows } = await frame.admin.query<{ user_id: string; kind: string }>('select user_id, kind from app.notices')
  const known = new Map(
    Object.entries({ ...town, admin, secondAdmin }).flatMap(([name, one]) => ('id' in one ? [[one.id, name]] : [])),
  )
  return rows.map(({ user_id, kind }) => `${kind} ${known.get(user_id) ?? 'holder'}`).toSorted()
}
async function mails(): Promise<{ kind: string; to?: string }[]> {
  const { rows } = await frame.admin.query<{ payload: { kind: string; to?: string } }>(
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'mail'`,
  )
  return rows.map(({ payload }) => payload)
}
const seenBy = async (user: TestUser) => {
  const answer = await frame.ask({ url: '/api/account/security', as: await addSession(frame.admin, user) })
  return answer.json().changes.map(({ kind, own }: { kind: string; own: boolean }) => `${kind}${own ? ' own' : ''}`)
}

test('nobody makes a puppet in a company unseen: the other administrators and the liaison hear of an invitation at once', async () => {
  await ask(admin, invitation(town.company.id, ['arrears_clerk']))
  expect(await told()).toEqual([
    'colleague-invited liaison',
    'colleague-invited secondAdmin',
    'own-account-invited holder',
  ])
  expect((await mails()).map(({ kind }) => kind).toSorted()).toEqual([
    'colleague-invited',
    'colleague-invited',
    'own-account-invited',
  ])
})

test('in a municipality the lead workers and the auditor hear of it, also when one administrator is all there is', async () => {
  await ask(town.tenantAdmin, invitation(town.agency.id, ['consultation_worker']))
  expect(await told()).toEqual(['colleague-invited auditor', 'colleague-invited lead', 'own-account-invited holder'])
})

test('whose login is made anew hears of it, and so do those who watch over the account', async () => {
  await ask(admin, { url: `/api/staff/${town.clerk.id}/reset` })
  expect(await told()).toEqual(['colleague-reset liaison', 'colleague-reset secondAdmin', 'own-account-reset clerk'])
  expect(await seenBy(town.clerk)).toEqual(['reset own'])
})

test('new roles and new contacts are told; the address that was taken out gets the last mail', async () => {
  await frame.admin.query("update app.users set mail = 'mae@example.jp' where id = $1", [town.fieldWorker.id])
  const body = { displayName: '灯 試', roles: ['field_worker'], before: ['field_worker'], mail: 'ato@example.jp' }
  await ask(admin, { method: 'PUT', url: `/api/staff/${town.fieldWorker.id}`, body })
  expect(await told()).toContain('own-account-changed fieldWorker')
  expect((await mails()).filter(({ to }) => to !== undefined)).toMatchObject([{ to: 'mae@example.jp' }])
  await ask(admin, {
    method: 'PUT',
    url: `/api/staff/${town.fieldWorker.id}`,
    body: { ...body, roles: ['arrears_clerk'] },
  })
  expect(await seenBy(secondAdmin)).toEqual(['roles', 'contact'])
})

test('what changed nothing tells nobody', async () => {
  const { rows } = await frame.admin.query('select roles, mail from app.users where id = $1', [town.liaison.id])
  const body = { displayName: '灯 試', roles: rows[0].roles, before: rows[0].roles }
  await ask(admin, { method: 'PUT', url: `/api/staff/${town.liaison.id}`, body })
  await ask(admin, { url: `/api/staff/${town.liaison.id}/reopen` })
  expect(await told()).toEqual([])
})

test('an invitation from the operator’s command line is told like any other', async () => {
  const invited = await inviteUser(frame.database.connection, {
    organizationCode: town.agency.code,
    loginName: 'sousa',
    displayName: '灯 操',
    roles: ['lead_worker'],
  })
  expect(invited.ok).toBe(true)
  expect(await told()).toEqual([
    'colleague-invited auditor',
    'colleague-invited lead',
    'colleague-invited tenantAdmin',
    'own-account-invited holder',
  ])
  expect(await seenBy(town.tenantAdmin)).toEqual(['invited'])
})

test('who leads nobody sees their own changes only, and no company those of a municipality', async () => {
  await ask(admin, { url: `/api/staff/${town.fieldWorker.id}/stop` })
  await ask(admin, { url: `/api/staff/${town.fieldWorker.id}/reopen` })
  await ask(town.tenantAdmin, { url: `/api/staff/${town.worker.id}/reset` })
  expect(await seenBy(town.fieldWorker)).toEqual(['reopened own', 'stopped own'])
  expect(await seenBy(town.clerk)).toEqual([])
  expect(await seenBy(town.liaison)).toEqual(['reopened', 'stopped'])
  expect(await seenBy(town.lead)).toEqual(['reset'])
  expect(await seenBy(town.officer)).toEqual([])
})
