/** Who keeps the windows of their own municipality; the database holds the same a second time (db/migrations/0002). */
export const WINDOW_KEEPERS = ['municipal_officer', 'tenant_admin'] as const

/** Whether one of the roles corrects and confirms windows. */
export function mayKeepWindows(roles: readonly string[]): boolean {
  return WINDOW_KEEPERS.some((role) => roles.includes(role))
}
