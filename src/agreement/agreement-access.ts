/** Who may do what with agreements; the database holds the same a second time (db/migrations/0005). */
export const AGREEMENT_ACCESS = {
  municipal_officer: ['read', 'write'],
  tenant_admin: ['read'],
  lead_worker: ['read'],
  consultation_worker: ['read'],
  auditor: ['read'],
  liaison: ['read-own'],
  arrears_clerk: ['read-own'],
  utility_admin: ['read-own'],
  field_worker: ['read-own'],
} as const
export type AgreementRole = keyof typeof AGREEMENT_ACCESS
export type AgreementRight = (typeof AGREEMENT_ACCESS)[AgreementRole][number]

/** Whether one of the roles carries the right. */
export function mayWithAgreements(roles: readonly string[], right: AgreementRight): boolean {
  return roles.some((role) => isRole(role) && [...AGREEMENT_ACCESS[role]].some((one) => one === right))
}

function isRole(role: string): role is AgreementRole {
  return role in AGREEMENT_ACCESS
}
