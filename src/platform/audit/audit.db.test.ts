import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { inSession, openDatabases, recordAudit, recordListing } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import { addSession, addTown, type TestTown } from '#platform/database/test-world.ts'
import { signingKey } from './checkpoint.ts'
import { checkpointSigner } from './sign-checkpoints.ts'
import { verifyAudit } from './verify-audit.ts'

const key = signingKey(new Uint8Array(32).fill(3))
let database: TestDatabase
let town: TestTown
let folder: string
let client: pg.Client

beforeAll(async () => {
  database = await testDatabase()
  town = await addTown(database.admin)
  folder = await mkdtemp(join(tmpdir(), 'checkpoints-'))
  client = new pg.Client(database.connection)
  await client.connect()
  const session = await addSession(database.admin, town.worker)
  const databases = openDatabases(database.planes)
  for (let line = 0; line < 12; line += 1) {
    await inSession(databases, session.credential, (tx) => recordAudit(tx, { action: 'case.read', detail: { line } }))
  }
  await checkpointSigner({ folder, key })(databases.worker, new Date('2026-11-22T03:00:00Z'))
})
afterAll(async () => {
  await client.end()
  await database.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => client.query('begin'))
afterEach(() => client.query('rollback'))

const faults = async () => {
  const verdict = await verifyAudit(client, { folder, key })
  return verdict.ok ? verdict.value.faults.map(({ kind, sequence }) => `${kind} ${sequence}`) : verdict.refusal.code
}

test('an untouched log is whole', async () => {
  const verdict = await verifyAudit(client, { folder, key })
  const found = { scopes: 1, lines: 12, checkpoints: 1, witnessed: 0, ledgerLines: 0, faults: [] }
  expect(verdict).toEqual({ ok: true, value: found })
})

const rehash = `do $$ declare e audit.entries; prev bytea; begin
  select hash into prev from audit.entries where sequence = 5;
  for e in select * from audit.entries where sequence > 5 order by sequence loop
    e.previous := prev; e.hash := sha256(prev || audit.canonical(e)); prev := e.hash;
    update audit.entries set previous = e.previous, hash = e.hash where sequence = e.sequence;
  end loop; update audit.heads set hash = prev; end $$`

const forgeries: readonly [string, readonly string[], string][] = [
  ['an altered action', ["update audit.entries set action = 'case.closed' where sequence = 6"], 'altered 6'],
  ['another actor', ['update audit.entries set actor_id = null where sequence = 6'], 'altered 6'],
  ['a later time', ["update audit.entries set at = at + interval '1 second' where sequence = 6"], 'altered 6'],
  ['a line taken out', ['delete from audit.entries where sequence = 6'], 'gap 6'],
  ['a tail cut off', ['delete from audit.entries where sequence > 9'], 'shorter-than-signed 10'],
  [
    'a tail cut off with its head',
    [
      'delete from audit.entries where sequence > 9',
      'update audit.heads h set sequence = 9, hash = e.hash from audit.entries e where e.sequence = 9',
    ],
    'shorter-than-signed 10',
  ],
  [
    'a history written anew',
    ["update audit.entries set detail = '{}' where sequence = 6", rehash],
    'other-than-signed 12',
  ],
  [
    'two lines that changed places',
    [
      'update audit.entries set sequence = 100 where sequence = 6',
      'update audit.entries set sequence = 6 where sequence = 7',
      'update audit.entries set sequence = 7 where sequence = 100',
    ],
    'unlinked 6',
  ],
  ['the whole log gone', ['delete from audit.entries', 'delete from audit.heads'], 'shorter-than-signed 1'],
]
test.each(forgeries)('%s is found, even when a superuser did it', async (_name, statements, expected) => {
  for (const statement of statements) await client.query(statement)
  expect(await faults()).toEqual([expected])
})

test('a checkpoint that somebody edited is refused, never passed over', async () => {
  const file = join(folder, '2026-11.checkpoints')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/ 12 /, ' 11 '))
  expect(await faults()).toBe('checkpoint-forged')
  await writeFile(file, text)
})

test('no application role may write, change or remove a line', async () => {
  for (const plane of ['welfare', 'utility', 'auditor', 'worker', 'public'] as const) {
    for (const statement of [
      'delete from audit.entries',
      "update audit.entries set action = 'x.y'",
      'truncate audit.entries',
      'insert into audit.entries select * from audit.entries',
    ]) {
      await expect(database.planes[plane].query(statement), `${plane}: ${statement}`).rejects.toThrow(
        /permission denied/,
      )
    }
  }
})

test('the chain stays a line under concurrency', async () => {
  await client.query('rollback')
  const session = await addSession(database.admin, town.lead)
  const databases = openDatabases(database.planes)
  await Promise.all(
    Array.from({ length: 40 }, () =>
      inSession(databases, session.credential, (tx) => recordAudit(tx, { action: 'case.read' })),
    ),
  )
  expect(await faults()).toEqual([])
  const { rows } = await sql<{ n: string }>`select count(*) as n from audit.entries`.execute(
    openDatabases({ ...database.planes, worker: database.admin }).worker,
  )
  expect(Number(rows[0]?.n)).toBe(52)
  await client.query('begin')
})

test('a look at a long list names everybody in it, in lines that the log takes', async () => {
  const session = await addSession(database.admin, town.worker)
  const ids = Array.from({ length: 500 }, () => randomUUID())
  await inSession(openDatabases(database.planes), session.credential, async (tx) => {
    await recordListing(tx, { action: 'case.listed', ids })
    await recordListing(tx, { action: 'case.listed', ids: [] })
  })
  const { rows } = await database.admin.query(
    "select detail::jsonb as detail from audit.entries where action = 'case.listed' order by sequence",
  )
  expect(rows.flatMap(({ detail }) => detail.ids)).toEqual(ids)
  expect(rows.reduce((sum, { detail }) => sum + detail.count, 0)).toBe(500)
  expect(rows.at(-1)?.detail).toEqual({ count: 0, ids: [] })
})
