/**
 * Who may open a case that is not theirs, who may judge, who names the privacy officer. The first of two locks: which
 * agency's looks somebody judges follows from the duty in the database (db/migrations/0028: sec.judges_looks).
 */
export const ACCESS_REVIEW_ACCESS = {
  consultation_worker: ['look', 'own'],
  lead_worker: ['look', 'own', 'judge', 'duties'],
  municipal_officer: ['own', 'judge', 'duties', 'name'],
  tenant_admin: ['duties'],
} as const
export type AccessReviewAction = 'look' | 'own' | 'judge' | 'duties' | 'name'

const table: Readonly<Record<string, readonly AccessReviewAction[] | undefined>> = ACCESS_REVIEW_ACCESS

/** Whether one of the roles carries the action. */
export function mayReviewAccess(roles: readonly string[], action: AccessReviewAction): boolean {
  return roles.some((role) => table[role]?.includes(action) ?? false)
}
