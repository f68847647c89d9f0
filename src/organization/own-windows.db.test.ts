import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { addSession, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { organizationApi } from './organization-api.ts'

const today = todayInJapan(new Date())
let frame: TestFrame
let town: TestTown
let elsewhere: TestTown
let id: string

const as = (user: TestUser) => addSession(frame.admin, user)
const list = async (user: TestUser) => frame.ask({ url: '/api/windows/own', as: await as(user) })
const first = async () => (await list(town.officer)).json().windows[0]
const confirm = async (user: TestUser, version: number) =>
  frame.ask({ method: 'POST', url: `/api/windows/${id}/confirm`, body: { version }, as: await as(user) })
const facts = {
  name: 'くらし相談ともしび',
  section: '自立相談支援係',
  phone: '000-000-0120',
  fax: null,
  mail: null,
  postalCode: null,
  address: '見本県灯町市本町一丁目1番1号',
  officialUrl: null,
  methods: null,
  hoursText: '平日 8時30分から17時15分',
  whenClosed: { name: '夜間・休日当番', phone: '000-0000-0119' },
}
const edit = async (user: TestUser, change: object) =>
  frame.ask({
    method: 'PUT',
    url: `/api/windows/${id}`,
    body: { ...facts, confirmed: false, ...change },
    as: await as(user),
  })
const insert = async ({ tenant }: TestTown, confirmedOn: string | null) => {
  const one = newId()
  await frame.admin.query(
    `insert into app.contact_windows (id, tenant_id, name, section, role, phone, hours, confirmed_on)
     values ($1, $2, '相談窓口', '係', 'responsible', '000-000-0000', '{"kind":"unknown"}', $3)`,
    [one, tenant.id, confirmedOn],
  )
  return one
}

beforeAll(async () => {
  frame = await testFrame(organizationApi)
  town = await addTown(frame.admin)
  elsewhere = await addTown(frame.admin)
  id = await insert(town, addDays(today, -200))
  await insert(elsewhere, null)
})
afterAll(() => frame.close())

test('staff of a municipality see its own windows and how long ago they were confirmed; only keepers may change them', async () => {
  for (const user of [town.officer, town.tenantAdmin, town.lead, town.worker]) {
    const { windows } = (await list(user)).json()
    expect(windows).toHaveLength(1)
    expect(windows[0]).toMatchObject({ id, freshness: { kind: 'stale' }, version: 1 })
    const keeps = user === town.officer || user === town.tenantAdmin
    expect(windows[0].allowed).toEqual(keeps ? ['edit', 'confirm'] : [])
  }
  for (const user of [town.liaison, town.auditor]) expect((await list(user)).statusCode).toBe(403)
})

test('nobody else confirms or corrects, neither colleagues of the agency nor the officer of another town', async () => {
  for (const user of [town.lead, town.worker, town.liaison]) {
    expect((await confirm(user, 1)).statusCode).toBe(403)
    expect((await edit(user, { version: 1 })).statusCode).toBe(403)
  }
  expect((await confirm(elsewhere.officer, 1)).statusCode).toBe(404)
  expect((await edit(elsewhere.officer, { version: 1 })).statusCode).toBe(404)
  expect(await first()).toMatchObject({ version: 1, name: '相談窓口' })
})

test('one tap says that it was confirmed today, of exactly what was looked at, and leaves a line in the log', async () => {
  const done = await confirm(town.officer, 1)
  expect(done.json()).toMatchObject({ confirmedOn: today, freshness: { kind: 'fresh' }, version: 2 })
  const late = await confirm(town.tenantAdmin, 1)
  expect([late.statusCode, late.json().code, late.json().current.version]).toEqual([409, 'version_conflict', 2])
  const { rowCount } = await frame.admin.query(
    "select 1 from audit.entries where action = 'window.confirmed' and object_id = $1",
    [id],
  )
  expect(rowCount).toBe(1)
})

test('a correction is kept, its hours are understood or stay honest, and a stale one gets both versions', async () => {
  const saved = await edit(town.officer, { version: 2 })
  expect(saved.json()).toMatchObject({
    version: 3,
    name: 'くらし相談ともしび',
    hoursUnderstood: '月〜金 08:30〜17:15（祝日・年末年始は休み）',
  })
  const stale = await edit(town.tenantAdmin, { version: 2, name: '別の名前' })
  expect([stale.statusCode, stale.json().current.name]).toEqual([409, 'くらし相談ともしび'])
  const vague = (await edit(town.officer, { version: 3, hoursText: 'お問い合わせください' })).json()
  expect([vague.hoursText, vague.hoursUnderstood]).toEqual(['お問い合わせください', undefined])
})

test('a window that answers keeps a telephone number, and errors name their field', async () => {
  const without = await edit(town.officer, { version: 4, phone: null })
  expect([without.statusCode, without.json().code]).toEqual([422, 'window_needs_phone'])
  const wrong = await edit(town.officer, { version: 4, name: ' ', phone: '電話' })
  expect(wrong.statusCode).toBe(422)
  expect(
    wrong
      .json()
      .errors.map(({ path }: { path: string }) => path)
      .toSorted(),
  ).toEqual(['name', 'phone'])
})
