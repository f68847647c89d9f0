import type { Dice } from './random.ts'
import type { Clock, Organization, Session, User, World } from './world-model.ts'

/** Municipalities with city hall, water bureau and agencies; companies; people of every role, some of them stopped. */
export function addPeople(world: World, dice: Dice, clock: Clock): void {
  for (let one = 0; one < dice.between(2, 3); one += 1) addMunicipality(world, dice, one)
  for (const kind of ['electricity-retailer', 'network-operator', 'gas-retailer'].slice(0, dice.between(2, 3)))
    addCompany(world, dice, addOrganization(world, dice, { kind, tenantId: null }))
  for (const user of world.users) world.sessions.push(sessionOf(user, dice, clock))
  for (const user of dice.some(world.users, 2)) user.disabled_at = clock.at(-1)
}

function addMunicipality(world: World, dice: Dice, one: number): void {
  const tenantId = dice.id()
  world.tenants.push({ id: tenantId, municipality_code: `99000${one}`, name: `灯町${one + 1}市`, demo: false })
  const city = addOrganization(world, dice, { kind: 'municipality', tenantId })
  addUser(world, dice, { organization: city, roles: ['municipal_officer'] })
  addUser(world, dice, { organization: city, roles: ['tenant_admin'] })
  addUser(world, dice, { organization: city, roles: ['auditor'] })
  if (dice.chance(0.3)) addUser(world, dice, { organization: city, roles: ['municipal_officer', 'tenant_admin'] })
  for (let agency = 0; agency < 2; agency += 1) {
    const house = addOrganization(world, dice, { kind: 'consultation-agency', tenantId })
    addUser(world, dice, { organization: house, roles: ['consultation_worker'] })
    addUser(world, dice, { organization: house, roles: ['consultation_worker'] })
    addUser(world, dice, { organization: house, roles: ['lead_worker'] })
    if (dice.chance(0.3)) addUser(world, dice, { organization: house, roles: ['lead_worker', 'consultation_worker'] })
    // An agency's own administrator sits beside the inbox and is none of its workers.
    if (agency === 0) addUser(world, dice, { organization: house, roles: ['tenant_admin'] })
    addTeam(world, dice, house)
  }
  // A water bureau is a section of its municipality and yet reports like a company.
  if (one === 0) addCompany(world, dice, addOrganization(world, dice, { kind: 'municipal-section', tenantId }))
}

function addCompany(world: World, dice: Dice, organization: Organization): void {
  for (const role of ['field_worker', 'field_worker', 'arrears_clerk', 'liaison', 'utility_admin'])
    addUser(world, dice, { organization, roles: [role], plane: 'utility' })
  if (dice.chance(0.3))
    addUser(world, dice, { organization, roles: ['field_worker', 'utility_admin'], plane: 'utility' })
}

function addOrganization(world: World, dice: Dice, { kind, tenantId }: { kind: string; tenantId: string | null }) {
  const id = dice.id()
  const legalKind = kind.startsWith('municipal')
    ? 'municipal-body'
    : kind === 'consultation-agency'
      ? 'commissioned-body'
      : 'private-business'
  const organization = {
    id,
    tenant_id: tenantId,
    code: `o-${dice.hex(12)}`,
    name: `灯りの会${dice.hex(3)}`,
    kind,
    legal_kind: legalKind,
  }
  world.organizations.push(organization)
  return organization
}

type NewUser = { organization: Organization; roles: string[]; plane?: User['plane'] }

function addUser(world: World, dice: Dice, { organization, roles, plane }: NewUser): void {
  world.users.push({
    id: dice.id(),
    organization_id: organization.id,
    tenant_id: organization.tenant_id,
    plane: plane ?? (roles.includes('auditor') ? 'auditor' : 'welfare'),
    login_name: `u${dice.hex(12)}`,
    display_name: `灯 ${roles[0]}`,
    roles,
    disabled_at: null,
  })
}

/** Mostly people of the agency itself, sometimes somebody of the other one: a team does not carry over the wall. */
function addTeam(world: World, dice: Dice, house: Organization): void {
  const tenantId = house.tenant_id
  if (tenantId === null) return
  const team = { tenant_id: tenantId, id: dice.id(), organization_id: house.id, name: '訪問の組' }
  world.teams.push(team)
  const people = world.users.filter((user) => user.tenant_id === tenantId && user.plane === 'welfare')
  for (const user of dice.some(people, dice.between(1, 3)))
    world.team_members.push({ tenant_id: tenantId, team_id: team.id, user_id: user.id })
}

export function sessionOf(user: User, dice: Dice, clock: Clock): Session {
  return {
    token_hash: dice.bytes(32),
    plane: user.plane,
    user_id: user.id,
    guidance_code_hash: null,
    idle_until: clock.at(1),
    absolute_until: clock.at(8),
    stepped_up_at: dice.chance(0.5) ? clock.at(0) : null,
    revoked_at: null,
  }
}
