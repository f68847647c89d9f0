import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { letterApi } from '../letter-api.ts'
import { stockSentences } from './stock-api.ts'

let frame: TestFrame
let town: TestTown
let clerk: TestSession
let liaison: TestSession
beforeAll(async () => {
  frame = await testFrame(letterApi, { sentences: stockSentences })
  town = await addTown(frame.admin)
  clerk = await addSession(frame.admin, town.clerk)
  liaison = await addSession(frame.admin, town.liaison)
})
afterAll(() => frame.close())

const put = (url: string, body: unknown, as = liaison) => frame.ask({ method: 'PUT', url, body, as })
const handout = () => ({
  ...{ tenantId: town.tenant.id, handedOn: '2026-05-02', stage: 'reminder', channel: 'counter', language: 'ja' },
  count: 1,
})
const own = async (as: TestSession) => (await frame.ask({ url: '/api/handouts/own', as })).json()

test('An arrears clerk writes down what was handed over, sees the own ones alone, and the ledger counts them', async () => {
  const id = newId()
  expect((await put(`/api/handouts/${id}`, handout(), clerk)).statusCode).toBe(204)
  expect(await own(clerk)).toMatchObject({
    handouts: [{ id, stage: 'reminder', channel: 'counter', count: 1, mayTakeBack: true }],
    municipalities: [{ id: town.tenant.id }],
  })
  expect((await own(liaison)).handouts).toEqual([])
  const ledger = (await frame.ask({ url: '/api/handouts?year=2026', as: liaison })).json()
  expect(ledger.rows).toMatchObject([{ month: '2026-05', stage: 'reminder', channel: 'counter', handed: 1 }])
})

test('What was written by mistake is taken back by the same person within a day, by nobody else and not later', async () => {
  const [fresh, old] = [newId(), newId()]
  for (const id of [fresh, old]) await put(`/api/handouts/${id}`, handout(), clerk)
  await frame.admin.query("update app.handouts set at = now() - interval '25 hours' where id = $1", [old])
  const takeBack = (id: string, as: TestSession) => frame.ask({ method: 'DELETE', url: `/api/handouts/${id}`, as })
  expect((await takeBack(fresh, liaison)).statusCode).toBe(404)
  expect((await takeBack(old, clerk)).statusCode).toBe(404)
  expect((await takeBack(fresh, clerk)).statusCode).toBe(204)
  expect((await own(clerk)).handouts.map((one: { id: string }) => one.id)).not.toContain(fresh)
})

test('A municipality that is not there is said, and nothing is counted', async () => {
  const answer = await put(`/api/handouts/${newId()}`, { ...handout(), tenantId: newId() }, clerk)
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'handout_town_unknown'])
})

test('A field worker counts no hand-outs', async () => {
  const as = await addSession(frame.admin, town.fieldWorker)
  expect((await frame.ask({ url: '/api/handouts/own', as })).statusCode).toBe(403)
  expect((await put(`/api/handouts/${newId()}`, handout(), as)).statusCode).toBe(403)
})

test('A place is changed as it was read; who comes second sees what stands now and loses nothing', async () => {
  const url = `/api/leaflets/places/${newId()}`
  const place = { name: '灯営業所', kind: 'branch', reorderAt: 100 }
  expect((await put(url, place)).statusCode).toBe(204)
  expect((await put(url, place)).statusCode).toBe(204)
  expect((await put(url, { ...place, name: '灯支店', version: 1 })).statusCode).toBe(204)
  const late = await put(url, { ...place, reorderAt: 300, version: 1 })
  expect(late.statusCode).toBe(409)
  expect(late.json()).toMatchObject({
    code: 'version_conflict',
    current: { name: '灯支店', reorderAt: 100, version: 2 },
  })
  expect((await put(url, { ...place, name: '灯支店', reorderAt: 300, version: 2 })).statusCode).toBe(204)
  expect((await put(url, { ...place, reorderAt: 1 })).statusCode).toBe(409)
  const { places } = (await frame.ask({ url: '/api/leaflets/stock', as: liaison })).json()
  expect(places).toMatchObject([{ name: '灯支店', kind: 'branch', reorderAt: 300, version: 3, employerId: null }])
})

test('The company’s own store stays its store; a name twice and a place that is not there are told', async () => {
  const store = `/api/leaflets/places/${newId()}`
  await put(store, { name: '本社', kind: 'store', reorderAt: 0 })
  const code = async (url: string, body: object) => (await put(url, body)).json().code
  expect(await code(store, { name: '本社', kind: 'branch', reorderAt: 0, version: 1 })).toBe('leaflet_store_stays')
  expect(await code(store, { name: '灯支店', kind: 'store', reorderAt: 0, version: 1 })).toBe('leaflet_place_taken')
  const nowhere = `/api/leaflets/places/${newId()}`
  expect(await code(nowhere, { name: '無', kind: 'branch', reorderAt: 0, version: 1 })).toBe('not_found')
})

test('A mark that is raised above what is left is told like leaflets that ran low', async () => {
  const far = await addTown(frame.admin)
  const as = await addSession(frame.admin, far.liaison)
  const id = newId()
  const place = { name: '本社', kind: 'store', reorderAt: 10 }
  await put(`/api/leaflets/places/${id}`, place, as)
  await put(`/api/leaflets/moves/${newId()}`, { kind: 'received', placeId: id, count: 50, movedOn: '2026-05-01' }, as)
  const told = async () =>
    (await frame.admin.query('select 1 from app.notices where user_id = $1', [far.liaison.id])).rowCount
  expect(await told()).toBe(0)
  await put(`/api/leaflets/places/${id}`, { ...place, reorderAt: 80, version: 1 }, as)
  expect(await told()).toBe(1)
})
