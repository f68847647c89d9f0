import { stat, statfs } from 'node:fs/promises'

/** Bytes that are free for us where a folder lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The size of a file that can be looked at; undefined for a missing one, a folder, or one without leave. */
export async function findReadableSize(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path)
    return found.isFile() ? found.size : undefined
  } catch {
    return undefined
  }
}
