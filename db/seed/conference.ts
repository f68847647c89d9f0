import { z } from 'zod'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { USUAL_BY_LAWS } from '#support-conference/by-laws.ts'
import type { Actor, Stage } from './actors.ts'
import { demoId } from './town.ts'

const Told = z.looseObject({ version: z.number() })
const Agenda = Told.extend({ agenda: z.array(Told.extend({ id: z.string() })) })
const member = (name: string) => demoId(`conference member ${name}`)
const body = demoId('conference body')
const sitting = demoId('conference sitting')
const item = (name: string) => demoId(`conference item ${name}`)

/**
 * The conference of the demo town, as Tamana holds it: the power company is a related body, called to what concerns it. One
 * sitting in two days: a case of the agency, a matter that the company brings without the person's consent, a regional issue.
 */
export async function writeConference({ as }: Stage, now: Date): Promise<void> {
  const officer = await as('shukan@tomoshi')
  const worker = await as('soudan@kurashi')
  await founded(officer)
  const day = addDays(todayInJapan(now), 2)
  await officer('POST', '/api/conference-sittings', {
    ...{ id: sitting, bodyId: body, kind: 'regular', place: '市役所3階 会議室B', jointWith: [] },
    ...{ startsAt: `${day}T14:00:00+09:00`, endsAt: `${day}T15:30:00+09:00` },
  })
  const add = (by: Actor, name: string, given: object) =>
    by('POST', `/api/conference-sittings/${sitting}/items`, { id: item(name), ...given })
  const caseId = demoId('case 見本 花代')
  await add(worker, 'case', { kind: 'case', caseId, topic: 'supply-stop', minutesPlanned: 25, position: 1 })
  await add(officer, 'brought', { kind: 'brought', topic: 'no-contact', minutesPlanned: 20, position: 2 })
  const title = '灯油を買えない世帯への冬の支援'
  await add(officer, 'region', { kind: 'region', title, topic: 'money', minutesPlanned: 15, position: 3 })
  await callTo(officer, 'case', { office: [], agency: [], lead: [], suido: [], minsei: [], denki: ['supply'] })
  await callTo(officer, 'brought', {
    office: [],
    agency: [],
    lead: [],
    minsei: [],
    denki: ['identity', 'contact', 'supply', 'observation'],
  })
  await handOut(officer, worker)
}

async function founded(officer: Actor): Promise<void> {
  await officer('POST', '/api/conference-bodies', {
    ...{ id: body, name: '灯町市支援会議', validFrom: '2026-04-01', towns: [] },
    byLaws: { ...USUAL_BY_LAWS, jointWith: ['community-care'] },
  })
  const join = (name: string, given: object) =>
    officer('POST', `/api/conference-bodies/${body}/members`, {
      ...{ id: member(name), since: '2026-04-01', seat: 'standing', office: null },
      ...given,
    })
  await join('office', { name: '見本 主管（福祉課長）', kind: 'host-office', office: 'chair', login: 'shukan@tomoshi' })
  await join('agency', { name: '見本 そよ（相談支援員）', kind: 'consultation-agency', login: 'soudan@kurashi' })
  await join('lead', { name: '見本 あおい（主任相談支援員）', kind: 'consultation-agency', login: 'shunin@kurashi' })
  await join('suido', { name: '水道局 料金係長', kind: 'city-section', organization: { name: '灯町市水道局 料金係' } })
  const minsei = { name: '灯町市民生委員児童委員協議会' }
  await join('minsei', { name: '本町地区の民生委員', kind: 'welfare-commissioner', organization: minsei })
  await join('shakyo', { name: '地域福祉係', kind: 'welfare-council', organization: { name: '灯町市社会福祉協議会' } })
  const company = { name: '見本 結（連絡担当）', kind: 'supply-company', seat: 'related', login: 'renraku@akari-denki' }
  await join('denki', company)
  for (const name of ['office', 'agency', 'lead', 'suido', 'minsei', 'shakyo'])
    await officer('POST', `/api/conference-members/${member(name)}/secrecy`, {
      ...{ version: '2026-04', signedOn: '2026-04-10', way: 'paper' },
    })
}

async function callTo(
  officer: Actor,
  name: string,
  called: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const { agenda } = Agenda.parse(await officer('GET', `/api/conference-sittings/${sitting}`))
  const version = agenda.find(({ id }) => id === item(name))?.version
  const calls = Object.entries(called).map(([who, asked]) => ({ memberId: member(who), asked }))
  await officer('PUT', `/api/conference-items/${item(name)}/calls`, { version, calls })
}

async function handOut(officer: Actor, worker: Actor): Promise<void> {
  const { version } = Told.parse(await officer('GET', `/api/conference-sittings/${sitting}`))
  await officer('POST', `/api/conference-sittings/${sitting}/state`, { version, command: 'call' })
  const url = `/api/conference-items/${item('case')}`
  const seen = Told.parse(await worker('GET', `${url}/material`))
  const material = {
    basis: { kind: 'consent', on: '2026-11-20', note: 'お電話で、会議で相談することに同意をいただいた。' },
    supply: '電気の停止の予告が届いている。',
    payment: '三か月ほど遅れている。金額は会社からの連絡のとおり。',
    situation: '体調がすぐれず、仕事を休んでいる。',
    efforts: '訪ね方を決め、お電話を一度した。まだお会いできていない。',
    question: '止まる前に、だれが・いつ会いに行くか。会社は停止の日をのばせるか。',
    leftOut: [],
  }
  const kept = Told.parse(await worker('PUT', `${url}/material`, { version: seen.version, material }))
  await worker('POST', `${url}/packs`, { version: kept.version })
}
