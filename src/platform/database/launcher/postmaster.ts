import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { folderTrouble } from '#platform/config/data-folder.ts'
import type { Binaries } from './binaries.ts'
import type { Identity } from './identity.ts'
import type { Place } from './place.ts'
import { endsWithin, isAlive, pause, processesIn, readPostmasterFile, signal } from './processes.ts'
import { fingerprintOf, serverArguments } from './settings.ts'

export type Connection = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

export type Postmaster = { readonly place: Place; readonly binaries: Binaries; readonly identity: Identity }

const startPatience = 60_000
const largestLog = 5 * 1024 * 1024

export function connectionAt(socketFolder: string, database = 'tomoshibi'): Connection {
  return { host: socketFolder, port: 5432, user: 'tomoshibi_admin', database }
}

/** Asks the server behind the socket who it is. Undefined when it does not answer. */
export async function askServer(socketFolder: string): Promise<{ dataDirectory: string; name: string } | undefined> {
  const client = new pg.Client({ ...connectionAt(socketFolder, 'postgres'), connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ place: string; name: string }>(
      "select current_setting('data_directory') as place, current_setting('cluster_name') as name",
    )
    const [row] = rows
    return row === undefined ? undefined : { dataDirectory: await realpath(row.place), name: row.name }
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Looks for a server that an earlier process left behind. A healthy one with our settings is adopted (its process
 * number is returned); any other is ended, and what a crash left lying about is cleared so that a start can follow.
 */
export async function adoptOrEnd({ place, binaries }: Postmaster): Promise<number | undefined> {
  const left = await readPostmasterFile(place.dataDirectory)
  const inside = await processesIn(place.dataDirectory)
  if (left !== undefined && (await isAlive(left.pid)) && (inside?.includes(left.pid) ?? true)) {
    const answer = await answersWithin(place.socketFolder, 5_000)
    const ours = answer?.dataDirectory === place.dataDirectory && answer.name === fingerprintOf(binaries.postgres)
    if (ours) return left.pid
    await endPostmaster(left.pid, answer === undefined ? impatient : patient)
  }
  if (inside === undefined) return undefined
  // The postmaster is gone; backends that have not noticed yet would hold on to its shared memory.
  for (const pid of (await processesIn(place.dataDirectory)) ?? []) {
    if (!(await endsWithin(pid, 500))) signal(pid, 'SIGKILL')
    await endsWithin(pid, 2_000)
  }
  // The number in a left-over file may belong to a stranger by now, and PostgreSQL would refuse to start.
  const leftOver = [
    join(place.dataDirectory, 'postmaster.pid'),
    join(place.socketFolder, '.s.PGSQL.5432.lock'),
    join(place.socketFolder, '.s.PGSQL.5432'),
  ]
  await Promise.all(leftOver.map((file) => rm(file, { force: true })))
  return undefined
}

async function answersWithin(socketFolder: string, milliseconds: number) {
  const until = Date.now() + milliseconds
  for (;;) {
    const answer = await askServer(socketFolder)
    if (answer !== undefined || Date.now() > until) return answer
    await pause(50)
  }
}

/** Starts the server detached from this process and its terminal; answers its process number once it takes queries. */
export async function launch(
  { place, binaries, identity }: Postmaster,
  extra: Readonly<Record<string, string>> = {},
): Promise<number> {
  await keepLogSmall(place.logFile)
  let said = ''
  for (let attempt = 1; attempt <= 3; attempt++) {
    const outcome = await launchOnce({ place, binaries, identity }, extra)
    if ('pid' in outcome) return outcome.pid
    said = outcome.said
    if (!/postmaster\.pid|shared memory block|is in use|already exists/.test(said)) break
    await pause(500 * attempt)
  }
  throw folderTrouble(place.folder, new Error(said))
}

type Outcome = { readonly pid: number } | { readonly said: string }

async function launchOnce(
  { place, binaries, identity }: Postmaster,
  extra: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const words = serverArguments({ program: binaries.postgres, ...place, extra })
  const [command = '', ...rest] = [...identity.before, binaries.postgres, ...words]
  const before = await sizeOf(place.logFile)
  let log: number
  try {
    log = openSync(place.logFile, 'a', 0o600)
  } catch (cause) {
    throw folderTrouble(place.folder, cause)
  }
  const child = spawn(command, rest, { detached: true, stdio: ['ignore', log, log], cwd: place.folder })
  closeSync(log)
  let ended: string | undefined
  child.on('error', (cause) => {
    ended = cause.message
  })
  child.on('exit', (code, by) => {
    ended = `exit ${code ?? by}`
  })
  child.unref()
  const until = Date.now() + startPatience
  while (ended === undefined && Date.now() < until) {
    const file = await readPostmasterFile(place.dataDirectory)
    if (file?.ready && file.pid === child.pid && (await askServer(place.socketFolder))) return { pid: file.pid }
    await pause(10)
  }
  if (child.pid !== undefined && ended === undefined) await endPostmaster(child.pid)
  return { said: `${ended ?? 'too slow'}\n${await tailOf(place.logFile, before)}` }
}

type Step = readonly ['SIGINT' | 'SIGQUIT' | 'SIGKILL', number]
const patient: readonly Step[] = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 2_000],
]
/** For a server that has already not answered for seconds. */
const impatient: readonly Step[] = [
  ['SIGINT', 2_000],
  ['SIGQUIT', 1_000],
  ['SIGKILL', 2_000],
]

/** Ends a server: politely (open statements are rolled back), then at once, then by force. Data stay safe in each. */
export async function endPostmaster(pid: number, steps: readonly Step[] = patient): Promise<void> {
  for (const [name, patience] of steps) {
    signal(pid, name)
    if (await endsWithin(pid, patience)) return
  }
}

async function keepLogSmall(file: string): Promise<void> {
  if ((await sizeOf(file)) > largestLog) await rename(file, `${file}.1`).catch(() => undefined)
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0
}

async function tailOf(file: string, from: number): Promise<string> {
  const handle = await open(file).catch(() => undefined)
  if (handle === undefined) return ''
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(16_384), position: from })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
