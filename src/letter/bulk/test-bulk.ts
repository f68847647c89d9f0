import { calendarDate } from '#kernel/calendar-date.ts'
import type { TravellingWindow } from '#organization/contact-window-contract.ts'
import { openTravellingDirectory } from '#organization/index.ts'
import type { BulkJob, PersonRow } from './bulk-letters.ts'
import type { LetterFiles } from './letter-files.ts'

const place = (name: string, postalCodes: readonly string[] = [], cityCode?: string) => ({
  kind: cityCode === undefined ? ('municipality' as const) : ('ward' as const),
  name,
  fullName: name,
  prefectureName: '灯県',
  postalCodes,
  ...(cityCode === undefined ? {} : { cityCode }),
})

type Given = { id: string; name: string; code: string; confirmedOn?: string; tenantId?: string; part?: string }

function window({ id, name, code, part, ...rest }: Given, of: ReturnType<typeof place>): TravellingWindow {
  return {
    id: idOf(id),
    name,
    section: '灯町市 福祉課 くらしの係',
    role: 'responsible',
    phone: `000-0000-${id.padStart(4, '0')}`,
    address: '灯町市あかり一丁目1番1号',
    hours: { kind: 'unknown', text: '平日 8:30〜17:15' },
    confirmedOn: '2026-11-01',
    tenantId: idOf('900'),
    areas: [{ level: of.kind === 'ward' ? 'ward' : 'municipality', code, place: of, ...(part ? { part } : {}) }],
    ...rest,
  }
}

export const idOf = (end: string) => `00000000-0000-4000-8000-${end.padStart(12, '0')}`
const WARD = { one: '992011', two: '992020', city: '992003' }

/** A directory with every case: one window, two, one long unconfirmed, one not connected, wards, and none. */
export const windows: readonly TravellingWindow[] = [
  window({ id: '1', name: '灯町市くらし相談センター', code: '990019' }, place('灯町市', ['0000001'])),
  window({ id: '2', name: '双子市北相談室', code: '990027' }, place('双子市')),
  window({ id: '3', name: '双子市南相談室', code: '990027' }, place('双子市')),
  window({ id: '4', name: '古灯市相談室', code: '990035', confirmedOn: '2025-01-01' }, place('古灯市')),
  withoutTenant(window({ id: '5', name: '遠灯市相談室', code: '990043' }, place('遠灯市'))),
  window({ id: '6', name: '大灯市東区相談室', code: WARD.one }, place('大灯市東区', [], WARD.city)),
  window({ id: '7', name: '大灯市西区相談室', code: WARD.two }, place('大灯市西区', [], WARD.city)),
]

function withoutTenant({ tenantId: _tenantId, ...rest }: TravellingWindow): TravellingWindow {
  return rest
}

export const directory = openTravellingDirectory(windows)

let made = 0
export function person(row: Partial<PersonRow>): PersonRow {
  made += 1
  return {
    contractId: `C${made}`,
    personName: `灯 花子${made}`,
    postalCode: '',
    address: `灯町市ひかり二丁目${made}番`,
    municipality: '990019',
    supply: 'electricity',
    noticeStage: 'reminder',
    language: 'ja',
    reference: '',
    ...row,
  }
}

export const job: BulkJob = {
  company: { organizationId: idOf('999'), name: 'あかり電気株式会社' },
  sender: { companyName: 'あかり電気株式会社', sectionName: 'お客さま相談室', phone: '0120-000-001' },
  origin: 'https://tomoshibi.example.jp',
  issuedOn: calendarDate('2026-11-22'),
  batchSize: 3,
  channel: 'enclosed',
}

/** A folder in memory. */
export function memoryFolder(kept = new Map<string, Uint8Array>()): LetterFiles & { kept: Map<string, Uint8Array> } {
  const bytesOf = (bytes: Uint8Array | string) => (typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes)
  return {
    kept,
    read: async (name) => kept.get(name),
    write: async (name, bytes) => void kept.set(name, bytesOf(bytes)),
    append: async (name, line) =>
      void kept.set(name, Buffer.concat([kept.get(name) ?? Buffer.alloc(0), bytesOf(`${line}\n`)])),
  }
}
