import { crc32, inflateRawSync } from 'node:zlib'

/** One file of a ZIP archive, unpacked. */
export type ZipEntry = Readonly<{ name: string; bytes: Uint8Array }>

/** What an archive may unpack to; beyond it nothing more is unpacked. */
export type ZipBounds = Readonly<{ entries: number; bytes: number }>

const [endMark, directoryMark, localMark] = [0x06054b50, 0x02014b50, 0x04034b50]
const [endLength, directoryLength, localLength] = [22, 46, 30]
const [stored, deflated] = [0, 8]

/**
 * Unpacks the wanted files of a ZIP archive (PKWARE APPNOTE 4.3). The sizes that the archive tells are summed before the first
 * byte is unpacked, and no file may unpack to more than it told: a small archive of a huge text is `too-large`, not memory.
 */
export function readZip(
  archive: Buffer,
  bounds: ZipBounds,
  isWanted: (name: string) => boolean,
): readonly ZipEntry[] | 'too-large' | 'unreadable' {
  const listed = listEntries(archive, bounds.entries)
  if (listed === 'too-large' || listed === undefined) return listed ?? 'unreadable'
  const wanted = listed.filter(({ name }) => isWanted(name))
  if (wanted.reduce((sum, { size }) => sum + size, 0) > bounds.bytes) return 'too-large'
  const entries: ZipEntry[] = []
  for (const each of wanted) {
    const bytes = unpack(archive, each)
    if (bytes === undefined || bytes === 'too-large') return bytes ?? 'unreadable'
    entries.push({ name: each.name, bytes })
  }
  return entries
}

type Listed = Readonly<{ name: string; method: number; packed: number; size: number; at: number }>

function listEntries(archive: Buffer, most: number): readonly Listed[] | 'too-large' | undefined {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + endLength > archive.length || archive.readUInt32LE(end) !== endMark) return undefined
  const count = archive.readUInt16LE(end + 10)
  if (count > most) return 'too-large'
  const entries: Listed[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + directoryLength > archive.length || archive.readUInt32LE(at) !== directoryMark) return undefined
    const nameLength = archive.readUInt16LE(at + 28)
    entries.push({
      name: archive.toString('utf8', at + directoryLength, at + directoryLength + nameLength),
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      at: archive.readUInt32LE(at + 42),
    })
    at += directoryLength + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

function unpack(archive: Buffer, { method, packed, size, at }: Listed): Uint8Array | 'too-large' | undefined {
  if (at + localLength > archive.length || archive.readUInt32LE(at) !== localMark) return undefined
  const from = at + localLength + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28)
  const bytes = archive.subarray(from, from + packed)
  if (method === stored) return bytes
  if (method !== deflated) return undefined
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) })
  } catch (cause) {
    // More than it told: whoever wrote this wanted it to be unpacked unseen.
    return cause instanceof RangeError ? 'too-large' : undefined
  }
}

/** An archive of the same files, unpacked, for a reader that takes archives only: whatever it reads is within the bounds. */
export function storedZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const title = Buffer.from(name)
    // Version 2.0, names in UTF-8, stored; time and day are nobody's.
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(0x800, 2)
    about.writeUInt32LE(crc32(bytes), 10)
    about.writeUInt32LE(bytes.length, 14)
    about.writeUInt32LE(bytes.length, 18)
    about.writeUInt16LE(title.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    parts.push(marked(localMark), about, title, bytes)
    directory.push(marked(directoryMark), Buffer.from([20, 0]), about, place, title)
    at += 4 + about.length + title.length + bytes.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    8,
  )
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, ...directory, marked(endMark), end])
}

function marked(mark: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(mark)
  return bytes
}
