import { afterAll, beforeAll, expect, test } from 'vitest'
import { FACTS_BY_AGREEMENT } from '#arrears-screening/account.ts'
import { screeningPackShape } from '#arrears-screening/screening-pack-contract.ts'
import {
  addOrganization,
  addSession,
  addTown,
  addUser,
  type TestTown,
  type TestUser,
} from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { agreementApi } from './agreement-api.ts'

let frame: TestFrame
let town: TestTown
let stranger: TestUser
let companyAdmin: TestUser
let first: string
let second: string

const as = (user: TestUser) => addSession(frame.admin, user)
const ask = async (user: TestUser, url: string) => frame.ask({ url, as: await as(user) })
const send = async (user: TestUser, method: 'POST' | 'PUT', { url, body }: { url: string; body: unknown }) =>
  frame.ask({ method, url, body, as: await as(user) })
const screening = (id: string) => `/api/agreements/${id}/screening`

const months = (value: number) => ({ kind: 'number', fact: 'monthsInArrears', is: 'at-least', value })
const terms = (value: number, factsAllowed: readonly string[] = []) => ({
  condition: { kind: 'all', of: [months(value), { kind: 'stage-at-least', stage: 'unpaid-notice' }] },
  suppression: {
    keptPlan: true,
    guidedWithinDays: 60,
    unlessRoseByYen: 10_000,
    objection: true,
    notCustomer: true,
    inSupport: false,
  },
  factsAllowed,
})
const agreement = (validFrom: string) => ({
  title: '灯町市とあかり電力の協定',
  kind: 'report',
  validFrom,
  validUntil: null,
  categories: ['identity', 'contact', 'arrears'],
  feedbackCeiling: 'supported',
  parties: [
    { organizationId: town.city.id, agreedOn: '2020-03-01' },
    { organizationId: town.company.id, agreedOn: '2020-03-01' },
  ],
})
const draft = async (body: object) => (await send(town.officer, 'POST', { url: '/api/agreements', body })).json()
const move = async (id: string, command: string, version: number) =>
  send(town.officer, 'POST', { url: `/api/agreements/${id}/${command}`, body: { version } })
const pack = async (user: TestUser = town.liaison) => ask(user, '/api/screening/pack')
const inSession = async (user: TestUser, sql: string) => {
  const session = await as(user)
  const client = await frame.database.planes[user.plane].connect()
  try {
    await client.query('begin')
    await client.query('select sec.open_session($1)', [session.credential.hash])
    return await client.query(sql).then(
      (done) => `${done.rowCount}`,
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
  } finally {
    await client.query('rollback')
    client.release()
  }
}

beforeAll(async () => {
  frame = await testFrame(agreementApi)
  town = await addTown(frame.admin)
  await frame.admin.query("update app.tenants set municipality_code = '992011' where id = $1", [town.tenant.id])
  const other = await addOrganization(frame.admin, { kind: 'network-operator', name: 'ともび送配電' })
  stranger = await addUser(frame.admin, { organization: other, roles: ['liaison'] })
  companyAdmin = await addUser(frame.admin, { organization: town.company, roles: ['utility_admin'] })
  first = (await draft(agreement('2020-04-01'))).id
})
afterAll(() => frame.close())

test('the officer alone writes the condition of a draft, everybody of both sides reads it, a stranger finds nothing', async () => {
  for (const user of [town.lead, town.tenantAdmin, town.worker]) {
    const answer = await send(user, 'PUT', { url: screening(first), body: { version: 1, terms: terms(2) } })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  }
  const kept = await send(town.officer, 'PUT', { url: screening(first), body: { version: 1, terms: terms(2) } })
  expect([kept.statusCode, kept.json().terms, kept.json().version]).toEqual([200, terms(2), 2])
  for (const user of [town.officer, town.lead, town.auditor, town.liaison, town.clerk]) {
    const seen = (await ask(user, screening(first))).json()
    expect(seen.terms).toEqual(terms(2))
    expect(seen.municipalities).toEqual([{ code: '992011', name: '灯町市' }])
    expect(seen.allowed).toEqual(user === town.officer ? ['edit'] : [])
  }
  expect((await ask(stranger, screening(first))).statusCode).toBe(404)
})

test('two who write at once both see what stands', async () => {
  const stale = await send(town.officer, 'PUT', { url: screening(first), body: { version: 1, terms: terms(9) } })
  expect([stale.statusCode, stale.json().code, stale.json().current.terms]).toEqual([409, 'version_conflict', terms(2)])
})

test('a fact about a household is asked for only where the parties named it, told at its field', async () => {
  const infant = { ...terms(2), condition: { kind: 'flag', fact: 'infant', is: true } }
  const put = (body: object) => send(town.officer, 'PUT', { url: screening(first), body: { version: 2, terms: body } })
  const refused = await put(infant)
  expect(refused.statusCode).toBe(422)
  expect(refused.json().errors).toEqual([
    expect.objectContaining({ path: 'terms.factsAllowed', message: expect.stringContaining('乳幼児') }),
  ])
  const shared = { ...terms(2), suppression: { ...terms(2).suppression, inSupport: true } }
  expect((await put(shared)).json().errors[0].message).toContain('すでに支援')
  expect((await put({ ...infant, factsAllowed: ['infant'] })).statusCode).toBe(200)
  expect(
    (await send(town.officer, 'PUT', { url: screening(first), body: { version: 3, terms: terms(2) } })).statusCode,
  ).toBe(200)
})

test('without a condition in force there is no pack; with one it holds the version, its area and its windows', async () => {
  expect((await pack()).json().code).toBe('no_condition_in_force')
  await move(first, 'agree', 4)
  await move(first, 'start', 5)
  await frame.admin.query(
    `insert into app.areas (code, kind, name, full_name, prefecture_name, origin)
     values ('992011', 'municipality', '灯町市', '灯町市', '見本県', 'invented')`,
  )
  await frame.admin.query(
    `insert into app.contact_windows (id, tenant_id, name, section, role, phone, hours)
     values ('019b0000-0000-7000-8000-000000000001', $1, 'くらし相談ともしび', '相談係', 'responsible', '000-0000-0000', '{"kind":"unknown"}')`,
    [town.tenant.id],
  )
  await frame.admin.query(
    `insert into app.window_areas values ('019b0000-0000-7000-8000-000000000001', 0, 'municipality', '992011')`,
  )
  for (const user of [town.liaison, companyAdmin]) {
    const answer = await pack(user)
    expect(answer.statusCode).toBe(200)
    expect(screeningPackShape.parse(answer.json())).toMatchObject({
      company: { organizationId: town.company.id, name: 'あかり電力' },
      agreements: [{ agreementId: first, version: 1, municipalities: ['992011'], ...terms(2) }],
      windows: [{ name: 'くらし相談ともしび', phone: '000-0000-0000' }],
    })
  }
})

test('who took a pack stands in the company’s log; nobody else may take one, and a stranger’s own is empty', async () => {
  const { rows } = await frame.admin.query(
    "select scope_id, actor_id, detail from audit.entries where action = 'screening.pack-taken' order by sequence",
  )
  expect(rows.map(({ scope_id, actor_id }) => [scope_id, actor_id])).toEqual([
    [town.company.id, town.liaison.id],
    [town.company.id, companyAdmin.id],
  ])
  expect(JSON.parse(rows[0].detail)).toEqual({ count: 1, agreements: [first] })
  for (const user of [town.clerk, town.fieldWorker, town.officer, town.auditor])
    expect((await pack(user)).statusCode).toBe(403)
  expect((await pack(stranger)).json().code).toBe('no_condition_in_force')
})

test('what was agreed is frozen, at the door and in the database itself', async () => {
  const answer = await send(town.officer, 'PUT', { url: screening(first), body: { version: 6, terms: terms(1) } })
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'transition_not_allowed'])
  const update = (set: string) => inSession(town.officer, `update app.agreements set ${set} where id = '${first}'`)
  for (const set of [
    "condition = jsonb_set(condition, '{kind}', '\"any\"')",
    "facts_allowed = '{infant}'",
    "title = 'x'",
  ])
    expect(await update(set)).toBe('agreed-terms-are-frozen')
  expect(await update("state = 'drafted'")).toBe('agreement-step-not-open')
  expect(await update('version = 99')).toBe('1')
})

test('the next version begins with the conditions of the one before, which rules until the new one starts', async () => {
  second = (await draft({ ...agreement('2021-04-01'), replaces: first })).id
  const copied = (await ask(town.officer, screening(second))).json()
  expect([copied.edition, copied.terms]).toEqual([2, terms(2)])
  await send(town.officer, 'PUT', { url: screening(second), body: { version: 1, terms: terms(3) } })
  const versions = async () =>
    (await pack())
      .json()
      .agreements.map((one: { agreementId: string; version: number }) => [one.agreementId, one.version])
  expect(await versions()).toEqual([[first, 1]])
  await move(second, 'agree', 2)
  expect(await versions()).toEqual([[first, 1]])
  expect((await move(second, 'start', 3)).json().state).toBe('in-force')
  expect(await versions()).toEqual([[second, 2]])
  const { rows } = await frame.admin.query('select state from app.agreements where id = $1', [first])
  expect(rows).toEqual([{ state: 'superseded' }])
})

test('a version whose first day lies ahead leaves the old one in force until that day', async () => {
  const third = (await draft({ ...agreement('2999-04-01'), replaces: second })).id
  await move(third, 'agree', 1)
  expect((await move(third, 'start', 2)).json().state).toBe('in-force')
  const held = (await pack()).json().agreements
  expect(held.map(({ agreementId }: { agreementId: string }) => agreementId)).toEqual([second])
  const { rows } = await frame.admin.query('select state from app.agreements where id = $1', [second])
  expect(rows).toEqual([{ state: 'in-force' }])
  await frame.admin.query("update app.agreements set state = 'ended' where id = $1", [third])
})

test('no version is agreed in the database before all its parties agreed', async () => {
  const waiting = {
    ...agreement('2022-04-01'),
    parties: agreement('').parties.map((one) => ({ ...one, agreedOn: null })),
  }
  const { id } = await draft({ ...waiting, replaces: second })
  expect(await inSession(town.officer, `update app.agreements set state = 'agreed' where id = '${id}'`)).toBe(
    'party-has-not-agreed',
  )
  expect((await draft({ ...waiting, replaces: stranger.id })).code).toBe('not_found')
})

test('the database names the same facts as the conditions do', async () => {
  const { rows } = await frame.admin.query(
    "select pg_get_constraintdef(oid) as rule from pg_constraint where conname = 'agreements_facts_allowed_check'",
  )
  const named = [...String(rows[0]?.rule).matchAll(/'(\w+)'/g)].map(([, fact]) => fact)
  expect(named).toEqual([...FACTS_BY_AGREEMENT])
})
