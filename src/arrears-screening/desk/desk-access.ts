/** Who may screen on the server: for everybody else the desk is not there. The database holds the same again for shared counts (db/migrations/0022). */
export const DESK_ACCESS = { liaison: ['screen', 'share'], utility_admin: ['screen', 'share'] } as const

/** Whether one of the roles may open works, run them and share counts. */
export function mayUseDesk(roles: readonly string[]): boolean {
  return roles.some((role) => Object.hasOwn(DESK_ACCESS, role))
}
