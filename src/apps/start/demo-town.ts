import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { gateRole } from '#platform/database/roles.ts'
import type { DemoLogin } from './parts.ts'

export type TownState = 'empty' | 'demo' | 'real'

/** What the database holds: nobody yet, the demo town, or a real municipality. Asked as the role that sees every tenant. */
export async function townState(admin: AdminConnection): Promise<TownState> {
  return withClient({ ...admin, role: gateRole }, async (client) => {
    const { rows } = await client.query<{ all: string; demo: string }>(
      'select count(*) as all, count(*) filter (where demo) as demo from app.tenants',
    )
    const { all = '0', demo = '0' } = rows[0] ?? {}
    if (all === '0') return 'empty'
    return demo === '0' ? 'real' : 'demo'
  })
}

/** The lines an operator reads to sign in for the first time. */
export function loginLines(logins: readonly DemoLogin[]): string[] {
  return logins.map(({ who, loginName, password }) => `    ${loginName.padEnd(30)} ${password.padEnd(22)} ${who}`)
}
