import type pg from 'pg'
import { planes } from '#platform/database/roles.ts'
import { functionFaults } from './function-faults.ts'
import { rights } from './rights.ts'

export type Kind = 'drop' | 'using' | 'check' | 'permissive' | 'or' | 'force' | 'disable' | 'grant' | 'function'
/** One fault planted in the database's second lock. `table` and `roles` say where it would show first. */
export type Mutant = {
  readonly kind: Kind
  readonly name: string
  readonly table: string | undefined
  readonly roles: readonly string[]
  readonly ddl: string
}

type Policy = {
  relation: string
  table: string
  policy: string
  permissive: string
  roles: string[]
  cmd: string
  qual: string | null
  with_check: string | null
}

/** Owner and gate pass everywhere by design: nobody logs in as them, and their functions ask by themselves. */
const passersBy = new Set(['tomoshibi_gate', 'tomoshibi_owner'])

/** Every policy dropped, loosened on each side, turned permissive, its ANDs turned to ORs; tables and functions too. */
export async function listMutants(admin: pg.Pool): Promise<{ mutants: Mutant[]; skipped: number }> {
  const { rows } = await admin.query<Policy>(`
    select format('%I.%I', schemaname, tablename) as relation, tablename as table, policyname as policy, permissive,
        roles::text[] as roles, cmd, qual, with_check
      from pg_policies where schemaname in ('app', 'auth', 'audit', 'sec') order by 1, 3`)
  const bound = rows.filter((one) => one.roles.some((role) => !passersBy.has(role)))
  const tables = await admin.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('app', 'auth', 'audit') order by 1",
  )
  return {
    mutants: [
      ...bound.flatMap(policyMutants),
      ...tables.rows.flatMap(({ name }) => tableMutants(name)),
      ...(await functionMutants(admin)),
    ],
    skipped: rows.length - bound.length,
  }
}

function policyMutants(one: Policy): Mutant[] {
  const on = `${one.policy} on ${one.relation}`
  const base = { table: one.table, roles: one.roles }
  const loosened = (side: 'using' | 'check', expression: string | null): Mutant[] =>
    expression === null || expression === 'true'
      ? []
      : [{ ...base, kind: side, name: `${on}: ${side} true`, ddl: `alter policy ${on} ${clause(side)} (true)` }]
  return [
    { ...base, kind: 'drop', name: `${on}: dropped`, ddl: `drop policy ${on}` },
    ...loosened('using', one.qual),
    ...loosened('check', one.with_check),
    ...(one.permissive === 'RESTRICTIVE'
      ? [{ ...base, kind: 'permissive' as const, name: `${on}: permissive`, ddl: rebuilt(one) }]
      : []),
    ...ors('using', one.qual).map(
      (ddl, at): Mutant => ({
        ...base,
        kind: 'or',
        name: `${on}: using or ${at + 1}`,
        ddl: `alter policy ${on} ${ddl}`,
      }),
    ),
    ...ors('check', one.with_check).map(
      (ddl, at): Mutant => ({
        ...base,
        kind: 'or',
        name: `${on}: check or ${at + 1}`,
        ddl: `alter policy ${on} ${ddl}`,
      }),
    ),
  ]
}

const clause = (side: 'using' | 'check') => (side === 'using' ? 'using' : 'with check')

/** One variant for each AND of an expression. */
function ors(side: 'using' | 'check', expression: string | null): string[] {
  if (expression === null) return []
  const parts = expression.split(' AND ')
  return parts.slice(1).map((_, at) => {
    const text = `${parts.slice(0, at + 1).join(' AND ')} OR ${parts.slice(at + 1).join(' AND ')}`
    return `${clause(side)} (${text})`
  })
}

/** The same policy without the word that makes it a wall. */
function rebuilt({ policy, relation, cmd, roles, qual, with_check }: Policy): string {
  const using = qual === null ? '' : ` using (${qual})`
  const check = with_check === null ? '' : ` with check (${with_check})`
  return `drop policy ${policy} on ${relation};
    create policy ${policy} on ${relation} for ${cmd} to ${roles.join(', ')}${using}${check}`
}

/** A table that no longer binds its owner, or nobody; and each right that a plane does not have. */
function tableMutants(relation: string): Mutant[] {
  const table = relation.replace(/^\w+\./, '')
  const closed = planes.filter((plane) => rights[relation]?.[plane] === undefined)
  const narrow = planes.filter((plane) => rights[relation]?.[plane]?.includes('select('))
  const base = { table, roles: planes.map((plane) => `app_${plane}`) }
  return [
    {
      ...base,
      kind: 'force',
      name: `${relation}: no force`,
      ddl: `alter table ${relation} no force row level security`,
    },
    {
      ...base,
      kind: 'disable',
      name: `${relation}: disabled`,
      ddl: `alter table ${relation} disable row level security`,
    },
    ...closed.map(
      (plane): Mutant => ({
        table,
        roles: [`app_${plane}`],
        kind: 'grant',
        name: `${relation}: granted to ${plane}`,
        ddl: `grant select on ${relation} to app_${plane}`,
      }),
    ),
    ...narrow.map(
      (plane): Mutant => ({
        table,
        roles: [`app_${plane}`],
        kind: 'grant',
        name: `${relation}: every column granted to ${plane}`,
        ddl: `grant select on ${relation} to app_${plane}`,
      }),
    ),
  ]
}

async function functionMutants(admin: pg.Pool): Promise<Mutant[]> {
  const mutants: Mutant[] = []
  for (const { signature, from, to } of functionFaults) {
    const { rows } = await admin.query<{ text: string }>('select pg_get_functiondef($1::regprocedure) as text', [
      signature,
    ])
    const text = rows[0]?.text ?? ''
    if (!text.includes(from)) throw new Error(`${signature} no longer says: ${from}`)
    const name = `${signature}: ${from} → ${to}`
    mutants.push({ kind: 'function', name, table: undefined, roles: [], ddl: text.replace(from, () => to) })
  }
  return mutants
}
