import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import { FUNCTIONS, GRANTS, POLICIES, RELATIONS } from './access-queries.ts'

/** Public facts about the country, not about people: no row is anybody's own. */
const SAME_FOR_EVERYBODY = new Set(['app.areas', 'app.directory_imports'])

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(async () => {
  await database.close()
})

async function namesOf(query: string): Promise<string[]> {
  const { rows } = await database.admin.query<{ name: string }>(query)
  return rows.map(({ name }) => name)
}

describe('In the migrated database', () => {
  test('every table forces row-level security, and every view asks with the rights of the one who looks', async () => {
    const all = await namesOf(`select relation as name from (${RELATIONS}) r`)
    const open = await namesOf(`select relation as name from (${RELATIONS}) r where not guarded`)
    expect(all.length).toBeGreaterThan(20)
    expect(open).toEqual([])
  })

  test('every table that a plane may touch has a policy that joins by "and"', async () => {
    const touched = `select distinct relation as name from (${GRANTS}) g where role like 'app\\_%'`
    const unbound = `select name from (${touched}) t
      where not exists (select from (${POLICIES}) p where p.relation = t.name and p.restrictive)`
    expect((await namesOf(touched)).length).toBeGreaterThan(15)
    expect((await namesOf(unbound)).filter((name) => !SAME_FOR_EVERYBODY.has(name))).toEqual([])
  })

  test('no table belongs to a role that can sign in', async () => {
    const owned = `select relation as name from (${RELATIONS}) r join pg_roles o on o.rolname = r.owner where o.rolcanlogin`
    expect(await namesOf(owned)).toEqual([])
  })

  test('a function with its owner’s rights fixes where it looks for names, and is not for everybody', async () => {
    const loose = `select f.oid::regprocedure::text as name from pg_proc f join pg_namespace n on n.oid = f.pronamespace
      where n.nspname in ('app', 'auth', 'audit', 'sec') and f.prosecdef
        and not coalesce(f.proconfig::text like '%search_path=%', false)`
    const all = await namesOf(`select signature as name from (${FUNCTIONS}) f`)
    expect(all.length).toBeGreaterThan(5)
    expect(await namesOf(loose)).toEqual([])
    expect(await namesOf(`select signature as name from (${FUNCTIONS}) f where callers like '%PUBLIC%'`)).toEqual([])
  })

  test('no app role may bypass policies, create roles or databases, or act as superuser', async () => {
    const strong = `select rolname as name from pg_roles where rolname like 'app\\_%'
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`
    expect((await namesOf("select rolname as name from pg_roles where rolname like 'app\\_%'")).length).toBe(6)
    expect(await namesOf(strong)).toEqual([])
  })
})
