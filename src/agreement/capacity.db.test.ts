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

const as = (user: TestUser) => addSession(frame.admin, user)
const declared = (peoplePerMonth: number, more: object = {}) => ({
  organizationId: town.agency.id,
  validFrom: '2026-04-01',
  peoplePerMonth,
  note: '',
  ...more,
})
const declare = async (user: TestUser, body: object) =>
  frame.ask({ method: 'POST', url: '/api/capacity', body, as: await as(user) })
const list = async (user: TestUser) => (await frame.ask({ url: '/api/capacity', as: await as(user) })).json().agencies

beforeAll(async () => {
  frame = await testFrame(agreementApi, { now: () => new Date('2026-11-22T03:00:00Z') })
  town = await addTown(frame.admin)
  const other = await addOrganization(frame.admin, { kind: 'network-operator', name: 'ともび送配電' })
  stranger = await addUser(frame.admin, { organization: other, roles: ['liaison'] })
})
afterAll(() => frame.close())

test('the agency’s lead and the municipality’s administrator say how many people it can take, nobody else', async () => {
  expect((await declare(town.lead, declared(8))).json().agencies).toMatchObject([
    { agencyId: town.agency.id, peoplePerMonth: 8, allowed: ['declare'], declarations: [{ peoplePerMonth: 8 }] },
  ])
  expect((await declare(town.tenantAdmin, declared(12, { validFrom: '2026-10-01' }))).statusCode).toBe(200)
  for (const user of [town.officer, town.worker]) {
    const answer = await declare(user, declared(5))
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  }
  for (const user of [town.liaison, town.auditor]) expect((await declare(user, declared(5))).statusCode).toBe(403)
})

test('a lead does not speak for another agency, nor an administrator for another town', async () => {
  const second = await addOrganization(frame.admin, {
    kind: 'consultation-agency',
    tenantId: town.tenant.id,
    name: 'もうひとつの相談所',
  })
  const refused = await declare(town.lead, declared(5, { organizationId: second.id }))
  expect([refused.statusCode, refused.json().title]).toEqual([403, expect.stringContaining('その機関の主任相談支援員')])
  expect((await declare(town.tenantAdmin, declared(5, { organizationId: second.id }))).statusCode).toBe(200)
  const offered = (await list(town.lead)).map((one: { agencyId: string; allowed: string[] }) => [
    one.agencyId,
    one.allowed,
  ])
  expect(new Map(offered)).toEqual(
    new Map([
      [town.agency.id, ['declare']],
      [second.id, []],
    ]),
  )
  const elsewhere = await addTown(frame.admin)
  expect((await declare(elsewhere.tenantAdmin, declared(5))).statusCode).toBe(404)
  expect(await list(elsewhere.lead)).toMatchObject([{ agencyId: elsewhere.agency.id, peoplePerMonth: null }])
})

test('what was said stays as it was said; the latest that has begun holds today', async () => {
  await declare(town.lead, declared(20, { validFrom: '2027-04-01', note: '職員が増えます' }))
  const agency = (await list(town.worker)).find(({ agencyId }: { agencyId: string }) => agencyId === town.agency.id)
  expect(agency).toMatchObject({ peoplePerMonth: 12, allowed: [] })
  expect(agency.declarations.map((one: { peoplePerMonth: number }) => one.peoplePerMonth)).toEqual([8, 12, 20])
  expect(agency.declarations[0].declaredBy).not.toBeNull()
})

test('a company sees it beside its agreement, without the person who said it; without an agreement it sees none', async () => {
  expect(await list(town.liaison)).toEqual([])
  const id = '019b0000-0000-7000-8000-0000000000aa'
  await frame.admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', 'drafted', '{}', 'none')`,
    [town.tenant.id, id],
  )
  await frame.admin.query('insert into app.agreement_parties values ($1, $2, $3)', [
    town.tenant.id,
    id,
    town.company.id,
  ])
  const seen = (await list(town.liaison)).find(({ agencyId }: { agencyId: string }) => agencyId === town.agency.id)
  expect(seen).toMatchObject({ peoplePerMonth: 12, municipality: '灯町市', allowed: [] })
  expect(seen.declarations.map((one: { declaredBy: string | null }) => one.declaredBy)).toEqual([null, null, null])
  expect(await list(stranger)).toEqual([])
  await frame.admin.query("update app.agreements set state = 'ended' where id = $1", [id])
  expect(await list(town.liaison)).toEqual([])
})

test('beside an agreement stand the agencies that are its parties; where it names none, all of the municipality’s', async () => {
  const far = await addTown(frame.admin)
  const id = '019b0000-0000-7000-8000-0000000000ab'
  const named = { kind: 'consultation-agency', tenantId: far.tenant.id, name: 'もうひとつの相談所' } as const
  const second = await addOrganization(frame.admin, named)
  await frame.admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', 'drafted', '{}', 'none')`,
    [far.tenant.id, id],
  )
  const party = (organization: string) =>
    frame.admin.query('insert into app.agreement_parties values ($1, $2, $3)', [far.tenant.id, id, organization])
  await party(far.company.id)
  const beside = async () => {
    const answer = await frame.ask({ url: `/api/agreements/${id}/screening`, as: await as(far.liaison) })
    return answer
      .json()
      .capacity.map(({ agencyId }: { agencyId: string }) => agencyId)
      .sort()
  }
  expect(await beside()).toEqual([far.agency.id, second.id].sort())
  await party(second.id)
  expect(await beside()).toEqual([second.id])
})

test.each([
  [{ peoplePerMonth: -1 }, 'peoplePerMonth', '0以上'],
  [{ peoplePerMonth: 2.5 }, 'peoplePerMonth', '整数'],
  [{ validFrom: '2026-02-30' }, 'validFrom', '日付'],
  [{ note: 'あ'.repeat(501) }, 'note', '500文字'],
])('%j is refused at its field', async (more, path, words) => {
  const answer = await declare(town.lead, declared(5, more))
  expect(answer.statusCode).toBe(422)
  expect(answer.json().errors).toEqual([expect.objectContaining({ path, message: expect.stringContaining(words) })])
})
