import { v7 as newId } from 'uuid'
import { z } from 'zod'
import { addDays } from '#kernel/calendar-date.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type Databases, openDatabases } from '#platform/database/session.ts'
import type { TestPool } from '#platform/database/test-database.ts'
import { type TestDatabase, testRootKey } from '#platform/database/test-database.ts'
import {
  addOrganization,
  addSession,
  addTenant,
  addTown,
  addUser,
  type TestSession,
  type TestTown,
  type TestUser,
} from '#platform/database/test-world.ts'
import { isJudgementGround, type LegalKind } from './grounds.ts'
import { decideSharing, type SharingDecision } from './information-sharing.ts'
import type { Judgement } from './sharing-facts.ts'
import { addItem } from './test-gate-items.ts'
import {
  factsOf,
  type GateWorld,
  type Instants,
  instants,
  isDecided,
  judgementFacts,
  recordGround,
} from './test-gate-worlds.ts'
import { askGate, consentOf, type Person, somebody, submission, today, withdraw } from './test-sharing.ts'

/** A house with a provider of each legal kind, into which generated worlds are written and where the gate is asked. */
export type GateHouse = {
  readonly admin: TestPool
  readonly databases: Databases
  readonly town: TestTown
  readonly providers: ReadonlyMap<LegalKind, Provider>
}
type Provider = {
  readonly organization: TestTown['company']
  readonly people: { readonly asks: TestUser; readonly decides: TestUser }
  readonly sessions: Record<'yes' | 'no', TestSession>
  /** Somebody else's report, that a record may be about by mistake. */
  readonly other: Person
}
const keys = openKeyRing(testRootKey)
let nextCode = 100_000

/** The one cooperation request that exists; requests have rows and a proof of their own. */
const THE_REQUEST = '00000000-0000-7000-8000-0000000000a1'

/** Prepares the providers, and one cooperation request that asks for everything. */
export async function openGateHouse(database: TestDatabase): Promise<GateHouse> {
  const { admin } = database
  await admin.query(`create or replace function sec.why_not_on_request(provider uuid, request uuid, categories text[])
    returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case when request is distinct from '${THE_REQUEST}'::uuid then 'cooperation-request-missing' end $$`)
  const databases = openDatabases(database.planes)
  const town = await addTown(admin)
  const house = { admin, databases, town, providers: new Map<LegalKind, Provider>() }
  for (const kind of ['private-business', 'municipal-body', 'commissioned-body'] as const) {
    house.providers.set(kind, await addProvider(house, kind))
  }
  return house
}

async function addProvider({ admin, databases, town }: GateHouse, kind: LegalKind): Promise<Provider> {
  const tenantId = kind === 'private-business' ? null : town.tenant.id
  const organization = await addOrganization(admin, {
    kind: 'electricity-retailer',
    tenantId,
    name: `提供する側 ${kind}`,
  })
  await admin.query('update app.organizations set legal_kind = $2 where id = $1', [organization.id, kind])
  const asks = await addUser(admin, { organization, roles: ['arrears_clerk'] })
  const decides = await addUser(admin, { organization, roles: ['liaison'] })
  const sessions = { yes: await addSession(admin, asks), no: await addSession(admin, asks, { steppedUp: false }) }
  const other = somebody(keys, organization.id)
  const draft = submission({ town: { ...town, company: organization }, person: other, consentId: null })
  await askGate({ databases, session: sessions.yes }, 'save_report', { ...draft, passOn: false })
  return { organization, people: { asks, decides }, sessions, other }
}

export type Told = {
  readonly pure: SharingDecision
  readonly stored: Awaited<ReturnType<typeof askGate>>
  readonly sharingId: string
  readonly judgementId: string | undefined
}

/** Writes the world, asks the pure gate and then the database's own function as the provider's clerk. */
export async function bothSay(house: GateHouse, world: GateWorld): Promise<Told> {
  const { admin, databases, town } = house
  const provider = house.providers.get(world.providerKind)
  if (provider === undefined) throw new Error('no provider of this kind')
  const tenant = await addTenant(admin, { municipalityCode: String(nextCode++) })
  const agency = await addOrganization(admin, { kind: 'consultation-agency', tenantId: tenant.id })
  await admin.query('update app.organizations set legal_kind = $2 where id = $1', [agency.id, world.recipientKind])
  const here: TestTown = { ...town, tenant, agency, company: provider.organization }
  await agree(admin, world, here)
  const person = somebody(keys, provider.organization.id)
  const at = instants(Date.now())
  const scene = { house, provider, here, person, at }
  const judgementId = isJudgementGround(world.ground) ? await writeRecord(scene, world) : undefined
  const consentId = world.ground === 'consent' ? await writeConsent(scene, world) : null
  const document = submission({ town: here, person, categories: world.categories, consentId })
  const session = provider.sessions[world.steppedUp ? 'yes' : 'no']
  const pure = decideSharing(factsOf(world, { here: tenant.id, elsewhere: town.tenant.id, at }))
  const stored = await ask({ databases, session }, world, { document, judgementId })
  return { pure, stored, sharingId: document.sharing.id, judgementId }
}

type Asked = { document: ReturnType<typeof submission>; judgementId: string | undefined }

function ask(gate: Parameters<typeof askGate>[0], { ground }: GateWorld, { document, judgementId }: Asked) {
  if (ground === 'consent') return askGate(gate, 'submit_report', document)
  if (ground === 'immediate-danger') {
    const danger = { ...document, report: { ...document.report, kind: 'danger' }, called: true, reviewDueOn: today() }
    return askGate(gate, 'report_danger', danger)
  }
  const report = { ...document.report, version: judgementId === undefined ? 0 : 1 }
  return askGate(gate, 'submit_report', { ...document, report, ground, judgementId })
}

async function agree(admin: TestPool, { agreement }: GateWorld, { tenant, company }: TestTown): Promise<void> {
  if (agreement.state === 'none') return
  const id = newId()
  const from = addDays(today(), agreement.from)
  const until =
    agreement.until === undefined || agreement.until < agreement.from ? null : addDays(today(), agreement.until)
  await admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, valid_until, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', $3, $4, $5, $6, 'supported')`,
    [tenant.id, id, agreement.state, from, until, agreement.categories],
  )
  await admin.query(
    'insert into app.agreement_parties (tenant_id, agreement_id, organization_id, agreed_on) values ($1, $2, $3, $4)',
    [tenant.id, id, company.id, from],
  )
}

type Scene = { house: GateHouse; provider: Provider; here: TestTown; person: Person; at: Instants }

async function writeConsent({ house, provider, here, person }: Scene, { consent }: GateWorld): Promise<string | null> {
  if (consent === null) return null
  const gate = { databases: house.databases, session: provider.sessions.yes }
  const { outcome, categories, purposes } = consent
  const recipientTenantId = consent.here ? here.tenant.id : house.town.tenant.id
  const scope = { outcome, categories, purposes, until: addDays(today(), consent.until), recipientTenantId }
  await askGate(gate, 'record_consent', consentOf(here, person, scope))
  if (consent.withdrawn && outcome === 'given') await withdraw(gate, person.consentId)
  return person.consentId
}

const sealedWords = Buffer.alloc(60, 7)

/** The draft, what the person said about it, and the record as the world has it. Answers the record's id. */
async function writeRecord(scene: Scene, world: GateWorld): Promise<string | undefined> {
  const { house, provider, here, person, at } = scene
  const facts = judgementFacts(world, at)
  if (world.record === null) return undefined
  await writeDraft(scene)
  await writeAnswer(scene, world)
  const id = newId()
  if (facts === undefined) return id
  const { mismatch } = world.record
  const about = mismatch === 'report' ? provider.other : person
  const recipient = mismatch === 'recipient' ? house.town.agency : here.agency
  const itemId =
    facts.itemId &&
    (await addItem(house.admin, { here, providerId: provider.organization.id, by: provider.people.asks.id, world }))
  const requestId = facts.requestId && (world.record.request === 'good' ? THE_REQUEST : newId())
  const { asks } = provider.people
  await house.admin.query(
    `insert into app.judgements (provider_id, id, scope_id, subject_id, tenant_id, report_organization_id, report_id, recipient_id,
       purpose, ground, state, interest, facts_observed_at, hardness, categories, provision, item_id, request_id, route,
       valid_until, ask_again_on, tell_on, not_told_until, requested_by, second_due_on)
     values ($1, $2, $1, $3, $4, $1, $5, $6, 'consultation', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    [
      provider.organization.id,
      id,
      about.subjectId,
      here.tenant.id,
      about.reportId,
      recipient.id,
      recordGround(world),
      facts.state,
      facts.interest,
      facts.factsObservedAt,
      facts.hardness,
      facts.categories,
      facts.provision,
      itemId,
      requestId,
      facts.route,
      facts.validUntil,
      facts.askAgainOn,
      facts.tellOn,
      facts.notToldUntil,
      asks.id,
      facts.secondDueOn,
    ],
  )
  await writeParts(scene, world, { id, facts })
  return id
}

async function writeDraft({ house, provider, here, person }: Scene): Promise<void> {
  const draft = submission({ town: here, person, consentId: null })
  const gate = { databases: house.databases, session: provider.sessions.yes }
  await askGate(gate, 'save_report', { ...draft, passOn: false })
}

type Written = { readonly id: string; readonly facts: Judgement }

/** What stands beside the record: its words, what was tried, and who decided. */
async function writeParts({ house, provider }: Scene, { record }: GateWorld, { id, facts }: Written): Promise<void> {
  const { asks, decides } = provider.people
  await house.admin.query(
    `insert into app.judgement_words (provider_id, judgement_id, part, sealed) select $1, $2, w, $4 from unnest($3::text[]) w`,
    [provider.organization.id, id, facts.words, sealedWords],
  )
  for (const { at: tried, way, result } of facts.attempts) {
    await house.admin.query(
      'insert into app.judgement_attempts (provider_id, judgement_id, position, at, way, result) values ($1, $2, 0, $3, $4, $5)',
      [provider.organization.id, id, tried, way, result],
    )
  }
  if (record !== null && isDecided(record)) {
    await house.admin.query(
      `insert into app.judgement_signatures (provider_id, judgement_id, kind, verdict, signed_by, requested_by)
       values ($1, $2, 'decision', 'permit', $3, $4)`,
      [provider.organization.id, id, decides.id, asks.id],
    )
  }
}

async function writeAnswer({ house, provider, here, person, at }: Scene, { record }: GateWorld): Promise<void> {
  const answer = record?.answer ?? 'none'
  if (answer === 'none' || answer.startsWith('declined')) return
  const says = async (outcome: string, obtainedAt: string) => {
    const consentId = newId()
    const consent = consentOf(here, { ...person, consentId }, { outcome, obtainedAt })
    await askGate({ databases: house.databases, session: provider.sessions.yes }, 'record_consent', consent)
    return consentId
  }
  if (answer === 'refused-after') return void (await says('refused', at.after))
  if (answer === 'refused-before') return void (await says('refused', at.before))
  if (answer === 'given') {
    await says('refused', at.before)
    return void (await says('given', at.after))
  }
  const given = await says('given', new Date(Date.parse(at.before) - 60_000).toISOString())
  await house.admin.query("update app.consents set withdrawn_at = $2, withdrawn_through = 'company' where id = $1", [
    given,
    at.before,
  ])
}

const Line = z.object({
  art29: z.boolean(),
  ground: z.string(),
  judgement: z.string().nullable(),
  categories: z.array(z.string()).nullable(),
})

/** The ledger's lines of one sharing, with the categories of its snapshots. */
export async function linesOf({ admin }: GateHouse, sharingId: string): Promise<readonly z.infer<typeof Line>[]> {
  const { rows } = await admin.query(
    `select art29_record_duty as art29, ground, judgement_id as judgement, (select array_agg(n.category order by n.category)
       from app.snapshots n where n.sharing_id = s.id) as categories from app.sharings s where id = $1`,
    [sharingId],
  )
  return rows.map((row) => Line.parse(row))
}
