import { randomUUID } from 'node:crypto'
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openPool, withClient } from '#platform/database/connection.ts'
import { findRunningDatabase } from '#platform/database/launcher/index.ts'
import { closePlanes, openPlanes, rolePasswords } from '#platform/database/roles.ts'
import { openDatabases } from '#platform/database/session.ts'
import { addTown, type TestTown } from '#platform/database/test-world.ts'
import { openErasureJournal } from '#platform/journal/erasure-journal.ts'
import { writeJournal } from '#retention/index.ts'
import { type TestHouse, testHouse } from '../cli/test-house.ts'
import { openHouse } from './open-house.ts'
import { openProgress } from './progress.ts'

let house: TestHouse
let scratch: string
let town: TestTown
let admin: pg.Pool
const [consent, erased, kept] = [randomUUID(), randomUUID(), randomUUID()]

/** Somebody's consent at a company, and two cases that ended long ago, before the backup; then one of each is undone. */
beforeAll(async () => {
  house = await testHouse()
  scratch = await mkdtemp(join(tmpdir(), 'tomoshibi-replay-'))
  admin = openPool(house.admin, 2)
  town = await addTown(admin)
  await addConsent()
  for (const id of [erased, kept]) await addCase(id)
  const taken = await house.cli(['backup', '--to', join(scratch, 'backup')])
  expect(taken).toMatchObject({ code: 0, err: '' })
  await admin.query("select sec.apply_withdrawal($1, $2, null, 'own-page')", [town.company.id, consent])
  await admin.query("select sec.erase_thing($1, 'case-closed', $2)", [town.tenant.id, erased])
  const line = { kind: 'erased', tenantId: town.tenant.id, class: 'case-closed', id: erased }
  await admin.query('select sec.journal($1)', [JSON.stringify(line)])
  await writeOut()
}, 120_000)
afterAll(async () => {
  await admin.end()
  await house.close()
  await rm(scratch, { recursive: true, force: true })
})

async function addConsent(): Promise<void> {
  const subject = randomUUID()
  await admin.query("insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, '\\x01')", [
    town.company.id,
    subject,
  ])
  await admin.query(
    `insert into app.consents (organization_id, id, subject_id, outcome, recipient_tenant_id, categories, purposes,
       feedback_level, until, method, capacity, language, wording_version, sealed, obtained_at)
     values ($1, $2, $3, 'given', $4, array['identity'], array['consultation'], 'supported', current_date + 90, 'paper',
       'self', 'ja', '1', '\\x01', now())`,
    [town.company.id, consent, subject, town.tenant.id],
  )
}

async function addCase(id: string): Promise<void> {
  const subject = randomUUID()
  await admin.query("insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, '\\x01')", [
    town.tenant.id,
    subject,
  ])
  await admin.query(
    `insert into app.cases (tenant_id, id, number, agency_id, subject_id, state, conclusion_code, concluded_at, sealed, urgency, opened_by)
     values ($1, $2, $3, $4, $5, 'concluded', 'never-reached', now() - interval '6 years', '\\x01', 'within-3-days', $6)`,
    [town.tenant.id, id, id.slice(0, 8).toUpperCase(), town.agency.id, subject, town.worker.id],
  )
  await admin.query(
    `insert into app.case_entries (tenant_id, case_id, id, kind, at, written_by, sealed) values ($1, $2, $3, 'note', now(), $4, '\\x01')`,
    [town.tenant.id, id, randomUUID(), town.worker.id],
  )
}

/** What the worker's job does, into the journal of the house that is lost afterwards. */
async function writeOut(): Promise<void> {
  const keys = openKeyRing(house.rootKey)
  const planes = openPlanes(house.admin, rolePasswords(house.rootKey), 2)
  const databases = openDatabases(planes)
  await sql`select 1`.execute(databases.worker)
  const journal = openErasureJournal({ folder: join(house.dataFolder, 'journal'), keys })
  const outside = {
    databases,
    keys,
    now: () => new Date(),
    newId: randomUUID,
    randomBytes: () => new Uint8Array(),
    origin: '',
  }
  await writeJournal(journal)({}, { ...outside, secureCookies: false, isDemo: async () => false, sentences: {} })
  await closePlanes(planes)
  expect(await journal.read()).toHaveLength(2)
}

/** A fresh data folder with the restored backup and the key, and nothing else. */
async function restored(name: string): Promise<string> {
  const dataFolder = join(scratch, name)
  await mkdir(join(dataFolder, 'keys'), { recursive: true, mode: 0o700 })
  await copyFile(join(house.dataFolder, 'keys/root.key'), join(dataFolder, 'keys/root.key'))
  const done = await house.cli(['backup', 'restore', join(scratch, 'backup')], { TOMOSHIBI_DATA: dataFolder })
  expect([done.code, done.err]).toEqual([0, ''])
  expect(done.out).toContain('journal')
  return dataFolder
}

type State = { withdrawn: boolean; entries: number; key: boolean; keptEntries: number }

async function stateOf(pool: pg.Pool | pg.ClientBase): Promise<State> {
  const { rows } = await pool.query<State>(
    `select (select withdrawn_at is not null from app.consents where id = $1) as withdrawn,
       (select count(*)::int from app.case_entries where case_id = $2) as entries,
       (select s.wrapped_key is not null from app.cases c join app.subjects s on s.id = c.subject_id where c.id = $2) as key,
       (select count(*)::int from app.case_entries where case_id = $3) as "keptEntries"`,
    [consent, erased, kept],
  )
  const [state] = rows
  if (state === undefined) throw new Error('no state')
  return state
}

/** The real opening; what stands in the database at the moment when worker and server would let people in. */
async function open(dataFolder: string): Promise<State | undefined> {
  let seen: State | undefined
  const config = { ...readConfig({ TOMOSHIBI_DATA: dataFolder, PORT: '0' }), demoTown: false }
  const opened = await openHouse({
    config,
    progress: openProgress(dataFolder),
    stopped: new AbortController().signal,
    parts: {
      demoTown: { seedDemoTown: async () => undefined, demoLogins: [] },
      buildWeb: async () => ({ folder: dataFolder, built: false }),
      startWorker: async () => ({ close: async () => undefined }),
      startServer: async ({ config: { dataFolder: folder } }) => {
        const running = await findRunningDatabase({ dataFolder: join(folder, 'postgres') })
        if (running !== undefined) seen = await withClient(running, stateOf)
        return { address: '', close: async () => undefined }
      },
    },
  })
  await opened.close()
  return seen
}

test('a backup from before brings both back: this is what the journal is for', async () => {
  expect(await stateOf(admin)).toEqual({ withdrawn: true, entries: 0, key: false, keptEntries: 1 })
  const dataFolder = await restored('naive')
  await mkdir(join(dataFolder, 'journal'))
  await writeFile(join(dataFolder, 'journal/none.journal'), '')
  expect(await open(dataFolder)).toEqual({ withdrawn: false, entries: 1, key: true, keptEntries: 1 })
}, 60_000)

test('nobody is let in after a restore until the journal lies beside it', async () => {
  const dataFolder = await restored('without')
  await expect(open(dataFolder)).rejects.toMatchObject({ code: 'journal-missing' })
  await expect(open(dataFolder)).rejects.toMatchObject({ code: 'journal-missing' })
}, 60_000)

test('with it, the erased stay erased and the withdrawn withdrawn before the server answers; a second start is quiet', async () => {
  const dataFolder = await restored('whole')
  await cp(join(house.dataFolder, 'journal'), join(dataFolder, 'journal'), { recursive: true })
  expect(await open(dataFolder)).toEqual({ withdrawn: true, entries: 0, key: false, keptEntries: 1 })
  expect(await open(dataFolder)).toEqual({ withdrawn: true, entries: 0, key: false, keptEntries: 1 })
  const verified = await house.cli(['audit', 'verify'], { TOMOSHIBI_DATA: dataFolder })
  expect([verified.code, verified.err]).toEqual([0, ''])
}, 60_000)

test('a journal that somebody shortened in the middle lets nobody in', async () => {
  const dataFolder = await restored('forged')
  const folder = join(dataFolder, 'journal')
  await cp(join(house.dataFolder, 'journal'), folder, { recursive: true })
  const [name = ''] = await readdir(folder)
  const rows = (await readFile(join(folder, name), 'utf8')).split('\n')
  await writeFile(join(folder, name), rows.slice(1).join('\n'))
  await expect(open(dataFolder)).rejects.toMatchObject({ code: 'journal-broken' })
}, 60_000)
