/**
 * Who may do what with a cooperation request: role × action, the first of two locks (the second: db/migrations/0027). A case's
 * people write it, the lead or the officer in charge sends it, and never the one who wrote it.
 */
export type CooperationAction = 'read' | 'draft' | 'send' | 'record' | 'receive'

export const COOPERATION_ACCESS = {
  consultation_worker: ['read', 'draft'],
  lead_worker: ['read', 'draft', 'send', 'record'],
  municipal_officer: ['read', 'send', 'record'],
  liaison: ['receive'],
} as const satisfies Record<string, readonly CooperationAction[]>

const table: Readonly<Record<string, readonly CooperationAction[] | undefined>> = COOPERATION_ACCESS

/** Whether one of the roles carries the action. */
export function mayCooperate(roles: readonly string[], action: CooperationAction): boolean {
  return roles.some((role) => table[role]?.includes(action) ?? false)
}
