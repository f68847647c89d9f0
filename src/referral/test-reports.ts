import { randomUUID } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { addInventedAreas, saveOwnWindows } from '#organization/index.ts'
import { withClient } from '#platform/database/connection.ts'
import { ownerRole } from '#platform/database/roles.ts'
import { addOrganization, addSession, addTown, addUser, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { referralApi } from './referral-api.ts'
import { referralSentences } from './sentences.ts'

/** What the statements of this feature share: a town with a window, its people signed in, and a report to send. */
export const address = '灯県灯町市本町1-2-3'

export type ReportTown = Awaited<ReturnType<typeof openReportTown>>

type House = { readonly doors: Parameters<typeof testFrame>[0]; readonly sentences: Readonly<Record<string, string>> }
const ownHouse: House = { doors: referralApi, sentences: referralSentences }

export async function openReportTown(now?: () => Date, { doors, sentences }: House = ownHouse) {
  const frame = await testFrame(doors, { sentences, ...(now ? { now } : {}) })
  const town = await addTown(frame.admin)
  const sister = await addOrganization(frame.admin, {
    kind: 'consultation-agency',
    tenantId: town.tenant.id,
    name: '東のともしび',
  })
  const sisterWorker = await addUser(frame.admin, { organization: sister, roles: ['consultation_worker'] })
  const secondLiaison = await addUser(frame.admin, { organization: town.company, roles: ['liaison'] })
  const secondFieldWorker = await addUser(frame.admin, { organization: town.company, roles: ['field_worker'] })
  const rival = await addOrganization(frame.admin, { kind: 'electricity-retailer', name: 'よその電力' })
  const rivalLiaison = await addUser(frame.admin, { organization: rival, roles: ['liaison'] })
  await placeWindow(frame, { tenantId: town.tenant.id, organizationId: town.agency.id })
  const as = (user: TestUser, options = {}) => addSession(frame.admin, user, options)
  return { ...town, frame, sister, sisterWorker, secondLiaison, secondFieldWorker, rivalLiaison, as }
}

async function placeWindow(frame: TestFrame, of: { tenantId: string; organizationId: string }) {
  await withClient({ ...frame.database.connection, role: ownerRole }, async (writer) => {
    const names = { name: '灯町市', fullName: '灯町市', prefectureName: '灯県' }
    await addInventedAreas(writer, [{ ...names, code: '990001', kind: 'municipality', postalCodes: ['0000001'] }])
    await saveOwnWindows(writer, [
      {
        ...of,
        id: newId(),
        name: 'くらし相談ともしび',
        section: '相談支援係',
        role: 'responsible',
        phone: '000-0000-0001',
        areas: [{ level: 'municipality', code: '990001' }],
        hours: { kind: 'unknown' },
      },
    ])
  })
}

/** An agreement in force that lets everything pass and everything be told. */
export async function addAgreement({ frame, tenant, company }: ReportTown, ceiling = 'supported') {
  const id = newId()
  await frame.admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, categories, feedback_ceiling)
     values ($1, $2, '見守りの協定', 'report', 'in-force', '2026-04-01', $3, $4)`,
    [tenant.id, id, ['identity', 'contact', 'supply', 'observation', 'arrears'], ceiling],
  )
  await frame.admin.query('insert into app.agreement_parties values ($1, $2, $3, $4)', [
    tenant.id,
    id,
    company.id,
    '2026-04-01',
  ])
}

export const consent = {
  outcome: 'given',
  method: 'oral-script',
  capacity: 'self',
  language: 'ja',
  wordingVersion: 'test',
  obtainedAt: '2026-11-01T10:00:00+09:00',
} as const

export const report = {
  kind: 'arrears',
  place: { address },
  name: '灯 花子',
  phone: '000-0000-0002',
  signs: ['said-cannot-pay'],
  note: '先月から仕事がないと話された。',
  supply: { kind: 'electricity', stage: 'stop-notice', stopOn: '2099-12-01' },
  arrears: { months: 3, yen: 42_000 },
} as const

/** The body of a report with a consent that was given; `change` replaces fields. */
export function bodyOf(change: Readonly<Record<string, unknown>> = {}): { id: string } & Record<string, unknown> {
  return { id: randomUUID(), version: 0, report, consent, ...change }
}

export const withKey = (key: string = randomUUID()) => ({ 'idempotency-key': key })

/** Sends as the liaison; answers the answer. */
export async function submit(town: ReportTown, { body = bodyOf(), key = newId(), user = town.liaison } = {}) {
  const as = await town.as(user)
  const answer = await town.frame.ask({
    method: 'POST',
    url: '/api/reports/submit',
    body,
    headers: withKey(key),
    as,
  })
  return { answer, body, key }
}

/** The newest referral in the agency's inbox for a report that was just sent. */
export async function referralOf(town: ReportTown, reportId: string): Promise<{ id: string; version: number }> {
  const { rows } = await town.frame.admin.query<{ id: string; version: number }>(
    'select id, version from app.referrals where report_id = $1 order by sent_at desc limit 1',
    [reportId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('no referral')
  return row
}

/** One change by the agency; the version is looked up. */
export async function change(
  town: ReportTown,
  { reportId, step, body = {}, user = town.worker }: { reportId: string; step: string; body?: object; user?: TestUser },
) {
  const { id, version } = await referralOf(town, reportId)
  const as = await town.as(user)
  const versioned = step === 'tell' ? body : { version, ...body }
  return town.frame.ask({ method: 'POST', url: `/api/referrals/${id}/${step}`, body: versioned, as })
}

/** What the company hears about a report. */
export async function heard(town: ReportTown, reportId: string): Promise<readonly string[]> {
  const answer = await town.frame.ask({ url: `/api/reports/${reportId}`, as: await town.as(town.liaison) })
  return answer.json().told.map(({ word }: { word: string }) => word)
}
