import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import writeSheet from 'write-excel-file/node'
import { openDuckDb, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { accountMappingShape } from './account-mapping-contract.ts'
import { inspectFile } from './inspect-file.ts'
import { mappingOf } from './propose-mapping.ts'
import { readAccounts } from './read-accounts.ts'

// Each opens files, a database and a thread: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-look-'))
})
afterAll(() => rm(folder, { recursive: true }))

const path = (name: string) => join(folder, name)
const header = ['契約番号', '供給区分', '市区町村コード', '滞納月数', '未納額', '停止予定日', '高齢単身']
const first = ['K1', '電気', '432067', 3, 12_340, new Date('2026-03-31T00:00:00Z'), '有'] as const

async function makeOneOfEach() {
  const line = first.map((cell) => (cell instanceof Date ? '2026/03/31' : cell)).join(',')
  await writeFile(path('look.csv'), iconv.encode(`${header.join(',')}\r\n${line}\r\n`, 'cp932'))
  const cells = [header, first].map((row) =>
    row.map((value) => (value instanceof Date ? { value, format: 'yyyy/mm/dd' } : { value })),
  )
  await writeSheet(cells).toFile(path('look.xlsx'))
  const duckdb = await openDuckDb({ tempFolder: folder, folders: [] })
  await duckdb.run(
    `copy (select 'K1' as "契約番号", '電気' as "供給区分", '432067' as "市区町村コード", 3::tinyint as "滞納月数", 12340 as "未納額",
       date '2026-03-31' as "停止予定日", true as "高齢単身") to ${sqlText(path('look.parquet'))} (format parquet)`,
  )
  return duckdb
}

test.each(['look.csv', 'look.xlsx', 'look.parquet'])('what %s is proposed to be can be read as it is', async (name) => {
  const duckdb = await makeOneOfEach()
  const seen = await inspectFile(path(name))
  if (!seen.ok) throw new Error(seen.refusal.because)
  expect(seen.value).toMatchObject({ rows: { about: 1, exact: true }, sample: { header } })
  const { kind, encoding, delimiter, headerLine, proposal } = seen.value
  const file = kind === 'text' ? { encoding: encoding.encoding, delimiter, headerLine } : { headerLine }
  const mapping = accountMappingShape.parse(mappingOf(proposal, file))
  const sources = [{ path: path(name) }]
  const read = await readAccounts({ duckdb, sources, mapping, into: 'looked', workFolder: folder })
  expect(read).toMatchObject({ ok: true, value: { read: 1, good: 1 } })
  const rows = await duckdb.connection.runAndReadAll(
    'select contract_id, supply, municipality, months_in_arrears, unpaid_yen, stop_on::varchar, elderly_alone from looked',
  )
  expect(rows.getRows()).toEqual([['K1', 'electricity', '432067', 3, 12_340, '2026-03-31', true]])
  duckdb.close()
})

test('a Parquet file tells the types of its columns', async () => {
  ;(await makeOneOfEach()).close()
  const seen = await inspectFile(path('look.parquet'))
  expect(seen).toMatchObject({ ok: true, value: { kind: 'parquet' } })
  expect(seen.ok && seen.value.remarks.join()).toContain('停止予定日 DATE')
})

test.each([
  ['none.csv', undefined, 'file_missing'],
  ['empty.xlsx', '', 'file_empty'],
  ['no.parquet', 'PAR1 no parquet', 'file_unreadable'],
  ['no.xlsx', 'no workbook', 'sheet_unreadable'],
  ['old.xls', 'an old workbook', 'sheet_unreadable'],
  ['big.xlsx', Buffer.alloc(21 * 1024 * 1024), 'sheet_too_large'],
])('%s is told in a sentence with its name', async (name, text, code) => {
  if (text !== undefined) await writeFile(path(name), text)
  expect(await inspectFile(path(name))).toMatchObject({
    ok: false,
    refusal: { code, because: expect.stringContaining(name) },
  })
})
