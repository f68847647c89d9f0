import { spawn } from 'node:child_process'
import { hash, randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { z } from 'zod'
import { type AdminConnection, openPool, withClient } from './connection.ts'
import { installJobs } from './jobs-schema.ts'
import { startDatabase } from './launcher/index.ts'
import { migrate, readMigrations } from './migrate.ts'
import { closePlanes, grantDatabase, openPlanes, type PlanePools, prepareRoles, rolePasswords } from './roles.ts'

const variable = 'TOMOSHIBI_TEST_CLUSTER'
const Cluster = z.object({ host: z.string(), port: z.number(), user: z.string(), database: z.string() })
const repositoryMigrations = join(import.meta.dirname, '../../../db/migrations')

/** The root key of every test: passwords of the planes are derived from it as in production. */
export const testRootKey = Buffer.alloc(32, 'test')
const passwords = rolePasswords(testRootKey)

/** The administrator's pool and one connection of a pool, for worlds that tests write. */
export type TestPool = pg.Pool
export type TestClient = pg.PoolClient

export type TestDatabase = {
  /** As the administrator (superuser): `database` is this test file's own. */
  readonly connection: AdminConnection
  readonly admin: pg.Pool
  /** One pool per plane under the role that production uses. */
  readonly planes: PlanePools
  close(): Promise<void>
}

/**
 * An empty, migrated database of one's own on the test run's private PostgreSQL.
 * `migrations` names another folder than `db/migrations`. Close it in `afterAll`.
 */
export async function testDatabase({ migrations = repositoryMigrations } = {}): Promise<TestDatabase> {
  const cluster = await testCluster()
  const template = await templateFor(cluster, migrations)
  const database = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await withClient(cluster, (client) => client.query(`create database ${database} template ${template}`))
  const connection = { ...cluster, database }
  await grantDatabase(connection)
  const admin = openPool(connection, 4)
  const planes = openPlanes(connection, passwords, 4)
  return {
    connection,
    admin,
    planes,
    close: async () => {
      await Promise.all([admin.end(), closePlanes(planes)])
      await withClient(cluster, (client) => client.query(`drop database if exists ${database} with (force)`))
    },
  }
}

let own: Promise<AdminConnection> | undefined

/** The PostgreSQL of this test run: the one that `tools/vitest-database.ts` started, or else one for this process. */
export function testCluster(): Promise<AdminConnection> {
  own ??= joinOrStart()
  return own
}

async function joinOrStart(): Promise<AdminConnection> {
  const told = process.env[variable]
  if (told !== undefined) return Cluster.parse(JSON.parse(told))
  return (await startTestCluster()).connection
}

/**
 * Starts a PostgreSQL in a temporary folder and tells child processes where it is. Whatever becomes of this process,
 * also `kill -9`, the server is ended and the folder removed: a small shell waits for the end of our pipe.
 */
export async function startTestCluster(): Promise<{ connection: AdminConnection; stop(): Promise<void> }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tomoshibi-test-'))
  const watcher = spawn('sh', ['-c', cleanUp, 'clean-up', dataFolder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.unref()
  const database = await startDatabase({ dataFolder })
  const connection = { ...database.connection, database: 'postgres' }
  await prepareRoles(connection, passwords)
  process.env[variable] = JSON.stringify(connection)
  return {
    connection,
    stop: async () => {
      delete process.env[variable]
      await database.stop()
      watcher.ref()
      const gone = new Promise((resolve) => watcher.once('exit', resolve))
      watcher.stdin.end()
      await gone
    },
  }
}

const cleanUp = `
  cat >/dev/null
  read -r pid 2>/dev/null < "$1/cluster-18/postmaster.pid" && kill -QUIT "$pid" 2>/dev/null && sleep 0.5
  rm -rf "$1"
`

/** A migrated database to copy from; built once per content of the migrations, whoever comes first. */
async function templateFor(cluster: AdminConnection, folder: string): Promise<string> {
  const files = await readMigrations(folder)
  const key = hash('sha256', files.map((file) => `${file.name} ${file.checksum}`).join('\n')).slice(0, 16)
  const template = `template_${key}`
  const building = `building_${key}`
  await withClient(cluster, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount !== 0) return
    await client.query(`drop database if exists ${building} with (force)`)
    await client.query(`create database ${building}`)
    const connection = { ...cluster, database: building }
    await grantDatabase(connection)
    await migrate(connection, folder)
    await installJobs(connection)
    await client.query(`alter database ${building} rename to ${template}`)
  })
  return template
}
