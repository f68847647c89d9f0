import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareDataFolder } from '#platform/config/data-folder.ts'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { syncFolder, writeTextDurably } from './copy-files.ts'
import { layOut } from './lay-out.ts'
import { type Manifest, readManifest } from './manifest.ts'

export type RestoreWishes = {
  readonly folder: string
  /** A data folder that holds the root key of the backup and neither a database nor signed heads. */
  readonly dataFolder: string
  readonly keys: KeyRing
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

/** Stands in a data folder from a restore until its erasures and withdrawals were done again. */
export const restoredMark = (dataFolder: string) => join(dataFolder, 'restored.json')

/**
 * Lays a backup out as the database of a data folder; the next start recovers it. Never over anything that is there:
 * what is to be replaced has to be moved away by a human first. Cut short, it leaves nothing that looks like a database.
 */
export async function restoreBackup(wishes: RestoreWishes): Promise<Manifest> {
  const { folder, dataFolder, keys, signal } = wishes
  const manifest = await readManifest(folder, keys)
  const cluster = join(dataFolder, 'postgres', 'cluster-18')
  const checkpoints = join(dataFolder, 'checkpoints')
  for (const place of [cluster, checkpoints]) await refuseWhenThere(place)
  await prepareDataFolder(dataFolder)
  await mkdir(join(dataFolder, 'postgres'), { recursive: true, mode: 0o700 })
  const growing = join(dataFolder, 'postgres', `unfinished-${process.pid}`)
  const total = manifest.files.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  const onBytes = (more: number) => {
    done += more
    wishes.onProgress(done, total)
  }
  const laying = { folder, manifest, watch: { signal, onBytes } }
  try {
    await layOut(laying, 'database', growing)
    await layOut(laying, 'checkpoints', checkpoints)
    // Before there is a database: whoever starts it learns that erasures and withdrawals are to be done again.
    await rm(restoredMark(dataFolder), { force: true })
    await writeTextDurably(restoredMark(dataFolder), `${JSON.stringify({ backupEndedAt: manifest.endedAt })}\n`)
    await rename(growing, cluster)
    await syncFolder(join(dataFolder, 'postgres'))
  } catch (cause) {
    await rm(growing, { recursive: true, force: true })
    await rm(checkpoints, { recursive: true, force: true })
    throw cause
  }
  return manifest
}

async function refuseWhenThere(place: string): Promise<void> {
  const there = await access(place).then(
    () => true,
    () => false,
  )
  if (!there) return
  throw new OperatorTrouble(
    'restore-over',
    `${place} がすでにあります。上書きはしません。いまのものを別の名前に変えて残してから、もう一度行ってください。`,
    { exitCode: 73 },
  )
}
