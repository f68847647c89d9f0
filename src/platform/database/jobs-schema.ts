import { Logger, runMigrations } from 'graphile-worker'
import { escapeIdentifier } from 'pg'
import { type AdminConnection, openPool } from './connection.ts'
import { jobsRole } from './roles.ts'

const quiet = new Logger(() => () => undefined)

/**
 * Brings the tables of the job queue up to date. They belong to `tomoshibi_jobs`; only the worker plane and the
 * definer functions of `tomoshibi_gate` are members of it, so that no request can read or write a job by itself.
 */
export async function installJobs(admin: AdminConnection): Promise<void> {
  const database = escapeIdentifier(admin.database)
  // One connection, so that the lock and the role hold for everything below.
  const pool = openPool(admin, 1)
  try {
    await pool.query("select pg_advisory_lock(hashtext('tomoshibi jobs'))")
    // The right to make a schema is lent for this moment only: the worker is a member and would have it too.
    await pool.query(`grant create on database ${database} to ${jobsRole}`)
    await pool.query(`set role ${jobsRole}`)
    await runMigrations({ pgPool: pool, logger: quiet })
    await pool.query('revoke all on schema graphile_worker from public')
    await pool.query('reset role')
    await pool.query(`revoke create on database ${database} from ${jobsRole}`)
  } finally {
    await pool.end()
  }
}
