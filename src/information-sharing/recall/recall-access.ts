/** Who settles recalls, who hears that they are late, and who learns one word; the database asks the same (0024). */
export const RECALL_ACCESS = {
  consultation_worker: ['settle'],
  lead_worker: ['settle'],
  liaison: ['settle', 'state'],
  municipal_officer: ['late'],
} as const
type RecallRight = 'settle' | 'state' | 'late'

const table: Readonly<Record<string, readonly RecallRight[] | undefined>> = RECALL_ACCESS

/** Whether one of the roles carries the right. */
export function mayWithRecalls(roles: readonly string[], right: RecallRight): boolean {
  return roles.some((role) => table[role]?.includes(right) ?? false)
}
