import type { Plane } from '#platform/database/roles.ts'
import type { Dice } from './random.ts'
import type { Clock, Session, User, World } from './world-model.ts'
import { sessionOf } from './world-people.ts'

/**
 * Who asks: a login of the database and the token that the transaction is bound to. `signedIn` is false for a token
 * that is unknown, expired, revoked, of a stopped account or of another plane: such a speaker is nobody.
 */
export type Actor = {
  readonly label: string
  readonly plane: Plane
  readonly tokenHash: string | null
  readonly signedIn: boolean
  readonly user: User
  readonly teamIds: readonly string[]
}

const nobody: User = {
  id: '00000000-0000-7000-8000-000000000000',
  organization_id: '00000000-0000-7000-8000-000000000000',
  tenant_id: null,
  plane: 'welfare',
  login_name: 'nobody',
  display_name: 'nobody',
  roles: [],
  disabled_at: null,
}
const staffPlanes = ['welfare', 'utility', 'auditor'] as const

/** Everybody with a living session; then those whose session does not count, on every plane; then worker and public. */
export function castOf(world: World, dice: Dice, clock: Clock): Actor[] {
  const living = world.sessions.flatMap((session): Actor[] => {
    const user = world.users.find((one) => one.id === session.user_id)
    if (user === undefined) return []
    const signedIn = user.disabled_at === null
    return [actorOf({ world, user, session, label: signedIn ? user.roles.join('+') : 'stopped account', signedIn })]
  })
  return [
    ...living,
    ...deadSessions(world, dice, clock),
    ...strangers(world, living),
    ...withoutStaff(world, dice, clock),
  ]
}

type Speaking = { world: World; user: User; session: Session; label: string; signedIn: boolean; plane?: Plane }

function actorOf({ world, user, session, label, signedIn, plane }: Speaking): Actor {
  const teamIds = world.team_members.filter((one) => one.user_id === user.id).map((one) => one.team_id)
  const tokenHash = session.token_hash.slice(2)
  return { label: `${label} ${user.id.slice(0, 4)}`, plane: plane ?? user.plane, tokenHash, signedIn, user, teamIds }
}

/** Sessions that ended in each of the ways, of people who would otherwise see something. */
function deadSessions(world: World, dice: Dice, clock: Clock): Actor[] {
  const ends: [string, Partial<Session>][] = [
    ['idle too long', { idle_until: clock.at(-1) }],
    ['at its end', { absolute_until: clock.at(-1) }],
    ['signed out', { revoked_at: clock.at(-1) }],
  ]
  return ends.flatMap(([label, change]) =>
    strongest(world).map((user) => {
      const session = { ...sessionOf(user, dice, clock), ...change }
      world.sessions.push(session)
      return actorOf({ world, user, session, label, signedIn: false })
    }),
  )
}

function strongest(world: World): User[] {
  return ['lead_worker', 'liaison', 'auditor', 'tenant_admin'].flatMap((role) => {
    const user = world.users.find((one) => one.roles.includes(role) && one.disabled_at === null)
    return user === undefined ? [] : [user]
  })
}

/** A living token of one plane carried to another one's door. */
function strangers(world: World, living: readonly Actor[]): Actor[] {
  return staffPlanes.flatMap((plane) => {
    const owner = living.find((one) => one.signedIn && one.plane !== plane && strongest(world).includes(one.user))
    return owner === undefined ? [] : [{ ...owner, plane, signedIn: false, label: `${owner.plane} token on ${plane}` }]
  })
}

/** No session at all on each plane, a token nobody issued, the worker, and a person on their own page. */
function withoutStaff(world: World, dice: Dice, clock: Clock): Actor[] {
  const code = world.guidance_codes[0]
  const person = {
    ...sessionOf(nobody, dice, clock),
    plane: 'public',
    user_id: null,
    guidance_code_hash: code?.code_hash ?? null,
  }
  world.sessions.push(person)
  const base = { signedIn: false, user: nobody, teamIds: [] }
  return [
    ...staffPlanes.map((plane): Actor => ({ ...base, plane, label: `nobody on ${plane}`, tokenHash: null })),
    { ...base, plane: 'welfare', label: 'unknown token', tokenHash: dice.hex(64) },
    { ...base, plane: 'worker', label: 'worker', tokenHash: null },
    { ...base, plane: 'public', label: 'somebody without a page', tokenHash: null },
    { ...base, plane: 'public', label: 'a person on their own page', tokenHash: person.token_hash.slice(2) },
  ]
}
