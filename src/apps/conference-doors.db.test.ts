import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '#platform/database/test-world.ts'
import type { ContractRoute } from '#platform/http/door.ts'
import * as bodies from '#support-conference/conference-body-contract.ts'
import * as members from '#support-conference/member-contract.ts'
import * as packs from '#support-conference/pack-contract.ts'
import * as sittings from '#support-conference/sitting-contract.ts'
import {
  addCase,
  callSitting,
  handOut,
  material,
  minutes,
  openConferenceTown,
  packsOf,
  usualBody,
} from '#support-conference/test-conference.ts'
import { sampleOf, shapeOf } from './test-bodies.ts'

const world = await openConferenceTown()
const { frame, people, done, send, newId } = world
const body = await usualBody(world)
afterAll(() => frame.close())

const isRoute = (one: unknown): one is ContractRoute =>
  typeof one === 'object' && one !== null && 'method' in one && 'path' in one
const routes = [bodies, members, packs, sittings].flatMap((contract) => Object.values(contract).filter(isRoute))

/** What a door of this path names, so that the real thing can be put into it. */
type Real = { item: string; pack: string; copy: string; sitting: string; action: string; body: string; member: string }
const kinds: readonly (readonly [RegExp, keyof Real])[] = [
  [/packs\/:id/, 'pack'],
  [/conference-copies\/:id/, 'copy'],
  [/conference-items\/:id/, 'item'],
  [/conference-sittings\/:id/, 'sitting'],
  [/actions\/:id/, 'action'],
  [/conference-bodies\/:id/, 'body'],
  [/conference-members\/:id/, 'member'],
]
let real: Real
/** Every kind of nobody: who they are and why it is none of their business. */
const nobodies: Record<string, TestUser> = {
  'a member who was not called to the item': people.section,
  'a former member': people.former,
  'a company outside its item: a colleague of the called liaison': people.secondLiaison,
  'another company': people.otherLiaison,
  'a colleague who is not on the case': people.outsider,
  'a worker of another town': people.otherWorker,
  'the administrator of the municipality': people.tenantAdmin,
  'the administrator of the company': people.utilityAdmin,
  'the auditor': people.auditor,
  'a clerk of the company': people.clerk,
}

/** The pack that lay open with somebody until they left the roster. */
let formerPack = ''

async function addFormer(): Promise<string> {
  const id = newId()
  const { rows } = await frame.admin.query<{ login: string }>(
    `select u.login_name || '@' || o.code as login from app.users u join app.organizations o on o.id = u.organization_id where u.id = $1`,
    [people.former.id],
  )
  const seat = { kind: 'consultation-agency', seat: 'standing', office: null, since: '2026-01-01' }
  const given = { id, name: 'もとの構成員', ...seat, login: rows[0]?.login }
  await done(people.officer, { url: `/api/conference-bodies/${body.id}/members`, body: given })
  Object.assign(body.members, { もとの構成員: id })
  return id
}

/** Opens the sitting, writes its minutes and shares the decision; answers the company's action. */
async function decide({ id, itemId }: { id: string; itemId: string }): Promise<string> {
  const actionId = newId()
  const url = `/api/conference-items/${itemId}`
  const { version } = await done(people.officer, { url: `/api/conference-sittings/${id}`, method: 'GET' })
  await done(people.officer, { url: `/api/conference-sittings/${id}/state`, body: { command: 'open', version } })
  const kept = await done(people.worker, { url: `${url}/minutes`, method: 'GET' })
  const ownerMemberId = body.member('電力の連絡担当')
  const action = { id: actionId, kind: 'wait', ownerMemberId, dueOn: '2099-01-31', what: '止める日を1か月のばす' }
  const written = await done(people.worker, {
    url: `${url}/minutes`,
    method: 'PUT',
    body: { version: kept.version, minutes: { ...minutes, roles: [], actions: [action] } },
  })
  await done(people.worker, { url: `${url}/decision`, body: { version: written.version } })
  return actionId
}

beforeAll(async () => {
  const former = await addFormer()
  const called = Object.keys(body.members).filter((name) => name !== '住宅課')
  const sitting = await callSitting(world, await addCase(world), { body, kind: 'emergency', called })
  const given = await handOut(world, sitting.itemId)
  formerPack = given.もとの構成員 ?? ''
  await done(people.former, { url: `/api/my-conference/packs/${formerPack}/open` })
  const leftOn = new Date().toISOString().slice(0, 10)
  await done(people.officer, { url: `/api/conference-members/${former}/leave`, body: { leftOn } })
  const pack = given.電力の連絡担当 ?? ''
  const copy = await done(people.worker, { url: `/api/conference-packs/${pack}/copies`, body: { id: newId() } })
  const action = await decide(sitting)
  const member = body.member('電力の連絡担当')
  real = { item: sitting.itemId, pack, copy: copy.id, sitting: sitting.id, action, body: body.id, member }
})

const kindOf = (route: ContractRoute) => kinds.find(([path]) => path.test(route.path))?.[1]

async function ask(user: TestUser, route: ContractRoute, id: string) {
  const url = route.path.replace(':id', id)
  const sent = route.body === undefined ? undefined : sampleOf(shapeOf(route.body))
  const answer = await send(user, { url, method: route.method, body: bodyFor(route, sent) })
  const { date: _date, 'x-request-id': _request, ...headers } = answer.headers
  return { status: answer.statusCode, headers, body: answer.body.replace(/"request_id":"[^"]*"/, '') }
}

/** Bodies that the shape takes and that a sample cannot guess. */
function bodyFor({ path }: ContractRoute, sampled: unknown): unknown {
  if (path.endsWith('/material')) return { version: 1, material }
  if (path.endsWith('/minutes')) return { version: 1, minutes: { ...minutes, roles: [], actions: [] } }
  if (path.endsWith('/secrecy')) return { version: '2026-04', signedOn: '2026-01-01', way: 'paper' }
  const seat = { name: '灯', kind: 'npo', seat: 'related', office: null, since: '2026-01-01' }
  if (path.endsWith('/members')) return { id: randomUUID(), ...seat, organization: { name: '灯' } }
  if (path === '/api/conference-members/:id') return { version: 1, ...seat }
  const when = { startsAt: '2026-12-01T10:00:00+09:00', place: '灯', jointWith: [] }
  if (path === '/api/conference-sittings/:id') return { version: 1, ...when }
  return sampled
}

/** The office's own business: an officer or lead who was not called plans sittings all the same, and reads no paper. */
const ofTheOffice = (route: ContractRoute) =>
  kindOf(route) !== 'pack' && !/material|minutes|decision|packs$|copies\/:id\/copy/.test(route.path)
const isOffice = (user: TestUser) =>
  user.roles.some((role) => ['municipal_officer', 'lead_worker', 'consultation_worker'].includes(role)) &&
  user.tenantId === people.officer.tenantId

describe.each(Object.entries(nobodies))('%s', (_who, user) => {
  test('hears the same of a thing that is there as of one that never was, at every door that names one', async () => {
    const named = routes.filter((route) => kindOf(route) !== undefined)
    expect(named.length).toBeGreaterThan(25)
    let tried = 0
    for (const route of named) {
      if (isOffice(user) && ofTheOffice(route)) continue
      const kind = kindOf(route)
      if (kind === undefined) continue
      const there = await ask(user, route, real[kind])
      const nowhere = await ask(user, route, randomUUID())
      expect(there, `${route.method} ${route.path}`).toEqual(nowhere)
      expect([route.path, there.status]).toEqual([route.path, 404])
      expect(there.body).toContain('見つかりませんでした')
      tried += 1
    }
    expect(tried).toBeGreaterThan(6)
  })

  test('finds nothing of it in a list', async () => {
    const lists = ['/api/my-conference', '/api/conference-sittings', '/api/conference-bodies']
    for (const url of lists) {
      if (isOffice(user) && url !== '/api/my-conference') continue
      const { body: said } = await send(user, { url, method: 'GET' })
      for (const id of Object.values(real)) expect(said, url).not.toContain(id)
    }
  })

  test('opens nothing in the database either', async () => {
    const { credential } = await world.as(user)
    const client = await frame.database.planes[credential.plane === 'public' ? 'public' : credential.plane].connect()
    try {
      for (const call of ['sec.open_pack($1::uuid)', 'sec.item_papers($1::uuid)', 'sec.copy_to_print($1::uuid)']) {
        for (const id of [real.pack, real.item, real.copy]) {
          await client.query('begin')
          await client.query('select sec.open_session($1)', [credential.hash])
          await expect(client.query(`select ${call}`, [id]), call).rejects.toMatchObject({
            code: expect.stringMatching(/^(TM404|42501)$/),
          })
          await client.query('rollback')
        }
      }
      for (const table of [
        'conference_packs',
        'conference_papers',
        'conference_items',
        'conference_calls',
        'conference_members',
      ])
        await expect(client.query(`select * from app.${table}`), table).rejects.toMatchObject({ code: '42501' })
      await client.query('begin')
      await client.query('select sec.open_session($1)', [credential.hash])
      const seen =
        credential.plane === 'auditor'
          ? []
          : (await client.query('select tenant_id, sharing_id, category from app.snapshots')).rows
      await client.query('rollback')
      expect(seen).toEqual([])
    } finally {
      client.release()
    }
  })
})

test('A pack that one had open before leaving is gone like all the others', async () => {
  for (const id of [formerPack, randomUUID()]) {
    const answer = await send(people.former, { url: `/api/my-conference/packs/${id}/open` })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
  }
})

test('Nobody at all is asked to sign in, at every door alike', async () => {
  for (const route of routes) {
    const url = route.path.replace(':id', randomUUID())
    const answer = await frame.ask({ url, ...(route.method === 'GET' ? {} : { method: route.method, body: {} }) })
    expect([url, answer.statusCode]).toEqual([url, 401])
  }
})

test('The one who was called opens it, so that all of the above proves something', async () => {
  const opened = await done(people.liaison, { url: `/api/my-conference/packs/${real.pack}/open` })
  expect(opened.lines).toHaveLength(4)
  const again = await done(people.officer, { url: `/api/conference-sittings/${real.sitting}`, method: 'GET' })
  expect(packsOf(again, real.item).電力の連絡担当).toBe(real.pack)
})
