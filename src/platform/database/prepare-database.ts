import { createHmac } from 'node:crypto'
import { diskFull } from '#platform/config/data-folder.ts'
import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { type AdminConnection, withClient } from './connection.ts'
import { installJobs } from './jobs-schema.ts'
import { type Migrated, migrate } from './migrate.ts'
import { prepareRoles, rolePasswords } from './roles.ts'
import { checkServer } from './server-check.ts'

type Preparation = {
  readonly admin: AdminConnection
  readonly rootKey: Uint8Array
  /** Folder of the SQL files. */
  readonly migrations: string
}

/**
 * Everything between an open door and a database that the planes may use: the key fits, roles, a server that keeps
 * what it is given, migrations, job tables. Throws an `OperatorTrouble`. Harmless when repeated.
 */
export async function prepareDatabase({ admin, rootKey, migrations }: Preparation): Promise<Migrated> {
  await checkRootKey(admin, rootKey)
  try {
    await prepareRoles(admin, rolePasswords(rootKey))
  } catch (cause) {
    throw cause instanceof OperatorTrouble ? cause : unreachable(admin, cause)
  }
  await checkServer(admin)
  const migrated = await migrate(admin, migrations)
  await installJobs(admin)
  await rememberKey(admin, rootKey)
  return migrated
}

/** The database answers and its records were sealed with this key; throws an `OperatorTrouble` otherwise. */
export async function checkRootKey(admin: AdminConnection, rootKey: Uint8Array): Promise<void> {
  try {
    await refuseForeignKey(admin, rootKey)
  } catch (cause) {
    throw cause instanceof OperatorTrouble ? cause : unreachable(admin, cause)
  }
}

/** Says nothing about the key, and differs for every key. */
function fingerprintOf(rootKey: Uint8Array): string {
  return createHmac('sha256', rootKey).update('fingerprint').digest('hex')
}

/** Before the passwords of the planes are set after this key, the key must be the one that sealed the records. */
async function refuseForeignKey(admin: AdminConnection, rootKey: Uint8Array): Promise<void> {
  const known = await withClient(admin, async (client) => {
    const { rowCount } = await client.query("select 1 where to_regclass('migrations.root_key') is not null")
    if (rowCount === 0) return undefined
    const { rows } = await client.query<{ fingerprint: string }>('select fingerprint from migrations.root_key')
    return rows[0]?.fingerprint
  })
  if (known !== undefined && known !== fingerprintOf(rootKey)) {
    throw new OperatorTrouble(
      'root-key-foreign',
      '鍵のファイル（keys/root.key）が、このデータベースの記録を閉じた鍵と違います。記録を開けなくなるため、何も変えずに止めました。正しい鍵を控えから戻してから始めてください。',
    )
  }
}

async function rememberKey(admin: AdminConnection, rootKey: Uint8Array): Promise<void> {
  await withClient(admin, async (client) => {
    await client.query(`create table if not exists migrations.root_key (
      only_one boolean primary key default true check (only_one), fingerprint text not null)`)
    await client.query('insert into migrations.root_key (fingerprint) values ($1) on conflict do nothing', [
      fingerprintOf(rootKey),
    ])
  })
}

function unreachable(admin: AdminConnection, cause: unknown): OperatorTrouble {
  const where = `${admin.host}:${admin.port}/${admin.database}`
  const code = errorCodeOf(cause) ?? ''
  if (code === '53100') return diskFull('PostgreSQL', cause)
  if (code === '28P01' || code === '28000') {
    return new OperatorTrouble(
      'database-login',
      `データベース ${where} に、利用者 ${admin.user} として入れませんでした。TOMOSHIBI_DATABASE_URL の利用者と合言葉を確かめてください。`,
      { cause },
    )
  }
  if (code === '3D000') {
    return new OperatorTrouble(
      'database-missing',
      `データベース ${admin.database} がありません。create database ${admin.database} encoding 'UTF8' で作ってから始めてください。`,
      { cause },
    )
  }
  if (code === '42501') {
    return new OperatorTrouble(
      'database-rights',
      `利用者 ${admin.user} には役割を作る権利がありません。alter role … createrole を行うか、データベースの持ち主として接続してください。`,
      { cause },
    )
  }
  return new OperatorTrouble(
    'database-unreachable',
    `データベース ${where} につながりませんでした。動いているか、TOMOSHIBI_DATABASE_URL の行き先が合っているかを確かめてください。`,
    { exitCode: 75, cause },
  )
}
