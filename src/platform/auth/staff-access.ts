import type { StaffRole } from './auth-contract.ts'
import type { StaffAccount } from './staff-contract.ts'

const companyRoles = ['field_worker', 'arrears_clerk', 'liaison', 'utility_admin'] as const
const municipalRoles = ['consultation_worker', 'lead_worker', 'municipal_officer', 'tenant_admin', 'auditor'] as const

/** The roles an administrator may give; nobody administers both a company and a municipality. */
export function rolesToGive(roles: readonly string[]): readonly StaffRole[] {
  if (roles.includes('utility_admin')) return companyRoles
  return roles.includes('tenant_admin') ? municipalRoles : []
}

type Account = Omit<StaffAccount, 'allowed'>

/** What an administrator may do with an account: nothing with their own, and no reset of a shared demo account. */
export function allowedWithAccount(account: Account): StaffAccount['allowed'] {
  if (account.self) return []
  if (account.disabledAt !== null) return ['reopen']
  return account.demo ? ['change', 'stop'] : ['change', 'reset', 'stop']
}

/** The auditor looks from outside: the role stands alone, also against the database's own check of planes. */
export function rolesGoTogether(roles: readonly StaffRole[]): boolean {
  return !roles.includes('auditor') || roles.length === 1
}
