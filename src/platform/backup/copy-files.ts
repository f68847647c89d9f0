import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'
import { backupStopped } from './backup-trouble.ts'

export type Tree = { readonly folders: readonly string[]; readonly files: readonly string[] }
export type Copied = { readonly size: number; readonly sha256: string }
export type Watch = { readonly signal: AbortSignal; onBytes(bytes: number): void }

const atOnce = 4
const chunk = 1024 * 1024

/** Everything below a folder as relative paths; `leave` answers what is not looked at. */
export async function listTree(root: string, leave: (path: string) => boolean = () => false): Promise<Tree> {
  const folders: string[] = []
  const files: string[] = []
  async function walk(folder: string): Promise<void> {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((cause) => {
      // A table that was dropped since takes its folder along.
      if (folder !== '' && errorCodeOf(cause) === 'ENOENT') return []
      throw cause
    })
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (leave(path)) continue
      if (entry.isDirectory()) {
        folders.push(path)
        await walk(path)
      } else files.push(path)
    }
  }
  await walk('')
  return { folders, files }
}

/** Bytes of the files as they are now; files that went meanwhile count nothing. */
export async function sizeOfFiles(root: string, files: readonly string[]): Promise<number> {
  let total = 0
  for (const file of files) total += (await stat(join(root, file)).catch(() => undefined))?.size ?? 0
  return total
}

/** Copies to the disk itself (fsync) and answers length and SHA-256 of what was written; undefined when it is gone. */
export async function copyDurably(from: string, to: string, watch: Watch): Promise<Copied | undefined> {
  const source = await open(from, 'r').catch((cause) => {
    if (errorCodeOf(cause) === 'ENOENT') return undefined
    throw cause
  })
  if (source === undefined) return undefined
  try {
    return await writeDurably(to, (target) => pour(source, target, watch))
  } finally {
    await source.close()
  }
}

async function pour(source: FileHandle, target: FileHandle, watch: Watch): Promise<Copied> {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(chunk)
  let size = 0
  for (;;) {
    if (watch.signal.aborted) throw backupStopped()
    const { bytesRead } = await source.read(buffer, 0, chunk, size)
    if (bytesRead === 0) return { size, sha256: hash.digest('hex') }
    const bytes = buffer.subarray(0, bytesRead)
    hash.update(bytes)
    await target.writeFile(bytes)
    size += bytesRead
    watch.onBytes(bytesRead)
  }
}

/** Writes one text to the disk itself. */
export async function writeTextDurably(to: string, text: string): Promise<Copied> {
  return writeDurably(to, async (target) => {
    await target.writeFile(text)
    return { size: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') }
  })
}

async function writeDurably<T>(to: string, write: (target: FileHandle) => Promise<T>): Promise<T> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const target = await open(to, 'wx', 0o600)
  try {
    const written = await write(target)
    await target.sync()
    return written
  } finally {
    await target.close()
  }
}

/** Names of files are durable only when their folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Does the work for every item, a few at a time; stops at the first failure and waits for those under way. */
export async function forEachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items].reverse()
  const line = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item)
  }
  const ended = await Promise.allSettled(
    Array.from({ length: atOnce }, () =>
      line().catch((cause) => {
        left.length = 0
        throw cause
      }),
    ),
  )
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}
