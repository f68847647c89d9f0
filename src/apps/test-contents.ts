import { createHash } from 'node:crypto'
import type pg from 'pg'

/**
 * One hash for each table that the doors write; readings are noted in the log, in sessions and in budgets, which are
 * left out.
 */
export async function contentsOf(admin: pg.Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('app', 'auth', 'graphile_worker')
        and (n.nspname, c.relname) not in (('auth', 'sessions'), ('auth', 'budgets')) order by 1`,
  )
  const found = new Map<string, string>()
  for (const { name } of rows) {
    const lines = await admin.query<{ line: string }>(`select t::text as line from ${name} t order by 1`)
    const text = lines.rows.map(({ line }) => line).join('\n')
    found.set(name, createHash('sha256').update(text).digest('hex'))
  }
  return found
}
