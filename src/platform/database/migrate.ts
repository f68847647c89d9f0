import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { runner } from 'node-pg-migrate'
import type pg from 'pg'
import { diskFull } from '#platform/config/data-folder.ts'
import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { type AdminConnection, withClient } from './connection.ts'
import { ownerRole } from './roles.ts'

export type Migrated = { readonly applied: readonly string[] }
type MigrationFile = { readonly name: string; readonly text: string; readonly checksum: string }

const fileName = /^\d{4}_[a-z0-9_]+\.sql$/

/**
 * Applies the SQL files of a folder that have not run yet, in order, as `tomoshibi_owner`, each in a transaction of
 * its own together with its checksum. Refuses with an `OperatorTrouble` when an applied file changed or is missing.
 * Two servers that start at once wait for each other.
 */
export async function migrate(admin: AdminConnection, folder: string): Promise<Migrated> {
  const files = await readMigrations(folder)
  return withClient({ ...admin, role: ownerRole }, async (client) => {
    await client.query("select pg_advisory_lock(hashtext('tomoshibi migrations'))")
    await client.query(bookkeeping)
    refuseDrift(files, await appliedChecksums(client))
    return { applied: await applyPending(client, folder, files) }
  })
}

/** Names of the files that have not run yet; all of them for a database that was never prepared. Refuses drift. */
export async function listPendingMigrations(admin: AdminConnection, folder: string): Promise<readonly string[]> {
  const files = await readMigrations(folder)
  return withClient(admin, async (client) => {
    const { rowCount } = await client.query("select 1 where to_regclass('migrations.checksums') is not null")
    const applied = rowCount === 0 ? new Map<string, string>() : await appliedChecksums(client)
    refuseDrift(files, applied)
    return files.filter(({ name }) => !applied.has(name)).map(({ name }) => name)
  })
}

/** The migration files of a folder in the order in which they run. */
export async function readMigrations(folder: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { name, text, checksum: hash('sha256', text) }
    }),
  )
}

const bookkeeping = `
  create schema if not exists migrations;
  create table if not exists migrations.checksums (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`

async function appliedChecksums(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migrations.checksums')
  return new Map(rows.map((row) => [row.name, row.sha256]))
}

function refuseDrift(files: readonly MigrationFile[], applied: ReadonlyMap<string, string>): void {
  const present = new Map(files.map((file) => [file.name, file.checksum]))
  for (const [name, checksum] of applied) {
    const found = present.get(name)
    if (found === checksum) continue
    const what = found === undefined ? 'が見つかりません' : 'の中身が、実行したときと違います'
    throw new OperatorTrouble(
      found === undefined ? 'migration-missing' : 'migration-changed',
      `データベースの移行 ${name} ${what}。配られたときのファイルに戻してから始めてください（手元の試しのデータなら npm run db:reset で作り直せます）。`,
    )
  }
}

async function applyPending(client: pg.Client, folder: string, files: readonly MigrationFile[]): Promise<string[]> {
  const said: string[] = []
  const listen = (words: string) => said.push(words)
  const texts = new Map(files.map((file) => [file.name, file]))
  try {
    const done = await runner({
      dbClient: client,
      dir: folder,
      ignorePattern: `(?!${fileName.source.slice(1, -1)}$).*`,
      direction: 'up',
      migrationsSchema: 'migrations',
      migrationsTable: 'applied',
      singleTransaction: false,
      advisoryLockMode: 'wait',
      logger: { info: () => undefined, warn: listen, error: listen },
      migrationLoaderStrategies: [
        { extensions: ['.sql'], loader: async (paths) => paths.map((path) => unit(path, texts)) },
      ],
    })
    return done.map((migration) => migration.name)
  } catch (cause) {
    if (errorCodeOf(cause) === '53100') throw diskFull('PostgreSQL', cause)
    await client.query('rollback')
    throw new OperatorTrouble(
      'migration-failed',
      `データベースの移行 ${await firstPending(client, files)} が途中で止まり、その分は元に戻しました。くわしい記録を確かめ、同じ版をもう一度始めても止まるときは管理者に伝えてください。`,
      { cause: new Error(said.join('\n'), { cause }) },
    )
  }
}

async function firstPending(client: pg.Client, files: readonly MigrationFile[]): Promise<string> {
  const done = await appliedChecksums(client)
  return files.find((file) => !done.has(file.name))?.name ?? ''
}

/** One file and, in the same transaction, the note of what exactly was run. */
function unit(path: string, files: ReadonlyMap<string, MigrationFile>) {
  const file = files.get(basename(path))
  if (file === undefined) throw new Error(`appeared while migrating: ${path}`)
  const note = `insert into migrations.checksums (name, sha256) values ('${file.name}', '${file.checksum}')`
  return {
    id: path,
    filePaths: [path],
    actions: {
      up: (pgm: { sql(text: string): void }) => {
        pgm.sql(file.text)
        pgm.sql(note)
      },
    },
  }
}
