import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePrivateFolder } from '#platform/files/private-files.ts'
import { deskOf, usualDesk } from './desk.ts'
import { writePart } from './store-file.ts'
import { changeWork, createWork } from './work-store.ts'

const organizationId = '0190a000-0000-7000-8000-0000000000c1'
const id = '0190a000-0000-7000-8000-0000000000a1'
const fileId = '0190a000-0000-7000-8000-0000000000f1'
const file = { id: fileId, name: 'a.csv', bytes: 10, sha256: null, asOf: null, asOfGuessed: false }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-store-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const settings = () => ({ ...usualDesk, folder, version: 'test' })

/** A work with one announced file of ten bytes. */
async function announced(desk: ReturnType<typeof deskOf>): Promise<void> {
  await createWork(desk, { id, now: new Date('2026-01-20T01:00:00Z') })
  await makePrivateFolder(join(desk.places.files(id), fileId))
  await changeWork(desk, id, (state) => ({ ...state, files: [file] }))
}
const company = (n: number) => organizationId.replace(/1$/, String(n))
const part = () => Readable.from([Buffer.from('0123456789')])

test('a sender that falls silent, or only drips, gives its place back and finds the file as it was', async () => {
  const desk = deskOf(
    { settings: { ...settings(), pace: { idleMs: 40, graceMs: 60, leastPerSecond: 100 } } },
    company(2),
  )
  await announced(desk)
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  async function* silent() {
    yield Buffer.from('0123')
    await pause(5_000)
  }
  async function* dripping() {
    for (const sign of '01234567') {
      await pause(25)
      yield Buffer.from(sign)
    }
  }
  for (const sender of [silent, dripping]) {
    const sending = writePart(desk, { id, fileId, offset: 0 }, Readable.from(sender()))
    await expect(sending).rejects.toMatchObject({ refusal: { code: 'upload_too_slow' }, current: { received: 0 } })
    expect((await stat(desk.places.file(id, file))).size).toBe(0)
  }
  expect(await writePart(desk, { id, fileId, offset: 0 }, part())).toMatchObject({ ok: true, value: { whole: true } })
})

test('slow senders of some companies leave a place for the next company', async () => {
  const waiting: (() => void)[] = []
  const held = () =>
    Readable.from(
      (async function* () {
        await new Promise<void>((resolve) => waiting.push(resolve))
        yield Buffer.from('0123456789')
      })(),
    )
  const sending: Promise<unknown>[] = []
  const begin = async (n: number) => {
    const desk = deskOf({ settings: settings() }, company(n))
    await announced(desk)
    const other = fileId.replace(/1$/, '2')
    await changeWork(desk, id, (state) => ({ ...state, files: [file, { ...file, id: other }] }))
    await makePrivateFolder(join(desk.places.files(id), other))
    const before = waiting.length
    for (const one of [fileId, other]) sending.push(writePart(desk, { id, fileId: one, offset: 0 }, held()))
    // Both are refused at once or hold a place.
    await new Promise((resolve) => setTimeout(resolve, 30))
    return waiting.length - before
  }
  expect([await begin(3), await begin(4), await begin(5), await begin(6)]).toEqual([2, 2, 1, 1])
  for (const letGo of waiting) letGo()
  const refused = (await Promise.all(sending)).filter((one) => JSON.stringify(one).includes('overloaded'))
  expect(refused).toHaveLength(2)
})

test('a disk that filled up after a file was announced takes no more of it', async () => {
  const desk = deskOf({ settings: settings() }, organizationId)
  await announced(desk)
  const nearlyFull = deskOf({ settings: { ...settings(), spareBytes: Number.MAX_SAFE_INTEGER } }, organizationId)
  const refused = await writePart(nearlyFull, { id, fileId, offset: 0 }, part())
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'storage_full' } })
  await expect(stat(desk.places.file(id, file))).rejects.toThrow('ENOENT')

  expect(await writePart(desk, { id, fileId, offset: 0 }, part())).toMatchObject({ ok: true, value: { whole: true } })
})
