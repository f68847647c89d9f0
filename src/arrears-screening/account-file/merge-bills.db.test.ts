import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { getValue } from '#kernel/result.ts'
import { type DuckDb, openDuckDb, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { accountMappingShape } from './account-mapping-contract.ts'
import { readAccounts } from './read-accounts.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let duckdb: DuckDb
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-bills-'))
  duckdb = await openDuckDb({ tempFolder: folder, folders: [], threads: 2, memoryMb: 256 })
})
afterAll(async () => {
  duckdb.close()
  await rm(folder, { recursive: true })
})

const columns = {
  contractId: { header: '契約番号' },
  supply: { value: 'electricity' },
  municipality: { header: 'コード' },
  unpaidYen: { header: '金額' },
  oldestDueOn: { header: '期日' },
  noticeStage: { header: '段階', words: { 督促: 'reminder', 予告: 'stop-notice' } },
  personName: { header: '氏名' },
  address: { header: '住所' },
}
const mapping = accountMappingShape.parse({ format: 'tomoshibi-account-mapping/1', rows: 'one-per-bill', columns })
const header = '契約番号,コード,金額,期日,段階,氏名,住所'
type Bill = readonly [
  id: string,
  yen: number | '',
  due: string,
  more?: { code?: string; stage?: string; address?: string },
]
const bill = (...[id, yen, due, more = {}]: Bill) =>
  `${id},${more.code ?? '432067'},${yen},${due},${more.stage ?? ''},灯 花子,${more.address ?? '灯町1'}`

const factShape = z.object({
  contract_id: z.string(),
  months_in_arrears: z.number().nullable(),
  unpaid_yen: z.number().nullable(),
  oldest_due_on: z.string().nullable(),
  notice_stage: z.string().nullable(),
  address: z.string().nullable(),
  source_line: z.coerce.number(),
})
const rejectShape = z.object({ line: z.coerce.number(), column_name: z.string(), reason: z.string() })

async function read(files: readonly (readonly string[])[], as: 'csv' | 'parquet' = 'csv') {
  const sources = files.map((_, at) => ({ path: join(folder, `bills-${at}.${as}`) }))
  for (const [at, rows] of files.entries()) {
    const csv = join(folder, `bills-${at}.csv`)
    await writeFile(csv, [header, ...rows, ''].join('\r\n'))
    if (as === 'parquet')
      await duckdb.run(
        `copy (select * replace (金額::integer as 金額, 期日::date as 期日) from read_csv(${sqlText(csv)}, all_varchar = true)) to ${sqlText(join(folder, `bills-${at}.parquet`))}`,
      )
  }
  const done = getValue(await readAccounts({ duckdb, sources, mapping, into: 'bills', workFolder: folder }))
  expect(done.read).toBe(done.good + done.merged + done.rejected)
  return {
    done,
    rows: await duckdb.rows('select * from bills order by source_file, source_line', factShape),
    rejects: await duckdb.rows('select * from bills_rejects order by source_file, line, column_name', rejectShape),
  }
}

describe.each(['csv', 'parquet'] as const)('a %s file with a row for each bill', (as) => {
  test('becomes one account for each contract: summed, counted, oldest, highest', async () => {
    const { done, rows, rejects } = await read(
      [
        [
          bill('A1', 4000, '2026-02-20', { stage: '督促' }),
          bill('B1', 700, '2026-03-20'),
          bill('A1', 5000, '2026-01-20', { stage: '予告' }),
          bill('A1', 6000, '2026-03-20'),
          bill('B1', 0, '2026-01-20'),
        ],
      ],
      as,
    )
    expect(rejects).toEqual([])
    expect(done).toMatchObject({ read: 5, good: 2, merged: 3, rejected: 0 })
    expect(done.remarks.join()).toContain('請求ごとの5行を、契約ごとの2件に')
    expect(rows).toMatchObject([
      {
        ...{ contract_id: 'A1', months_in_arrears: 3, unpaid_yen: 15_000 },
        ...{ oldest_due_on: '2026-01-20', notice_stage: 'stop-notice' },
      },
      // What is paid is no month, and its day is no due date.
      { contract_id: 'B1', months_in_arrears: 1, unpaid_yen: 700, oldest_due_on: '2026-03-20', notice_stage: null },
    ])
  })

  test('rejects every row of a contract whose rows name two municipalities or two addresses, and says so', async () => {
    const { done, rows, rejects } = await read(
      [
        [
          bill('A1', 4000, '2026-02-20'),
          bill('A1', 5000, '2026-01-20', { code: '131016' }),
          bill('B1', 700, '2026-02-20', { address: '灯町 1' }),
          bill('B1', 700, '2026-03-20'),
          bill('C1', 100, '2026-02-20'),
          bill('C1', 100, '2026-03-20', { address: '灯町2' }),
        ],
      ],
      as,
    )
    expect(rows.map(({ contract_id }) => contract_id)).toEqual(['B1'])
    expect(done).toMatchObject({ read: 6, good: 1, merged: 1, rejected: 4 })
    expect(rejects.map(({ line, column_name }) => [line - (as === 'csv' ? 1 : 0), column_name])).toEqual([
      [1, '市区町村'],
      [2, '市区町村'],
      [5, '住所'],
      [6, '住所'],
    ])
    expect(rejects[0]?.reason).toContain('契約番号「A1」の2行の間で、市区町村が食い違う')
  })

  test('takes the same bill once, and none of which amount or due date are unknown', async () => {
    const { done, rows, rejects } = await read(
      [
        [
          bill('A1', 4000, '2026-02-20'),
          bill('A1', 4000, '2026-02-20'),
          bill('A1', '', '2026-03-20'),
          bill('A1', 5000, ''),
          bill('A1', 50, '2026-02-20'),
        ],
      ],
      as,
    )
    expect(rows).toMatchObject([{ months_in_arrears: 1, unpaid_yen: 4050 }])
    expect(done).toMatchObject({ read: 5, good: 1, merged: 1, rejected: 3 })
    expect(rejects.map(({ column_name }) => column_name)).toEqual(['請求', '金額', '期日'])
  })
})

test('bills of one contract in two files are one account, taken from the first row that has an address', async () => {
  const { done, rows } = await read([
    [bill('A1', 1000, '2026-01-20', { address: '' }), bill('A2', 10, '2026-01-20')],
    [bill('A1', 2000, '2026-02-20'), bill('A1', 99_999_000, '2026-03-20')],
  ])
  expect(done).toMatchObject({ read: 4, good: 1, merged: 0, rejected: 3 })
  expect(rows.map(({ contract_id }) => contract_id)).toEqual(['A2'])
  const { rows: both } = await read([
    [bill('A1', 1000, '2026-01-20', { address: '' })],
    [bill('A1', 2000, '2026-02-20')],
  ])
  expect(both).toMatchObject([{ unpaid_yen: 3000, months_in_arrears: 2, address: '灯町1' }])
})

test('the mapping of bills needs amount and due date, and no column of months', () => {
  const { unpaidYen: _, ...without } = columns
  const faults = (given: object) =>
    accountMappingShape.safeParse({ ...mapping, columns: given }).error?.issues.map(({ path }) => path[1])
  expect(faults(columns)).toBeUndefined()
  expect(faults(without)).toEqual(['unpaidYen'])
  expect(faults({ ...columns, monthsInArrears: { header: '月数' } })).toEqual(['monthsInArrears'])
})
