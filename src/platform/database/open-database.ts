import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '#platform/config/config.ts'
import { type AdminConnection, connectionFromUrl } from './connection.ts'
import { findRunningDatabase, startDatabase } from './launcher/index.ts'

export type OpenDatabase = {
  readonly admin: AdminConnection
  /** Whether this process looks after the server; false for the operator's own and for one that runs already. */
  readonly ours: boolean
  readonly adopted: boolean
  /** Where the server keeps its files; undefined for the operator's own. */
  readonly dataDirectory: string | undefined
  stop(): Promise<void>
}

type Wishes = {
  /** Use the server that an `npm start` runs right now instead of refusing (for the command line). */
  readonly borrow?: boolean
  readonly onRestart?: (words: string) => void
}

/** The folder of the private PostgreSQL inside the data folder. */
export function databaseFolder({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'postgres')
}

/** The database that the configuration names: the operator's own, or the private one, started when need be. */
export async function openDatabase(config: Config, { borrow = false, onRestart }: Wishes = {}): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return borrowed(connectionFromUrl(config.databaseUrl), undefined)
  const dataFolder = databaseFolder(config)
  const running = borrow ? await findRunningDatabase({ dataFolder }) : undefined
  if (running !== undefined) return borrowed(running, join(dataFolder, 'cluster-18'))
  const database = await startDatabase({ dataFolder, ...(onRestart === undefined ? {} : { onRestart }) })
  const { connection, adopted, dataDirectory, stop } = database
  return { admin: connection, ours: true, adopted, dataDirectory, stop }
}

function borrowed(admin: AdminConnection, dataDirectory: string | undefined): OpenDatabase {
  return { admin, ours: false, adopted: false, dataDirectory, stop: async () => undefined }
}

/** Whether the private database of this folder was ever begun: from then on its key must not be made anew. */
export async function hasPrivateDatabase(config: Config): Promise<boolean> {
  return access(join(databaseFolder(config), 'cluster-18', 'PG_VERSION')).then(
    () => true,
    () => false,
  )
}
