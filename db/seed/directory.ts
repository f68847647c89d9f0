import type pg from 'pg'
import { addDays, type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import type { ContactWindow } from '../../src/organization/contact-window.ts'
import { addInventedAreas, saveOwnWindows, seedNationalAreas } from '../../src/organization/index.ts'
import { town } from './people.ts'
import { demoId, organizationId, tenantId } from './town.ts'

const weekdays = [1, 2, 3, 4, 5] as const
const office = (from: number, to: number, text: string) =>
  ({
    kind: 'weekly',
    text,
    spans: [{ weekdays: [...weekdays], from, to }],
    closedOnHolidays: true,
    closedAtYearEnd: true,
  }) as const

const { municipalityCode, name } = town.tenant

const windowsOn = (today: CalendarDate): readonly ContactWindow[] => [
  {
    id: demoId('window kurashi'),
    tenantId,
    organizationId: organizationId('kurashi'),
    name: 'くらし相談ともしび',
    section: '自立相談支援係',
    role: 'responsible',
    areas: [{ level: 'municipality', code: municipalityCode }],
    hours: office(510, 1035, '平日 8時30分から17時15分'),
    phone: '000-000-0120',
    postalCode: '0000001',
    address: '見本県灯町市本町一丁目1番1号 灯会館2階',
    whenClosed: { name: '夜間・休日当番', phone: '000-0000-0119' },
    confirmedOn: addDays(today, -20),
  },
  {
    id: demoId('window minato'),
    tenantId,
    organizationId: organizationId('minato-soudan'),
    name: '灯町市 みなと相談室',
    section: 'くらし支援課 みなと分室',
    role: 'responsible',
    areas: [{ level: 'town', code: municipalityCode, town: 'みなと' }],
    hours: office(540, 1020, '平日 9時から17時'),
    phone: '000-000-0130',
    postalCode: '0000003',
    address: '見本県灯町市みなと二丁目3番4号',
    confirmedOn: addDays(today, -250),
  },
  {
    id: demoId('window city'),
    tenantId,
    organizationId: organizationId('tomoshi'),
    name: '灯町市役所',
    section: 'くらし支援課',
    role: 'fallback',
    areas: [{ level: 'municipality', code: municipalityCode }],
    hours: office(510, 1035, '平日 8時30分から17時15分'),
    phone: '000-000-0100',
    postalCode: '0000001',
    address: '見本県灯町市本町一丁目1番1号',
    confirmedOn: addDays(today, -40),
  },
]

/** Areas and windows. The whole of 灯町市 has one window, みなと地区 a finer one. Runs as tomoshibi_owner. */
export async function writeDirectory(client: pg.Client, now: Date): Promise<void> {
  await seedNationalAreas(client)
  await addInventedAreas(client, [
    {
      code: municipalityCode,
      kind: 'municipality',
      name,
      fullName: name,
      prefectureName: town.prefectureName,
      postalCodes: ['0000001', '0000002', '0000003'],
    },
  ])
  await saveOwnWindows(client, windowsOn(todayInJapan(now)))
}
