import { Logger, runMigrations } from 'graphile-worker'
import { type AdminConnection, openPool, withClient } from './connection.ts'
import { jobsRole } from './roles.ts'

const quiet = new Logger(() => () => undefined)

/**
 * Brings the tables of the job queue up to date. They belong to `tomoshibi_jobs`; only the worker plane and the
 * definer functions of `tomoshibi_gate` are members of it, so that no request can read or write a job by itself.
 */
export async function installJobs(admin: AdminConnection): Promise<void> {
  const pool = openPool(admin, 1)
  try {
    // The only connection of this pool works as the owner of the job tables, which then belong to it.
    const client = await pool.connect()
    await client.query(`set role ${jobsRole}`)
    client.release()
    await runMigrations({ pgPool: pool, logger: quiet })
  } finally {
    await pool.end()
  }
  await withClient(admin, async (client) => {
    await client.query('revoke all on schema graphile_worker from public')
  })
}
