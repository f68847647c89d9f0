import type { CaseCommand } from './support-case.ts'

/**
 * Who may do what with a case: role × action × relation. The first of two locks; the second is row-level security
 * (db/migrations/0007: sec.may_see_case). What no row names is refused, and looks like what does not exist.
 */
export type CaseActor = {
  readonly userId: string
  readonly tenantId: string | null
  readonly organizationId: string
  readonly roles: readonly string[]
  /** Teams of which the actor is a member. */
  readonly teamIds: readonly string[]
}

export type CaseFacts = {
  readonly tenantId: string
  readonly agencyId: string
  readonly protected: boolean
  /** People and teams on the case now. */
  readonly userIds: readonly string[]
  readonly teamIds: readonly string[]
  /** People who opened it with a typed reason less than sixty minutes ago. */
  readonly lookingIds?: readonly string[]
}

/**
 * `open`: of the same agency, not assigned; `looking`: the same, opened for an hour with a reason (src/access-review);
 * `closed`: of a protected person; `other`: another agency's.
 */
export type CaseRelation = 'assigned' | 'open' | 'looking' | 'closed' | 'other'
export const caseRelations = [
  'assigned',
  'open',
  'looking',
  'closed',
  'other',
] as const satisfies readonly CaseRelation[]
export type CaseRole = 'consultation_worker' | 'lead_worker' | 'municipal_officer' | 'tenant_admin'
export type CaseAction = CaseCommand | 'read'

const everything = [
  'read',
  'plan',
  'attempt',
  'note',
  'connect',
  'follow-up',
  'correct',
  'edit',
  'join',
  'assign',
  'release',
  'conclude',
  'reopen',
] as const satisfies readonly CaseAction[]

/** The protected mark is set and taken by those who keep seeing the case afterwards. */
export const CASE_ACCESS = {
  consultation_worker: { assigned: [...everything, 'protect'], open: [], looking: ['read'], closed: [], other: [] },
  lead_worker: { assigned: [...everything, 'protect'], open: everything, looking: everything, closed: [], other: [] },
  municipal_officer: { assigned: [], open: [], looking: [], closed: [], other: [] },
  tenant_admin: { assigned: [], open: [], looking: [], closed: [], other: [] },
} as const satisfies Record<CaseRole, Record<CaseRelation, readonly CaseAction[]>>

const table: Readonly<Record<string, Readonly<Record<CaseRelation, readonly CaseAction[]>> | undefined>> = CASE_ACCESS

/** How an actor stands to a case; membership of a team counts like one's own. */
export function caseRelationOf(actor: CaseActor, facts: CaseFacts): CaseRelation {
  if (actor.tenantId !== facts.tenantId || actor.organizationId !== facts.agencyId) return 'other'
  const assigned = facts.userIds.includes(actor.userId) || facts.teamIds.some((id) => actor.teamIds.includes(id))
  if (assigned) return 'assigned'
  if (facts.protected) return 'closed'
  return facts.lookingIds?.includes(actor.userId) ? 'looking' : 'open'
}

/** Whether one of the actor's roles carries the action on this case. */
export function mayWithCase(actor: CaseActor, action: CaseAction, facts: CaseFacts): boolean {
  const relation = caseRelationOf(actor, facts)
  return actor.roles.some((role) => table[role]?.[relation].includes(action) ?? false)
}

/** Whether the case exists for the actor at all: the same answer as the policy of app.cases. */
export function maySeeCase(actor: CaseActor, facts: CaseFacts): boolean {
  return mayWithCase(actor, 'read', facts)
}

/** Whether one of the roles works on cases: opens them, takes reports up. */
export function mayOpenCases(roles: readonly string[]): boolean {
  return roles.includes('consultation_worker') || roles.includes('lead_worker')
}
