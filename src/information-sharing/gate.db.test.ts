import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Consent, dataCategories } from '#consent/consent.ts'
import { addDays } from '#kernel/calendar-date.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type Databases, openDatabases } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import {
  addOrganization,
  addSession,
  addTenant,
  addTown,
  addUser,
  type TestSession,
  type TestTown,
} from '#platform/database/test-world.ts'
import { type AgreementTerms, decideSharing, type Ground, type LegalKind } from './information-sharing.ts'
import { askGate, consentOf, somebody, submission, today, withdraw } from './test-sharing.ts'

let database: TestDatabase
let databases: Databases
let town: TestTown
const keys = openKeyRing(testRootKey)
const sessions = new Map<LegalKind, Record<'yes' | 'no', TestSession>>()
const companies = new Map<LegalKind, TestTown['company']>()
const RUNS = 300
let nextCode = 800_000

beforeAll(async () => {
  database = await testDatabase()
  databases = openDatabases(database.planes)
  town = await addTown(database.admin)
  const water = await addOrganization(database.admin, {
    kind: 'municipal-section',
    tenantId: town.tenant.id,
    name: '灯町市水道課',
  })
  await join('private-business', town.company)
  await join('municipal-body', water)
})
afterAll(() => database.close())

async function join(kind: LegalKind, organization: TestTown['company']) {
  const { admin } = database
  const user = await addUser(admin, { organization, roles: ['arrears_clerk'] })
  companies.set(kind, organization)
  sessions.set(kind, {
    yes: await addSession(admin, user),
    no: await addSession(admin, user, { steppedUp: false }),
  })
}

const someCategories = fc.subarray([...dataCategories])
const world = fc.record({
  ground: fc.oneof(
    { weight: 12, arbitrary: fc.constant<Ground>('consent') },
    { weight: 1, arbitrary: fc.constant<Ground>('immediate-danger') },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Ground>(
        'life-body-property',
        'support-conference',
        'cooperation-request',
        'law',
        'other',
      ),
    },
  ),
  providerKind: fc.constantFrom<LegalKind>('private-business', 'municipal-body'),
  recipientKind: fc.constantFrom<LegalKind>('commissioned-body', 'municipal-body'),
  steppedUp: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  categories: fc.subarray([...dataCategories], { minLength: 1, maxLength: 3 }),
  agreement: fc.record({
    state: fc.constantFrom('none', 'in-force', 'in-force', 'drafted', 'superseded', 'ended'),
    from: fc.constantFrom(-30, 0, 1),
    until: fc.constantFrom(undefined, -1, 0, 30),
    categories: fc.oneof(fc.constant([...dataCategories]), someCategories),
  }),
  consent: fc.option(
    fc.record({
      outcome: fc.constantFrom<Consent['outcome']>('given', 'given', 'given', 'refused', 'not-obtainable'),
      withdrawn: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      until: fc.constantFrom(-1, 0, 30, 180),
      here: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      purposes: fc.constantFrom<Consent['purposes'][]>(
        ['consultation', 'feedback'],
        ['consultation'],
        ['feedback'],
        [],
      ),
      categories: fc.oneof(
        { weight: 3, arbitrary: fc.constant([...dataCategories]) },
        { weight: 1, arbitrary: someCategories },
      ),
    }),
    { freq: 8 },
  ),
})
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never

/** Builds the world in the database and answers what both say about it. */
async function bothSay(w: World) {
  const { admin } = database
  const company = companies.get(w.providerKind) ?? town.company
  const tenant = await addTenant(admin, { municipalityCode: String(nextCode++) })
  const agency = await addOrganization(admin, { kind: 'consultation-agency', tenantId: tenant.id })
  await admin.query('update app.organizations set legal_kind = $2 where id = $1', [agency.id, w.recipientKind])
  const agreement = await agree(w, tenant.id, company.id)
  const here: TestTown = { ...town, tenant, agency, company }
  const person = somebody(keys, company.id)
  const both = sessions.get(w.providerKind)
  if (!both) throw new Error('no session')
  const gate = { databases, session: both.yes }
  if (w.consent) {
    const { outcome, categories, purposes } = w.consent
    const scope = { outcome, categories, purposes, until: addDays(today(), w.consent.until) }
    const recipientTenantId = w.consent.here ? tenant.id : town.tenant.id
    await askGate(gate, 'record_consent', consentOf(here, person, { ...scope, recipientTenantId }))
    if (w.consent.withdrawn && outcome === 'given') await withdraw(gate, person.consentId)
  }
  const document = submission({
    town: here,
    person,
    categories: w.categories,
    consentId: w.consent ? person.consentId : null,
  })
  const pure = decideSharing({
    provider: { legalKind: w.providerKind },
    recipient: { tenantId: tenant.id, legalKind: w.recipientKind },
    purpose: 'consultation',
    categories: w.categories,
    ground: w.ground,
    agreement,
    consent: pureConsent(w, { here: tenant.id, elsewhere: town.tenant.id }),
    steppedUp: w.steppedUp,
    today: today(),
  })
  const session = w.steppedUp ? both.yes : both.no
  return {
    pure,
    stored: await asked(w, { session, document, consentId: w.consent ? person.consentId : null }),
    document,
  }
}

function pureConsent({ consent }: World, tenants: { here: string; elsewhere: string }): Consent | undefined {
  if (!consent) return undefined
  const { outcome, categories, purposes, withdrawn } = consent
  const until = addDays(today(), consent.until)
  const recipientTenantId = consent.here ? tenants.here : tenants.elsewhere
  return {
    outcome,
    categories,
    purposes,
    until,
    recipientTenantId,
    withdrawn: withdrawn && outcome === 'given',
    feedbackLevel: 'received',
  }
}

async function agree({ agreement }: World, tenantId: string, companyId: string): Promise<AgreementTerms | undefined> {
  if (agreement.state === 'none') return undefined
  const id = newId()
  const from = addDays(today(), agreement.from)
  const until =
    agreement.until === undefined || agreement.until < agreement.from ? null : addDays(today(), agreement.until)
  await database.admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, valid_until, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', $3, $4, $5, $6, 'supported')`,
    [tenantId, id, agreement.state, from, until, agreement.categories],
  )
  await database.admin.query(
    'insert into app.agreement_parties (tenant_id, agreement_id, organization_id, agreed_on) values ($1, $2, $3, $4)',
    [tenantId, id, companyId, from],
  )
  const holds = agreement.state === 'in-force' && from <= today() && (until === null || until >= today())
  return holds ? { categories: agreement.categories, feedbackCeiling: 'supported' } : undefined
}

type Asked = { session: TestSession; document: ReturnType<typeof submission>; consentId: string | null }

async function asked(w: World, { session, document, consentId }: Asked) {
  if (w.ground === 'consent') return askGate({ databases, session }, 'submit_report', document)
  if (w.ground === 'immediate-danger') {
    const danger = { ...document, report: { ...document.report, kind: 'danger' }, called: true, reviewDueOn: today() }
    return askGate({ databases, session }, 'report_danger', danger)
  }
  const { rows } = await database.admin.query<{ code: string | null }>(
    "select sec.why_not_share($1, $2, $3, $4, 'consultation', $5) as code",
    [companies.get(w.providerKind)?.id, document.report.tenantId, w.ground, consentId, w.categories],
  )
  const code = rows[0]?.code
  return code ? { verdict: 'refused' as const, state: '42501', code } : { verdict: 'permitted' as const }
}

test(`In ${RUNS} generated worlds the pure gate and the database say the same, code for code`, async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const { pure, stored, document } = await bothSay(w)
      const says = pure.verdict === 'permitted' ? 'permitted' : pure.because[0]?.code
      expect(stored.verdict === 'permitted' ? 'permitted' : stored.code).toBe(says)
      seen.set(says ?? '', (seen.get(says ?? '') ?? 0) + 1)
      const { rows } = await database.admin.query(
        `select art29_record_duty, ground, (select array_agg(n.category order by n.category) from app.snapshots n
          where n.sharing_id = s.id) as categories from app.sharings s where id = $1`,
        [document.sharing.id],
      )
      const { art29RecordDuty, ground } = pure
      const line = { art29_record_duty: art29RecordDuty, ground, categories: [...pure.categories].sort() }
      expect(rows).toEqual(stored.verdict === 'permitted' ? [line] : [])
    }),
    { numRuns: RUNS, seed: 20261122, endOnFailure: true },
  )
  expect(seen.size, 'how many different outcomes the worlds reached').toBeGreaterThan(8)
}, 120_000)

test('A consent dated in the future or before the law is refused by a constraint', async () => {
  const session = sessions.get('private-business')?.yes
  if (!session) throw new Error('no session')
  for (const obtainedAt of ['2999-01-01T00:00:00Z', '2015-03-31T00:00:00+09:00']) {
    const person = somebody(keys, town.company.id)
    const consent = consentOf(town, person, { obtainedAt })
    const answer = await askGate({ databases, session }, 'submit_report', submission({ town, person, consent }))
    expect(answer).toMatchObject({ verdict: 'refused', state: '23514' })
  }
})

test('Nobody’s consent carries another person’s report', async () => {
  const session = sessions.get('private-business')?.yes
  if (!session) throw new Error('no session')
  const [one, other] = [somebody(keys, town.company.id), somebody(keys, town.company.id)]
  await askGate({ databases, session }, 'record_consent', consentOf(town, one))
  const answer = await askGate(
    { databases, session },
    'submit_report',
    submission({ town, person: other, consentId: one.consentId }),
  )
  expect(answer).toMatchObject({ verdict: 'refused', state: '23503' })
})
