import { realpath, rm } from 'node:fs/promises'
import pg from 'pg'
import { folderTrouble } from '#platform/config/data-folder.ts'
import { wordsOf } from '#platform/config/operator-trouble.ts'
import { findBinaries } from './binaries.ts'
import { chooseIdentity } from './identity.ts'
import { initializeOnce } from './initialize.ts'
import { alreadyRunning } from './launcher-trouble.ts'
import { type Place, placeOf, preparePlace } from './place.ts'
import {
  adoptOrEnd,
  askServer,
  type Connection,
  connectionAt,
  endPostmaster,
  launch,
  type Postmaster,
} from './postmaster.ts'
import { isAlive } from './processes.ts'
import { type Turn, takeTurn } from './turn.ts'

export type StartOptions = {
  /** Folder that belongs to the launcher alone, for example `.data/postgres`; made (0700) when missing. */
  readonly dataFolder: string
  /** Extra server settings; for database tests only. */
  readonly settings?: Readonly<Record<string, string>>
  /** Told when the server died and was started again. */
  readonly onRestart?: (words: string) => void
}

export type RunningDatabase = {
  /** As the administrator, through the private socket. */
  readonly connection: Connection
  /** True when a healthy server left by a killed process was taken over. */
  readonly adopted: boolean
  readonly dataDirectory: string
  readonly logFile: string
  /** Process number of the server; another one after it died and was restarted. */
  readonly pid: number
  /** Ends the server and gives the folder free. Drain the application first. Harmless when called twice. */
  stop(): Promise<void>
}

/**
 * Starts (or adopts) the private PostgreSQL 18 of a folder and looks after it until `stop()`.
 * Throws an `OperatorTrouble` whose message says what to do.
 */
export async function startDatabase(options: StartOptions): Promise<RunningDatabase> {
  const place = await preparePlace(options.dataFolder)
  const answer = await takeTurn(place.key)
  if ('heldBy' in answer) throw alreadyRunning(answer.heldBy)
  try {
    const postmaster = { place, binaries: await findBinaries(), identity: await chooseIdentity() }
    await initializeOnce(place, postmaster.binaries, postmaster.identity)
    const adoptedPid = await adoptOrEnd(postmaster)
    const pid = adoptedPid ?? (await launch(postmaster, options.settings))
    await createDatabaseOnce(place)
    const guarded = guard({ postmaster, pid, options })
    return runningDatabase({ place, guarded, turn: answer.turn, adopted: adoptedPid !== undefined })
  } catch (cause) {
    await answer.turn.release()
    throw cause
  }
}

/** The connection of a server that another process (an `npm start`) is running right now; undefined when none is. */
export async function findRunningDatabase({ dataFolder }: { dataFolder: string }): Promise<Connection | undefined> {
  const folder = await realpath(dataFolder).catch(() => undefined)
  if (folder === undefined) return undefined
  const place = placeOf(folder)
  const answer = await askServer(place.socketFolder)
  return answer?.dataDirectory === place.dataDirectory ? connectionAt(place.socketFolder) : undefined
}

async function createDatabaseOnce(place: Place): Promise<void> {
  const client = new pg.Client(connectionAt(place.socketFolder, 'postgres'))
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'tomoshibi'")
    if (rowCount === 0) await client.query('create database tomoshibi')
  } catch (cause) {
    throw folderTrouble(place.folder, cause)
  } finally {
    await client.end().catch(() => undefined)
  }
}

type Guarded = { current(): number; letGo(): Promise<void> }
type GuardDuty = { readonly postmaster: Postmaster; readonly pid: number; readonly options: StartOptions }

/** Looks once a second whether the server lives and starts it again when it does not, until told to let go. */
function guard({ postmaster, pid, options }: GuardDuty): Guarded {
  let current = pid
  let looking: Promise<void> = Promise.resolve()
  let busy = false
  async function look(): Promise<void> {
    if (await isAlive(current)) return
    try {
      current = (await adoptOrEnd(postmaster)) ?? (await launch(postmaster, options.settings))
      options.onRestart?.(`データベースが止まっていたので、始め直しました（プロセス ${current}）。`)
    } catch (cause) {
      options.onRestart?.(wordsOf(cause))
    }
  }
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    looking = look().finally(() => {
      busy = false
    })
  }, 1_000)
  timer.unref()
  return {
    current: () => current,
    letGo: async () => {
      clearInterval(timer)
      await looking
    },
  }
}

type Running = { readonly place: Place; readonly guarded: Guarded; readonly turn: Turn; readonly adopted: boolean }

function runningDatabase({ place, guarded, turn, adopted }: Running): RunningDatabase {
  let stopping: Promise<void> | undefined
  async function stopOnce(): Promise<void> {
    await guarded.letGo()
    await endPostmaster(guarded.current())
    await rm(place.socketFolder, { recursive: true, force: true })
    await turn.release()
  }
  return {
    connection: connectionAt(place.socketFolder),
    adopted,
    dataDirectory: place.dataDirectory,
    logFile: place.logFile,
    get pid() {
      return guarded.current()
    },
    stop: () => {
      stopping ??= stopOnce()
      return stopping
    },
  }
}
