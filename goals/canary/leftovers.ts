import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Logger, runOnce } from 'graphile-worker'
import { readConfig } from '#platform/config/config.ts'
import { testRootKey } from '#platform/database/test-database.ts'
import { tasks } from '../../src/apps/tasks.ts'
import type { House } from './house.ts'
import type { Watch } from './watch.ts'

/** Where nothing personal may ever lie, and how much of each was read. */
export type Leftovers = { readonly jobs: number } & Readonly<Record<string, number>>

/**
 * What the database keeps in the clear: staff, and questions and answers without a name. Everything else is
 * ciphertext, and is told when it is not.
 */
const inTheClear: readonly (readonly [string, RegExp])[] = [
  ['app.users', /^staff/],
  ['app.questions', /question$|answer$/],
]

/** Reads what the jobs were given and lets them run: notices, mails, checkpoints. */
export async function deliverNews(house: House, watch: Watch): Promise<number> {
  const jobs = await jobsIn(house)
  watch.nothingIn('jobs', jobs.join('\n'))
  await runJobs(house)
  return jobs.length
}

/** Lets the jobs run again, then reads mail, notices, the chained log, checkpoints, server log, PostgreSQL's log and the temporary folder. */
export async function readLeftovers(house: House, watch: Watch): Promise<Leftovers> {
  const jobs = await deliverNews(house, watch)
  const mail = await filesIn(join(house.folder, 'data', 'mail'))
  const checkpoints = await filesIn(join(house.folder, 'data', 'checkpoints'))
  // The desk's own folder holds what its works were given, under the names they came with.
  const temporary = await filesIn(house.folder, /tomoshibi-(?:test|desk)-/)
  watch.nothingIn('mail', mail.join('\n'))
  watch.nothingIn('checkpoints', checkpoints.join('\n'))
  watch.nothingIn('temporary folder', temporary.join('\n'))
  watch.nothingIn('server log', house.log.join(''))
  const postgres = await readFile(await house.postgresLog(), 'utf8')
  watch.nothingIn('PostgreSQL log', postgres)
  const tables = await readTables(house, watch)
  return {
    jobs,
    mails: mail.length,
    checkpoints: checkpoints.length,
    files: temporary.length,
    log: house.log.length,
    postgres: postgres.split('\n').length,
    ...tables,
  }
}

const quiet = new Logger(() => () => undefined)

async function jobsIn({ database }: House): Promise<readonly string[]> {
  const { rows } = await database.admin.query<{ line: string }>(
    'select t::text as line from graphile_worker._private_jobs t',
  )
  return rows.map(({ line }) => line)
}

async function runJobs(house: House): Promise<void> {
  const config = { ...readConfig({}), dataFolder: join(house.folder, 'data'), smtpUrl: undefined }
  const list = tasks({ config, rootKey: testRootKey })
  const taskList = Object.fromEntries(
    Object.entries(list).map(([name, task]) => [name, (payload: unknown) => task(payload, house.platform)]),
  )
  await runOnce({ pgPool: house.database.planes.worker, taskList, noHandleSignals: true, logger: quiet })
  for (const name of ['escalate', 'sign-checkpoints']) await list[name]?.({}, house.platform)
  await runOnce({ pgPool: house.database.planes.worker, taskList, noHandleSignals: true, logger: quiet })
}

/** Every file under a folder as text; PostgreSQL's own files are read as tables instead. */
async function filesIn(folder: string, but = /$^/): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile() && !but.test(entry.parentPath))
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')))
}

/** All rows of all tables, bytes included: what people typed about a person lies there as ciphertext or not at all. */
async function readTables({ database }: House, watch: Watch): Promise<Record<string, number>> {
  const { rows } = await database.admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('app', 'auth', 'audit', 'graphile_worker') order by 1`,
  )
  let read = 0
  for (const { name } of rows) {
    const lines = await database.admin.query<{ line: string }>(`select t::text as line from ${name} t`)
    read += lines.rows.length
    const clear = inTheClear.find(([table]) => table === name)?.[1]
    for (const { line } of lines.rows) watch.nothingIn(name, `${line}\n${unhexed(line)}`, clear)
  }
  return { tables: rows.length, rows: read }
}

/** Bytes are printed in hexadecimal; a word hides in them too. */
function unhexed(line: string): string {
  return [...line.matchAll(/\\\\?x([0-9a-f]{16,})/g)]
    .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
    .join('\n')
}
