import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'

/** What is known of a file without its content: to tell later whether it is still the same. */
export type FileMark = { readonly bytes: number; readonly sha256: string }

const folderMode = 0o700
const fileMode = 0o600

/** Makes the folder, or closes an existing one, so that only its owner can open it. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: folderMode })
  await chmod(path, folderMode)
}

/** The names in a folder; undefined where there is none. */
export async function listFolder(path: string): Promise<readonly string[] | undefined> {
  return unlessMissing(readdir(path))
}

/** A file as text; undefined where there is none. */
export async function findText(path: string): Promise<string | undefined> {
  return unlessMissing(readFile(path, 'utf8'))
}

/** The size of a file; undefined where there is none. */
export async function findSize(path: string): Promise<number | undefined> {
  return (await unlessMissing(stat(path)))?.size
}

async function unlessMissing<Value>(found: Promise<Value>): Promise<Value | undefined> {
  try {
    return await found
  } catch (cause) {
    if (errorCodeOf(cause) === 'ENOENT') return undefined
    throw cause
  }
}

/** A file that does not exist under its name before it is whole: written beside it, flushed to the disk, then renamed. */
export type WholeFile = {
  write(piece: string | Uint8Array): Promise<void>
  /** Gives the file its name. */
  finish(): Promise<FileMark>
  /** Leaves no trace of what was written. */
  discard(): Promise<void>
}

const pieceSize = 1 << 18

/** Opens such a file, readable by its owner only. Small pieces are gathered before they are written. */
export async function createWholeFile(path: string): Promise<WholeFile> {
  const unfinished = `${path}.unfinished`
  await rm(unfinished, { force: true })
  const file = await open(unfinished, 'wx', fileMode)
  const hash = createHash('sha256')
  let bytes = 0
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const flush = async () => {
    const piece = Buffer.concat(waiting)
    waiting = []
    waitingBytes = 0
    hash.update(piece)
    bytes += piece.length
    await file.writeFile(piece)
  }
  return {
    write: async (piece) => {
      const next = typeof piece === 'string' ? Buffer.from(piece) : piece
      waiting.push(next)
      waitingBytes += next.length
      if (waitingBytes >= pieceSize) await flush()
    },
    finish: async () => {
      await flush()
      await file.sync()
      await file.close()
      await renameForGood(unfinished, path)
      return { bytes, sha256: hash.digest('hex') }
    },
    discard: async () => {
      await file.close()
      await rm(unfinished, { force: true })
    },
  }
}

/** Writes a whole file at once, as `createWholeFile` does. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<FileMark> {
  const file = await createWholeFile(path)
  await file.write(content)
  return file.finish()
}

/** Renames, closes the file to others, and makes the new name last over a power cut. */
export async function renameForGood(from: string, to: string): Promise<void> {
  await chmod(from, fileMode)
  await rename(from, to)
  const folder = await open(dirname(to), 'r')
  await folder.sync().catch(() => undefined)
  await folder.close()
}

/** Adds a line at the end of a file and waits until it is on the disk. */
export async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, 'a', fileMode)
  try {
    await file.appendFile(`${line}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Size and SHA-256 of a file, read in pieces; `onBytes` hears how far it is. */
export async function markOf(path: string, onBytes?: (bytes: number) => void): Promise<FileMark> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(piece)
    bytes += piece.length
    onBytes?.(bytes)
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** The pieces of a file, one after the other. */
export function piecesOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: 1 << 18 })
}

/** Removes a folder with all it holds. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
}

/** Removes one file, if it is there. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true })
}

/**
 * Does something with a new folder among the system's temporary ones, private to its owner; nothing of it is left. What a
 * process that was killed left there goes with the next that comes.
 */
export async function inScratchFolder<Value>(name: string, work: (folder: string) => Promise<Value>): Promise<Value> {
  await sweepScratch(name)
  const folder = await mkdtemp(join(tmpdir(), `tomoshibi-${name}-${process.pid}-`))
  try {
    return await work(folder)
  } finally {
    await removeFolder(folder)
  }
}

async function sweepScratch(name: string): Promise<void> {
  const ours = new RegExp(`^tomoshibi-${name}-([0-9]+)-`)
  for (const entry of await readdir(tmpdir()).catch(() => [])) {
    const pid = Number(ours.exec(entry)?.[1])
    // Another user's folder stays: it cannot be removed, and may be at work.
    if (pid > 0 && pid !== process.pid && !isAlive(pid))
      await removeFolder(join(tmpdir(), entry)).catch(() => undefined)
  }
}

/** Creates a file that must not exist yet, for its owner only; false where it already did. */
export async function createOnce(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', fileMode)
    await file.writeFile(content)
    await file.sync()
    await file.close()
    return true
  } catch (cause) {
    if (errorCodeOf(cause) === 'EEXIST') return false
    throw cause
  }
}

/** Does something while nobody else does it in the same place; undefined where another living process is at it. A lock whose process is gone counts for nothing. */
export async function withLock<Value>(path: string, work: () => Promise<Value>): Promise<Value | undefined> {
  if (!(await createOnce(path, String(process.pid)))) {
    const holder = Number(await findText(path))
    if (isAlive(holder)) return undefined
    await rm(path, { force: true })
    if (!(await createOnce(path, String(process.pid)))) return undefined
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

/** By which machines that share a folder tell each other apart. */
export const machineName = (): string => hostname()

/** Whether another process of this machine has the number. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return errorCodeOf(cause) === 'EPERM'
  }
}

/** A file as a stream, to be sent. */
export function openReading(path: string): Readable {
  return createReadStream(path)
}

/** Copies a file; it has its name once it is whole. */
export async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.unfinished`)
  await renameForGood(`${to}.unfinished`, to)
}

/**
 * Writes what arrives behind the first `from` bytes of a file; answers its size, or undefined where more than `most` came.
 * Then, and when the sender breaks off, the file is as it was.
 */
export async function appendArriving(
  path: string,
  body: AsyncIterable<Uint8Array | string>,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<number | undefined> {
  const handle = await open(path, 'a', fileMode)
  let at = from
  try {
    for await (const piece of body) {
      const bytes = Buffer.from(piece)
      at += bytes.length
      if (at > from + most) break
      await handle.appendFile(bytes)
    }
  } catch (cause) {
    await truncate(path, from)
    throw cause
  } finally {
    await handle.close()
  }
  if (at <= from + most) return at
  await truncate(path, from)
  return undefined
}
