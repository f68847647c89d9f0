import type pg from 'pg'
import { type Plane, planes } from '#platform/database/roles.ts'
import { columnsOpenTo } from './open-columns.ts'
import { calls, rights } from './rights.ts'

/** One statement about the catalogue: what is meant to be allowed and what is. */
export type Finding = {
  readonly about: string
  readonly expected: boolean
  readonly got: boolean
  readonly said?: string
}

const ours = "n.nspname in ('app', 'auth', 'audit', 'sec')"

/** Grants, callers, walls and FORCE, as the database has them now. */
export async function readCatalogue(client: pg.ClientBase | pg.Pool): Promise<Finding[]> {
  const asked = [grantFindings, columnFindings, callFindings, wallFindings, forceFindings, membershipFindings]
  const found: Finding[] = []
  for (const ask of asked) found.push(...(await ask(client)))
  return found
}

type Client = pg.ClientBase | pg.Pool

async function grantFindings(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ relation: string; role: string; rights: string }>(`
    with granted as (
      select c.oid, acl.grantee, lower(acl.privilege_type) as verb, null as columns
        from pg_class c cross join lateral aclexplode(c.relacl) acl where acl.grantee <> c.relowner
      union all
      select c.oid, acl.grantee, lower(acl.privilege_type), string_agg(a.attname, ' ' order by a.attnum)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
          cross join lateral aclexplode(a.attacl) acl where acl.grantee <> c.relowner group by 1, 2, 3)
    select n.nspname || '.' || c.relname as relation,
      case g.grantee when 0 then 'PUBLIC' else g.grantee::regrole::text end as role,
      string_agg(g.verb || coalesce('(' || g.columns || ')', ''), ', ' order by g.verb, g.columns) as rights
      from granted g join pg_class c on c.oid = g.oid join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and g.grantee <> 'tomoshibi_gate'::regrole group by 1, 2`)
  const actual = new Map(rows.map((row) => [`${row.relation} ${row.role}`, row.rights]))
  const tables = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and c.relkind in ('r', 'p', 'v', 'm')`,
  )
  const everybody = [...planes.map((plane) => `app_${plane}`), 'PUBLIC', 'tomoshibi_owner']
  return tables.rows.flatMap(({ name }) =>
    everybody.map((role) => {
      const plane = planes.find((one) => `app_${one}` === role)
      const meant = plane === undefined ? undefined : rights[name]?.[plane]
      const is = actual.get(`${name} ${role}`)
      return finding(`grant on ${name} to ${role}`, { meant: meant ?? '', is: is ?? '' })
    }),
  )
}

/** Column by column what companies and pages without a sign-in can read, against the reasons of open-columns.ts. */
async function columnFindings(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; utility: boolean; public: boolean }>(`
    select format('%s.%s %s', n.nspname, c.relname, a.attname) as name,
        has_column_privilege('app_utility', c.oid, a.attnum, 'select') as utility,
        has_column_privilege('app_public', c.oid, a.attnum, 'select') as public
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where ${ours} and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped`)
  return (['utility', 'public'] as const).flatMap((plane) => {
    const meant = columnsOpenTo(plane)
    const there = new Set(rows.map(({ name }) => name))
    const gone = [...meant].filter((name) => !there.has(name))
    return [
      ...rows.map((row) => ({
        about: `column ${row.name} read on ${plane}`,
        expected: meant.has(row.name),
        got: row[plane],
      })),
      ...gone.map((name) => ({ about: `column ${name} exists for ${plane}`, expected: true, got: false })),
    ]
  })
}

/** A finding that is right exactly when both texts are equal; an empty text is a refusal. */
function finding(about: string, { meant, is }: { meant: string; is: string }): Finding {
  const expected = meant !== ''
  return meant === is
    ? { about, expected, got: expected }
    : { about, expected, got: !expected, said: `${is} instead of ${meant}` }
}

async function callFindings(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; signature: string; plane: Plane; may: boolean }>(
    `select n.nspname || '.' || p.proname as name, p.oid::regprocedure::text as signature, plane,
        has_function_privilege('app_' || plane, p.oid, 'execute') as may
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace cross join unnest($1::text[]) plane
      where ${ours}`,
    [planes],
  )
  const there = new Set(rows.map((row) => row.name))
  const missing = Object.values(calls)
    .flat()
    .filter((name) => !there.has(name))
  return [
    ...rows.map(({ name, signature, plane, may }) => ({
      about: `${signature} called on ${plane}`,
      expected: calls[plane].includes(name),
      got: may,
    })),
    ...missing.map((name) => ({ about: `${name} exists`, expected: true, got: false })),
  ]
}

/** Facts of public knowledge, without a wall for those who only read them. */
const open = new Set([
  'app.areas select',
  'app.directory_imports select',
  'app.contact_windows select',
  'app.window_areas select',
])

/**
 * The wall that joins by AND: for every verb that a staff plane was granted there is a restrictive policy that asks
 * who is speaking, on the row as it was and on the row as it becomes. It stands even where a permissive policy says
 * as much, so that a slip in one of the two opens nothing.
 */
async function wallFindings(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ about: string; verb: string; table: string; walled: boolean }>(`
    with verbs (verb, letter) as (values ('select', 'r'), ('insert', 'a'), ('update', 'w'), ('delete', 'd')),
    sides (side) as (values ('old row'), ('new row')),
    walls as (
      select p.polrelid, p.polcmd, r.rolname, pg_get_expr(p.polqual, p.polrelid) as old_row,
        coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid)) as new_row
        from pg_policy p cross join lateral unnest(p.polroles) x (id) join pg_roles r on r.oid = x.id where not p.polpermissive)
    select n.nspname || '.' || c.relname as table, v.verb,
      format('wall of %s.%s for %s of %s, %s', n.nspname, c.relname, v.verb, plane, s.side) as about,
      exists (select 1 from walls w where w.polrelid = c.oid and w.rolname = plane and w.polcmd in ('*', v.letter::"char")
        and case s.side when 'old row' then w.old_row else w.new_row end ~ 'sec\\.(tenant|organization|user_id|keeps_window|own_agreements)\\(') as walled
      from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join verbs v cross join sides s
        cross join unnest(array['app_welfare', 'app_utility', 'app_auditor']) plane
     where ${ours} and c.relkind in ('r', 'p')
       and case when v.verb = 'delete' then has_table_privilege(plane, c.oid, 'delete') else has_any_column_privilege(plane, c.oid, v.verb) end
       and ((s.side = 'old row' and v.verb <> 'insert') or (s.side = 'new row' and v.verb in ('insert', 'update')))`)
  return rows.map(({ about, verb, table, walled }) => ({ about, expected: !open.has(`${table} ${verb}`), got: walled }))
}

async function forceFindings(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; forced: boolean }>(
    `select n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind in ('r', 'p')`,
  )
  return rows.map(({ name, forced }) => ({
    about: `row-level security of ${name} binds its owner too`,
    expected: true,
    got: forced,
  }))
}

/** Nobody who logs in is a member of the owner or the gate. */
async function membershipFindings(client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ about: string; member: boolean }>(
    `select format('%s is a member of %s', plane, role) as about, pg_has_role('app_' || plane, role, 'member') as member
       from unnest($1::text[]) plane cross join unnest(array['tomoshibi_owner', 'tomoshibi_gate', 'pg_read_all_data', 'pg_write_all_data']) role`,
    [planes],
  )
  return rows.map(({ about, member }) => ({ about, expected: false, got: member }))
}
