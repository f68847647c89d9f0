import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openDatabases } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import type { Platform } from '#platform/platform.ts'
import { startJobs } from './start-jobs.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

test('a job left by a transaction is done, also after the worker lost its connections', async () => {
  const done: unknown[] = []
  const platform: Platform = {
    databases: openDatabases(database.planes),
    keys: openKeyRing(testRootKey),
    now: () => new Date(),
    newId: () => '00000000-0000-7000-8000-000000000000',
    randomBytes: (length) => new Uint8Array(length),
    origin: 'http://localhost',
    secureCookies: false,
    isDemo: async () => true,
    sentences: {},
  }
  const note = async (payload: unknown) => void done.push(payload)
  const worker = await startJobs({ pool: database.planes.worker, platform, tasks: { note }, clockwork: [] })
  const leave = (turn: number) => database.admin.query("select graphile_worker.add_job('note', $1)", [{ turn }])
  await leave(1)
  await expect.poll(() => done, { timeout: 5_000 }).toEqual([{ turn: 1 }])
  await database.admin.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app_worker'")
  await leave(2)
  await expect.poll(() => done.length, { timeout: 15_000 }).toBe(2)
  await worker.close()
})
