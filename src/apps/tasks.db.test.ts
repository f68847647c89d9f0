import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCrontab } from 'graphile-worker'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { verifyAudit } from '#platform/audit/verify-audit.ts'
import { readConfig } from '#platform/config/config.ts'
import { inSession, recordAudit } from '#platform/database/session.ts'
import { testRootKey } from '#platform/database/test-database.ts'
import { addSession, addTown, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import type { Tasks } from '#platform/jobs/start-jobs.ts'
import { clockwork, tasks } from './tasks.ts'

let frame: TestFrame
let town: TestTown
let dataFolder: string
let jobs: Tasks

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'tomoshibi-tasks-'))
  frame = await testFrame(() => undefined)
  town = await addTown(frame.admin)
  const config = readConfig({ TOMOSHIBI_DATA: dataFolder })
  jobs = tasks({ config, rootKey: testRootKey })
})
afterAll(async () => {
  await frame.close()
  await rm(dataFolder, { recursive: true, force: true })
})

const run = async (name: string) => {
  const job = jobs[name]
  if (job === undefined) throw new Error(`no job ${name}`)
  await job({}, frame.platform)
}

test('the clock asks only for jobs that exist', () => {
  const asked = parseCrontab(clockwork.join('\n')).map(({ task }) => task)
  expect(asked).toContain('sign-checkpoints')
  expect(asked.filter((name) => !(name in jobs))).toEqual([])
})

test('the heads of the log are signed outside the database, by the worker, and the log agrees with them', async () => {
  const session = await addSession(frame.admin, town.worker)
  await inSession(frame.platform.databases, session.credential, (tx) => recordAudit(tx, { action: 'case.read' }))
  await run('sign-checkpoints')
  await run('sign-checkpoints')
  const folder = join(dataFolder, 'checkpoints')
  const [name = ''] = await readdir(folder)
  expect((await readFile(join(folder, name), 'utf8')).trim().split('\n')).toHaveLength(1)
  const client = new pg.Client(frame.database.connection)
  await client.connect()
  const key = signingKey(frame.platform.keys.secret('audit-signing'))
  expect(await verifyAudit(client, { folder, key })).toMatchObject({ ok: true, value: { checkpoints: 1, faults: [] } })
  await client.end()
})

test('drafts older than seven days are gone, younger ones stay', async () => {
  for (const [key, age] of [
    ['old', '7 days 1 minute'],
    ['young', '6 days 23 hours'],
  ]) {
    await frame.admin.query(
      `insert into app.drafts (user_id, key, sealed, version, updated_at) values ($1, $2, '\\x00', 1, now() - $3::interval)`,
      [town.clerk.id, key, age],
    )
  }
  await run('clear-old-drafts')
  const { rows } = await frame.admin.query('select key from app.drafts')
  expect(rows).toEqual([{ key: 'young' }])
})
