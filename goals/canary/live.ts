import { v7 as newId } from 'uuid'
import { z } from 'zod'
import { WORDING_VERSION } from '#consent/consent-wording.ts'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { type Actor, type Agency, type Cast, type Company, peopleOfAgency, type Town } from './cast.ts'
import type { Stage } from './stage.ts'

export const today = todayInJapan(new Date())
const names = (actors: readonly Actor[]) => actors.map(({ name }) => name)

/** Who of a company reads a report: whoever wrote it, the desk and the liaison. */
export const readersOf = (company: Company, writer: Actor) => names([writer, company.clerk, company.liaison])

export type Pair = { readonly town: Town; readonly agency: Agency; readonly company: Company }
type Told = {
  readonly pair: Pair
  readonly story: string
  readonly writer: Actor
  readonly agencyReaders: readonly Actor[]
}

/** One report in which every string is a canary of its own, bound to company and agency readers. */
export function reportOf({ marks }: Stage, { pair, story, writer, agencyReaders }: Told) {
  const company = readersOf(pair.company, writer)
  const both = [...company, ...names(agencyReaders)]
  const word = (field: string, may = both) => marks.word(`report ${story}: ${field}`, may)
  return {
    kind: 'arrears',
    place: { address: `${pair.town.name}${pair.agency.place}1-2-3 ${word('address')}` },
    name: word('name'),
    reading: word('reading'),
    phone: marks.phone(`report ${story}: phone`, both),
    callNote: word('callNote'),
    signs: ['said-cannot-pay'],
    note: word('note'),
    supply: { kind: 'electricity', stage: 'stop-notice', stopOn: addDays(today, 9) },
    arrears: { months: 3, yen: 42_600 },
  }
}

/** A guardian's oral consent before a witness; both names belong to the company alone. */
export function consentOf({ marks }: Stage, { pair, story, writer }: Told) {
  const may = readersOf(pair.company, writer)
  return {
    outcome: 'given',
    method: 'oral-witness',
    capacity: 'guardian',
    language: 'ja',
    wordingVersion: WORDING_VERSION,
    obtainedAt: new Date(Date.now() - 3_600_000).toISOString(),
    spokenBy: marks.word(`consent ${story}: spokenBy`, may),
    witness: marks.word(`consent ${story}: witness`, may),
  }
}

/** Sends a report as the liaison; answers its id and the referral that the agency got. */
export async function sendReport(stage: Stage, told: Told, more: Readonly<Record<string, unknown>> = {}) {
  const id = newId()
  const body = { id, version: 0, report: reportOf(stage, told), consent: consentOf(stage, told), ...more }
  await stage.say(told.writer, 'POST /api/reports/submit', body)
  const { rows } = await stage.house.database.admin.query<{ id: string; agency_id: string }>(
    'select id, agency_id from app.referrals where report_id = $1',
    [id],
  )
  const [row] = rows
  if (row?.agency_id !== told.pair.agency.organization.id) throw new Error(`${told.story} reached another agency`)
  return { reportId: id, referralId: row.id }
}

/** Everything that a company and an agency write with and about each other. */
export async function livePair(stage: Stage, pair: Pair, label: string): Promise<void> {
  const { agency, company } = pair
  await companyAlone(stage, pair, label)
  const inbox = { pair, story: `${label} inbox`, writer: company.liaison, agencyReaders: peopleOfAgency(agency) }
  const { reportId } = await sendReport(stage, inbox)
  const reason = stage.marks.word(`${label} update reason`, [
    ...readersOf(company, company.liaison),
    ...names(peopleOfAgency(agency)),
  ])
  const change = { field: 'stop-on', newValue: addDays(today, 12), reason }
  await stage.say(company.liaison, `POST /api/reports/${reportId}/updates`, change)

  const gone = { ...inbox, story: `${label} withdrawn` }
  const withdrawn = await sendReport(stage, gone)
  const because = stage.marks.word(`${label} withdrawn because`, readersOf(company, company.liaison))
  await stage.say(company.liaison, `POST /api/reports/${withdrawn.reportId}/withdraw`, { because })

  const recalled = await sendReport(stage, { ...inbox, story: `${label} consent withdrawn`, agencyReaders: [] })
  await stage.say(agency.lead, `POST /api/referrals/${recalled.referralId}/withdraw-consent`)
}

const Received = z.looseObject({ receipt: z.looseObject({ reportId: z.string() }) })

/** What never leaves the company: a draft of the field worker, no consent, a danger's review. */
async function companyAlone(stage: Stage, pair: Pair, label: string): Promise<void> {
  const { agency, company, town } = pair
  const told = { pair, story: `${label} draft`, writer: company.field, agencyReaders: [] }
  const consent = {
    ...consentOf(stage, told),
    outcome: 'not-obtainable',
    whyNotObtainable: stage.marks.word(`${label} why not obtainable`, readersOf(company, company.field)),
  }
  const body = { id: newId(), version: 0, report: reportOf(stage, told), consent, passOn: true }
  await stage.say(company.field, 'POST /api/reports', body)

  const may = [...readersOf(company, company.field), ...names(peopleOfAgency(agency))]
  const answer = await stage.say(company.field, 'POST /api/danger', {
    place: `${town.name}${agency.place}3-3-3 ${stage.marks.word(`${label} danger place`, may)}`,
    what: stage.marks.word(`${label} danger what`, may),
    called: '119',
  })
  const { receipt } = Received.parse(JSON.parse(answer))
  const finding = stage.marks.word(`${label} finding`, names([company.field, company.liaison]))
  await stage.say(company.liaison, `POST /api/reports/${receipt.reportId}/review`, { finding })
  await questions(stage, pair, label)
}

async function questions(stage: Stage, { town, agency, company }: Pair, label: string): Promise<void> {
  const may = names([company.clerk, company.liaison, ...town.agencies.flatMap(peopleOfAgency)])
  const id = newId()
  await stage.say(company.clerk, 'POST /api/questions', {
    id,
    tenantId: town.id,
    areaCode: town.areaCode,
    stage: 'stop-notice',
    signs: ['said-cannot-pay'],
    body: `どうお伝えするとよいですか。${stage.marks.word(`${label} question`, may)}`,
  })
  await stage.say(agency.worker, `POST /api/received-questions/${id}/answer`, {
    version: 1,
    kind: 'advice',
    text: stage.marks.word(`${label} answer`, may),
  })
}

/** What everybody writes for themselves, and what administrators write about staff. */
export async function liveAlone(stage: Stage, cast: Cast, actors: readonly Actor[]): Promise<void> {
  for (const actor of actors) {
    const text = stage.marks.word(`draft of ${actor.name}`, [actor.name])
    await stage.say(actor, 'PUT /api/drafts/note:canary', { body: { text }, version: 0 })
  }
  const admins = [
    // Leaders hear at once whose account was made: leads and the auditor of a municipality, the liaison of a company. The
    // officer chooses among colleagues who keeps an eye on looks.
    ...cast.towns.map(({ admin, auditor, officer, agencies }) => ({
      admin,
      role: 'municipal_officer',
      told: [auditor.name, officer.name, ...agencies.map(({ lead }) => lead.name)],
    })),
    ...cast.companies.map(({ admin, liaison }) => ({ admin, role: 'arrears_clerk', told: [liaison.name] })),
  ]
  for (const { admin, role, told } of admins) {
    await stage.say(admin, 'POST /api/staff', {
      organizationId: admin.user.organizationId,
      loginName: 'atarashii',
      displayName: stage.marks.word(`staff name by ${admin.name}`, [admin.name, ...told]),
      phone: stage.marks.word(`staff phone by ${admin.name}`, [admin.name]),
      roles: [role],
    })
  }
  for (const agency of cast.towns.flatMap(({ agencies }) => agencies)) {
    const from = `${addDays(today, 30)}T20:00:00+09:00`
    const until = `${addDays(today, 31)}T08:00:00+09:00`
    const shift = { id: newId(), from, until, name: '当番', phone: '0120-000-001' }
    await stage.say(agency.lead, 'POST /api/duty', shift)
  }
}

export const Versioned = z.looseObject({ version: z.number() })
