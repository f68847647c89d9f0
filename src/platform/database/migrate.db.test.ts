import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AdminConnection, withClient } from './connection.ts'
import { migrate } from './migrate.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

let database: TestDatabase
let admin: AdminConnection
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tomoshibi-migrations-'))
  database = await testDatabase({ migrations: folder })
  admin = database.connection
})

afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const write = (name: string, sql: string) => writeFile(join(folder, name), sql)

async function ask(sql: string): Promise<unknown[]> {
  return withClient(admin, async (client) => (await client.query({ text: sql, rowMode: 'array' })).rows.flat())
}

test('files run in order, once, and what they make belongs to the owner', async () => {
  await write('0002_words.sql', "create table app.words (word text); insert into app.words values ('灯')")
  await write('0001_house.sql', 'create schema app')
  await write('README.md', 'not SQL')
  expect(await migrate(admin, folder)).toEqual({ applied: ['0001_house', '0002_words'] })
  expect(await migrate(admin, folder)).toEqual({ applied: [] })
  expect(await ask("select tableowner from pg_tables where tablename = 'words'")).toEqual(['tomoshibi_owner'])
  expect(await ask('select word from app.words')).toEqual(['灯'])
})

test('an applied file that was changed afterwards is refused by name, and nothing runs', async () => {
  await write('0001_house.sql', 'create schema app')
  await migrate(admin, folder)
  await write('0001_house.sql', 'create schema app; -- a second thought')
  await write('0002_more.sql', 'create schema more')
  await expect(migrate(admin, folder)).rejects.toMatchObject({
    code: 'migration-changed',
    message: expect.stringContaining('0001_house.sql'),
  })
  expect(await ask("select 1 from pg_namespace where nspname = 'more'")).toEqual([])
})

test('an applied file that is gone is refused by name', async () => {
  await write('0001_house.sql', 'create schema app')
  await migrate(admin, folder)
  await rm(join(folder, '0001_house.sql'))
  await expect(migrate(admin, folder)).rejects.toMatchObject({
    code: 'migration-missing',
    message: expect.stringContaining('0001_house.sql'),
  })
})

test('a file that slips in before applied ones is refused', async () => {
  await write('0002_house.sql', 'create schema app')
  await migrate(admin, folder)
  await write('0001_late.sql', 'create schema late')
  await expect(migrate(admin, folder)).rejects.toMatchObject({ code: 'migration-failed' })
  expect(await ask("select 1 from pg_namespace where nspname = 'late'")).toEqual([])
})

test('a failing file leaves nothing of itself; those before it stay; mended, it runs', async () => {
  await write('0001_house.sql', 'create schema app')
  await write('0002_words.sql', 'create table app.words (word text); select 1/0')
  await expect(migrate(admin, folder)).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringContaining('0002_words.sql'),
  })
  expect(await ask("select tablename from pg_tables where schemaname = 'app'")).toEqual([])
  expect(await ask('select name from migrations.checksums')).toEqual(['0001_house.sql'])
  await write('0002_words.sql', 'create table app.words (word text)')
  expect(await migrate(admin, folder)).toEqual({ applied: ['0002_words'] })
})

test('two servers that start at once run each file once', async () => {
  await write('0001_house.sql', 'create schema app; select pg_sleep(0.3)')
  const both = await Promise.all([migrate(admin, folder), migrate(admin, folder)])
  expect(both.flatMap(({ applied }) => applied)).toEqual(['0001_house'])
})
