import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import { platformOf, startServer } from './server.ts'
import type { RunningServer, Surroundings } from './start/parts.ts'

let database: TestDatabase
let dataFolder: string
let surroundings: Surroundings
let server: RunningServer

beforeAll(async () => {
  database = await testDatabase()
  dataFolder = await mkdtemp(join(tmpdir(), 'tomoshibi-server-'))
  await mkdir(join(dataFolder, 'web', 'assets'), { recursive: true })
  // As an older version left it.
  await mkdir(join(dataFolder, 'log'), { mode: 0o755 })
  await writeFile(join(dataFolder, 'log', 'server.log'), 'an older line\n', { mode: 0o644 })
  const nothing = { databaseUrl: undefined, publicUrl: undefined, smtpUrl: undefined, demoTown: false }
  const config = { dataFolder, repository: dataFolder, host: '127.0.0.1', port: 0, ...nothing }
  const webFolder = join(dataFolder, 'web')
  surroundings = { config, planes: database.planes, rootKey: testRootKey, webFolder, demo: false, bound: { port: 0 } }
  server = await startServer(surroundings)
})
afterAll(async () => {
  await server.close()
  await database.close()
  await rm(dataFolder, { recursive: true, force: true })
})

test('a port that the system chose stands in what the worker mails and what is printed, not the 0 that was asked for', async () => {
  expect(server.address).toMatch(/^http:\/\/localhost:[1-9][0-9]{3,4}$/)
  expect(platformOf(surroundings).origin).toBe(server.address)
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200)
})

test('an address that the operator named is the one that people read', () => {
  const config = { ...surroundings.config, publicUrl: 'https://tomoshibi.example.jp' }
  const { origin, secureCookies } = platformOf({ ...surroundings, config })
  expect([origin, secureCookies]).toEqual(['https://tomoshibi.example.jp', true])
})

test('the log is nobody else’s on the machine, also one that an older version opened to all', async () => {
  const folder = join(dataFolder, 'log')
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  const file = join(folder, 'server.log')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toMatch(/^an older line\n/)
})
