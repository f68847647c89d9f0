import type { KeyObject } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'

/**
 * The newest head of one scope that was signed into the checkpoint files; undefined while there is none. A line whose
 * signature does not fit counts as none: the verification by command tells what is wrong with it.
 */
export async function findLastCheckpoint(
  { folder, key }: { folder: string; key: KeyObject },
  scopeId: string,
): Promise<Checkpoint | undefined> {
  const files = await readdir(folder).catch(() => [])
  const names = files.filter((name) => name.endsWith('.checkpoints')).toSorted()
  for (const name of names.toReversed()) {
    const text = await readFile(join(folder, name), 'utf8')
    const line = text
      .split('\n')
      .filter((one) => one.split(' ')[1] === scopeId)
      .at(-1)
    if (line === undefined) continue
    const read = readCheckpoint(line, key)
    return read.ok ? read.value : undefined
  }
  return undefined
}
