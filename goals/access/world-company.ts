import type { Dice } from './random.ts'
import { agenciesOf } from './world-agency.ts'
import type { Clock, Consent, Organization, Report, User, World } from './world-model.ts'

const urgencies = ['immediate', 'within-24-hours', 'within-3-days', 'within-4-weeks'] as const
const categories = ['identity', 'contact', 'supply', 'observation', 'arrears'] as const

/** What the companies hold: agreements, people in their custody, consents, reports, letters, questions. */
export function addCompanyRecords(world: World, dice: Dice, clock: Clock): void {
  const companies = companiesOf(world)
  for (const tenant of world.tenants) addAgreements(world, dice, { tenantId: tenant.id, companies })
  for (const company of companies) {
    const staff = world.users.filter((user) => user.organization_id === company.id)
    for (let one = 0; one < dice.between(5, 8); one += 1)
      addReport({ world, dice, clock, company, staff }, dice.pick(staff))
    // Whoever reviews dangers has seen one too.
    const liaison = staff.find((user) => user.roles.includes('liaison'))
    if (liaison !== undefined) addReport({ world, dice, clock, company, staff }, liaison, 'danger')
    addQuestions({ world, dice, clock, company, staff })
    for (let one = 0; one < 3; one += 1) addCode(world, dice, company)
  }
}

export function companiesOf(world: World): Organization[] {
  const reporting = new Set(world.users.filter((user) => user.plane === 'utility').map((user) => user.organization_id))
  return world.organizations.filter((one) => reporting.has(one.id))
}

function addAgreements(
  world: World,
  dice: Dice,
  { tenantId, companies }: { tenantId: string; companies: Organization[] },
) {
  for (const state of ['in-force', dice.pick(['drafted', 'agreed', 'superseded', 'ended'])]) {
    const id = dice.id()
    world.agreements.push({
      tenant_id: tenantId,
      id,
      title: '見守りの協定',
      kind: dice.pick(['report', 'memorandum']),
      state,
      categories: [...categories],
      feedback_ceiling: dice.pick(['none', 'received', 'contacted', 'supported']),
    })
    for (const company of dice.some(companies, dice.between(1, 2))) {
      world.agreement_parties.push({ tenant_id: tenantId, agreement_id: id, organization_id: company.id })
      addCounts(world, dice, { tenantId, agreementId: id, company })
    }
  }
}

/** What a company showed to the other parties of an agreement. */
function addCounts(
  world: World,
  dice: Dice,
  { tenantId, agreementId, company }: { tenantId: string; agreementId: string; company: Organization },
) {
  const author = world.users.find(({ organization_id }) => organization_id === company.id)
  if (author === undefined) return
  world.screening_counts.push({
    tenant_id: tenantId,
    id: dice.id(),
    agreement_id: agreementId,
    organization_id: company.id,
    edition: 1,
    source: dice.pick(['dry-run', 'run']),
    condition: {},
    suppression: {},
    cells: [],
    basis: [],
    shared_by: author.id,
  })
}

type Company = { world: World; dice: Dice; clock: Clock; company: Organization; staff: User[] }

function addReport({ world, dice, clock, company, staff }: Company, author: User, kind?: 'danger'): void {
  const subject = { scope_id: company.id, id: dice.id(), wrapped_key: dice.bytes(16) }
  world.subjects.push(subject)
  const tenantId = dice.pick(world.tenants).id
  const consent =
    kind === undefined && dice.chance(0.8)
      ? consentOf({ world, dice, clock, company, staff }, { subjectId: subject.id, tenantId })
      : undefined
  const sent = dice.chance(0.7)
  const report: Report = {
    organization_id: company.id,
    id: dice.id(),
    tenant_id: tenantId,
    subject_id: subject.id,
    kind: consent === undefined ? 'danger' : dice.pick(['arrears', 'signs']),
    state: sent ? dice.pick(['sent', 'sent', 'withdrawn']) : 'draft',
    urgency: dice.pick(urgencies),
    consent_id: consent?.id ?? null,
    sealed: dice.bytes(8),
    written_by: author.id,
    sent_by: sent ? dice.pick(staff).id : null,
    sent_at: sent ? clock.at(-dice.between(1, 90)) : null,
    receipt_number: sent ? `T-${dice.hex(12).toUpperCase()}` : null,
  }
  world.reports.push(report)
  if (report.kind === 'danger')
    world.danger_reviews.push({
      organization_id: company.id,
      report_id: report.id,
      due_on: clock.day(1),
      called_119_or_110: true,
      session_was_expired: dice.chance(0.3),
      reported_by: author.id,
    })
}

function consentOf(
  { world, dice, clock, company, staff }: Company,
  { subjectId, tenantId }: { subjectId: string; tenantId: string },
): Consent {
  const withdrawn = dice.chance(0.2)
  const consent = {
    organization_id: company.id,
    id: dice.id(),
    subject_id: subjectId,
    outcome: 'given',
    recipient_tenant_id: tenantId,
    categories: [...categories],
    purposes: ['consultation', 'feedback'],
    feedback_level: dice.pick(['received', 'contacted', 'supported']),
    until: clock.day(dice.pick([-3, 30])),
    method: 'oral-script',
    capacity: 'self',
    language: 'ja',
    wording_version: '1',
    sealed: dice.bytes(8),
    obtained_by: dice.pick(staff).id,
    obtained_at: clock.at(-100),
    withdrawn_at: withdrawn ? clock.at(-1) : null,
    withdrawn_through: withdrawn ? 'company' : null,
  }
  world.consents.push(consent)
  return consent
}

function addQuestions({ world, dice, clock, company, staff }: Company): void {
  for (const tenant of world.tenants) {
    const agencies = agenciesOf(world).filter((one) => one.tenant_id === tenant.id)
    const house = dice.chance(0.7) ? dice.pick(agencies) : undefined
    const answerer = world.users.find((user) => user.organization_id === house?.id)
    world.questions.push({
      tenant_id: tenant.id,
      id: dice.id(),
      organization_id: company.id,
      asked_by: dice.pick(staff).id,
      area_code: tenant.municipality_code,
      stage: 'reminder',
      body: '名前を出さずにうかがいます。',
      answered_by: answerer?.id ?? null,
      answering_agency_id: answerer?.organization_id ?? null,
      answered_at: answerer === undefined ? null : clock.at(-1),
    })
  }
}

function addCode(world: World, dice: Dice, company: Organization): void {
  const report = dice.chance(0.6) ? world.reports.find((one) => one.organization_id === company.id) : undefined
  world.guidance_codes.push({
    code_hash: dice.bytes(32),
    organization_id: company.id,
    tenant_id: report?.tenant_id ?? dice.pick(world.tenants).id,
    kind: 'letter',
    number: dice.hex(10),
    language: 'ja',
    report_id: report?.id ?? null,
  })
}
