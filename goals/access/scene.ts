import { mayAsAgency, mayAsCompany } from '#referral/referral-access.ts'
import { type CaseActor, type CaseFacts, mayOpenCases, maySeeCase } from '#support-case/support-case-access.ts'
import type { Actor } from './actors.ts'
import type { Case, ContactRequest, Referral, Report, World } from './world-model.ts'

/** A world with what many questions need at once. */
export type Scene = { readonly world: World; readonly today: string; readonly facts: ReadonlyMap<string, CaseFacts> }

/**
 * What one speaker's eyes see of cases, referrals and reports: derived from the pure access tables of the features,
 * never from the SQL. On a plane without staff, and for a session that does not count, everything is empty.
 */
export type Eye = {
  readonly actor: Actor
  readonly scene: Scene
  readonly roles: readonly string[]
  readonly userId: string
  readonly organizationId: string
  readonly tenantId: string | null
  readonly caseActor: CaseActor
  /** What may be read, also by a look with a reason. */
  readonly cases: ReadonlySet<string>
  /** What may be worked on: without looks. */
  readonly ownCases: ReadonlySet<string>
  readonly referrals: ReadonlySet<string>
  /** Reports of which the speaker's agency has a referral that the speaker may read. */
  readonly reached: ReadonlySet<string>
  readonly reports: ReadonlySet<string>
}

/** Puts the people who are on each case now beside the case. */
export function sceneOf(world: World, today: string): Scene {
  const facts = new Map<string, CaseFacts>()
  for (const one of world.cases) {
    const now = world.case_members.filter((member) => member.case_id === one.id && member.ended_at === null)
    facts.set(one.id, {
      tenantId: one.tenant_id,
      agencyId: one.agency_id,
      protected: one.protected,
      userIds: now.flatMap((member) => member.user_id ?? []),
      teamIds: now.flatMap((member) => member.team_id ?? []),
      lookingIds: world.case_looks
        .filter((look) => look.case_id === one.id && look.until > new Date().toISOString())
        .map((look) => look.user_id),
    })
  }
  return { world, today, facts }
}

/** How the world looks to one speaker. */
export function eyeOf(scene: Scene, actor: Actor): Eye {
  const { user } = actor
  const roles = actor.signedIn ? user.roles : []
  const caseActor = {
    userId: user.id,
    tenantId: user.tenant_id,
    organizationId: user.organization_id,
    roles,
    teamIds: actor.teamIds,
  }
  const { world } = scene
  const living = world.cases.filter((one) => one.erased_on === null)
  const cases = new Set(
    living.filter((one) => seesCase(scene, caseActor, { id: one.id, by: 'look' })).map((one) => one.id),
  )
  const ownCases = new Set(living.filter((one) => seesCase(scene, caseActor, { id: one.id })).map((one) => one.id))
  const base = { actor, scene, roles, userId: user.id, organizationId: user.organization_id, tenantId: user.tenant_id }
  const blind = {
    ...base,
    caseActor,
    cases,
    ownCases,
    referrals: new Set<string>(),
    reached: new Set<string>(),
    reports: new Set<string>(),
  }
  const referrals = world.referrals.filter(
    (one) => one.erased_on === null && mayAsAgency(roles, 'read', agencyRelation(blind, one, 'look')),
  )
  return {
    ...blind,
    referrals: new Set(referrals.map((one) => one.id)),
    reached: new Set(referrals.map((one) => one.report_id)),
    reports: new Set(
      world.reports.filter((one) => mayAsCompany(roles, 'read', companyRelation(blind, one))).map((one) => one.id),
    ),
  }
}

function seesCase({ facts: all }: Scene, actor: CaseActor, { id, by }: { id: string; by?: 'look' }): boolean {
  const facts = all.get(id)
  return facts !== undefined && maySeeCase(actor, by === 'look' ? facts : { ...facts, lookingIds: [] })
}

/**
 * Who alone reads a marked report or request: whom it was given to or the people of its case, as far as their accounts are open; while it
 * has nobody, the leads of the agency.
 */
function audienceOf({ world, facts }: Scene, one: Referral | ContactRequest): readonly string[] {
  const open = (id: string) => world.users.some((user) => user.id === id && user.disabled_at === null)
  const of = one.case_id === null ? undefined : facts.get(one.case_id)
  const inTeams = world.team_members.filter((member) => of?.teamIds.includes(member.team_id))
  const given = 'assigned_to' in one && one.case_id === null && one.assigned_to !== null ? [one.assigned_to] : []
  const team = [...given, ...(of?.userIds ?? []), ...inTeams.map((member) => member.user_id)].filter(open)
  if (team.length > 0 || one.case_id !== null) return team
  const workers = world.users.filter(
    (user) => user.organization_id === one.agency_id && mayOpenCases(user.roles) && open(user.id),
  )
  const leads = workers.filter((user) => user.roles.includes('lead_worker'))
  return (leads.length > 0 ? leads : workers).map((user) => user.id)
}

/** How something that reached an agency stands to a speaker; a look with a reason counts for reading alone. */
export function agencyRelation(eye: Eye, one: Referral | ContactRequest, by?: 'look') {
  if (one.tenant_id !== eye.tenantId || one.agency_id !== eye.organizationId) return 'other'
  if (one.protected && !audienceOf(eye.scene, one).includes(eye.userId)) return 'closed-case'
  if (one.case_id === null) return 'inbox'
  return (by === 'look' ? eye.cases : eye.ownCases).has(one.case_id) ? 'case' : 'closed-case'
}

/** How a company's report stands to a speaker. */
export function companyRelation(eye: Eye, one: Pick<Report, 'organization_id' | 'written_by'>) {
  if (one.organization_id !== eye.organizationId) return 'other'
  return one.written_by === eye.userId ? 'own' : 'colleague'
}

/** The case waits for its first people, and the speaker is the one who opened it. */
export function opensItNow(eye: Eye, one: Case): boolean {
  return (
    one.opened_by === eye.userId &&
    one.tenant_id === eye.tenantId &&
    one.agency_id === eye.organizationId &&
    !eye.scene.world.case_members.some((member) => member.case_id === one.id)
  )
}
