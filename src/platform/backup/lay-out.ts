import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { backupDamaged, writingTrouble } from './backup-trouble.ts'
import { copyDurably, forEachAtOnce, listTree, syncFolder, type Watch } from './copy-files.ts'
import { type Manifest, manifestName } from './manifest.ts'

type Part = 'database' | 'checkpoints'
export type LayOut = {
  readonly folder: string
  readonly manifest: Manifest
  readonly watch: Watch
}

/**
 * Copies one part of a backup to a folder that does not exist yet and holds every byte against the list while doing
 * so. Throws an `OperatorTrouble` that names what is damaged, missing or not on the list.
 */
export async function layOut({ folder, manifest, watch }: LayOut, part: Part, into: string): Promise<void> {
  const below = (path: string) => path.slice(part.length + 1)
  const listed = manifest.files.filter(({ path }) => path.startsWith(`${part}/`))
  const faults: string[] = []
  try {
    await mkdir(into, { mode: 0o700 })
    for (const path of manifest.folders.filter((one) => one.startsWith(`${part}/`)).sort()) {
      await mkdir(join(into, below(path)), { recursive: true, mode: 0o700 })
    }
    await forEachAtOnce(listed, async ({ path, size, sha256 }) => {
      const copied = await copyDurably(join(folder, path), join(into, below(path)), watch)
      if (copied === undefined) faults.push(`${path} がありません`)
      else if (copied.size !== size || copied.sha256 !== sha256) faults.push(`${path} の中身が違います`)
    })
    await syncFolder(into)
  } catch (cause) {
    throw writingTrouble(into, cause)
  }
  faults.push(...(await strangers(folder, manifest, part)))
  if (faults.length > 0) throw backupDamaged(faults.sort())
}

async function strangers(folder: string, manifest: Manifest, part: Part): Promise<string[]> {
  const known = new Set(manifest.files.map(({ path }) => path))
  const { files } = await listTree(folder, (path) => path === manifestName || path.split('/')[0] !== part)
  return files.filter((path) => !known.has(path)).map((path) => `${path} は目録にありません`)
}
