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

test('a disk that filled up after a file was announced takes no more of it', async () => {
  const settings = { ...usualDesk, folder, version: 'test' }
  const desk = deskOf({ settings }, organizationId)
  await createWork(desk, { id, now: new Date('2026-01-20T01:00:00Z') })
  await makePrivateFolder(join(desk.places.files(id), fileId))
  await changeWork(desk, id, (state) => ({ ...state, files: [file] }))
  const part = () => Readable.from([Buffer.from('0123456789')])

  const nearlyFull = deskOf({ settings: { ...settings, spareBytes: Number.MAX_SAFE_INTEGER } }, organizationId)
  const refused = await writePart(nearlyFull, { id, fileId, offset: 0 }, part())
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'storage_full' } })
  await expect(stat(desk.places.file(id, file))).rejects.toThrow('ENOENT')

  expect(await writePart(desk, { id, fileId, offset: 0 }, part())).toMatchObject({ ok: true, value: { whole: true } })
})
