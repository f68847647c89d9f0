import type { Dice } from './random.ts'
import { addErasedCase, addLooks } from './world-looks.ts'
import type { Case, Clock, Organization, Report, User, World } from './world-model.ts'

/** What the agencies hold: cases with their people and time lines, referrals with ledger and snapshots, requests. */
export function addAgencyRecords(world: World, dice: Dice, clock: Clock): void {
  for (const agency of agenciesOf(world)) {
    const house = { world, dice, clock, agency, workers: workersOf(world, agency) }
    for (let one = 0; one < dice.between(4, 6); one += 1) addCase(house)
    addRareCases(house)
    addErasedCase(house)
    addLooks(house, neighboursOf(world, agency))
    for (let one = 0; one < 2; one += 1) addRequest(house)
    addDuty(house)
    addCapacity(house)
  }
  for (const report of world.reports) if (report.state !== 'draft') addReferral({ world, dice, clock, report })
}

export function agenciesOf(world: World): (Organization & { tenant_id: string })[] {
  return world.organizations.flatMap((one) =>
    one.kind === 'consultation-agency' && one.tenant_id !== null ? [{ ...one, tenant_id: one.tenant_id }] : [],
  )
}

function workersOf(world: World, agency: Organization): User[] {
  return world.users.filter(
    (user) => user.organization_id === agency.id && user.roles.some((role) => role.endsWith('_worker')),
  )
}

function neighboursOf(world: World, agency: Organization): User[] {
  return agenciesOf(world).flatMap((one) =>
    one.tenant_id === agency.tenant_id && one.id !== agency.id ? workersOf(world, one) : [],
  )
}

type House = { world: World; dice: Dice; clock: Clock; agency: Organization & { tenant_id: string }; workers: User[] }

function addCapacity({ world, dice, agency, workers }: House): void {
  for (const day of ['2026-04-01', '2026-10-01'])
    world.agency_capacity.push({
      tenant_id: agency.tenant_id,
      id: dice.id(),
      organization_id: agency.id,
      valid_from: day,
      people_per_month: dice.between(0, 20),
      declared_by: dice.pick(workers).id,
    })
}

function addCase(house: House): void {
  const one = openCase(house, house.dice.pick(house.workers))
  if (house.dice.chance(0.75)) addMembers(house, one)
}

function openCase(house: House, opener: User): Case {
  const { world, dice, clock, agency, workers } = house
  const subject = { scope_id: agency.tenant_id, id: dice.id(), wrapped_key: dice.bytes(16) }
  world.subjects.push(subject)
  const concluded = dice.chance(0.2)
  const one: Case = {
    tenant_id: agency.tenant_id,
    id: dice.id(),
    number: `C-${dice.hex(10).toUpperCase()}`,
    agency_id: agency.id,
    subject_id: subject.id,
    state: concluded ? 'concluded' : 'open',
    protected: dice.chance(0.4),
    sealed: dice.bytes(8),
    urgency: 'within-3-days',
    conclusion_code: concluded ? 'continuing' : null,
    opened_by: opener.id,
    erased_on: null,
  }
  world.cases.push(one)
  for (let line = 0; line < dice.between(1, 2); line += 1)
    world.case_entries.push({
      tenant_id: one.tenant_id,
      case_id: one.id,
      id: dice.id(),
      kind: dice.pick(['approach-plan', 'attempt', 'note', 'connection']),
      at: clock.at(-line),
      written_by: dice.pick(workers).id,
    })
  world.case_search.push({ tenant_id: one.tenant_id, case_id: one.id, key: dice.bytes(16) })
  const told = { sealed: dice.bytes(8), no_letters: dice.chance(0.5), updated_by: opener.id }
  world.safe_contacts.push({ tenant_id: one.tenant_id, case_id: one.id, ...told })
  return one
}

/** Situations that no world may lack: each would hide a forgotten condition if chance left it out. */
function addRareCases(house: House): void {
  const { world, dice, clock, agency, workers } = house
  const able = (users: readonly User[]) => users.find((user) => user.disabled_at === null)
  const [neighbour, worker] = [
    able(neighboursOf(world, agency)),
    able(workers.filter((one) => !one.roles.includes('lead_worker'))),
  ]
  const clerk = able(
    world.users.filter((user) => user.organization_id === agency.id && user.roles.includes('tenant_admin')),
  )
  // Opened by somebody who works for the neighbouring agency by now, and still without people.
  if (neighbour !== undefined) openCase(house, neighbour)
  const assign = (whom: { user_id: string | null; team_id: string | null }, ended_at: string | null = null) => {
    const one = openCase(house, dice.pick(workers))
    world.case_members.push({ tenant_id: one.tenant_id, case_id: one.id, id: dice.id(), ...whom, ended_at })
  }
  // Put on the case, and yet no case worker.
  if (clerk !== undefined) assign({ user_id: clerk.id, team_id: null })
  if (worker === undefined) return
  // No longer on the case.
  assign({ user_id: worker.id, team_id: null }, clock.at(-1))
  // On the case through a team alone.
  const team = { tenant_id: agency.tenant_id, id: dice.id(), organization_id: agency.id, name: '夜の組' }
  world.teams.push(team)
  world.team_members.push({ tenant_id: agency.tenant_id, team_id: team.id, user_id: worker.id })
  assign({ user_id: null, team_id: team.id })
}

/** People and teams, of the house and sometimes of elsewhere, now or no longer: only those of the house may see. */
function addMembers({ world, dice, clock, agency, workers }: House, one: Case): void {
  const colleagues = world.users.filter((user) => user.tenant_id === agency.tenant_id)
  const people = [...dice.some(workers, dice.between(0, 2)), ...(dice.chance(0.3) ? [dice.pick(colleagues)] : [])]
  const ended = () => (dice.chance(0.3) ? clock.at(-1) : null)
  const base = { tenant_id: one.tenant_id, case_id: one.id }
  for (const user of people)
    world.case_members.push({ ...base, id: dice.id(), user_id: user.id, team_id: null, ended_at: ended() })
  const teams = world.teams.filter((team) => team.tenant_id === agency.tenant_id)
  if (dice.chance(0.4))
    world.case_members.push({ ...base, id: dice.id(), user_id: null, team_id: dice.pick(teams).id, ended_at: ended() })
}

function addRequest({ world, dice, agency }: House): void {
  const subject = { scope_id: agency.tenant_id, id: dice.id(), wrapped_key: dice.bytes(16) }
  world.subjects.push(subject)
  const case_id = dice.chance(0.5) ? caseOf({ world, dice, agency }) : null
  world.contact_requests.push({
    tenant_id: agency.tenant_id,
    id: dice.id(),
    agency_id: agency.id,
    subject_id: subject.id,
    sealed: dice.bytes(8),
    language: 'ja',
    case_id,
    protected: world.cases.find((one) => one.id === case_id)?.protected ?? dice.chance(0.4),
  })
}

function caseOf({ world, dice, agency }: Pick<House, 'world' | 'dice' | 'agency'>): string | null {
  const own = world.cases.filter((one) => one.agency_id === agency.id && one.erased_on === null)
  return own.length === 0 ? null : dice.pick(own).id
}

function addDuty({ world, dice, clock, agency }: House): void {
  world.duty_roster.push({
    tenant_id: agency.tenant_id,
    id: dice.id(),
    agency_id: agency.id,
    starts_at: clock.at(-2),
    ends_at: clock.at(10),
    label: '夜の当番',
    phone: '000-0000-0000',
  })
}

type Sent = { world: World; dice: Dice; clock: Clock; report: Report }

/** The report reaches an agency; now and then that agency passes it to the other one of the municipality. */
function addReferral({ world, dice, clock, report }: Sent): void {
  const [first, second] = dice.some(
    agenciesOf(world).filter((one) => one.tenant_id === report.tenant_id),
    2,
  )
  if (first === undefined) return
  const reporter = report.organization_id
  const sharingId = addSharing(
    { world, dice, clock, report },
    { from: reporter, to: first.id, purpose: 'consultation' },
  )
  // No world is without a report that was passed on: the chain is what a company must not see.
  const rare = !world.sharings.some(({ purpose }) => purpose === 'redirect')
  const passedOn = second !== undefined && (rare || dice.chance(1 / 7))
  addInbox({ world, dice, clock, report }, { agency: first, sharingId, state: passedOn ? 'redirected' : 'accepted' })
  if (passedOn) {
    const again = addSharing({ world, dice, clock, report }, { from: first.id, to: second.id, purpose: 'redirect' })
    addInbox({ world, dice, clock, report }, { agency: second, sharingId: again, state: 'sent' })
  }
  addWords({ world, dice, clock, report }, first)
}

type Passing = { from: string; to: string; purpose: 'consultation' | 'feedback' | 'redirect' }

function addSharing({ world, dice, clock, report }: Sent, { from, to, purpose }: Passing): string {
  const id = dice.id()
  const ground = purpose === 'feedback' ? 'receipt' : report.consent_id === null ? 'immediate-danger' : 'consent'
  const until = clock.day(dice.pick([-2, 40, 40, 40]))
  const whose = { tenant_id: report.tenant_id, report_organization_id: report.organization_id, report_id: report.id }
  world.sharings.push({
    ...whose,
    id,
    provider_id: from,
    recipient_id: to,
    categories: ['identity', 'contact'],
    purpose,
    ground,
    consent_id: ground === 'consent' ? report.consent_id : null,
    level: purpose === 'feedback' ? 'received' : null,
    until: ground === 'consent' ? until : null,
    requested_by: report.written_by,
    decided_by: report.written_by,
    art29_record_duty: ground === 'consent',
  })
  for (const category of ['identity', 'contact']) {
    const recalled = dice.chance(0.2)
    world.snapshots.push({
      ...whose,
      sharing_id: id,
      category,
      recipient_id: to,
      sealed: dice.bytes(8),
      wrapped_key: recalled ? null : dice.bytes(8),
      use_until: ground === 'consent' ? until : null,
      recalled_at: recalled ? clock.at(-1) : null,
    })
  }
  return id
}

function addInbox(
  { world, dice, clock, report }: Sent,
  { agency, sharingId, state }: { agency: Organization & { tenant_id: string }; sharingId: string; state: string },
): void {
  const id = dice.id()
  // A mark goes along with a report that is handed on.
  const inherits = world.referrals.some((one) => one.report_id === report.id && one.protected)
  const case_id = !inherits && dice.chance(0.6) ? caseOf({ world, dice, agency }) : null
  const marked = inherits || (world.cases.find((one) => one.id === case_id)?.protected ?? dice.chance(0.4))
  world.referrals.push({
    tenant_id: report.tenant_id,
    id,
    agency_id: agency.id,
    reporter_id: report.organization_id,
    report_id: report.id,
    sharing_id: sharingId,
    kind: report.kind,
    state,
    urgency: report.urgency,
    sent_at: clock.at(-2),
    due_at: clock.at(20),
    case_id,
    erased_on: case_id === null && dice.chance(0.15) ? clock.day(-1) : null,
    protected: marked,
    assigned_to: dice.chance(0.5) ? dice.pick(workersOf(world, agency)).id : null,
  })
  world.household_keys.push({ tenant_id: report.tenant_id, referral_id: id, kind: 'address', key: dice.bytes(16) })
}

/** What the company told later, and what the agency told back; some of it recalled with the consent. */
function addWords({ world, dice, clock, report }: Sent, agency: Organization): void {
  const recalled = () => (dice.chance(0.3) ? clock.at(-1) : null)
  const whose = { organization_id: report.organization_id, report_id: report.id, tenant_id: report.tenant_id }
  const told = { world, dice, clock, report }
  for (const recalled_at of dice.chance(0.6) ? [null, clock.at(-1)] : []) {
    const sharing_id = addSharing(told, { from: report.organization_id, to: agency.id, purpose: 'consultation' })
    const written = { field: 'arrears', sealed: dice.bytes(8), written_by: report.written_by }
    world.report_updates.push({ ...whose, ...written, id: dice.id(), sharing_id, recalled_at })
  }
  const marked = world.referrals.some((one) => one.report_id === report.id && one.protected)
  const words = marked ? ['received', 'closed'] : ['received', 'contacted', 'supported', 'closed']
  for (const word of dice.some(words, dice.between(0, 2))) {
    const sharing_id = addSharing(told, { from: agency.id, to: report.organization_id, purpose: 'feedback' })
    world.feedback.push({ ...whose, id: dice.id(), sharing_id, word, recalled_at: recalled() })
  }
}
