import { randomUUID } from 'node:crypto'
import { addSession, addTown, addUser, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import type { App } from '#platform/http/frame.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import type { Platform } from '#platform/platform.ts'
import type { SnapshotPart } from '#referral/report-shapes-contract.ts'
import { supportCaseApi } from './support-case-api.ts'

export type SentReport = { id: string; consentId: string; reportId: string; organizationId: string }

type Sealed = readonly { category: string; sealed: string; wrappedKey: string }[]
type Keys = readonly { kind: string; key: string }[]
/** How the referral's own side seals and hashes; handed in by the test. */
type Seal = {
  sealParts: (
    keys: Platform['keys'],
    at: { tenantId: string; reportId: string },
    parts: readonly SnapshotPart[],
  ) => Sealed
  householdKeys: (keys: Platform['keys'], tenantId: string, parts: readonly SnapshotPart[]) => Keys
}
type World = { admin: TestFrame['admin']; platform: Platform; town: TestTown; seal: Seal }

/** Parts of a report about somebody obviously invented. */
export const person = (name = '灯 花子', address = '灯町市港町1丁目2-3', phone = '000-1234-5678'): SnapshotPart[] => [
  { category: 'identity', name, reading: 'あかり はなこ' },
  { category: 'contact', address, phone },
  { category: 'observation', signs: ['said-cannot-pay'], note: '支払いが難しいとのこと' },
]

/** A report that reached the agency on consent, row by row. */
export async function sendReport(
  world: World,
  parts = person(),
  { kind = 'arrears', urgency = 'within-3-days', stopOn }: { kind?: string; urgency?: string; stopOn?: string } = {},
): Promise<SentReport> {
  const { admin, platform, town, seal } = world
  const [organizationId, tenantId, agencyId] = [town.company.id, town.tenant.id, town.agency.id]
  const [id, reportId, sharingId] = [platform.newId(), platform.newId(), platform.newId()]
  const report = { organizationId, reportId, subjectId: platform.newId(), consentId: platform.newId() }
  await writeReport(world, report, { kind, urgency })
  await admin.query(
    `insert into app.sharings (tenant_id, id, provider_id, recipient_id, report_organization_id, report_id, categories,
       purpose, ground, consent_id, until, requested_by, decided_by, art29_record_duty)
     values ($1, $2, $3, $4, $3, $5, array['identity'], 'consultation', 'consent', $6, current_date + 90, $7, $7, true)`,
    [tenantId, sharingId, organizationId, agencyId, reportId, report.consentId, town.liaison.id],
  )
  for (const { category, sealed, wrappedKey } of seal.sealParts(platform.keys, { tenantId, reportId }, parts)) {
    await admin.query(
      `insert into app.snapshots (tenant_id, sharing_id, category, recipient_id, report_organization_id, report_id, sealed,
         wrapped_key, use_until)
       values ($1, $2, $3, $4, $5, $6, decode($7, 'base64'), decode($8, 'base64'), current_date + 90)`,
      [tenantId, sharingId, category, agencyId, organizationId, reportId, sealed, wrappedKey],
    )
  }
  await admin.query(
    `insert into app.referrals (tenant_id, id, agency_id, reporter_id, report_id, sharing_id, kind, urgency, stop_on,
       sent_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now(), now() + interval '1 day')`,
    [tenantId, id, agencyId, organizationId, reportId, sharingId, kind, urgency, stopOn ?? null],
  )
  for (const one of seal.householdKeys(platform.keys, tenantId, parts)) {
    await admin.query(`insert into app.household_keys values ($1, $2, $3, decode($4, 'hex'))`, [
      tenantId,
      id,
      one.kind,
      one.key,
    ])
  }
  return { id, consentId: report.consentId, reportId, organizationId }
}

type Ids = { organizationId: string; reportId: string; subjectId: string; consentId: string }

async function writeReport({ admin, town }: World, ids: Ids, { kind, urgency }: { kind: string; urgency: string }) {
  const { organizationId, reportId, subjectId, consentId } = ids
  const bytes = Buffer.from('sealed')
  await admin.query('insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, $3)', [
    organizationId,
    subjectId,
    bytes,
  ])
  await admin.query(
    `insert into app.consents (organization_id, id, subject_id, outcome, recipient_tenant_id, categories, purposes,
       feedback_level, until, method, capacity, language, wording_version, sealed, obtained_at)
     values ($1, $2, $3, 'given', $4, array['identity', 'contact', 'observation'], array['consultation', 'feedback'],
       'supported', current_date + 90, 'paper', 'self', 'ja', '1', $5, now())`,
    [organizationId, consentId, subjectId, town.tenant.id, bytes],
  )
  await admin.query(
    `insert into app.reports (organization_id, id, tenant_id, subject_id, kind, state, urgency, consent_id, sealed,
       written_by, sent_by, sent_at, receipt_number) values ($1, $2, $3, $4, $5, 'sent', $6, $7, $8, $9, $9, now(), $10)`,
    [
      organizationId,
      reportId,
      town.tenant.id,
      subjectId,
      kind,
      urgency,
      consentId,
      bytes,
      town.liaison.id,
      reportId.slice(-12).toUpperCase(),
    ],
  )
}

/** An agreement that lets the company hear as much as the person allows. */
export async function agreeOnEverything({ admin, platform, town }: Omit<World, 'seal'>): Promise<void> {
  const id = platform.newId()
  await admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', 'in-force', '2020-04-01', array['identity', 'contact', 'observation'], 'supported')`,
    [town.tenant.id, id],
  )
  await admin.query(
    'insert into app.agreement_parties (tenant_id, agreement_id, organization_id) values ($1, $2, $3)',
    [town.tenant.id, id, town.company.id],
  )
}

/** What a worker writes before the first contact. */
export const plan = {
  kind: 'approach-plan',
  who: '相談員 2人',
  on: '2026-11-24',
  way: 'visit',
  dignity: '玄関先では用件を言わず、世間話から始める',
}

/** Doors of a feature that stands beside cases. */
type MoreDoors = { open?: (app: App, platform: Platform) => void; sentences?: Readonly<Record<string, string>> }

/** A town whose agency works on cases, with a colleague who is on none; and the ways to ask its API. */
export async function openCaseTown(seal: Seal, { open, sentences = {} }: MoreDoors = {}) {
  const doors = (app: App, platform: Platform) => {
    supportCaseApi(app, platform)
    open?.(app, platform)
  }
  const frame = await testFrame(doors, { sentences })
  const town = await addTown(frame.admin)
  const colleague = await addUser(frame.admin, {
    organization: town.agency,
    roles: ['consultation_worker'],
    displayName: '灯 次子',
  })
  await agreeOnEverything({ ...frame, town })
  const send = (parts?: SnapshotPart[], options?: Parameters<typeof sendReport>[2]) =>
    sendReport({ ...frame, town, seal }, parts, options)
  return { frame, town, colleague, sendReport: send, ...askingAs(frame, town) }
}

function askingAs(frame: TestFrame, town: TestTown) {
  const as = (user: TestUser, options?: { steppedUp?: boolean }) => addSession(frame.admin, user, options)
  const get = async (url: string, user: TestUser) => frame.ask({ url, as: await as(user) })
  const post = async (url: string, body: unknown, user: TestUser) =>
    frame.ask({ method: 'POST', url, body, as: await as(user) })
  async function openFrom(report: SentReport, user: TestUser = town.worker): Promise<{ id: string; version: number }> {
    const opened = await post('/api/cases', { id: randomUUID(), referralIds: [report.id] }, user)
    if (opened.statusCode !== 200) throw new Error(opened.body)
    return opened.json()
  }
  type Line = { id?: string; corrects?: string; user?: TestUser }
  const addLine = (caseId: string, entry: unknown, { id = randomUUID(), corrects, user = town.worker }: Line = {}) =>
    post(`/api/cases/${caseId}/entries`, { id, corrects, entry }, user)
  return { as, get, post, openFrom, addLine }
}
