import type pg from 'pg'

/**
 * What PostgreSQL lets everybody do with its own functions and nobody here needs: large objects (a store beside every
 * policy), statements in strings, other connections of the same login, the write-ahead log, and the sizes and counters
 * of tables, which tell one company how much the others report. Time, chance, sequences, settings, locks of a
 * transaction and the wake-up call of the job queue stay open.
 */
const stays = [
  'clock_timestamp|timeofday|random|random_normal|setseed|gen_random_uuid|uuidv4|uuidv7|array_sample|array_shuffle',
  'nextval|currval|lastval|set_config|current_query|pg_notify|pg_sleep|pg_is_in_recovery|pg_jit_available',
  'pg_(try_)?advisory_xact_lock(_shared)?|plpgsql_inline_handler|plpgsql_validator',
].join('|')

/**
 * Takes them from PUBLIC, in the database of the connection. `migrator` still locks a session.
 * Only a superuser owns the catalogue: elsewhere nothing is changed.
 */
export async function closeCatalogue(client: pg.Client, migrator: string): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean }>(
    'select rolsuper as mighty from pg_roles where rolname = session_user',
  )
  if (rows[0]?.mighty !== true) return
  const { rows: open } = await client.query<{ name: string }>(unneeded, [`^(${stays})$`])
  if (open.length > 0) {
    const names = open.map(({ name }) => name).join(', ')
    await client.query(`revoke execute on function ${names} from public`)
  }
  await client.query(`grant execute on function pg_catalog.pg_advisory_lock(bigint),
    pg_catalog.pg_advisory_unlock(bigint), pg_catalog.pg_try_advisory_lock(bigint) to ${migrator}`)
}

/** Functions with an effect, and readers of sizes and counters, that PUBLIC may still call. */
const unneeded = `
  select format('pg_catalog.%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) as name
    from pg_proc p
   where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind = 'f' and p.proname !~ $1
     and (p.provolatile = 'v' or p.proname ~ '^pg_stat_get_|^pg_[a-z_]+_size$')
     and p.prorettype::regtype::text !~ '(trigger|handler|internal)$'
     and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
       where a.grantee = 0 and a.privilege_type = 'EXECUTE')`
