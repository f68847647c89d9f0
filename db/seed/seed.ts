import { hashPassword } from '#platform/auth/password.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { gateRole, ownerRole } from '#platform/database/roles.ts'
import { demoOrganizations, demoPassword, demoUsers, loginNameOf } from './people.ts'
import { writeAgreements, writeDirectory, writePeople } from './town.ts'

/** What the operator sees after the first start. */
export const demoLogins = demoUsers.map((user) => ({
  who: user.who,
  loginName: loginNameOf(user),
  password: demoPassword,
}))

/** The same people as the login page shows them. */
export const demoAccounts = demoUsers.map((user) => ({
  displayName: user.name,
  organizationName: demoOrganizations.find((one) => one.code === user.organization)?.name ?? user.organization,
  roleLabel: user.who,
  loginName: loginNameOf(user),
  password: demoPassword,
  story: user.story,
}))

/** Fills an empty database with the demo town: people, windows, agreements. All or nothing. */
export async function seedDemoTown({
  admin,
  now,
}: {
  admin: AdminConnection
  rootKey: Uint8Array
  now: Date
}): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  await withClient(admin, async (client) => {
    await client.query('begin')
    await client.query(`set local role ${gateRole}`)
    await writePeople(client, passwordHash)
    await writeAgreements(client, now)
    await client.query(`set local role ${ownerRole}`)
    await writeDirectory(client, now)
    await client.query('commit')
  })
}
