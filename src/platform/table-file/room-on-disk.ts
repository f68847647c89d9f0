import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Bytes that are free for us where a folder lies, or will lie once it is made. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (cause) {
    const above = dirname(folder)
    if (above === folder) throw cause
    return freeBytes(above)
  }
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
