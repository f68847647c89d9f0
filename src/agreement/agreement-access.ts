/** Who may do what with agreements; the database holds the same a second time (db/migrations/0005, 0020). */
export const AGREEMENT_ACCESS = {
  municipal_officer: ['read', 'write'],
  tenant_admin: ['read', 'declare-capacity'],
  lead_worker: ['read', 'declare-own-capacity'],
  consultation_worker: ['read'],
  auditor: ['read'],
  liaison: ['read-own', 'take-pack'],
  arrears_clerk: ['read-own'],
  utility_admin: ['read-own', 'take-pack'],
  field_worker: ['read-own'],
} as const
export type AgreementRole = keyof typeof AGREEMENT_ACCESS
export type AgreementRight = (typeof AGREEMENT_ACCESS)[AgreementRole][number]

/** Whether one of the roles carries the right. */
export function mayWithAgreements(roles: readonly string[], right: AgreementRight): boolean {
  return roles.some((role) => isRole(role) && [...AGREEMENT_ACCESS[role]].some((one) => one === right))
}

/** Whether the speaker may say how many people an agency can take: its lead, or the municipality's administrator. */
export function mayDeclareCapacity(roles: readonly string[], agency: 'own' | 'other'): boolean {
  return (
    mayWithAgreements(roles, 'declare-capacity') ||
    (agency === 'own' && mayWithAgreements(roles, 'declare-own-capacity'))
  )
}

function isRole(role: string): role is AgreementRole {
  return role in AGREEMENT_ACCESS
}
