import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import writeSheet from 'write-excel-file/node'
import { getValue } from '#kernel/result.ts'
import { type DuckDb, openDuckDb } from '#platform/duckdb/open-duckdb.ts'
import { accountMappingShape } from './account-mapping-contract.ts'
import { inspectFile } from './inspect-file.ts'
import { isRowOfData } from './no-heading.ts'
import { mappingOf } from './propose-mapping.ts'
import { readAccounts } from './read-accounts.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let duckdb: DuckDb
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-bare-'))
  duckdb = await openDuckDb({ tempFolder: folder, folders: [], threads: 2, memoryMb: 256 })
})
afterAll(async () => {
  duckdb.close()
  await rm(folder, { recursive: true })
})

const rows = [
  ['K1', '電気', '432067', '3', '12340', '灯 花子'],
  ['K2', '電気', '432067', '2', '500', '明里 太郎'],
  ['K3', 'ガス', '131016', '1', '900', '火野 実'],
] as const
const text = `${rows.map((row) => row.join(',')).join('\r\n')}\r\n`
const cells = rows.map((row) => row.map((value) => ({ value })))

test.each([
  ['cp932.csv', () => iconv.encode(text, 'cp932')],
  ['mark.csv', () => Buffer.from(`\uFEFF${text}`)],
  ['sheet.xlsx', undefined],
] as const)('%s without a heading is told as such, and read by the numbers of its columns', async (name, bytes) => {
  const path = join(folder, name)
  if (bytes === undefined) await writeSheet(cells).toFile(path)
  else await writeFile(path, bytes())
  const seen = getValue(await inspectFile(path))
  expect(seen).toMatchObject({ headerLine: 0, rows: { about: 3, exact: true } })
  expect(seen.sample.header).toEqual(['1列目', '2列目', '3列目', '4列目', '5列目', '6列目'])
  expect(seen.remarks.join()).toContain('見出しの行がありません')
  const { kind, encoding, delimiter, headerLine, proposal } = seen
  const file = kind === 'text' ? { encoding: encoding.encoding, delimiter, headerLine } : { headerLine }
  const proposed = mappingOf(proposal, file)
  // What the cells alone can tell is proposed; the number of the contract is for a person to say.
  expect(proposed.columns).toMatchObject({ municipality: { header: '3列目' }, supply: { header: '2列目' } })
  expect(proposal.missing).toEqual(['contractId'])
  const mapping = accountMappingShape.parse({
    ...proposed,
    columns: { ...proposed.columns, contractId: { header: '1列目' }, unpaidYen: { header: '5列目' } },
  })
  const read = await readAccounts({ duckdb, sources: [{ path }], mapping, into: 'bare', workFolder: folder })
  expect(read).toMatchObject({ ok: true, value: { read: 3, good: 3 } })
  const found = await duckdb.connection.runAndReadAll(
    'select contract_id, supply, unpaid_yen, source_line::integer from bare order by source_line',
  )
  expect(found.getRows()).toEqual([
    ['K1', 'electricity', 12_340, 1],
    ['K2', 'electricity', 500, 2],
    ['K3', 'gas', 900, 3],
  ])
})

test('a column number that the file does not have is named', async () => {
  const path = join(folder, 'narrow.csv')
  await writeFile(path, text)
  const columns = { contractId: { header: '9列目' }, supply: { header: '2列目' }, municipality: { header: '3列目' } }
  const mapping = accountMappingShape.parse({ format: 'tomoshibi-account-mapping/1', headerLine: 0, columns })
  const read = await readAccounts({ duckdb, sources: [{ path }], mapping, into: 'bare', workFolder: folder })
  expect(read.ok ? '' : read.refusal.because).toContain('「9列目」の列がありません')
})

test.each([
  [['契約番号', '2024'], [['K1', '5000']]],
  [['A', 'B', 'C'], [['K1', '432067', '3']]],
  [['No', '4月', '5月'], [['1', '300', '200']]],
  [['顧客', '1', '2'], [['灯', 'はい', 'いいえ']]],
] as const)('%j is a heading', (head, below) => {
  expect(isRowOfData(head, below)).toBe(false)
})

test.each([
  [['K1', '432067', '3'], [['K2', '432067', '2']]],
  [['灯 花子', '￥12,340', '2026/3/31'], [['明里 実', '￥500', '2026/3/31']]],
  [['0012', '432067'], []],
] as const)('%j is a row', (head, below) => {
  expect(isRowOfData(head, below)).toBe(true)
})
