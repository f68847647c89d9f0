import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualDesk } from '#arrears-screening/desk/desk.ts'
import { deskApi } from '#arrears-screening/desk/desk-api.ts'
import { deskPlaces } from '#arrears-screening/desk/work-places.ts'
import { changeWork, createWork } from '#arrears-screening/desk/work-store.ts'
import { refuse } from '#kernel/result.ts'
import { addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'

let folder: string
let frame: TestFrame
let town: TestTown
let liaison: TestSession
const id = '0190a000-0000-7000-8000-0000000000a1'
const settings = () => ({
  ...usualDesk,
  folder,
  version: 'test',
  hours: 1_000_000,
  hold: { beatMs: 20, goneMs: 60_000 },
})
const neighbours = {
  listAgreements: async () => [],
  takePack: async () => refuse('none', ''),
  print: async () => refuse('none', ''),
}
const holder = () => join(folder, 'holder.json')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-processes-'))
  // Another server has the desk.
  await writeFile(holder(), JSON.stringify({ id: 'other', host: 'elsewhere', pid: 1, at: Date.now() }))
  frame = await testFrame((app, platform) => deskApi(app, platform, { neighbours, settings: settings() }))
  town = await addTown(frame.admin)
  liaison = await addSession(frame.admin, town.liaison)
})
afterAll(async () => {
  await frame.close()
  await rm(folder, { recursive: true, force: true })
})

const works = () => frame.ask({ url: '/api/screening/works', as: liaison })

test('While another server has the desk, its doors say so plainly; strangers still see no desk at all', async () => {
  const answer = await works()
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'desk_elsewhere'])
  expect(answer.json().title).toContain('別のサーバーが受け持っています')
  const clerk = await addSession(frame.admin, town.clerk)
  expect((await frame.ask({ url: '/api/screening/works', as: clerk })).statusCode).toBe(404)
})

test('When the other server was killed in the middle, this one takes over, clears what lay open and says what stopped', async () => {
  const places = deskPlaces(folder, town.company.id)
  await createWork({ places }, { id, now: new Date() })
  await changeWork({ places }, id, (state) => ({ ...state, task: { kind: 'read', state: 'running', because: null } }))
  await mkdir(places.between(id), { recursive: true })
  await writeFile(join(places.between(id), 'names.tmp'), '灯 花子')
  await rm(holder())
  while ((await works()).statusCode === 503) await new Promise((resolve) => setTimeout(resolve, 10))
  const [work] = (await works()).json().works
  expect(work.task).toMatchObject({
    kind: 'read',
    state: 'stopped',
    because: expect.stringContaining('サーバーが再起動'),
  })
  expect(await readdir(places.read(id))).toEqual([])
})
