import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { getValue } from '#kernel/result.ts'
import { reconciles } from './manifest.ts'
import { readLog } from './run-log.ts'
import type { RunOrder } from './run-order.ts'
import { runScreening } from './run-screening.ts'
import { csvRow, manyRows, testOrder, towns } from './test-run.ts'

const root = mkdtemp(join(tmpdir(), 'tomoshibi-run-'))
afterAll(async () => rm(await root, { recursive: true, force: true }))
let count = 0
const newFolder = async () => {
  count += 1
  return join(await root, String(count))
}

const recordsOf = async (path: string) =>
  z.array(z.record(z.string(), z.string())).parse(parse(await readFile(path), { bom: true, columns: true }))
/** Every output by its name; the log of a run holds times and is left out. */
async function bytesOf({ out }: RunOrder): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(out)).filter((name) => name !== 'run-log.jsonl').sort()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, (await readFile(join(out, name))).toString('base64')])),
  )
}
const refusalOf = async (order: RunOrder) => {
  const done = await runScreening(order)
  return done.ok ? undefined : done.refusal
}

describe('a screening run', { timeout: 60_000 }, () => {
  it('accounts for every row it read', async () => {
    const broken = csvRow({ contractId: 'C999999', monthsInArrears: 'たくさん' })
    const { counts } = getValue(await runScreening(await testOrder(await newFolder(), [...manyRows(700), broken])))
    expect(counts).toMatchObject({ read: 701, rejected: 1 })
    expect(counts.matched).toBeGreaterThan(50)
    expect(counts.unmatched.noAgreement).toBeGreaterThan(200)
    expect(reconciles(counts)).toBe(true)
    expect(reconciles({ ...counts, matched: counts.matched + 1 })).toBe(false)
  })

  it('says by which agreement, version and clause somebody is guided, and why', async () => {
    const rows = [
      csvRow({ contractId: 'A1', monthsInArrears: 2, noticeStage: 'stop-notice', personName: '灯 花子' }),
      csvRow({ contractId: 'A2', monthsInArrears: 4, noticeStage: 'stopped' }),
      csvRow({ contractId: 'A3', monthsInArrears: 3, noticeStage: 'none' }),
      csvRow({ contractId: 'A4', municipality: towns.second, monthsInArrears: 5 }),
      csvRow({ contractId: 'A5', municipality: towns.none, monthsInArrears: 6 }),
    ]
    const order = await testOrder(await newFolder(), rows)
    const { counts } = getValue(await runScreening(order))
    const people = await recordsOf(join(order.out, 'people.csv'))
    const found = people.map(({ contract_id, agreement_version, clause }) => [contract_id, agreement_version, clause])
    expect(found).toEqual([
      ['A1', '1', '1'],
      ['A2', '1', '1'],
      ['A3', '3', '1'],
      ['A4', '2', '1'],
    ])
    expect(people[0]).toMatchObject({
      person_name: '灯 花子',
      matched_values: 'months_in_arrears=2; notice_stage=stop-notice',
    })
    expect(people[0]?.because).toContain('未払いの月数は2か月で')
    expect(counts.unmatched).toEqual({ noAgreement: 1, conditionsNotMet: 0 })
  })

  it('reads several files as one, in the order in which they are named', async () => {
    const folder = await newFolder()
    const first = await testOrder(join(folder, 'b'), [csvRow({ contractId: 'Z9', monthsInArrears: 5 })])
    const second = await testOrder(join(folder, 'a'), [csvRow({ contractId: 'A1', monthsInArrears: 5 })])
    const order = { ...first, sources: [...first.sources, ...second.sources] }
    expect(getValue(await runScreening(order)).counts).toMatchObject({ read: 2, matched: 2 })
    const people = await recordsOf(join(order.out, 'people.csv'))
    expect(people.map(({ contract_id }) => contract_id)).toEqual(['Z9', 'A1'])
    expect((await refusalOf({ ...order, sources: [...first.sources, ...first.sources] }))?.code).toBe('file_twice')
  })

  it('keeps apart whom it leaves alone, with the reason and without a name', async () => {
    const rows = [
      csvRow({ contractId: 'B1', monthsInArrears: 5, instalmentPlan: 'kept', personName: '灯 花子' }),
      csvRow({ contractId: 'B2', monthsInArrears: 5, objection: '有' }),
    ]
    const order = await testOrder(await newFolder(), rows)
    const { counts } = getValue(await runScreening(order))
    expect(counts.matched).toBe(0)
    const suppressed = await recordsOf(join(order.out, 'suppressed.csv'))
    expect(suppressed.map(({ reason }) => reason)).toEqual(['kept-plan', 'objection'])
    expect(await readFile(join(order.out, 'suppressed.csv'), 'utf8')).not.toContain('灯 花子')
  })

  it('writes what a customer typed so that no spreadsheet takes it for a formula', async () => {
    const order = await testOrder(await newFolder(), [
      csvRow({ contractId: 'F1', monthsInArrears: 5, personName: '=1+1' }),
    ])
    getValue(await runScreening(order))
    const [person] = await recordsOf(join(order.out, 'people.csv'))
    expect(person?.person_name).toBe(' =1+1')
  })

  it('keeps formulas out of what it lists as unreadable, and takes none for the number of a contract', async () => {
    const order = await testOrder(await newFolder(), [
      csvRow({ contractId: 'F1', monthsInArrears: '=HYPERLINK(A1)' }),
      csvRow({ contractId: '-2+3', monthsInArrears: 5 }),
      csvRow({ contractId: '＝1＋1', monthsInArrears: 5 }),
    ])
    expect(getValue(await runScreening(order)).counts.matched).toBe(0)
    const cells = (await recordsOf(join(order.out, 'rejects.csv'))).flatMap((row) => Object.values(row))
    expect(cells).toEqual(expect.arrayContaining([' =HYPERLINK(A1)', ' -2+3', ' ＝1＋1']))
    expect(cells.filter((cell) => /^[=+\-@＝＋－＠]/.test(cell))).toEqual([])
  })

  it('lets counts leave without a name and without a number below ten', async () => {
    const order = await testOrder(await newFolder(), manyRows(700))
    getValue(await runScreening(order))
    const text = await readFile(join(order.out, 'counts.csv'), 'utf8')
    expect(text).not.toMatch(/灯 花子|C0000|番地/)
    const lines = text.trim().split('\r\n').slice(1, -1)
    const people = lines.map((line) => line.split(',').at(-1) ?? '')
    expect(people).toContain('※')
    for (const number of people.filter((each) => each !== '※')) expect(Number(number)).toBeGreaterThanOrEqual(10)
    expect(text).toContain('凡例')
  })

  it('gives the same bytes again, with one thread or two, in small parts or large memory', async () => {
    const rows = manyRows(900)
    const once = await testOrder(await newFolder(), rows, { threads: 1, partRows: 200 })
    const again = { ...once, out: join(await newFolder(), 'again'), threads: 2, memoryMb: 1024 }
    getValue(await runScreening(once))
    getValue(await runScreening(again))
    const bytes = await bytesOf(once)
    expect(Object.keys(bytes)).toEqual([
      'counts.csv',
      'manifest.json',
      'people.csv',
      'people.parquet',
      'rejects.csv',
      'remarks.csv',
      'suppressed.csv',
    ])
    expect(await bytesOf(again)).toEqual(bytes)
  })

  it('gives the same people whatever the size of a part', async () => {
    const rows = manyRows(900)
    const small = await testOrder(await newFolder(), rows, { partRows: 111 })
    const large = await testOrder(await newFolder(), rows)
    getValue(await runScreening(small))
    getValue(await runScreening(large))
    const read = (order: RunOrder) => readFile(join(order.out, 'people.csv'), 'utf8')
    expect(await read(small)).toBe(await read(large))
  })

  it('opens nothing to others: folders for the owner alone, files too', async () => {
    const order = await testOrder(await newFolder(), manyRows(30))
    getValue(await runScreening(order))
    expect((await stat(order.out)).mode & 0o777).toBe(0o700)
    const modes = await Promise.all(
      (await readdir(order.out)).map(async (name) => (await stat(join(order.out, name))).mode & 0o777),
    )
    expect(new Set(modes)).toEqual(new Set([0o600]))
    expect((await stat(join(order.out, '..', 'company', 'signing.key'))).mode & 0o777).toBe(0o600)
  })
})

describe('a run that was stopped', { timeout: 60_000 }, () => {
  const stoppedAfter = async (order: RunOrder, parts: number) => {
    const stopping = new AbortController()
    let done = 0
    return refusalOf({
      ...order,
      signal: stopping.signal,
      now: () => {
        done += 1
        // The first line of the log is the start; each part writes one more.
        if (done > parts) stopping.abort()
        return order.now()
      },
    })
  }

  it('goes on where it stopped and gives the bytes of one that was never stopped', async () => {
    const rows = [...manyRows(900), csvRow({ contractId: 'C000003', monthsInArrears: 5 })]
    const order = await testOrder(await newFolder(), rows, { partRows: 200 })
    expect((await stoppedAfter(order, 2))?.code).toBe('interrupted')
    expect(await readdir(order.out)).not.toContain('people.csv')
    expect(getValue(await runScreening(order)).resumed).toBe(true)
    const whole = { ...order, out: join(await newFolder(), 'whole') }
    expect(getValue(await runScreening(whole)).resumed).toBe(false)
    expect(await bytesOf(order)).toEqual(await bytesOf(whole))
    const log = getValue(await readLog(join(order.out, 'run-log.jsonl')))
    const parts = log.filter(({ event }) => event === 'part').map(({ detail }) => detail.name)
    expect(new Set(parts).size).toBe(parts.length)
    expect(log.map(({ event }) => event)).toContain('resumed')
  })

  it('does a part anew whose file was changed meanwhile', async () => {
    const order = await testOrder(await newFolder(), manyRows(900), { partRows: 200 })
    await stoppedAfter(order, 3)
    await writeFile(join(order.out, '.work', 'part-00001.people.csv'), 'changed')
    getValue(await runScreening(order))
    const whole = { ...order, out: join(await newFolder(), 'whole') }
    getValue(await runScreening(whole))
    expect(await bytesOf(order)).toEqual(await bytesOf(whole))
  })

  it('is not taken up with another file or other conditions', async () => {
    const order = await testOrder(await newFolder(), manyRows(900), { partRows: 200 })
    await stoppedAfter(order, 2)
    await writeFile(order.sources[0] ?? '', 'other')
    expect((await refusalOf(order))?.code).toBe('out_other_run')
  })
})

describe('the output folder', { timeout: 60_000 }, () => {
  it('is not written over when it holds a finished run', async () => {
    const order = await testOrder(await newFolder(), manyRows(30))
    getValue(await runScreening(order))
    expect((await refusalOf(order))?.code).toBe('out_finished')
  })

  it('is not used when it holds anything else', async () => {
    const order = await testOrder(await newFolder(), manyRows(30))
    await mkdir(order.out)
    await writeFile(join(order.out, 'letter.docx'), '')
    expect((await refusalOf(order))?.code).toBe('out_not_empty')
  })
})

describe('CP932', { timeout: 60_000 }, () => {
  it('is written with the twins of Unicode as Windows has them', async () => {
    const row = csvRow({ contractId: 'A1', monthsInArrears: 5, address: '灯町市1−2〜3' })
    const order = await testOrder(await newFolder(), [row], { encoding: 'cp932' })
    getValue(await runScreening(order))
    const text = iconv.decode(await readFile(join(order.out, 'people.csv')), 'cp932')
    expect(text).toContain('灯町市1－2～3')
  })

  it('is refused where it cannot hold a name, and the run goes on in UTF-8', async () => {
    const row = csvRow({ contractId: 'A1', monthsInArrears: 5, personName: '𠮷田 花子' })
    const order = await testOrder(await newFolder(), [row], { encoding: 'cp932' })
    const refusal = await refusalOf(order)
    expect(refusal?.code).toBe('encoding_cannot_hold')
    expect(refusal?.because).toContain('𠮷')
    expect(refusal?.because).toContain('A1')
    expect(await readdir(order.out)).not.toContain('people.csv')
    expect(getValue(await runScreening({ ...order, encoding: 'utf-8' })).resumed).toBe(true)
  })
})
