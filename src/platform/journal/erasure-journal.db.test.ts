import { randomBytes, randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openErasureJournal } from './erasure-journal.ts'

let folder: string
const keys = openKeyRing(Buffer.alloc(32, 'journal'))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-journal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const line = (word: string) => ({ id: randomUUID(), at: '2026-11-22T00:00:00.000Z', line: { kind: word } })
const open = () => openErasureJournal({ folder, keys })
const place = async () => join(folder, (await readdir(folder))[0] ?? '')

test('what was appended is read in its order, also by the next process', async () => {
  const [one, two, three] = [line('one'), line('two'), line('three')]
  await open().append([one, two])
  await open().append([three])
  expect(await open().read()).toEqual([one, two, three])
})

test('a line that is altered, left out or added is found', async () => {
  await open().append([line('one'), line('two'), line('three')])
  const text = await readFile(await place(), 'utf8')
  const rows = text.split('\n')
  const broken = [
    text.replace('"two"', '"tow"'),
    [rows[0], rows[2], ''].join('\n'),
    [...rows.slice(0, 2), rows[1], ...rows.slice(2)].join('\n'),
    `${text}{}\n`,
  ]
  for (const forged of broken) {
    await writeFile(await place(), forged)
    await expect(open().read()).rejects.toMatchObject({ code: 'journal-broken' })
  }
  const stranger = openErasureJournal({ folder, keys: openKeyRing(randomBytes(32)) })
  await writeFile(await place(), text)
  await expect(stranger.read()).rejects.toMatchObject({ code: 'journal-broken' })
})

test('a line cut short by a crash counts as not written, and the next one follows the last whole one', async () => {
  const [one, two] = [line('one'), line('two')]
  await open().append([one])
  await appendFile(await place(), '{"entry":{"id":"')
  expect(await open().read()).toEqual([one])
  await open().append([two])
  expect(await open().read()).toEqual([one, two])
})

test('without a folder there is nothing, which is not the same as an empty journal', async () => {
  const nowhere = openErasureJournal({ folder: join(folder, 'none'), keys })
  expect([await nowhere.read(), await nowhere.isThere()]).toEqual([[], false])
  await writeFile(join(folder, 'none.journal'), '')
  expect([await open().read(), await open().isThere()]).toEqual([[], true])
})
