import { existsSync } from 'node:fs'
import { z } from 'zod'
import { type DemoAccount, demoAccount } from '#platform/auth/auth-contract.ts'

const Town = z.object({ demoAccounts: z.array(demoAccount).optional() })

/** The people of the demo town as the login page shows them; the town stands apart in `db/seed` and may be absent. */
export async function findDemoAccounts(): Promise<readonly DemoAccount[]> {
  const seed = new URL('../../db/seed/seed.ts', import.meta.url)
  if (!existsSync(seed)) return []
  return Town.parse(await import(seed.href)).demoAccounts ?? []
}
