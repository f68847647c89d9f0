import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDuckDb } from '#platform/duckdb/open-duckdb.ts'
import { accountMappingShape } from './account-mapping-contract.ts'
import { readAccounts } from './read-accounts.ts'

vi.setConfig({ testTimeout: 60_000 })
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-hostile-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const mappingOf = (header: string) => ({
  format: 'tomoshibi-account-mapping/1',
  columns: {
    contractId: { header: '番号' },
    supply: { value: 'electricity' },
    municipality: { header },
    personName: { value: "灯') ; attach '/tmp/out.db' --" },
  },
})

async function read(name: string, text: string, header: string) {
  const [work, path] = [join(folder, 'work'), join(folder, 'files', 'x=1', name)]
  await mkdir(work, { recursive: true })
  await mkdir(join(folder, 'files', 'x=1'), { recursive: true })
  await writeFile(path, text)
  const duckdb = await openDuckDb({ tempFolder: work, folders: [path], threads: 1, memoryMb: 128 })
  try {
    const mapping = accountMappingShape.parse(mappingOf(header))
    return await readAccounts({ duckdb, mapping, sources: [{ path }], into: 'accounts', workFolder: work })
  } finally {
    duckdb.close()
  }
}
const onePerson = { ok: true, value: { read: 1, good: 1, merged: 0, rejected: 0, remarks: [] } }

test.each([
  ["a'b.csv", 'コード'],
  ['a%2Fb ;drop.csv', 'コード'],
  ['heading.csv', 'co\'de"],{x'],
])('%s with the heading %s is a file and a heading, and no statement', async (name, header) => {
  expect(await read(name, `番号,"${header.replaceAll('"', '""')}"\nK1,432067\n`, header)).toEqual(onePerson)
})

test('NUL in a heading that nobody uses stops nothing; no mapping names one', async () => {
  expect(await read('nul.csv', '番号,コード,住\0所\nK1,432067,灯町\n', 'コード')).toEqual(onePerson)
  expect(accountMappingShape.safeParse(mappingOf('コ\0ード')).success).toBe(false)
})
