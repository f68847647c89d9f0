/** Who takes requests, answers representatives and keeps the complaint desks; the database asks the same (0024). */
export const STATEMENT_ACCESS = {
  consultation_worker: ['ask', 'issue'],
  lead_worker: ['ask', 'issue'],
  municipal_officer: ['decide', 'desk'],
  tenant_admin: ['desk'],
  liaison: ['desk'],
  utility_admin: ['desk'],
} as const
type StatementRight = 'ask' | 'issue' | 'decide' | 'desk'

const table: Readonly<Record<string, readonly StatementRight[] | undefined>> = STATEMENT_ACCESS

/** Whether one of the roles carries the right. */
export function mayWithStatements(roles: readonly string[], right: StatementRight): boolean {
  return roles.some((role) => table[role]?.includes(right) ?? false)
}
