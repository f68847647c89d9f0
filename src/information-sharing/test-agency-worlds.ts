import type fastCheck from 'fast-check'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { z } from 'zod'
import type { Consent } from '#consent/consent.ts'
import { addDays } from '#kernel/calendar-date.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { inSession } from '#platform/database/session.ts'
import { testRootKey } from '#platform/database/test-database.ts'
import { addOrganization, addSession, addTenant, addUser } from '#platform/database/test-world.ts'
import { decideSharing } from './information-sharing.ts'
import type { Judgement, SharingFacts } from './sharing-facts.ts'
import type { GateHouse } from './test-gate-rows.ts'
import { askGate, consentOf, somebody, submission, today, withdraw } from './test-sharing.ts'

/** What an agency does with what it received: to another agency, or back to the company. Both pass the gate. */
export function agencyWorldOf(fc: typeof fastCheck) {
  return fc.record({
    purpose: fc.constantFrom('redirect', 'feedback'),
    /** What the report came on, and what has become of it. */
    came: fc.constantFrom(
      'consent',
      'consent',
      'consent-withdrawn',
      'consent-expired',
      'consent-without-feedback',
      'danger',
    ),
    own: fc.constantFrom(
      'none',
      'none',
      'good',
      'good',
      'other-recipient',
      'other-purpose',
      'no-necessity',
      'asked',
      'refused',
      'expired',
      'unknown',
    ),
  })
}
export type AgencyWorld = ReturnType<typeof agencyWorldOf> extends fastCheck.Arbitrary<infer Value> ? Value : never
type Said = { verdict: 'permitted' } | { verdict: 'refused'; code: string }

const keys = openKeyRing(testRootKey)
const hour = 3_600_000
let nextCode = 400_000
const allowed = ['identity', 'contact', 'supply', 'observation', 'arrears'] as const

/** Sends the report, lets happen to it what the world says, and answers what is right and what the database does. */
export async function agencySays(house: GateHouse, world: AgencyWorld): Promise<{ right: Said; stored: Said }> {
  const scene = await openScene(house, world)
  const judgementId = world.own === 'none' ? null : await writeOwn(scene, world)
  return { right: rightly(world, scene), stored: await act(scene, world, judgementId) }
}

async function openScene(house: GateHouse, { came }: AgencyWorld) {
  const { admin, databases } = house
  const company = house.town.company
  const tenant = await addTenant(admin, { municipalityCode: String(nextCode++) })
  const agency = await addOrganization(admin, { kind: 'consultation-agency', tenantId: tenant.id })
  const sister = await addOrganization(admin, { kind: 'consultation-agency', tenantId: tenant.id })
  const worker = await addUser(admin, { organization: agency, roles: ['consultation_worker'] })
  const lead = await addUser(admin, { organization: agency, roles: ['lead_worker'] })
  await agreeToAll(house, tenant.id)
  const person = somebody(keys, company.id)
  const town = { ...house.town, tenant, agency }
  const gate = { databases, session: await addSession(admin, house.town.clerk) }
  const purposes = came === 'consent-without-feedback' ? ['consultation'] : ['consultation', 'feedback']
  const onConsent = came !== 'danger'
  const consent = onConsent ? consentOf(town, person, { purposes }) : null
  const document = submission({ town, person, consent, consentId: onConsent ? person.consentId : null })
  const danger = { ...document, report: { ...document.report, kind: 'danger' }, called: true, reviewDueOn: today() }
  const sent = onConsent ? await askGate(gate, 'submit_report', document) : await askGate(gate, 'report_danger', danger)
  if (sent.verdict === 'refused') throw new Error(sent.code)
  if (came === 'consent-withdrawn') await withdraw(gate, person.consentId)
  if (came === 'consent-expired') {
    await admin.query('update app.consents set until = $2 where id = $1', [person.consentId, addDays(today(), -1)])
  }
  return { house, tenant, agency, sister, company, worker, lead, person, referralId: document.referral.id }
}
type Scene = Awaited<ReturnType<typeof openScene>>

async function agreeToAll({ admin, town }: GateHouse, tenantId: string): Promise<void> {
  const id = newId()
  await admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', 'in-force', $3, $4, 'supported')`,
    [tenantId, id, today(), allowed],
  )
  await admin.query(
    'insert into app.agreement_parties (tenant_id, agreement_id, organization_id, agreed_on) values ($1, $2, $3, $4)',
    [tenantId, id, town.company.id, today()],
  )
}

/** The agency's own record, whole but for what the world says. */
function ownRecord({ own, purpose }: AgencyWorld): Judgement | undefined {
  if (own === 'none' || own === 'unknown') return undefined
  const other = purpose === 'redirect' ? 'feedback' : 'redirect'
  return {
    ground: 'life-body-property',
    purpose: own === 'other-purpose' ? other : purpose,
    interest: 'life',
    factsObservedAt: new Date(Date.now() - hour).toISOString(),
    attempts: [],
    hardness: 'time-presses',
    words: own === 'no-necessity' ? ['facts', 'why-hard', 'arrears'] : ['facts', 'why-hard', 'necessity', 'arrears'],
    categories: [...allowed],
    provision: undefined,
    itemId: undefined,
    requestId: undefined,
    route: 'straight-to-window',
    validUntil: addDays(today(), own === 'expired' ? -1 : 30),
    askAgainOn: addDays(today(), 7),
    tellOn: addDays(today(), 14),
    notToldUntil: undefined,
    state: own === 'asked' || own === 'refused' ? own : 'permitted',
    aboutThis: own !== 'other-recipient' && own !== 'other-purpose',
    requestedBy: 'worker',
    decidedBy: own === 'asked' ? undefined : 'lead',
    secondDueOn: undefined,
  }
}

async function writeOwn(scene: Scene, world: AgencyWorld): Promise<string> {
  const { house, tenant, agency, sister, company, worker, person, referralId } = scene
  const id = newId()
  const one = ownRecord(world)
  if (one === undefined) return id
  const toSister = (world.purpose === 'redirect') === (world.own !== 'other-recipient' && world.own !== 'other-purpose')
  const subjectId = newId()
  await house.admin.query('insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, $3)', [
    tenant.id,
    subjectId,
    Buffer.alloc(8),
  ])
  await house.admin.query(
    `insert into app.judgements (provider_id, id, scope_id, subject_id, tenant_id, report_organization_id, report_id, referral_id,
       recipient_id, purpose, ground, state, interest, facts_observed_at, hardness, categories, route, valid_until, ask_again_on,
       tell_on, requested_by) values ($1, $2, $3, $4, $3, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      agency.id,
      id,
      tenant.id,
      subjectId,
      company.id,
      person.reportId,
      referralId,
      toSister ? sister.id : company.id,
      one.purpose,
      one.ground,
      one.state,
      one.interest,
      one.factsObservedAt,
      one.hardness,
      one.categories,
      one.route,
      one.validUntil,
      one.askAgainOn,
      one.tellOn,
      worker.id,
    ],
  )
  await house.admin.query(
    'insert into app.judgement_words (provider_id, judgement_id, part, sealed) select $1, $2, w, $4 from unnest($3::text[]) w',
    [agency.id, id, one.words, Buffer.alloc(60, 7)],
  )
  if (one.decidedBy !== undefined) await writeDecision(scene, id)
  return id
}

async function writeDecision({ house, agency, lead, worker }: Scene, id: string): Promise<void> {
  await house.admin.query(
    `insert into app.judgement_signatures (provider_id, judgement_id, kind, verdict, signed_by, requested_by)
     values ($1, $2, 'decision', 'permit', $3, $4)`,
    [agency.id, id, lead.id, worker.id],
  )
}

/** What is right: the pure gate; before it stands what is no question of the gate. */
function rightly(world: AgencyWorld, { tenant }: Scene): Said {
  const before = rightBefore(world)
  if (before !== undefined) return { verdict: 'refused', code: before }
  const { verdict, because } = decideSharing(factsOf(world, tenant.id))
  return verdict === 'permitted' ? { verdict } : { verdict: 'refused', code: because[0]?.code ?? '' }
}

/** A withdrawn report goes nowhere; without a record the ceiling of feedback is the consent's. */
function rightBefore({ came, own, purpose }: AgencyWorld): string | undefined {
  if (purpose === 'redirect') return came === 'consent-withdrawn' ? 'transition-not-allowed' : undefined
  return own === 'none' && came !== 'consent' ? 'feedback-above-ceiling' : undefined
}

function factsOf(world: AgencyWorld, tenantId: string): SharingFacts {
  const { came, purpose } = world
  const judgement = ownRecord(world)
  // A record that is not there counts as none: the sharing stands on what the report came on.
  const without = came === 'danger' && purpose === 'redirect' ? 'immediate-danger' : 'consent'
  return {
    provider: { legalKind: 'commissioned-body' },
    recipient: { tenantId, legalKind: 'commissioned-body' },
    purpose,
    categories: purpose === 'redirect' ? ['identity', 'contact'] : [],
    ground: judgement?.ground ?? without,
    agreement: { categories: [...allowed], feedbackCeiling: 'supported' },
    consent: came === 'danger' ? undefined : consentFacts(came, tenantId),
    judgement,
    refusedAt: came === 'consent-withdrawn' ? new Date().toISOString() : undefined,
    steppedUp: true,
    today: today(),
  }
}

function consentFacts(came: AgencyWorld['came'], recipientTenantId: string): Consent {
  return {
    outcome: 'given',
    withdrawn: came === 'consent-withdrawn',
    recipientTenantId,
    categories: [...allowed],
    purposes: came === 'consent-without-feedback' ? ['consultation'] : ['consultation', 'feedback'],
    feedbackLevel: 'supported',
    until: addDays(today(), came === 'consent-expired' ? -1 : 180),
  }
}

async function act(
  { house, sister, worker, referralId }: Scene,
  { purpose }: AgencyWorld,
  judgementId: string | null,
): Promise<Said> {
  const { credential } = await addSession(house.admin, worker)
  const redirect = {
    referralId,
    newReferralId: newId(),
    agencyId: sister.id,
    sharingId: newId(),
    because: 'area',
    dueAt: new Date().toISOString(),
    judgementId,
  }
  const call =
    purpose === 'redirect'
      ? sql`select sec.redirect_referral(${JSON.stringify(redirect)}::jsonb)`
      : sql`select sec.give_feedback(${referralId}::uuid, 'contacted', ${newId()}::uuid, ${judgementId}::uuid)`
  try {
    await inSession(house.databases, credential, ({ db }) => call.execute(db))
    return { verdict: 'permitted' }
  } catch (error) {
    return { verdict: 'refused', code: z.object({ message: z.string() }).parse(error).message }
  }
}
