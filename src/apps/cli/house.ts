import { join } from 'node:path'
import type { Config } from '#platform/config/config.ts'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { readRootKey, rootKeyFile } from '#platform/config/root-key.ts'
import { type KeyRing, openKeyRing } from '#platform/crypto/key-ring.ts'
import { listPendingMigrations } from '#platform/database/migrate.ts'
import { hasPrivateDatabase, type OpenDatabase, openDatabase } from '#platform/database/open-database.ts'
import { checkRootKey } from '#platform/database/prepare-database.ts'

export type House = {
  readonly config: Config
  readonly database: OpenDatabase
  readonly rootKey: Uint8Array
  readonly keys: KeyRing
}

/** Where the signed heads of the audit chains are kept. */
export function checkpointsFolder({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'checkpoints')
}

/**
 * Opens the installation for one command: the database of a running `npm start` is shared, a resting one is started
 * and stopped again. `asItIs` leaves a database alone that a newer version has still to migrate (backup, proofs).
 */
export async function inHouse<T>(
  config: Config,
  work: (house: House) => Promise<T>,
  { asItIs = false }: { asItIs?: boolean } = {},
): Promise<T> {
  if (config.databaseUrl === undefined && !(await hasPrivateDatabase(config))) throw noDatabaseYet(config)
  const rootKey = await readRootKey(config.dataFolder, { mayCreate: false })
  const database = await openDatabase(config, { borrow: true })
  try {
    await checkRootKey(database.admin, rootKey)
    if (!asItIs) await refusePending(config, database)
    return await work({ config, database, rootKey, keys: openKeyRing(rootKey) })
  } finally {
    await database.stop()
  }
}

async function refusePending({ repository }: Config, { admin }: OpenDatabase): Promise<void> {
  const pending = await listPendingMigrations(admin, join(repository, 'db/migrations'))
  if (pending.length === 0) return
  throw new OperatorTrouble(
    'migrations-pending',
    `データベースがこの版に合わせて整えられていません（残り ${pending.length}件）。控えを取ったうえで npm start を一度行い、それからもう一度お試しください。`,
  )
}

function noDatabaseYet({ dataFolder }: Config): OperatorTrouble {
  return new OperatorTrouble(
    'no-database',
    `${dataFolder} には、まだデータベースがありません。場所が違うときは環境変数 TOMOSHIBI_DATA を確かめてください。はじめて使うときは、次を一度行ってデータベースを作ります（見本の町を入れないため off を付けます）。\n  TOMOSHIBI_DEMO_TOWN=off npm start`,
    { exitCode: 66 },
  )
}

/** Reads the key of a data folder without opening its database (for backups that lie elsewhere). */
export async function keyOf({ dataFolder }: Config): Promise<{ rootKey: Uint8Array; keys: KeyRing }> {
  const rootKey = await readRootKey(dataFolder, { mayCreate: false })
  return { rootKey, keys: openKeyRing(rootKey) }
}

export const keyFileOf = ({ dataFolder }: Config) => rootKeyFile(dataFolder)
