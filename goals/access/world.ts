import type pg from 'pg'
import { type Actor, castOf } from './actors.ts'
import { emptyWorld } from './empty-world.ts'
import { diceFrom } from './random.ts'
import { addAgencyRecords } from './world-agency.ts'
import { addCompanyRecords } from './world-company.ts'
import { addLeaflets } from './world-leaflets.ts'
import type { Clock, TableName, World } from './world-model.ts'
import { addPeople } from './world-people.ts'
import { addRest } from './world-rest.ts'

export type Staged = { readonly world: World; readonly cast: readonly Actor[]; readonly today: string }

/** A world and those who speak in it, from a seed and an instant alone. */
export function generateWorld(seed: number, now: Date): Staged {
  const dice = diceFrom(seed)
  const world = emptyWorld()
  const clock = clockFrom(now)
  addPeople(world, dice, clock)
  addCompanyRecords(world, dice, clock)
  addAgencyRecords(world, dice, clock)
  addRest(world, dice, clock)
  addLeaflets(world, dice, clock)
  return { world, cast: castOf(world, dice, clock), today: clock.day(0) }
}

/** Days are counted in Japan, where the tables' dates are kept. */
function clockFrom(now: Date): Clock {
  const hour = 3_600_000
  return {
    at: (hours) => new Date(now.getTime() + hours * hour).toISOString(),
    day: (days) => new Date(now.getTime() + (days * 24 + 9) * hour).toISOString().slice(0, 10),
  }
}

/** The name of a world's table with its schema. */
export function qualified(name: TableName): string {
  if (name === 'sessions') return 'auth.sessions'
  return name === 'heads' || name === 'entries' ? `audit.${name}` : `app.${name}`
}

/** Empties the database and writes the world in bulk, as the administrator whom no policy binds. */
export async function writeWorld(admin: pg.Pool, world: World): Promise<void> {
  const { rows } = await admin.query<{ names: string }>(
    `select string_agg(format('%I.%I', schemaname, tablename), ', ') as names
       from pg_tables where schemaname in ('app', 'auth', 'audit')`,
  )
  // The ledger lets nobody empty it (0024): a world of a test is begun as its superuser alone can.
  await admin.query(
    `set session_replication_role = replica; truncate ${rows[0]?.names}; set session_replication_role = origin`,
  )
  const client = await admin.connect()
  try {
    for (const [name, all] of tablesOf(world)) {
      // A line of the ledger goes into the log by itself (0024); this world brings a log of its own.
      await client.query(`set session_replication_role = ${name === 'sharings' ? 'replica' : 'origin'}`)
      await insertAll(client, name, all)
    }
  } finally {
    client.release()
  }
}

async function insertAll(client: pg.PoolClient, name: TableName, all: readonly object[]): Promise<void> {
  const columns = Object.keys(all[0] ?? {})
  if (columns.length === 0) throw new Error(`the world has no ${name}`)
  const list = columns.join(', ')
  await client.query(
    `insert into ${qualified(name)} (${list}) select ${list} from jsonb_populate_recordset(null::${qualified(name)}, $1::jsonb)`,
    [JSON.stringify(all)],
  )
}

/** The tables of a world in the order of writing. */
export function tablesOf(world: World): [TableName, readonly object[]][] {
  return Object.entries(world).flatMap(([name, rows]) => (isTable(name, world) ? [[name, rows]] : []))
}

function isTable(name: string, world: World): name is TableName {
  return name in world
}
