import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import writeSheet from 'write-excel-file/node'
import { z } from 'zod'
import { type DuckDb, openDuckDb, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { accountMappingShape } from './account-mapping-contract.ts'
import { readAccounts } from './read-accounts.ts'
import { judgePlan } from './reading-plan.ts'

// Each opens files, a database and a thread: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let duckdb: DuckDb
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-accounts-'))
  duckdb = await openDuckDb({ tempFolder: folder, folders: [], threads: 2, memoryMb: 256 })
})
afterAll(async () => {
  duckdb.close()
  await rm(folder, { recursive: true })
})

const header = '契約番号,供給,コード,月数,未納額,期日,段階,氏名,住所'
const good = (id: string, rest = '灯 花子,灯町1') => `${id},電気,432067,3,500,2026-02-20,督促,${rest}`
const mapping = (file: object = {}) =>
  accountMappingShape.parse({
    format: 'tomoshibi-account-mapping/1',
    columns: {
      contractId: { header: '契約番号' },
      supply: { header: '供給' },
      municipality: { header: 'コード' },
      monthsInArrears: { header: '月数' },
      unpaidYen: { header: '未納額' },
      oldestDueOn: { header: '期日' },
      noticeStage: { header: '段階', words: { 督促: 'reminder' } },
      personName: { header: '氏名' },
      address: { header: '住所' },
    },
    ...file,
  })

const factShape = z.object({
  contract_id: z.string(),
  unpaid_yen: z.number().nullable(),
  oldest_due_on: z.string().nullable(),
  notice_stage: z.string().nullable(),
  person_name: z.string().nullable(),
  source_line: z.coerce.number(),
})
const rejectShape = z.object({
  line: z.coerce.number(),
  column_name: z.string(),
  reason: z.string(),
  raw_text: z.string(),
})

async function read(name: string, bytes: string | Uint8Array, file: object = {}) {
  await writeFile(join(folder, name), bytes)
  return readPaths([join(folder, name)], file)
}

async function readPaths(paths: readonly string[], file: object = {}) {
  const order = {
    duckdb,
    sources: paths.map((path) => ({ path })),
    mapping: mapping(file),
    into: 'accounts',
    workFolder: folder,
  }
  const figures = await readAccounts(order)
  if (!figures.ok) return { figures, rows: [], rejects: [] }
  const rows = await duckdb.rows('select * from accounts order by source_file, source_line', factShape)
  const rejects = await duckdb.rows(
    'select * from accounts_rejects order by source_file, line, column_name',
    rejectShape,
  )
  return { figures, rows, rejects }
}

const lines = (rejects: readonly { line: number }[]) => rejects.map(({ line }) => line)

describe('a file as company systems write it', () => {
  const text = [
    header,
    'A1,電気,432067,3,"12,340",R8.3.31,督促,"灯　花子","改行の\r\n住所"',
    'Ａ２,電気,432067,３,￥１２３４０,令和8年3月31日,督促,灯,x',
    'A3,電気,432068,3,△500,20260331,督促,灯,x',
    'A4,電気',
    'A5,電気,432067,3,500,2026-02-30,督促,灯,x',
    '',
    good('A1'),
    header,
    '="0013",電気,432067,3,△500,20260220,,灯,x',
    '=cmd|1,電気,432067,3,500,2026-02-20,督促,灯,x',
    good(''),
    `${good('A9')},too many`,
    good('A10'),
  ].join('\r\n')

  test.each([
    ['cp932', iconv.encode(text, 'cp932')],
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: true })],
  ] as const)('in %s keeps its good rows, and names each bad one by its real line', async (_encoding, bytes) => {
    const { figures, rows, rejects } = await read('usual.csv', bytes)
    expect(figures).toMatchObject({ ok: true, value: { read: 12, good: 4, rejected: 8 } })
    expect(rows).toMatchObject([
      { contract_id: 'A1', unpaid_yen: 12_340, oldest_due_on: '2026-03-31', person_name: '灯　花子', source_line: 2 },
      { contract_id: 'A2', unpaid_yen: 12_340, oldest_due_on: '2026-03-31', notice_stage: 'reminder', source_line: 4 },
      { contract_id: '0013', unpaid_yen: -500, oldest_due_on: '2026-02-20', notice_stage: null, source_line: 11 },
      { contract_id: 'A10', source_line: 15 },
    ])
    expect(lines(rejects)).toEqual([5, 6, 7, 9, 10, 12, 13, 14])
    const said = rejects.map(({ reason }) => reason)
    const words = [
      '検査数字',
      '列が足りません',
      '2月30日はありません',
      '2行目にもあります',
      '見出しの行',
      '数式',
      '空です',
      '列が多すぎます',
    ]
    for (const [index, word] of words.entries()) expect(said[index]).toContain(word)
  })

  test('with every row on one line counts lines without walking the file', async () => {
    const { rows } = await read('plain.csv', `${[header, good('B1'), good('B2')].join('\n')}\n`)
    expect(rows.map(({ source_line }) => source_line)).toEqual([2, 3])
  })

  test('with many lines that are no row still names the real line of each', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => good(`B${index}`, '"灯\n花子",x'))
    const { rows: found } = await read('broken-lines.csv', [header, ...rows, good('Ｂ100')].join('\n'))
    expect(found.map(({ source_line }) => source_line)).toEqual(
      Array.from({ length: 101 }, (_, index) => 2 + 2 * index),
    )
  })

  test('below a title begins where the mapping says', async () => {
    const { rows } = await read('titled.csv', ['2026年3月分', header, good('B1')].join('\n'), { headerLine: 2 })
    expect(rows).toMatchObject([{ contract_id: 'B1', source_line: 3 }])
  })
})

describe('a damaged file', () => {
  test('cut in the middle loses the cut row only, and says so', async () => {
    const { figures, rejects } = await read('cut.csv', [header, good('C1'), 'C2,電気,43'].join('\r\n'))
    expect(figures).toMatchObject({ ok: true, value: { read: 2, good: 1, rejected: 1 } })
    expect(rejects).toMatchObject([{ line: 3, reason: expect.stringContaining('途中で切れて') }])
  })

  test('cut within quotes loses the cut row only', async () => {
    const { figures, rejects } = await read('open.csv', [header, good('C1'), good('C2', '"灯')].join('\r\n'))
    expect(figures).toMatchObject({ ok: true, value: { good: 1, rejected: 1 } })
    expect(rejects).toMatchObject([{ line: 3, reason: expect.stringContaining('引用符') }])
  })

  test('with bytes of no character tells where they are and rejects the row that holds them', async () => {
    const bytes = Buffer.concat([
      iconv.encode(`${header}\n${good('D1', '灯')}`, 'cp932'),
      Uint8Array.of(0xff),
      Buffer.from('x,y\n'),
    ])
    const { figures, rejects } = await read('broken.csv', bytes, { encoding: 'cp932' })
    expect(figures).toMatchObject({ ok: true, value: { good: 0, rejected: 1 } })
    expect(figures.ok && figures.value.remarks[0]).toContain(`${bytes.indexOf(0xff) + 1}バイト目`)
    expect(rejects[0]).toMatchObject({ line: 2 })
  })

  test('of CP932 read as UTF-8 is refused by its headings, with the encoding as the thing to mend', async () => {
    const { figures } = await read('wrong.csv', iconv.encode(`${header}\n${good('D1')}`, 'cp932'), {
      encoding: 'utf-8',
    })
    expect(figures).toMatchObject({
      ok: false,
      refusal: { code: 'column_missing', because: expect.stringContaining('文字コード') },
    })
  })

  test('with an unseen NUL rejects the row that holds it', async () => {
    const { rejects } = await read('nul.csv', [header, good('E1', '灯\0,x')].join('\n'))
    expect(rejects).toMatchObject([{ line: 2, column_name: '氏名', reason: expect.stringContaining('NUL') }])
  })

  test.each([
    ['empty.csv', '', 'file_empty'],
    ['fewer.csv', '契約番号,供給\nA,電気\n', 'column_missing'],
    ['no.parquet', 'no parquet at all', 'file_unreadable'],
    ['no.xlsx', 'no workbook at all', 'sheet_unreadable'],
  ])('%s is refused whole', async (name, text, code) => {
    expect((await read(name, text)).figures).toMatchObject({ ok: false, refusal: { code } })
  })

  test('that is not there is refused by its name', async () => {
    const { figures } = await readPaths([join(folder, 'nowhere.csv')])
    expect(figures).toMatchObject({ ok: false, refusal: { code: 'file_missing' } })
  })
})

test('the same contract in two files counts once; both places are named', async () => {
  await writeFile(join(folder, 'one.csv'), [header, good('F1'), good('F2')].join('\n'))
  await writeFile(join(folder, 'two.csv'), [header, good('F3'), good('F1')].join('\n'))
  const { figures, rejects } = await readPaths([join(folder, 'one.csv'), join(folder, 'two.csv')])
  expect(figures).toMatchObject({ ok: true, value: { read: 4, good: 3, rejected: 1 } })
  expect(rejects).toMatchObject([{ line: 3, reason: expect.stringMatching(/one\.csv の2行目/) }])
})

test('a postal code or name that cannot be read leaves the row, and is told with its line', async () => {
  const columns = { ...mapping().columns, postalCode: { header: '郵便番号' } }
  const rows = [`${good('P1')},123-4567`, `${good('P2')},12-34`, `${good('P3')},不明`, `${good('P4', '#N/A,x')},`]
  const { figures, rows: read_ } = await read('post.csv', [`${header},郵便番号`, ...rows].join('\n'), { columns })
  expect(figures).toMatchObject({ ok: true, value: { read: 4, good: 4, rejected: 0 } })
  expect(read_.map(({ person_name }) => person_name)).toEqual(['灯 花子', '灯 花子', '灯 花子', null])
  expect(figures.ok && figures.value.remarks.toSorted()).toEqual([
    expect.stringMatching(/^「氏名」を読み取れない行が1行あります（5行目）/),
    expect.stringMatching(/^「郵便番号」を読み取れない行が1行あります（3行目）/),
  ])
  const told = await duckdb.rows('select * from accounts_remarks order by line', rejectShape)
  expect(told.map(({ line, raw_text }) => [line, raw_text])).toEqual([
    [3, '12-34'],
    [5, '#N/A'],
  ])
})

test('a file with a row for each bill is told as such, with what to do', async () => {
  const bills = await read('bills.csv', [header, good('Q1'), good('Q1'), good('Q2'), good('Q2')].join('\n'))
  expect(bills.figures).toMatchObject({ ok: true, value: { read: 4, good: 2, rejected: 2 } })
  expect(bills.figures.ok && bills.figures.value.remarks.join()).toMatch(/2行ありました.*one-per-bill/)
  const ids = Array.from({ length: 40 }, (_, index) => good(`R${index}`))
  const slip = await read('slip.csv', [header, ...ids, good('R1')].join('\n'))
  expect(slip.figures).toMatchObject({ ok: true, value: { rejected: 1, remarks: [] } })
})

test('a sheet of XLSX gives dates and numbers as they are', async () => {
  const cells = [
    header.split(','),
    ['G1', '電気', '432067', 3, 12_340, new Date('2026-03-31T00:00:00Z'), '督促', '灯', 'x'],
  ]
  const rows = cells.map((row) =>
    row.map((value) => (value instanceof Date ? { value, format: 'yyyy/mm/dd' } : { value })),
  )
  await writeSheet(rows).toFile(join(folder, 'book.xlsx'))
  const { rows: read } = await readPaths([join(folder, 'book.xlsx')])
  expect(read).toMatchObject([{ contract_id: 'G1', unpaid_yen: 12_340, oldest_due_on: '2026-03-31', source_line: 2 }])
})

test('Parquet gives what it holds, with its own types', async () => {
  const path = join(folder, 'facts.parquet')
  await duckdb.run(
    `copy (select 'H1' as "契約番号", 'electricity' as "供給", '432067' as "コード", 3 as "月数", 12340::bigint as "未納額", date '2026-03-31' as "期日", 'reminder' as "段階", '灯' as "氏名", 'x' as "住所") to ${sqlText(path)} (format parquet)`,
  )
  const { rows } = await readPaths([path])
  expect(rows).toMatchObject([{ contract_id: 'H1', unpaid_yen: 12_340, oldest_due_on: '2026-03-31', source_line: 1 }])
})

test('a Parquet file with one odd cell gives the same rows and names the odd one', async () => {
  const path = join(folder, 'odd.parquet')
  const rows = `select 'I' || i as "契約番号", 'electricity' as "供給", case i when 2 then '432068' else '432067' end as "コード",
    i as "月数", 500 as "未納額", date '2026-03-31' as "期日", 'reminder' as "段階", '灯' as "氏名", 'x' as "住所" from range(1, 4) t(i)`
  await duckdb.run(`copy (${rows}) to ${sqlText(path)} (format parquet)`)
  const read = await readPaths([path])
  expect(read.figures).toMatchObject({ ok: true, value: { read: 3, good: 2, rejected: 1 } })
  expect(read.rows.map(({ contract_id, source_line }) => [contract_id, source_line])).toEqual([
    ['I1', 1],
    ['I3', 3],
  ])
  expect(read.rejects).toMatchObject([{ line: 2, reason: expect.stringContaining('検査数字') }])
})

test('a disk that is too small is told before the first byte, with the time it would take', () => {
  const figures = { bytes: 20e9, diskBytes: 14e9, seconds: 334, freeBytes: 5e9 }
  expect(judgePlan(figures)).toMatchObject({
    ok: false,
    refusal: { because: expect.stringMatching(/5\.0 GB.*20\.0 GB.*6分.*14\.0 GB/) },
  })
  expect(judgePlan({ ...figures, freeBytes: 15e9 })).toMatchObject({ ok: true })
})

test('DuckDB reaches no other file, no network, and cannot be opened again', async () => {
  await expect(duckdb.run(`select * from read_csv('/etc/hostname')`)).rejects.toThrow(/Permission|disabled/)
  await expect(duckdb.run(`select * from read_csv('https://example.jp/x.csv')`)).rejects.toThrow()
  await expect(duckdb.run('install httpfs')).rejects.toThrow()
  await expect(duckdb.run(`set memory_limit = '9GB'`)).rejects.toThrow(/locked/)
  await expect(duckdb.run('set enable_external_access = true')).rejects.toThrow(/locked|Cannot/)
})
