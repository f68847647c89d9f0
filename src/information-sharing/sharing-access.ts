/** Who reads the ledger of sharings; the database holds the same a second time (db/migrations/0008). */
export const LEDGER_ACCESS = {
  auditor: 'of the municipality',
  tenant_admin: 'of the municipality',
  liaison: 'of own reports',
} as const

/** Whether one of the roles opens the ledger. */
export function mayReadLedger(roles: readonly string[]): boolean {
  return roles.some((role) => role in LEDGER_ACCESS)
}

/** Who reads the log of what was done: nobody but the auditor, and only their municipality's (db/migrations/0004). */
export function mayReadAudit(roles: readonly string[]): boolean {
  return roles.includes('auditor')
}

/** Who reads the counts of the month (db/migrations/0017). */
export function mayReadFigures(roles: readonly string[]): boolean {
  return roles.includes('municipal_officer')
}
