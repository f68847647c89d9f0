import { sealJson } from '#platform/crypto/key-ring.ts'
import { addSession, addTown, addUser, type TestSession, type TestUser } from '#platform/database/test-world.ts'
import type { App } from '#platform/http/frame.ts'
import { type Ask, testFrame } from '#platform/http/test-frame.ts'
import type { Platform } from '#platform/platform.ts'
import { USUAL_BY_LAWS } from './by-laws.ts'
import { supportConferenceApi } from './conference-api.ts'
import type { MemberKind } from './member-kinds.ts'
import { conferenceSentences } from './sentences.ts'

/** What the person of the case is called and where they live; obviously invented. */
export const household = {
  name: '灯 花子',
  reading: 'あかり はなこ',
  address: '見本県灯町市港町1丁目2-3',
  phone: '000-1234-5678',
  people: '一人暮らし',
}

export const material = {
  basis: {
    kind: 'without-consent',
    interest: 'life',
    whyHard: '判断が難しい状態で、伺っても答えが返りません。',
    necessity: '冬に電気が止まると命に関わります。',
  },
  supply: '12月1日に止まる予定',
  payment: '3か月分・4万円ほど',
  people: 'お一人',
  situation: '郵便がたまり、テレビの音だけが聞こえます。',
  efforts: '3回訪ねて会えていません。',
  question: '止める前に、だれが会いに行くかを決めたい。',
  leftOut: [],
}

export const minutes = {
  direction: '止める前に、民生委員と一緒に訪ねます。',
  record: '受診を続けているかを確かめる必要があるとの話。',
}

export type ConferenceTown = Awaited<ReturnType<typeof openConferenceTown>>
type More = {
  readonly also: (app: App, platform: Platform) => void | Promise<void>
  readonly sentences: Readonly<Record<string, string>>
}
type Send = { url: string; body?: unknown; method?: Ask['method'] }

/** A town with a body, its roster, a case with its worker, and everybody who has no business with it. */
export async function openConferenceTown(more: More = { also: () => undefined, sentences: {} }) {
  const open: More['also'] = async (app, platform) => {
    supportConferenceApi(app, platform)
    await more.also(app, platform)
  }
  const frame = await testFrame(open, { sentences: { ...conferenceSentences, ...more.sentences } })
  const town = await addTown(frame.admin)
  const otherTown = await addTown(frame.admin)
  const people = {
    ...town,
    outsider: await addUser(frame.admin, { organization: town.agency, roles: ['consultation_worker'] }),
    former: await addUser(frame.admin, { organization: town.agency, roles: ['consultation_worker'] }),
    secondLiaison: await addUser(frame.admin, { organization: town.company, roles: ['liaison'] }),
    utilityAdmin: await addUser(frame.admin, { organization: town.company, roles: ['utility_admin'] }),
    section: await addUser(frame.admin, { organization: town.city, roles: ['municipal_officer'] }),
    otherLiaison: otherTown.liaison,
    otherWorker: otherTown.worker,
    otherOfficer: otherTown.officer,
  }
  const sessions = new Map<string, TestSession>()
  const as = async (user: TestUser) => {
    const known = sessions.get(user.id) ?? (await addSession(frame.admin, user))
    sessions.set(user.id, known)
    return known
  }
  const send = async (user: TestUser, { url, body, method = 'POST' }: Send) =>
    frame.ask({ method, url, as: await as(user), ...(body === undefined ? {} : { body }) })
  const done = async (user: TestUser, sent: Send) => {
    const answer = await send(user, sent)
    if (answer.statusCode >= 300) throw new Error(`${sent.url}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  return { frame, town, otherTown, people, as, send, done, newId: frame.platform.newId }
}

/** A case of the town's agency with its worker on it, sealed as the app seals it. */
export async function addCase(
  { frame, town, newId }: Pick<ConferenceTown, 'frame' | 'town' | 'newId'>,
  isProtected = false,
) {
  const [id, subjectId, tenantId] = [newId(), newId(), town.tenant.id]
  const { key, wrapped } = frame.platform.keys.newSubjectKey(tenantId)
  await frame.admin.query('insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, $3)', [
    tenantId,
    subjectId,
    Buffer.from(wrapped),
  ])
  const sealed = Buffer.from(sealJson(key, { scopeId: tenantId, recordId: id, field: 'household' }, household))
  await frame.admin.query(
    `insert into app.cases (tenant_id, id, number, agency_id, subject_id, sealed, urgency, opened_by, protected)
     values ($1, $2, $3, $4, $5, $6, 'within-24-hours', $7, $8)`,
    [tenantId, id, `K-${id.slice(-6).toUpperCase()}`, town.agency.id, subjectId, sealed, town.worker.id, isProtected],
  )
  await frame.admin.query('insert into app.case_members (tenant_id, case_id, id, user_id) values ($1, $2, $3, $4)', [
    tenantId,
    id,
    newId(),
    town.worker.id,
  ])
  return id
}

type Seat = { user?: TestUser; kind: MemberKind; name: string; organization?: string; office?: 'chair' }

/** A body with the usual by-laws and these members; answers their ids by name. */
export async function addBody(world: ConferenceTown, seats: readonly Seat[]) {
  const { people, done, newId, frame } = world
  const id = newId()
  const body = { id, name: '灯町市支援会議', validFrom: '2026-01-01', towns: [], byLaws: USUAL_BY_LAWS }
  await done(people.officer, { url: '/api/conference-bodies', body })
  const members: Record<string, string> = {}
  for (const { user, kind, name, organization, office } of seats) {
    const memberId = newId()
    const { rows } = await frame.admin.query<{ login: string }>(
      `select u.login_name || '@' || o.code as login from app.users u join app.organizations o on o.id = u.organization_id where u.id = $1`,
      [user?.id ?? newId()],
    )
    const login = rows[0]?.login
    await done(people.officer, {
      url: `/api/conference-bodies/${id}/members`,
      body: {
        ...{ id: memberId, name, kind, seat: kind === 'supply-company' ? 'related' : 'standing', since: '2026-01-01' },
        office: office ?? null,
        ...(login === undefined ? { organization: { name: organization ?? name } } : { login }),
      },
    })
    members[name] = memberId
  }
  return { id, members, member: (name: string) => members[name] ?? '' }
}

export type Body = Awaited<ReturnType<typeof addBody>>

/** The roster of Tamana's kind: office, agency, a commissioner with paper, and the power company as a related body. */
export function usualBody(world: ConferenceTown) {
  const { officer, worker, liaison, section } = world.people
  return addBody(world, [
    { user: officer, kind: 'host-office', name: '主管課長', office: 'chair' },
    { user: worker, kind: 'consultation-agency', name: '相談支援員' },
    { user: section, kind: 'city-section', name: '住宅課' },
    { user: liaison, kind: 'supply-company', name: '電力の連絡担当' },
    { kind: 'welfare-commissioner', name: '民生委員', organization: '灯町市民生委員児童委員協議会' },
  ])
}

type Wanted = { body: Body; kind?: 'regular' | 'emergency'; inDays?: number; called?: readonly string[] }

/** A sitting with one case item, called; by default the company and the commissioner are called to it. */
export async function callSitting(world: ConferenceTown, caseId: string, wanted: Wanted) {
  const {
    body,
    kind = 'regular',
    inDays = 1,
    called = ['主管課長', '相談支援員', '電力の連絡担当', '民生委員'],
  } = wanted
  const { people, done, newId } = world
  const [id, itemId] = [newId(), newId()]
  const startsAt = new Date(Date.now() + inDays * 86_400_000).toISOString()
  const planned = { id, bodyId: body.id, kind, startsAt, place: '市役所2階 会議室', jointWith: [] }
  await done(people.officer, { url: '/api/conference-sittings', body: planned })
  const item = { id: itemId, kind: 'case', caseId, topic: 'supply-stop', minutesPlanned: 20, position: 1 }
  await done(people.worker, { url: `/api/conference-sittings/${id}/items`, body: item })
  const calls = called.map((name) => ({
    memberId: body.member(name),
    asked: name.startsWith('電力') ? ['supply', 'arrears'] : [],
  }))
  const seen = await done(people.officer, {
    url: `/api/conference-items/${itemId}/calls`,
    method: 'PUT',
    body: { version: 1, calls },
  })
  await done(people.officer, {
    url: `/api/conference-sittings/${id}/state`,
    body: { command: 'call', version: seen.version ?? 1 },
  })
  return { id, itemId }
}

/** Writes the material and hands the packs over; answers the pack of each member by name. */
export async function handOut(world: ConferenceTown, itemId: string, given: object = material) {
  const { people, done } = world
  const before = await done(people.worker, { url: `/api/conference-items/${itemId}/material`, method: 'GET' })
  const url = `/api/conference-items/${itemId}/material`
  const kept = await done(people.worker, { url, method: 'PUT', body: { version: before.version, material: given } })
  const sitting = await done(people.worker, {
    url: `/api/conference-items/${itemId}/packs`,
    body: { version: kept.version },
  })
  return packsOf(sitting, itemId)
}

type Row = { name: string; pack: { id?: string } }
/** The packs of an item by the name of their member. */
export function packsOf(sitting: { agenda: readonly { id: string; called: readonly Row[] }[] }, itemId: string) {
  const item = sitting.agenda.find(({ id }) => id === itemId)
  return Object.fromEntries((item?.called ?? []).map(({ name, pack }) => [name, pack.id ?? '']))
}
