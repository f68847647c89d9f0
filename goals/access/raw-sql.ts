import type pg from 'pg'
import { type Plane, planes } from '#platform/database/roles.ts'
import type { TestDatabase } from '#platform/database/test-database.ts'
import { type Asked, decide, questionsOf } from './questions.ts'
import { diceFrom } from './random.ts'
import { generateWorld, type Staged, writeWorld } from './world.ts'

/** What an injection would send: statements that look for another's rows, keys, sessions, or power. */
const attacks: readonly ((staged: Staged) => readonly string[])[] = [
  ({ world }) => world.users.map((user) => `select set_config('app.session', '${user.id.replaceAll('-', '')}', false)`),
  ({ world }) => world.tenants.map((one) => `select set_config('app.tenant', '${one.id}', false)`),
  ({ world }) => world.tenants.map((one) => `set app.session = '${one.id}'`),
  () => [
    "set app.session = ''",
    "set app.session = 'zz'",
    'set app.session to default',
    "set local app.session = '00'",
  ],
  () => planes.flatMap((plane) => [`set role app_${plane}`, `set session authorization app_${plane}`]),
  () => ['tomoshibi_owner', 'tomoshibi_gate', 'tomoshibi_jobs', 'postgres', 'none'].map((role) => `set role ${role}`),
  () => ['sessions', 'credentials', 'one_time_codes', 'enrolments', 'attempts'].flatMap(everyVerb('auth')),
  () => ['idempotency_keys', 'leaflet_places', 'leaflet_moves', 'handouts'].flatMap(everyVerb('app')),
  () =>
    ['consents', 'reports', 'cases', 'case_entries', 'referrals', 'users', 'tenants', 'drafts', 'snapshots'].flatMap(
      structure('app'),
    ),
  () => ['entries', 'heads'].flatMap(structure('audit')),
  () => ['update audit.entries set detail = detail', 'delete from audit.entries', 'delete from audit.heads'],
  () => ['set row_security = off; select id from app.cases', 'set row_security = off; select id from app.reports'],
  () => [
    "select pg_read_file('PG_VERSION')",
    "select pg_ls_dir('.')",
    "copy (select 1) to program 'id'",
    "copy app.users to '/tmp/x'",
  ],
  () => [
    "select lo_import('/etc/passwd')",
    'create extension dblink',
    "load 'auto_explain'",
    'select pg_reload_conf()',
  ],
  () => [
    'create temp table users (id uuid)',
    'create schema mine',
    'create function public.f() returns int language sql as $$ select 1 $$',
  ],
  () => [
    'select * from pg_authid',
    'select rolpassword from pg_shadow where rolpassword is not null',
    'alter role current_user bypassrls',
  ],
  () => [
    'create role mighty superuser',
    'grant tomoshibi_gate to current_user',
    'grant app_worker to current_user',
    'reassign owned by tomoshibi_owner to current_user',
  ],
  () => [
    'select sec.apply_withdrawal(null, null, null, null)',
    "select sec.write_sharing('{}')",
    "select sec.enqueue('notify', '{}')",
    "select sec.store_letters(null, null, '{}')",
    'select sec.leaflet_balances(null)',
    'select sec.tell_low_leaflets(null)',
  ],
  () => [
    "select audit.append(null, null, 'a.b', null, null, null)",
    "select auth.open_for(null, '', '')",
    "select auth.living('00')",
  ],
  () => [
    "select sec.write_consent(null, null, '{}')",
    'alter function sec.tenant() owner to current_user',
    'drop function sec.tenant() cascade',
  ],
  () => [
    "select set_config('search_path', 'pg_temp, app', false)",
    'set search_path = pg_temp',
    'set session_replication_role = replica',
  ],
  () => ['select * from graphile_worker.jobs'],
]

function everyVerb(schema: string) {
  return (table: string) => [
    `select * from ${schema}.${table}`,
    `delete from ${schema}.${table}`,
    `truncate ${schema}.${table}`,
  ]
}

function structure(schema: string) {
  return (table: string) => [
    `truncate ${schema}.${table}`,
    `alter table ${schema}.${table} no force row level security`,
    `create policy mine on ${schema}.${table} using (true)`,
    `create trigger t before insert on ${schema}.${table} execute function suppress_redundant_updates_trigger()`,
    `lock table ${schema}.${table} in access exclusive mode`,
    `grant select on ${schema}.${table} to public`,
  ]
}

type Outcome = { tried: number; leaks: string[] }

/**
 * Each statement is sent as a plane with a living session; afterwards the same speaker asks for everything again, once
 * with the session and once with whatever the statement left behind: nothing may have become visible. What a
 * refused statement leaves behind is a broken transaction, which is rolled back first.
 */
export async function tryRawSql(
  database: TestDatabase,
  { seed, count }: { seed: number; count: number },
): Promise<Outcome> {
  const staged = generateWorld(seed, new Date())
  await writeWorld(database.admin, staged.world)
  const asked = questionsOf(staged).map((one) => ({
    ...one,
    probes: one.probes.filter((probe) => probe.verb === 'select'),
  }))
  const dice = diceFrom(seed)
  const payloads = dice.some(
    attacks.flatMap((attack) => attack(staged)),
    count,
  )
  const outcome: Outcome = { tried: 0, leaks: [] }
  for (const payload of payloads) {
    const plane = dice.pick(['welfare', 'utility', 'auditor'] as const)
    const speaker = dice.pick(asked.filter(({ eye }) => eye.actor.plane === plane && eye.actor.signedIn))
    const nobody = asked.find(({ eye }) => eye.actor.label === `nobody on ${plane}`)
    if (nobody === undefined) throw new Error(`nobody is missing on ${plane}`)
    outcome.tried += 1
    outcome.leaks.push(...(await attackOnce(database, { payload, plane, speaker, nobody })))
  }
  return outcome
}

type Attack = { payload: string; plane: Plane; speaker: Asked; nobody: Asked }

async function attackOnce(database: TestDatabase, { payload, plane, speaker, nobody }: Attack): Promise<string[]> {
  const client = await database.planes[plane].connect()
  const seen: string[] = []
  try {
    await client.query('begin')
    await client.query(`select sec.open_session('${speaker.eye.actor.tokenHash}')`)
    const said = await send(client, payload)
    if (said.rows > 0 && !payload.includes('set_config')) seen.push(`${payload} answered ${said.rows} rows`)
    if (said.refused) await client.query('rollback; begin')
    seen.push(...(await gained(client, { ...speaker, left: true })))
    seen.push(...(await gained(client, speaker)), ...(await gained(client, nobody)))
    const { rows } = await client.query<{ who: string }>('select current_user::text || session_user::text as who')
    if (rows[0]?.who !== `app_${plane}app_${plane}`) seen.push(`${payload} became ${rows[0]?.who}`)
  } finally {
    // A poisoned connection is thrown away with whatever was set on it.
    await client.query('rollback').catch(() => undefined)
    client.release(true)
  }
  return seen.map((one) => `${speaker.eye.actor.label} sent ${payload}: ${one}`)
}

async function send(client: pg.PoolClient, payload: string): Promise<{ rows: number; refused: boolean }> {
  try {
    const answer: unknown = await client.query(payload)
    const parts = Array.isArray(answer) ? answer : [answer]
    return { rows: parts.reduce((sum: number, part) => sum + rowsOf(part), 0), refused: false }
  } catch {
    return { rows: 0, refused: true }
  }
}

function rowsOf(part: unknown): number {
  if (typeof part !== 'object' || part === null || !('rows' in part)) return 0
  return Array.isArray(part.rows) ? part.rows.length : 0
}

/** What somebody sees now and should not. */
async function gained(client: pg.PoolClient, asked: Asked & { left?: true }): Promise<string[]> {
  const decisions = await (asked.left === true ? decide(client, asked, { left: true }) : decide(client, asked))
  return decisions.filter((one) => one.got && !one.expected).map((one) => `sees ${one.table} ${one.about}`)
}
