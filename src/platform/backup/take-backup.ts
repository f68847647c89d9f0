import { mkdir, readdir, readFile, realpath, rename, rm, statfs } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type pg from 'pg'
import { diskFull } from '#platform/config/data-folder.ts'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { tablespacesFound, targetInsideDatabase, targetNotEmpty, walMissing, writingTrouble } from './backup-trouble.ts'
import {
  copyDurably,
  forEachAtOnce,
  listTree,
  sizeOfFiles,
  syncFolder,
  type Watch,
  writeTextDurably,
} from './copy-files.ts'
import { type BackupFile, type Manifest, manifestName, sealManifest } from './manifest.ts'

export type BackupWishes = {
  /** A superuser of the private server; it may be serving people meanwhile. */
  readonly admin: AdminConnection
  readonly dataDirectory: string
  /** Folder of the signed heads of the audit chains; may be missing. */
  readonly checkpoints: string
  /** Where the backup goes: absent or empty. */
  readonly target: string
  readonly keys: KeyRing
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}
export type BackupFigures = { readonly files: number; readonly bytes: number; readonly walFiles: number }

/**
 * Takes a physical copy of the running server: pg_backup_start, the files, pg_backup_stop, and the WAL in between,
 * which a replication slot keeps. The list of files is written last, so a copy without one is unfinished.
 * The root key is not in it. Throws an `OperatorTrouble`; what was written is then removed.
 */
export async function takeBackup(wishes: BackupWishes): Promise<BackupFigures> {
  const { target, dataDirectory } = wishes
  try {
    await prepareTarget(target, dataDirectory)
  } catch (cause) {
    throw writingTrouble(target, cause)
  }
  try {
    return await withClient(wishes.admin, (client) => copyServer(client, wishes))
  } catch (cause) {
    for (const name of ['database', 'checkpoints', manifestName, `${manifestName}.unfinished`]) {
      await rm(join(target, name), { recursive: true, force: true })
    }
    throw writingTrouble(target, cause)
  }
}

async function prepareTarget(target: string, dataDirectory: string): Promise<void> {
  await mkdir(target, { recursive: true, mode: 0o700 })
  if ((await readdir(target)).length > 0) throw targetNotEmpty(target)
  const inside = `${await realpath(target)}${sep}`
  if (inside.startsWith(`${await realpath(join(dataDirectory, '..'))}${sep}`)) throw targetInsideDatabase(target)
}

async function copyServer(client: pg.Client, wishes: BackupWishes): Promise<BackupFigures> {
  const { target, dataDirectory, keys } = wishes
  const tree = await listTree(dataDirectory, isLeftOut)
  const total = await sizeOfFiles(dataDirectory, tree.files)
  await refuseFullDisk(target, total)
  let done = 0
  const watch: Watch = {
    signal: wishes.signal,
    onBytes: (bytes) => {
      done += bytes
      wishes.onProgress(Math.min(done, total), total)
    },
  }
  const startedAt = wishes.now().toISOString()
  const server = await factsOf(client)
  await keepWal(client)
  await client.query("select pg_backup_start('tomoshibi', fast => true)")
  const files = await copyDatabase(wishes, tree.files, watch)
  // Before the stop: a head that was signed later than the copy ends would look like a log cut short.
  files.push(...(await copyCheckpoints(wishes, watch)))
  const stopped = await stopBackup(client)
  files.push({
    path: 'database/backup_label',
    ...(await writeTextDurably(join(target, 'database/backup_label'), stopped.label)),
  })
  const wal = await copyWal(wishes, stopped, watch)
  files.push(...wal)
  const manifest: Manifest = {
    format: 'tomoshibi-backup-1',
    startedAt,
    endedAt: wishes.now().toISOString(),
    ...server,
    startLsn: stopped.startLsn,
    stopLsn: stopped.stopLsn,
    startWal: stopped.startWal,
    stopWal: stopped.stopWal,
    folders: ['database', ...tree.folders.map((folder) => `database/${folder}`), 'checkpoints'],
    files: files.sort((one, other) => (one.path < other.path ? -1 : 1)),
  }
  await finish(target, sealManifest(keys, manifest), manifest)
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0), walFiles: wal.length }
}

/** What PostgreSQL makes anew at every start, or must not find (PostgreSQL manual 25.3.4); the WAL follows apart. */
function isLeftOut(path: string): boolean {
  if (/^(pg_wal|pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//.test(path)) {
    return true
  }
  return /(^|\/)(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|pg_internal\.init[^/]*|pgsql_tmp[^/]*|[^/]+\.tmp)$/.test(
    path,
  )
}

async function refuseFullDisk(target: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(target)
  const walReserve = 64 * 1024 * 1024
  if (bavail * bsize < bytes + walReserve) throw diskFull(target, new Error('less room than the database has bytes'))
}

async function factsOf(client: pg.Client) {
  const { rows } = await client.query<{ version: string; identifier: string; spaces: string }>(
    `select current_setting('server_version') as version,
       (select system_identifier::text from pg_control_system()) as identifier,
       (select count(*)::text from pg_tablespace where spcname not in ('pg_default', 'pg_global')) as spaces`,
  )
  const { version = '', identifier = '', spaces = '0' } = rows[0] ?? {}
  if (spaces !== '0') throw tablespacesFound()
  return { serverVersion: version, systemIdentifier: identifier }
}

/** Ends with this connection, also when the process is killed: nothing holds the WAL back for ever. */
async function keepWal(client: pg.Client): Promise<void> {
  await client.query('set statement_timeout = 0')
  await client.query('select pg_create_physical_replication_slot($1, true, true)', [`tomoshibi_backup_${process.pid}`])
}

async function copyDatabase({ dataDirectory, target }: BackupWishes, paths: readonly string[], watch: Watch) {
  const control = 'global/pg_control'
  const files: BackupFile[] = []
  const copy = async (path: string) => {
    const copied = await copyDurably(join(dataDirectory, path), join(target, 'database', path), watch)
    if (copied) files.push({ path: `database/${path}`, ...copied })
  }
  await mkdir(join(target, 'database'), { mode: 0o700 })
  await forEachAtOnce(
    paths.filter((path) => path !== control),
    copy,
  )
  await settle(join(dataDirectory, control))
  await copy(control)
  return files
}

/** The control file is written in place: it is read when two readings agree. */
async function settle(file: string): Promise<void> {
  for (let last = await readFile(file); ; ) {
    const again = await readFile(file)
    if (again.equals(last)) return
    last = again
  }
}

async function copyCheckpoints({ checkpoints, target }: BackupWishes, watch: Watch): Promise<BackupFile[]> {
  await mkdir(join(target, 'checkpoints'), { mode: 0o700 })
  const names = await readdir(checkpoints).catch((cause) => {
    if (errorCodeOf(cause) === 'ENOENT') return []
    throw cause
  })
  const files: BackupFile[] = []
  for (const name of names.filter((one) => one.endsWith('.checkpoints'))) {
    const copied = await copyDurably(join(checkpoints, name), join(target, 'checkpoints', name), watch)
    if (copied) files.push({ path: `checkpoints/${name}`, ...copied })
  }
  return files
}

type Stopped = { label: string; startLsn: string; stopLsn: string; startWal: string; stopWal: string }

async function stopBackup(client: pg.Client): Promise<Stopped> {
  const { rows } = await client.query<{ label: string; lsn: string; stop: string }>(
    'select labelfile as label, lsn::text, pg_walfile_name(lsn) as stop from pg_backup_stop(wait_for_archive => false)',
  )
  const { label = '', lsn = '', stop = '' } = rows[0] ?? {}
  const [, startLsn = '', startWal = ''] = /START WAL LOCATION: ([0-9A-F/]+) \(file ([0-9A-F]{24})\)/.exec(label) ?? []
  return { label, startLsn, stopLsn: lsn, startWal, stopWal: stop }
}

async function copyWal({ dataDirectory, target }: BackupWishes, { startWal, stopWal }: Stopped, watch: Watch) {
  const names = (await readdir(join(dataDirectory, 'pg_wal')))
    .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= startWal && name <= stopWal)
    .sort()
  const missing = [startWal, stopWal].find((name) => !names.includes(name)) ?? gapIn(names)
  if (missing !== undefined) throw walMissing(missing)
  const files: BackupFile[] = []
  for (const name of names) {
    const path = `database/pg_wal/${name}`
    const copied = await copyDurably(join(dataDirectory, 'pg_wal', name), join(target, path), watch)
    if (!copied) throw walMissing(name)
    files.push({ path, ...copied })
  }
  return files
}

/** The last 16 digits count segments of 16 MB: 8 for every 4 GB, 8 of which two are used. */
function gapIn(names: readonly string[]): string | undefined {
  const numberOf = (name: string) => BigInt(`0x${name.slice(8, 16)}`) * 256n + BigInt(`0x${name.slice(16)}`)
  return names.find((name, index) => index > 0 && numberOf(name) !== numberOf(names[index - 1] ?? '') + 1n)
}

async function finish(target: string, text: string, manifest: Manifest): Promise<void> {
  for (const folder of manifest.folders) {
    await mkdir(join(target, folder), { recursive: true, mode: 0o700 })
    await syncFolder(join(target, folder))
  }
  await writeTextDurably(join(target, `${manifestName}.unfinished`), text)
  await rename(join(target, `${manifestName}.unfinished`), join(target, manifestName))
  await syncFolder(target)
}
