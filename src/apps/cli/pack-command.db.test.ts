import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readScreeningPack } from '#arrears-screening/read-screening-file.ts'
import { getValue } from '#kernel/result.ts'
import { withClient } from '#platform/database/connection.ts'
import { seedDemoTown } from '../../../db/seed/seed.ts'
import { type TestHouse, testHouse } from './test-house.ts'

let house: TestHouse
const take = (organization: string, out: string) =>
  house.cli(['screen', 'pack', '--organization', organization, '--out', join(house.dataFolder, out)])

beforeAll(async () => {
  house = await testHouse()
  await seedDemoTown({ admin: house.admin, rootKey: house.rootKey, now: new Date() })
}, 60_000)
afterAll(() => house.close())

test('an operator writes the pack of the demo town’s agreement, which the company’s own tools can read', async () => {
  const { code, out, err } = await take('akari-denki', 'pack.json')
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('協定 1件')
  const pack = getValue(readScreeningPack(await readFile(join(house.dataFolder, 'pack.json'), 'utf8')))
  expect(pack).toMatchObject({
    company: { name: 'あかり電気' },
    agreements: [{ version: 1, municipalities: ['992011'], condition: { kind: 'any' }, factsAllowed: [] }],
  })
  expect(pack.windows.length).toBeGreaterThan(0)
  const lines = await withClient(house.admin, (client) =>
    client.query("select detail from audit.entries where action = 'screening.pack-taken'"),
  )
  expect(lines.rows).toHaveLength(1)
})

test('a pack is not written over another, and what cannot be made is said in a sentence', async () => {
  const again = await take('akari-denki', 'pack.json')
  expect([again.code, again.err]).toEqual([65, expect.stringContaining('すでにあります')])
  expect((await take('nobody', 'other.json')).err).toContain('「nobody」という符号の組織はありません')
  expect((await take('honoo-gas', 'other.json')).err).toContain('いま有効な協定がありません')
})
