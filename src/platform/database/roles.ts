import { createHmac, hash, pbkdf2Sync } from 'node:crypto'
import type pg from 'pg'
import { closeCatalogue } from './close-catalogue.ts'
import { type AdminConnection, openPool, withClient } from './connection.ts'

/** A plane is a separate login of the database: a fault in the policies of one cannot open another. */
export const planes = ['login', 'welfare', 'utility', 'auditor', 'worker', 'public'] as const
export type Plane = (typeof planes)[number]
export type AppRole = `app_${Plane}`

/** NOLOGIN: owns every table; owns the definer functions; owns the job tables. */
export const ownerRole = 'tomoshibi_owner'
export const gateRole = 'tomoshibi_gate'
export const jobsRole = 'tomoshibi_jobs'

export type RolePassword = (role: AppRole) => string
export type PlanePools = Readonly<Record<Plane, pg.Pool>>

/** Each plane's password follows from the root key: nothing to store, nothing to hand out, different everywhere. */
export function rolePasswords(rootKey: Uint8Array): RolePassword {
  return (role) => createHmac('sha256', rootKey).update(`database-role:${role}`).digest('base64url')
}

export function roleOf(plane: Plane): AppRole {
  return `app_${plane}`
}

/**
 * Creates what is missing among the cluster-wide roles and sets the passwords of the planes. Harmless when repeated
 * and when two servers start at once. The administrator becomes a member of owner and gate, so that migrations can
 * run as the owner; nobody else does.
 */
export async function prepareRoles(admin: AdminConnection, rolePassword: RolePassword): Promise<void> {
  await withClient(admin, async (client) => {
    await client.query('begin')
    await client.query("select pg_advisory_xact_lock(hashtext('tomoshibi roles'))")
    for (const role of [ownerRole, gateRole, jobsRole]) await createRole(client, `${role} nologin`)
    for (const plane of planes) {
      const role = roleOf(plane)
      await createRole(client, `${role} login`)
      await client.query(`alter role ${role} login password '${scramVerifier(rolePassword(role), role)}'`)
      for (const [name, value] of Object.entries(limits))
        await client.query(`alter role ${role} set ${name} = '${value}'`)
    }
    for (const role of [ownerRole, gateRole, jobsRole]) await client.query(`grant ${role} to current_user`)
    await client.query(`grant ${gateRole} to ${ownerRole}`)
    await client.query(`grant ${jobsRole} to app_worker, ${gateRole}`)
    await client.query('commit')
  })
  await grantDatabase(admin)
}

/** No query of a request may hold a lock or a connection for long, whatever the code above it does. */
const limits = {
  statement_timeout: '5s',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '10s',
} as const

async function createRole(client: pg.Client, nameAndKind: string): Promise<void> {
  const name = nameAndKind.split(' ')[0] ?? ''
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name])
  if (rowCount === 0) await client.query(`create role ${nameAndKind} nocreatedb nocreaterole inherit`)
}

/** The rights on the database itself, which `create database … template` does not copy. */
export async function grantDatabase(admin: AdminConnection): Promise<void> {
  await withClient(admin, async (client) => {
    const database = client.escapeIdentifier(admin.database)
    const roles = planes.map(roleOf).join(', ')
    await client.query('begin')
    await client.query("select pg_advisory_xact_lock(hashtext('tomoshibi roles'))")
    await client.query(`revoke all on database ${database} from public`)
    await client.query(`grant connect on database ${database} to ${roles}`)
    await client.query(`grant create, connect, temporary on database ${database} to ${ownerRole}`)
    await client.query('revoke all on schema public from public')
    await closeCatalogue(client, ownerRole)
    await client.query('commit')
  })
}

/** The same database, seen by a login role of one plane. */
export function connectionAs(admin: AdminConnection, role: AppRole, password: string): AdminConnection {
  return { ...admin, user: role, password }
}

/** One pool per plane, each under its own login. */
export function openPlanes(admin: AdminConnection, rolePassword: RolePassword, max?: number): PlanePools {
  const open = (plane: Plane) => openPool(connectionAs(admin, roleOf(plane), rolePassword(roleOf(plane))), max)
  return {
    login: open('login'),
    welfare: open('welfare'),
    utility: open('utility'),
    auditor: open('auditor'),
    worker: open('worker'),
    public: open('public'),
  }
}

export async function closePlanes(pools: PlanePools): Promise<void> {
  await Promise.all(planes.map((plane) => pools[plane].end()))
}

/**
 * What PostgreSQL keeps instead of a password (RFC 5803). Sent in place of the password, so that it never stands in
 * a statement that a foreign server might log.
 */
function scramVerifier(password: string, role: AppRole): string {
  const rounds = 4096
  const salt = createHmac('sha256', password).update(`salt:${role}`).digest().subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const keyed = (words: string) => createHmac('sha256', salted).update(words).digest()
  const stored = hash('sha256', keyed('Client Key'), 'base64')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`
}
