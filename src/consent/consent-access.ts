/** Who in a company may do what with consents; the database holds the same a second time (db/migrations/0005, 0009). */
export const CONSENT_ACCESS = {
  field_worker: ['ask'],
  arrears_clerk: ['ask', 'withdraw'],
  liaison: ['ask', 'withdraw'],
  utility_admin: [],
} as const
type ConsentRole = keyof typeof CONSENT_ACCESS
export type ConsentRight = (typeof CONSENT_ACCESS)[ConsentRole][number]

/** Whether one of the roles carries the right. */
export function mayWithConsents(roles: readonly string[], right: ConsentRight): boolean {
  return roles.some((role) => isRole(role) && [...CONSENT_ACCESS[role]].some((one) => one === right))
}

function isRole(role: string): role is ConsentRole {
  return role in CONSENT_ACCESS
}
