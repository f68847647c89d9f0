import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareDataFolder } from '#platform/config/data-folder.ts'
import { readRootKey } from '#platform/config/root-key.ts'
import { startDatabase } from '#platform/database/launcher/index.ts'
import { prepareDatabase } from '#platform/database/prepare-database.ts'

/** Told everything said so far, each time something more is said. */
type Hear = (words: string, child: ChildProcess) => void
export type Said = { readonly code: number | null; readonly out: string; readonly err: string }

/** A data folder with a private, migrated, empty database that is running, as under `npm start`. */
export async function testHouse() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tomoshibi-cli-'))
  await prepareDataFolder(dataFolder)
  const rootKey = await readRootKey(dataFolder, { mayCreate: true })
  const database = await startDatabase({ dataFolder: join(dataFolder, 'postgres') })
  const migrations = join(import.meta.dirname, '../../../db/migrations')
  await prepareDatabase({ admin: database.connection, rootKey, migrations })
  return {
    dataFolder,
    rootKey,
    database,
    admin: database.connection,
    cli: (words: readonly string[], environment: Record<string, string> = {}, hear?: Hear) =>
      cli(words, { TOMOSHIBI_DATA: dataFolder, ...environment }, hear),
    close: async () => {
      await database.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

export type TestHouse = Awaited<ReturnType<typeof testHouse>>

/** Runs `cli …` in a process of its own, as an operator does. */
export function cli(
  words: readonly string[],
  environment: Record<string, string>,
  hear: Hear = () => undefined,
): Promise<Said> {
  const program = new URL('../cli.ts', import.meta.url).pathname
  const env = { ...process.env, TOMOSHIBI_DATABASE_URL: '', TOMOSHIBI_PUBLIC_URL: '', ...environment }
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part
    hear(out, child)
  })
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    err += part
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}
