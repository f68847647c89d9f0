import { open, stat } from 'node:fs/promises'

/** The first bytes of a file and its size. */
export type FileHead = Readonly<{ bytes: Uint8Array; size: number }>

/** Reads at most `most` bytes from the beginning (or, with `from`, from there on). */
export async function readHead(path: string, most: number, from = 0): Promise<FileHead> {
  const { size } = await stat(path)
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array(Math.max(0, Math.min(most, size - from)))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return { bytes: bytes.subarray(0, filled), size }
  } finally {
    await file.close()
  }
}
