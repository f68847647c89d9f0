import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import writeSheet from 'write-excel-file/node'
import { largestSheetBytes, sheetToCsv } from './sheet-file.ts'
import { readZip, storedZip } from './zip-entries.ts'

let folder: string
let usual: readonly { name: string; bytes: Uint8Array }[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-sheets-'))
  await writeSheet([
    [{ value: '番号' }, { value: '額' }],
    [{ value: 'A,1' }, { value: 500 }],
  ]).toFile(path('usual.xlsx'))
  const found = readZip(await readFile(path('usual.xlsx')), { entries: 100, bytes: 1e6 }, () => true)
  if (typeof found === 'string') throw new Error(found)
  usual = found
})
afterAll(() => rm(folder, { recursive: true }))

const path = (name: string) => join(folder, name)
const csv = (name: string) => sheetToCsv(path(name), path(`${name}.csv`))
const sheetOf = (rows: string) => Buffer.from(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)
const isSheet = (name: string) => name.includes('worksheets/sheet1.xml')
const bookWith = (sheet: Uint8Array) =>
  storedZip(usual.map(({ name, bytes }) => ({ name, bytes: isSheet(name) ? sheet : bytes })))

/** An archive of one packed file; `told` is the size that the archive tells of it. */
function packed(name: string, { text, told }: { text: Buffer; told: number }): Buffer {
  const squeezed = deflateRawSync(text)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(crc32(text), 14)
  head.writeUInt32LE(squeezed.length, 18)
  head.writeUInt32LE(told, 22)
  head.writeUInt16LE(name.length, 26)
  const row = Buffer.alloc(46)
  row.writeUInt32LE(0x02014b50)
  row.writeUInt16LE(8, 10)
  head.copy(row, 16, 14, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(row.length + name.length, 12)
  end.writeUInt32LE(head.length + name.length + squeezed.length, 16)
  return Buffer.concat([head, Buffer.from(name), squeezed, row, Buffer.from(name), end])
}

test('a sheet becomes CSV, line for line', async () => {
  expect(await csv('usual.xlsx')).toBe('written')
  expect(await readFile(path('usual.xlsx.csv'), 'utf8')).toBe('番号,額\r\n"A,1",500\r\n')
})

test('a file beyond the size is not opened', async () => {
  await writeFile(path('big.xlsx'), Buffer.alloc(largestSheetBytes + 1))
  expect(await csv('big.xlsx')).toBe('too-large')
})

test.each([
  ['tells its size', 400 * 1024 * 1024],
  ['tells a small one', 1000],
])('a small file that unpacks to 400 MB and %s ends without the memory', { timeout: 30_000 }, async (_what, told) => {
  const text = Buffer.alloc(400 * 1024 * 1024, 32)
  const bomb = packed('xl/worksheets/sheet1.xml', { text, told })
  expect(bomb.length).toBeLessThan(1024 * 1024)
  await writeFile(path('bomb.xlsx'), bomb)
  const before = process.memoryUsage().rss
  expect(await csv('bomb.xlsx')).toBe('too-large')
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
})

test.each([
  ['<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c></row>'],
  ['<row r="999999999"></row>'],
  ['<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'],
  ['<row r="1048576"><c r="ALL1048576"><v>1</v></c></row>'],
  ['<row><c><v>1</v></c></row>'],
])('a sheet whose cells claim to stand far away is not filled up to them (%#)', async (rows) => {
  await writeFile(path('far.xlsx'), bookWith(sheetOf(rows)))
  expect(await csv('far.xlsx')).toBe('too-large')
})

test('a sheet of a million cells and one more is not opened', async () => {
  const cell = '<c r="A1"/>'
  await writeFile(path('many.xlsx'), bookWith(sheetOf(cell.repeat(1_000_001))))
  expect(await csv('many.xlsx')).toBe('too-large')
})

test('a formula without an answer is a text, not the end of the sheet', async () => {
  const rows =
    '<row r="1"><c r="A1" t="str"><v>番号</v></c></row><row r="2"><c r="A2" s="0" t="e"><v>#N/A</v></c></row>'
  await writeFile(path('error.xlsx'), bookWith(sheetOf(rows)))
  expect(await csv('error.xlsx')).toBe('written')
  expect(await readFile(path('error.xlsx.csv'), 'utf8')).toBe('番号\r\n#N/A\r\n')
})

test.each(['', 'no workbook', 'PK\u0005\u0006 cut'])('what is no archive is unreadable (%j)', async (text) => {
  await writeFile(path('none.xlsx'), text)
  expect(await csv('none.xlsx')).toBe('unreadable')
})

test('a large workbook is read beside the thread that answers others', async () => {
  const row = (at: number) =>
    `<row r="${at}">${['A', 'B', 'C', 'D'].map((column) => `<c r="${column}${at}" t="str"><v>灯${at}</v></c>`).join('')}</row>`
  const rows = Array.from({ length: 20_000 }, (_, at) => row(at + 1)).join('')
  await writeFile(path('large.xlsx'), bookWith(sheetOf(rows)))
  const [here, everywhere] = [process.threadCpuUsage(), process.cpuUsage()]
  expect(await csv('large.xlsx')).toBe('written')
  const own = process.threadCpuUsage(here).user
  // Processor time, not the clock: a busy machine changes nothing.
  expect(own).toBeLessThan(process.cpuUsage(everywhere).user / 3)
  expect((await readFile(path('large.xlsx.csv'), 'utf8')).split('\r\n')).toHaveLength(20_001)
})
