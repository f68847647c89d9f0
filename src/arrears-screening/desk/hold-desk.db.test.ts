import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdDesk } from './hold-desk.ts'

let folder: string
const clock = { now: 0 }
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-hold-'))
  clock.now = 1_000_000
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const hold = (id: string) => holdDesk({ folder, id, now: () => clock.now, goneMs: 30_000 })

test('one process holds the desk; another waits, and has it as soon as the first lets go', async () => {
  const [one, other] = [hold('one'), hold('other')]
  expect([await one.beat(), await other.beat(), await one.beat()]).toEqual(['taken', 'same', 'same'])
  expect([one.isMine(), other.isMine()]).toEqual([true, false])
  await one.release()
  expect([await other.beat(), await one.beat()]).toEqual(['taken', 'same'])
  expect([one.isMine(), other.isMine()]).toEqual([false, true])
})

test('who was silent too long has lost the desk and is told so', async () => {
  const [one, other] = [hold('one'), hold('other')]
  await one.beat()
  clock.now += 29_000
  expect(await other.beat()).toBe('same')
  clock.now += 2_000
  expect([await other.beat(), await one.beat(), one.isMine()]).toEqual(['taken', 'lost', false])
})

test('a process of this machine that was killed is gone at once; what cannot be read holds nothing', async () => {
  const dead = spawnSync('true').pid
  const left = { id: 'killed', host: hostname(), pid: dead, at: clock.now }
  await writeFile(join(folder, 'holder.json'), JSON.stringify(left))
  expect(await hold('next').beat()).toBe('taken')
  await writeFile(join(folder, 'holder.json'), '{')
  expect(await hold('third').beat()).toBe('taken')
})

test('of many who find the desk free at once, one has it', async () => {
  const all = Array.from({ length: 8 }, (_, n) => hold(`process ${n}`))
  for (let round = 0; round < 2; round += 1) await Promise.all(all.map((one) => one.beat()))
  expect(all.filter((one) => one.isMine())).toHaveLength(1)
})
