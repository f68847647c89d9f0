import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from './connection.ts'
import { connectionAs, planes, prepareRoles, roleOf, rolePasswords } from './roles.ts'
import { checkServer, whyUnfit } from './server-check.ts'
import { type TestDatabase, testDatabase, testRootKey } from './test-database.ts'

let database: TestDatabase
const passwords = rolePasswords(testRootKey)

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

describe('the planes of the database', () => {
  test.each(planes)('%s logs in as itself and has no power over others', async (plane) => {
    const { rows } = await database.planes[plane].query(
      `select current_user::text as name, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
              pg_has_role('tomoshibi_owner', 'member') as owner, pg_has_role('tomoshibi_gate', 'member') as gate,
              current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
              current_setting('idle_in_transaction_session_timeout') as idle
         from pg_roles where rolname = current_user`,
    )
    expect(rows).toEqual([
      {
        name: roleOf(plane),
        rolsuper: false,
        rolbypassrls: false,
        rolcreatedb: false,
        rolcreaterole: false,
        owner: false,
        gate: false,
        statement: '5s',
        lock: '2s',
        idle: '10s',
      },
    ])
  })

  test('no plane gets in with the password of another, or with none', async () => {
    const borrowed = connectionAs(database.connection, 'app_welfare', passwords('app_utility'))
    await expect(withClient(borrowed, (client) => client.query('select 1'))).rejects.toThrow('password')
    const empty = connectionAs(database.connection, 'app_welfare', '')
    await expect(withClient(empty, (client) => client.query('select 1'))).rejects.toThrow('password')
  })

  test('nobody logs in as the owner, the gate or the keeper of jobs', async () => {
    for (const user of ['tomoshibi_owner', 'tomoshibi_gate', 'tomoshibi_jobs']) {
      const attempt = withClient({ ...database.connection, user, password: 'x' }, (client) => client.query('select 1'))
      await expect(attempt, user).rejects.toThrow(/password|not permitted to log in/)
    }
  })

  test('only the worker reaches the jobs', async () => {
    for (const plane of planes) {
      const attempt = database.planes[plane].query('select count(*) from graphile_worker.jobs')
      if (plane === 'worker') expect((await attempt).rows).toEqual([{ count: '0' }])
      else await expect(attempt, plane).rejects.toThrow('permission denied')
    }
  })

  test('a plane makes nothing of its own in the database', async () => {
    for (const plane of planes) {
      await expect(database.planes[plane].query('create table public.mine ()'), plane).rejects.toThrow(
        'permission denied',
      )
      await expect(database.planes[plane].query('create schema mine'), plane).rejects.toThrow('permission denied')
    }
  })

  test.each(planes)(
    '%s calls nothing of PostgreSQL that writes beside the policies, or counts what others hold',
    async (plane) => {
      for (const statement of [
        'select lo_create(0)',
        "select lo_from_bytea(0, 'x')",
        "select lo_put(1, 0, 'x')",
        "select lo_import('/etc/hostname')",
        "select pg_logical_emit_message(false, 'a', 'b')",
        'select pg_terminate_backend(0)',
        'select pg_advisory_lock(1)',
        "select pg_relation_size('app.reports')",
        "select pg_stat_get_live_tuples('app.reports'::regclass)",
        "select n_tup_ins from pg_stat_all_tables where relname = 'reports'",
        'select query from pg_stat_activity',
        "select query_to_xml('select 1', true, true, '')",
      ])
        await expect(database.planes[plane].query(statement), statement).rejects.toMatchObject({ code: '42501' })
      const { rows } = await database.planes[plane].query('select extname from pg_extension')
      expect(rows).toEqual([{ extname: 'plpgsql' }])
    },
  )

  test('preparing the roles again, twice at once, changes nothing', async () => {
    await Promise.all([prepareRoles(database.connection, passwords), prepareRoles(database.connection, passwords)])
    expect((await database.planes.welfare.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
})

describe('a server that must not be used is refused', () => {
  test('a sound one is accepted', async () => {
    await expect(checkServer(database.connection)).resolves.toBeUndefined()
  })

  test('planes that could pass by row-level security', async () => {
    await database.admin.query('alter role app_public bypassrls')
    try {
      await expect(checkServer(database.connection)).rejects.toMatchObject({
        code: 'role-too-mighty',
        exitCode: 78,
        message: expect.stringContaining('app_public'),
      })
    } finally {
      await database.admin.query('alter role app_public nobypassrls')
    }
  })

  test.each([
    [{ version: 140_012, fsync: 'on', encoding: 'UTF8' }, 'server-too-old'],
    [{ version: 180_004, fsync: 'off', encoding: 'UTF8' }, 'fsync-off'],
    [{ version: 180_004, fsync: 'on', encoding: 'SQL_ASCII' }, 'encoding'],
  ])('%j is refused as %s', (facts, code) => {
    expect(whyUnfit({ ...facts, mighty: [] })?.code).toBe(code)
  })
})
