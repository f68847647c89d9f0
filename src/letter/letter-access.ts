/** Who in a company makes and counts letters; the database holds who may issue a second time (db/migrations/0013). */
export const LETTER_ACCESS = {
  arrears_clerk: ['issue', 'count'],
  liaison: ['issue', 'count', 'stock'],
  utility_admin: ['count', 'stock'],
  field_worker: [],
} as const
type LetterRole = keyof typeof LETTER_ACCESS
export type LetterRight = (typeof LETTER_ACCESS)[LetterRole][number]

/** Whether one of the roles carries the right. */
export function mayWithLetters(roles: readonly string[], right: LetterRight): boolean {
  return roles.some((role) => isRole(role) && [...LETTER_ACCESS[role]].some((one) => one === right))
}

function isRole(role: string): role is LetterRole {
  return role in LETTER_ACCESS
}
