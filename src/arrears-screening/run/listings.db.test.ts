import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { getValue } from '#kernel/result.ts'
import { readManifest, reconciles } from './manifest.ts'
import type { RunOrder } from './run-order.ts'
import { runScreening } from './run-screening.ts'
import { csvRow, testOrder } from './test-run.ts'

const root = mkdtemp(join(tmpdir(), 'tomoshibi-listings-'))
afterAll(async () => rm(await root, { recursive: true, force: true }))
let count = 0
const order = async (rows: readonly string[], more: Partial<RunOrder> = {}) => {
  count += 1
  return testOrder(join(await root, String(count)), rows, more)
}
const recordsIn = (text: string) =>
  z.array(z.record(z.string(), z.string())).parse(parse(text, { bom: true, columns: true }))
const given = async ({ out }: RunOrder, name: string) => readFile(join(out, name))

const rows = [
  csvRow({ contractId: 'A1', monthsInArrears: 5, postalCode: '12-34' }),
  csvRow({ contractId: 'A2', monthsInArrears: 5, address: '#REF!' }),
  csvRow({ contractId: 'A3', monthsInArrears: 'たくさん𠮷' }),
]

describe('what was read leniently', { timeout: 60_000 }, () => {
  it('is listed cell by cell, counted in the totals and signed with the rest; its rows are used', async () => {
    const lenient = await order(rows)
    const { counts, files } = getValue(await runScreening(lenient))
    expect(counts).toMatchObject({ read: 3, matched: 2, rejected: 1, remarked: 2 })
    expect(files).toContain('remarks.csv')
    const listed = recordsIn((await given(lenient, 'remarks.csv')).toString())
    expect(listed.map(({ line, column_name, raw_text }) => [line, column_name, raw_text])).toEqual([
      ['2', '郵便番号', '12-34'],
      ['3', '住所', '#REF!'],
    ])
    const manifest = getValue(readManifest((await given(lenient, 'manifest.json')).toString()))
    expect(manifest.counts.remarked).toBe(2)
    expect(manifest.outputs.map(({ name }) => name)).toContain('remarks.csv')
  })

  it('is there with its heading alone where every cell could be read', async () => {
    const plain = await order([csvRow({ contractId: 'A1', monthsInArrears: 5 })])
    expect(getValue(await runScreening(plain)).counts.remarked).toBe(0)
    expect((await given(plain, 'remarks.csv')).toString()).toBe(
      '\uFEFFsource_file,line,column_name,reason,raw_text\r\n',
    )
  })
})

describe('the encoding asked for', { timeout: 60_000 }, () => {
  const names = ['people.csv', 'suppressed.csv', 'rejects.csv', 'remarks.csv', 'counts.csv']

  it('is that of every CSV file: UTF-8 with its mark, or CP932 without one', async () => {
    const asUsual = await order(rows)
    getValue(await runScreening(asUsual))
    const asOffices = await order(rows, { encoding: 'cp932' })
    getValue(await runScreening(asOffices))
    for (const name of names) {
      const usual = (await given(asUsual, name)).toString()
      expect(usual.startsWith('\uFEFF')).toBe(true)
      const written = iconv.decode(await given(asOffices, name), 'cp932')
      expect(written).toBe(usual.slice(1).replaceAll('𠮷', '〔U+20BB7〕'))
    }
  })

  it('hides no character behind a question mark: those it cannot hold are told, and written by their numbers', async () => {
    const asOffices = await order(rows, { encoding: 'cp932' })
    const { remarks } = getValue(await runScreening(asOffices))
    expect(remarks.join()).toContain('〔U+20BB7〕')
    const rejects = iconv.decode(await given(asOffices, 'rejects.csv'), 'cp932')
    expect(rejects).toContain('たくさん〔U+20BB7〕')
    expect(rejects).not.toContain('?')
  })

  it('is refused where the name of an agreement cannot be written, before anything is given out', async () => {
    const plain = await order(rows.slice(0, 1))
    const [first] = plain.pack.value.agreements
    if (first === undefined) throw new RangeError('the pack of the tests has agreements')
    const many = Array.from({ length: 40 }, (_, at) => csvRow({ contractId: `M${at}`, monthsInArrears: 5 }))
    const value = { ...plain.pack.value, agreements: [{ ...first, title: '𠮷野の協定' }] }
    const named = await order(many, { pack: { text: JSON.stringify(value), value }, encoding: 'cp932' })
    const done = await runScreening(named)
    expect(done.ok ? '' : done.refusal.code).toBe('encoding_cannot_hold')
    expect(done.ok ? '' : done.refusal.because).toContain('𠮷')
  })
})

describe('a file with a row for each bill', { timeout: 60_000 }, () => {
  const mappingOf = (value: RunOrder['mapping']['value']) => {
    const { monthsInArrears: _, ...columns } = value.columns
    const bills = {
      ...value,
      rows: 'one-per-bill' as const,
      columns: { ...columns, oldestDueOn: { header: '未払い月数' } },
    }
    return { text: JSON.stringify(bills), value: bills }
  }

  it('is screened by contract, and every row of it is accounted for', async () => {
    const bill = (contractId: string, due: string) => csvRow({ contractId, monthsInArrears: due, unpaidYen: 4000 })
    const dues = ['2025-09-20', '2025-10-20', '2025-11-20', '2025-12-20']
    const usual = await order([...dues.map((due) => bill('A1', due)), bill('A2', '2025-12-20'), bill('A2', 'いつか')])
    const bills = { ...usual, mapping: mappingOf(usual.mapping.value) }
    const { counts, remarks } = getValue(await runScreening(bills))
    expect(counts).toMatchObject({ read: 6, matched: 1, merged: 3, rejected: 1 })
    expect(reconciles(counts)).toBe(true)
    expect(reconciles({ ...counts, merged: 0 })).toBe(false)
    expect(remarks.join()).toContain('請求ごとの5行を、契約ごとの2件に')
    const [person] = recordsIn((await given(bills, 'people.csv')).toString())
    expect(person).toMatchObject({ contract_id: 'A1', months_in_arrears: '4', unpaid_yen: '16000' })
    expect(person?.because).toContain('4か月')
  })
})
