import { z } from 'zod'
import { addDays, type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { fiscalYearOf } from '#kernel/fiscal-year.ts'
import { leafletNumberOf } from '#letter/leaflet-number.ts'
import type { Actor, Stage } from './actors.ts'
import { demoId, organizationId, tenantId } from './town.ts'

const place = (name: string) => demoId(`leaflets ${name}`)
const Printed = z.looseObject({ first: z.string(), last: z.string() })

type Move = { kind: string; count: number; days: number; to?: string; costYen?: number; first?: number }

/** Leaflets at あかり電気: printed, sent to branches and the contractor, counted, one branch low; and a year of hand-outs. */
export async function writeLeaflets({ as }: Stage, now: Date): Promise<void> {
  const today = todayInJapan(now)
  const liaison = await as('renraku@akari-denki')
  await keepPlaces(liaison)
  const move = mover(liaison, today)
  await move('store', { kind: 'received', count: 1000, days: 120, costYen: 24_200, first: 1 })
  await move('store', { kind: 'handed', count: 300, days: 115, to: 'minato', costYen: 1_180, first: 1 })
  await move('store', { kind: 'handed', count: 200, days: 115, to: 'kita', costYen: 1_180, first: 301 })
  await move('store', { kind: 'handed', count: 150, days: 110, to: 'minori', costYen: 860, first: 501 })
  await move('minato', { kind: 'used', count: 164, days: 60 })
  await move('kita', { kind: 'spoiled', count: 12, days: 45 })
  await move('kita', { kind: 'used', count: 97, days: 40 })
  await move('kita', { kind: 'counted', count: 88, days: 30 })
  await move('kita', { kind: 'used', count: 52, days: 8 })
  await move('minori', { kind: 'used', count: 41, days: 6 })
  await countHandouts(liaison, today)
  await printLeaflets(liaison)
}

async function keepPlaces(liaison: Actor): Promise<void> {
  const keep = (name: string, body: object) => liaison('PUT', `/api/leaflets/places/${place(name)}`, body)
  await keep('store', { name: '本社の棚', kind: 'store', reorderAt: 300 })
  await keep('minato', { name: 'みなと営業所', kind: 'branch', reorderAt: 100 })
  await keep('kita', { name: '北の丘営業所', kind: 'branch', reorderAt: 60 })
  const employerId = organizationId('minori-kenshin')
  await keep('minori', { name: 'みのり検針サービスの詰所', kind: 'contractor', reorderAt: 50, employerId })
}

function mover(liaison: Actor, today: CalendarDate) {
  let step = 0
  return (at: string, { kind, count, days, to, costYen, first }: Move) => {
    step += 1
    return liaison('PUT', `/api/leaflets/moves/${demoId(`leaflet move ${step}`)}`, {
      ...{ kind, count, placeId: place(at), movedOn: addDays(today, -days) },
      ...(to === undefined ? {} : { toPlaceId: place(to) }),
      ...(costYen === undefined ? {} : { costYen }),
      ...(first === undefined
        ? {}
        : { firstNumber: leafletNumberOf(first), lastNumber: leafletNumberOf(first + count - 1) }),
    })
  }
}

/** What was said on the telephone and enclosed without numbers, month by month of the fiscal year so far. */
async function countHandouts(liaison: Actor, today: CalendarDate): Promise<void> {
  const { startsOn } = fiscalYearOf(today)
  const shapes = [
    { stage: 'unpaid-notice', channel: 'enclosed', language: 'ja', count: 180 },
    { stage: 'reminder', channel: 'enclosed', language: 'ja', count: 64 },
    { stage: 'stop-notice', channel: 'phone', language: 'ja', count: 11 },
    { stage: 'reminder', channel: 'counter', language: 'ja-easy', count: 6 },
  ] as const
  for (let month = 0; month < 12; month += 1) {
    const handedOn = addDays(startsOn, month * 30 + 12)
    if (handedOn > today) return
    for (const [index, { count, ...shape }] of shapes.entries()) {
      if ((month + index) % 4 === 3) continue
      const body = { tenantId, handedOn, ...shape, count: count + ((month * 17 + index * 5) % 40) }
      await liaison('PUT', `/api/handouts/${demoId(`handout ${month} ${index}`)}`, body)
    }
  }
}

/** A few numbered ones, printed on demand: the collector hands them out one by one. */
async function printLeaflets(liaison: Actor): Promise<void> {
  const window = { windowId: demoId('window kurashi'), language: 'ja', supply: 'electricity' }
  Printed.parse(await liaison('POST', '/api/leaflets', { ...window, count: 5 }))
}
