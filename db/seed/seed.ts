import { hashPassword } from '#platform/auth/password.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { gateRole, ownerRole } from '#platform/database/roles.ts'
import { onStage } from './actors.ts'
import { writeAgreements } from './agreements.ts'
import { writeConference } from './conference.ts'
import { writeDirectory } from './directory.ts'
import { writeLeaflets } from './leaflets.ts'
import { demoOrganizations, demoPassword, demoUsers, loginNameOf } from './people.ts'
import { liveStories } from './stories.ts'
import { writePeople } from './town.ts'
import { writeWishes } from './wishes.ts'

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

type Given = { readonly admin: AdminConnection; readonly rootKey: Uint8Array; readonly now: Date }

/** Fills an empty database with the demo town: people, windows, agreements, and the stories they live. */
export async function seedDemoTown(given: Given): Promise<void> {
  const { admin, now } = given
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
  await onStage(given, async (stage) => {
    await liveStories(stage, now)
    await writeLeaflets(stage, now)
    await writeConference(stage, now)
  })
  await withClient({ ...admin, role: gateRole }, (client) => writeWishes(client, given.rootKey, now))
}
