import { afterAll, beforeAll, expect, test } from 'vitest'
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
let id: string

const as = (user: TestUser) => addSession(frame.admin, user)
const terms = () => ({
  title: '灯町市とあかり電力の協定',
  kind: 'report',
  validFrom: '2020-04-01',
  validUntil: null,
  categories: ['identity', 'contact', 'arrears'],
  feedbackCeiling: 'supported',
  parties: [
    { organizationId: town.city.id, agreedOn: '2020-03-01' },
    { organizationId: town.company.id, agreedOn: null },
  ],
})
const put = async (body: unknown) =>
  frame.ask({ method: 'PUT', url: `/api/agreements/${id}`, body, as: await as(town.officer) })
const move = async (command: string, version: number, user: TestUser = town.officer) =>
  frame.ask({ method: 'POST', url: `/api/agreements/${id}/${command}`, body: { version }, as: await as(user) })
const termsOf = async (company: string) => {
  const { rows } = await frame.admin.query('select categories, ceiling from sec.agreement_terms($1, $2)', [
    town.tenant.id,
    company,
  ])
  return rows[0]
}

beforeAll(async () => {
  frame = await testFrame(agreementApi)
  town = await addTown(frame.admin)
  const other = await addOrganization(frame.admin, { kind: 'network-operator', name: 'ともび送配電' })
  stranger = await addUser(frame.admin, { organization: other, roles: ['liaison'] })
  const made = await frame.ask({ method: 'POST', url: '/api/agreements', body: terms(), as: await as(town.officer) })
  if (made.statusCode !== 200) throw new Error(made.body)
  id = made.json().id
})
afterAll(() => frame.close())

test('nobody but the officer drafts, and a company cannot', async () => {
  for (const user of [town.lead, town.liaison, town.tenantAdmin]) {
    const answer = await frame.ask({ method: 'POST', url: '/api/agreements', body: terms(), as: await as(user) })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  }
})

test('without an agreement in force the smallest categories and `received` rule', async () => {
  expect(await termsOf(town.company.id)).toEqual({
    categories: ['identity', 'contact', 'supply', 'observation'],
    ceiling: 'received',
  })
})

test('it starts when all agreed, rules for its parties alone, and ends', async () => {
  expect((await move('agree', 1)).json().code).toBe('party_has_not_agreed')
  const agreed = {
    ...terms(),
    parties: terms().parties.map((party) => ({ ...party, agreedOn: '2020-03-01' })),
    version: 1,
  }
  expect((await put(agreed)).statusCode).toBe(200)
  expect((await move('agree', 2)).json().state).toBe('agreed')
  const started = await move('start', 3)
  expect([started.json().state, started.json().allowed]).toEqual(['in-force', ['supersede', 'end']])
  expect(await termsOf(town.company.id)).toEqual({
    categories: ['identity', 'contact', 'arrears'],
    ceiling: 'supported',
  })
  expect(await termsOf(stranger.organizationId)).toMatchObject({ ceiling: 'received' })
})

test('a company reads the agreements to which it is a party, another company none', async () => {
  const own = await frame.ask({ url: '/api/agreements', as: await as(town.liaison) })
  expect(own.json()).toMatchObject({ agreements: [{ id, allowed: [] }], mayDraft: false })
  const others = await frame.ask({ url: '/api/agreements', as: await as(stranger) })
  expect(others.json().agreements).toEqual([])
})

test('what is in force is not rewritten, a stale version shows what stands, another town gets "not found"', async () => {
  expect((await put({ ...terms(), version: 4 })).json().code).toBe('transition_not_allowed')
  const stale = await move('end', 1)
  expect([stale.statusCode, stale.json().code, stale.json().current.version]).toEqual([409, 'version_conflict', 4])
  const elsewhere = await addTown(frame.admin)
  expect((await move('end', 4, elsewhere.officer)).statusCode).toBe(404)
})
