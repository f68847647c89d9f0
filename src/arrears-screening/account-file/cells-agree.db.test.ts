import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type DuckDb, openDuckDb } from '#platform/duckdb/open-duckdb.ts'
import type { FileColumn } from './account-columns.ts'
import type { ColumnMapping } from './account-mapping-contract.ts'
import { cellSql } from './cell-sql.ts'
import { readCell } from './read-cell.ts'

let folder: string
let duckdb: DuckDb
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-cells-'))
  duckdb = await openDuckDb({ tempFolder: folder, folders: [], threads: 1 })
})
afterAll(async () => {
  duckdb.close()
  await rm(folder, { recursive: true })
})

const signs = [...'0123456789-/.,_+=@eE ¥￥円△▲−０１２３９－／年月日令和平成昭和元RHS\u3000ー督促予告済ABz"']
const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most })
const date = fc.tuple(
  digits(4, 4),
  fc.constantFrom('-', '/', '.', '年', ''),
  digits(1, 2),
  fc.constantFrom('-', '/', ' '),
  digits(1, 2),
)
const realDate = fc
  .date({ min: new Date('1860-01-01'), max: new Date('2210-12-31'), noInvalidDate: true })
  .chain((day) => fc.constantFrom('-', '/', '').map((sign) => day.toISOString().slice(0, 10).replaceAll('-', sign)))
const grouped = fc.integer({ min: -200_000_000, max: 200_000_000 }).map((amount) => amount.toLocaleString('en-US'))
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 12 }),
  digits(1, 10),
  digits(5, 6),
  date.map((parts) => parts.join('')),
  realDate,
  grouped,
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(String),
  fc.tuple(digits(3, 3), digits(4, 4)).map(([one, two]) => `${one}-${two}`),
  fc.constantFrom(
    '督促',
    'reminder',
    '停止の予告',
    '#N/A',
    '#12',
    '不明',
    '○ ',
    'Reminder',
    '2026/3/31',
    '2026-3/31',
    '20260331',
    '20260230',
    '99991231',
    '12,340',
    '-1,234,567',
    '0,123',
    '12,34',
    '123-4567',
    '1',
    '○',
    '無',
    'yes',
    'NO',
    '1e5',
    '5.5',
    '1_000',
    '007',
    ' 7',
    '-0',
    '12E4',
    'infinity',
    '432067',
    '012297',
    '43206',
  ),
  fc
    .tuple(fc.constantFrom(' ', '\t', '\u3000', ''), digits(6, 6), fc.constantFrom(' ', '\u0000', '\uFFFD', ''))
    .map((parts) => parts.join('')),
)

const readings: readonly (readonly [FileColumn, ColumnMapping])[] = [
  ['contractId', { header: 'A1' }],
  ['municipality', {}],
  ['municipality', { codeDigits: 'six' }],
  ['municipality', { codeDigits: 'five' }],
  ['monthsInArrears', {}],
  ['unpaidYen', {}],
  ['stopOn', {}],
  ['stopOn', { shortDigits: '令和' }],
  ['stopOn', { shortDigits: 'excel-serial' }],
  ['noticeStage', { words: { 督促: 'reminder', '1': 'unknown' } }],
  ['infant', {}],
  ['personName', {}],
  ['postalCode', {}],
]

const row = z.object({ raw: z.string(), value: z.string().nullable(), nothing: z.boolean() })

test.each(readings)('SQL reads %s as the kernel does, or leaves the cell to it (%j)', async (column, mapping) => {
  const texts = [...new Set(fc.sample(cell, { numRuns: 6000, seed: 20_260_331 }))]
  await duckdb.run('create or replace temp table cells (raw varchar)')
  const appender = await duckdb.connection.createAppender('cells', 'main', 'temp')
  for (const text of texts) {
    appender.appendVarchar(text)
    appender.endRow()
  }
  appender.closeSync()
  // What stands at the head of a file is judged once and then known: the same texts must mean the same.
  const seen = ['不明', '灯', '○ ', 'Reminder', ...texts.filter((_, index) => index % 80 === 0)]
  const { step = 'null', value, saysNothing } = cellSql(column, mapping, { raw: 'raw', step: 'step', seen })
  const rows = await duckdb.rows(
    `select raw, (${value})::varchar as value, coalesce(${saysNothing ?? 'false'}, false) as nothing from (select raw, ${step} as step from cells)`,
    row,
  )
  expect(rows).toHaveLength(texts.length)
  let plain = 0
  for (const read of rows) {
    if (read.value === null && !read.nothing) continue
    plain += 1
    const judged = readCell(column, mapping, read.raw)
    expect({ raw: read.raw, said: judged.ok ? String(judged.value) : judged.refusal }).toEqual({
      raw: read.raw,
      said: String(read.value),
    })
  }
  // A reading that leaves everything to the kernel would agree for nothing.
  expect(plain).toBeGreaterThan(0)
})
