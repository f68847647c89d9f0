import { join } from 'node:path'
import { type CalendarDate, calendarDate } from '#kernel/calendar-date.ts'
import { completeMunicipalityCode } from '#kernel/municipality-code.ts'
import { getValue } from '#kernel/result.ts'
import { openSigningKey } from '#platform/crypto/signing-key-file.ts'
import { makePrivateFolder, writeWhole } from '#platform/files/private-files.ts'
import type { Condition } from '../condition.ts'
import { readAccountMapping, readScreeningPack } from '../read-screening-file.ts'
import type { RunOrder } from './run-order.ts'

const code = (five: string) => getValue(completeMunicipalityCode(five))
/** Two towns with an agreement each, the second also with one of its own region, and one town without. */
export const towns = { first: code('01970'), second: code('02970'), none: code('03970') }
export const testRunDate: CalendarDate = calendarDate('2026-01-20')

const months = (value: number): Condition => ({ kind: 'number', fact: 'monthsInArrears', is: 'at-least', value })
const suppression = {
  keptPlan: true,
  guidedWithinDays: 90,
  unlessRoseByYen: 10_000,
  objection: true,
  notCustomer: true,
  inSupport: true,
}
const agreement = (number: number, municipalities: readonly string[], condition: Condition) => ({
  agreementId: `00000000-0000-4000-8000-00000000000${number}`,
  version: number,
  title: `見本の協定${number}`,
  municipalities,
  condition,
  suppression,
  factsAllowed: [],
})

/** `pack.json` of the tests. */
export const testPack = JSON.stringify({
  format: 'tomoshibi-screening-pack/1',
  issuedOn: '2026-01-05',
  company: { organizationId: '00000000-0000-4000-8000-000000000009', name: 'あかり電力（見本）' },
  agreements: [
    agreement(1, [towns.first], {
      kind: 'any',
      of: [{ kind: 'all', of: [months(2), { kind: 'stage-at-least', stage: 'stop-notice' }] }, months(4)],
    }),
    agreement(2, [towns.second], months(5)),
    agreement(3, [towns.first, towns.second], months(3)),
  ],
  windows: [],
})

const headers = {
  contractId: '契約番号',
  municipality: '市区町村コード',
  monthsInArrears: '未払い月数',
  unpaidYen: '未払い額',
  noticeStage: '段階',
  instalmentPlan: '分割',
  objection: '不要の申し出',
  personName: '氏名',
  address: '住所',
  postalCode: '郵便番号',
} as const
type Row = Partial<Record<keyof typeof headers, string | number>>

/** The mapping of the tests. */
export const testMapping = JSON.stringify({
  format: 'tomoshibi-account-mapping/1',
  columns: {
    supply: { value: 'electricity' },
    ...Object.fromEntries(Object.entries(headers).map(([column, header]) => [column, { header }])),
  },
})

/** One row as the company's file has it. */
export function csvRow(row: Row): string {
  const cells = { ...{ municipality: towns.first, monthsInArrears: 0, unpaidYen: 0, noticeStage: 'none' }, ...row }
  const names: readonly (keyof typeof headers)[] = Object.keys(headers).filter(
    (name): name is keyof typeof headers => name in headers,
  )
  return `${names.map((name) => cells[name] ?? '').join(',')}\r\n`
}

/** A whole file with its heading. */
export const csvFile = (rows: readonly string[]) => `${Object.values(headers).join(',')}\r\n${rows.join('')}`

const stages = ['none', 'unpaid-notice', 'reminder', 'stop-notice', 'stopped']

/** So many rows, the same every time: all stages, months 0 to 6, the three towns; every tenth with a kept plan, one in seventeen objecting. */
export function manyRows(count: number): readonly string[] {
  const places = [towns.first, towns.second, towns.none]
  return Array.from({ length: count }, (_, at) =>
    csvRow({
      contractId: `C${String(at).padStart(6, '0')}`,
      municipality: places[Math.floor(at / 7) % 3] ?? '',
      monthsInArrears: at % 7,
      unpaidYen: (at % 7) * 6000,
      noticeStage: stages[Math.floor(at / 3) % 5] ?? '',
      instalmentPlan: at % 10 === 0 ? 'kept' : 'none',
      objection: at % 17 === 0 ? '有' : '無',
      personName: '灯 花子',
      address: `灯町市見本町${at}番地`,
    }),
  )
}

/** An order over a file with the given rows, all inside one folder. */
export async function testOrder(
  folder: string,
  rows: readonly string[],
  more: Partial<RunOrder> = {},
): Promise<RunOrder> {
  await makePrivateFolder(folder)
  const source = join(folder, 'accounts.csv')
  await writeWhole(source, csvFile(rows))
  return {
    sources: [source],
    mapping: { text: testMapping, value: getValue(readAccountMapping(testMapping)) },
    pack: { text: testPack, value: getValue(readScreeningPack(testPack)) },
    runDate: testRunDate,
    out: join(folder, 'out'),
    encoding: 'utf-8',
    key: await openSigningKey(join(folder, 'company')),
    companyLog: join(folder, 'company', 'run-log.jsonl'),
    version: 'test',
    now: () => new Date('2026-01-20T01:00:00Z'),
    ...more,
  }
}
