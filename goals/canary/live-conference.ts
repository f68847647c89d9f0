import { v7 as newId } from 'uuid'
import { z } from 'zod'
import { addDays } from '#kernel/calendar-date.ts'
import { USUAL_BY_LAWS } from '#support-conference/by-laws.ts'
import type { Actor } from './cast.ts'
import { type Pair, sendReport, today, Versioned } from './live.ts'
import type { Stage } from './stage.ts'

const Agenda = Versioned.extend({
  agenda: z.array(
    Versioned.extend({
      id: z.string(),
      called: z.array(z.looseObject({ name: z.string(), pack: z.looseObject({ id: z.string().optional() }) })),
    }),
  ),
})

/**
 * A support conference about one person: what stands in the material, the decision, the actions and the record are canaries
 * of those alone whose kind needs them. The municipality's officer and the company's liaison are called, others are not.
 */
export async function liveConference(stage: Stage, pair: Pair, label: string): Promise<void> {
  const { agency, company, town } = pair
  const team = [agency.worker, agency.lead]
  const story = `${label} conference`
  const told = { pair, story, writer: company.liaison, agencyReaders: [...team, town.officer] }
  const { referralId } = await sendReport(stage, told)
  await stage.say(agency.lead, `POST /api/referrals/${referralId}/acknowledge`, { version: 1 })
  const caseId = newId()
  await stage.say(agency.worker, 'POST /api/cases', { id: caseId, referralIds: [referralId] })
  const word = (field: string, may: readonly Actor[]) =>
    stage.marks.word(
      `${story}: ${field}`,
      may.map(({ name }) => name),
    )
  const called = { office: town.officer, agency: agency.worker, company: company.liaison }
  const room = await foundBody(stage, { officer: town.officer, called })
  const itemId = await callSitting(stage, { room, by: agency.worker, officer: town.officer, caseId })
  const say: Words = {
    word,
    team,
    everybody: [...team, town.officer, company.liaison],
    office: [...team, town.officer],
  }
  await handOut(stage, agency.worker, { itemId, material: materialOf(say) })
  const minutes = minutesOf(say, { owner: room.members.company, readers: [...team, company.liaison] })
  await decide(stage, { room, itemId, by: agency.worker, officer: town.officer }, minutes)
  await askCompany(stage, { pair, bodyId: room.body, caseId }, say)
  for (const actor of Object.values(called)) await openAll(stage, actor)
}

type Asking = { readonly pair: Pair; readonly bodyId: string; readonly caseId: string }

/** A cooperation request to the company: what is asked reaches its liaison, why it is needed stays with the office. */
async function askCompany(stage: Stage, { pair, bodyId, caseId }: Asking, say: Words): Promise<void> {
  const { agency, company } = pair
  const id = newId()
  const why = {
    whyHard: say.word('request, why hard', say.office),
    necessity: say.word('request, necessity', say.office),
  }
  await stage.say(agency.worker, 'POST /api/cooperation-requests', {
    ...{ id, bodyId, caseId, recipient: { id: company.organization.id }, categories: ['supply'], withAddress: false },
    basis: { kind: 'without-consent', interest: 'life', ...why },
    question: say.word('request, question', say.everybody),
    dueOn: addDays(today, 10),
  })
  await stage.say(agency.lead, `POST /api/cooperation-requests/${id}/send`, { version: 1 })
  await stage.say(company.liaison, `POST /api/received-requests/${id}/open`)
}

type Words = {
  readonly word: (field: string, may: readonly Actor[]) => string
  readonly team: readonly Actor[]
  readonly office: readonly Actor[]
  readonly everybody: readonly Actor[]
}

function materialOf({ word, team, office, everybody }: Words) {
  const because = { whyHard: word('why hard', team), necessity: word('necessity', team) }
  return {
    basis: { kind: 'without-consent', interest: 'life', ...because },
    supply: word('supply', everybody),
    payment: word('payment', team),
    people: word('people', office),
    situation: word('situation', office),
    efforts: word('efforts', office),
    question: word('question', everybody),
    leftOut: [],
  }
}

function minutesOf({ word, team, everybody }: Words, { owner, readers }: { owner: string; readers: readonly Actor[] }) {
  const action = { id: newId(), kind: 'wait', ownerMemberId: owner, dueOn: addDays(today, 20) }
  return {
    direction: word('direction', everybody),
    roles: [{ memberId: owner, role: word('role', everybody) }],
    actions: [{ ...action, what: word('action', readers) }],
    record: word('record', team),
  }
}

type Room = {
  readonly sitting: string
  readonly body: string
  readonly members: Record<'office' | 'agency' | 'company', string>
}

async function foundBody(
  stage: Stage,
  { officer, called }: { officer: Actor; called: Record<'office' | 'agency' | 'company', Actor> },
): Promise<Room> {
  const room = { sitting: newId(), body: newId(), members: { office: newId(), agency: newId(), company: newId() } }
  const founded = { id: room.body, name: '灯の支援会議', validFrom: '2026-01-01', towns: [], byLaws: USUAL_BY_LAWS }
  await stage.say(officer, 'POST /api/conference-bodies', founded)
  const kinds = { office: 'host-office', agency: 'consultation-agency', company: 'supply-company' } as const
  for (const seat of ['office', 'agency', 'company'] as const) {
    const { rows } = await stage.house.database.admin.query<{ login: string }>(
      `select u.login_name || '@' || o.code as login from app.users u join app.organizations o on o.id = u.organization_id
        where u.id = $1`,
      [called[seat].user.id],
    )
    await stage.say(officer, `POST /api/conference-bodies/${room.body}/members`, {
      ...{ id: room.members[seat], name: '灯の構成員', kind: kinds[seat], seat: 'standing', office: null },
      ...{ since: '2026-01-01', login: rows[0]?.login },
    })
  }
  return room
}

type Calling = { readonly room: Room; readonly by: Actor; readonly officer: Actor; readonly caseId: string }

async function callSitting(stage: Stage, { room, by, officer, caseId }: Calling): Promise<string> {
  const id = newId()
  await stage.say(officer, 'POST /api/conference-sittings', {
    ...{ id: room.sitting, bodyId: room.body, kind: 'emergency', place: '会議室', jointWith: [] },
    startsAt: `${addDays(today, 1)}T14:00:00+09:00`,
  })
  const item = { id, kind: 'case', caseId, topic: 'supply-stop', minutesPlanned: 20, position: 1 }
  await stage.say(by, `POST /api/conference-sittings/${room.sitting}/items`, item)
  const calls = Object.values(room.members).map((memberId) => ({ memberId, asked: [] }))
  await stage.say(officer, `PUT /api/conference-items/${id}/calls`, { version: 1, calls })
  await moveTo(stage, { officer, room, command: 'call' })
  return id
}

async function moveTo(stage: Stage, { officer, room, command }: { officer: Actor; room: Room; command: string }) {
  const { version } = Versioned.parse(
    JSON.parse(await stage.say(officer, `GET /api/conference-sittings/${room.sitting}`)),
  )
  await stage.say(officer, `POST /api/conference-sittings/${room.sitting}/state`, { version, command })
}

async function handOut(
  stage: Stage,
  by: Actor,
  { itemId, material }: { itemId: string; material: object },
): Promise<void> {
  const url = `/api/conference-items/${itemId}` as const
  const version = async () => Versioned.parse(JSON.parse(await stage.say(by, `GET ${url}/material`))).version
  await stage.say(by, `PUT ${url}/material`, { version: await version(), material })
  const handed = Agenda.parse(JSON.parse(await stage.say(by, `POST ${url}/packs`, { version: await version() })))
  const packs = handed.agenda.find(({ id }) => id === itemId)?.called ?? []
  await stage.say(by, `POST /api/conference-packs/${packs[0]?.pack.id}/copies`, { id: newId() })
}

type Deciding = { readonly room: Room; readonly itemId: string; readonly by: Actor; readonly officer: Actor }

async function decide(stage: Stage, { room, itemId, by, officer }: Deciding, minutes: object): Promise<void> {
  await moveTo(stage, { officer, room, command: 'open' })
  const url = `/api/conference-items/${itemId}` as const
  const version = async () => Versioned.parse(JSON.parse(await stage.say(by, `GET ${url}/minutes`))).version
  await stage.say(by, `PUT ${url}/minutes`, { version: await version(), minutes })
  await stage.say(by, `POST ${url}/decision`, { version: await version() })
}

const Own = z.looseObject({
  sittings: z.array(
    z.looseObject({
      items: z.array(z.looseObject({ packs: z.array(z.looseObject({ id: z.string(), state: z.string() })) })),
    }),
  ),
})

/** Everybody who was called reads what is theirs, so that the canaries are delivered to somebody. */
async function openAll(stage: Stage, actor: Actor): Promise<void> {
  const { sittings } = Own.parse(JSON.parse(await stage.say(actor, 'GET /api/my-conference')))
  const packs = sittings.flatMap(({ items }) => items.flatMap((one) => one.packs))
  for (const { id, state } of packs)
    if (state === 'open') await stage.say(actor, `POST /api/my-conference/packs/${id}/open`)
}
