import { createHash } from 'node:crypto'
import { lstat, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderTrouble, makePrivateFolder } from '#platform/config/data-folder.ts'

/** Where one private PostgreSQL lives. `key` is a short fingerprint of the folder, the same for every process. */
export type Place = {
  readonly folder: string
  readonly dataDirectory: string
  readonly socketFolder: string
  readonly logFile: string
  readonly key: string
}

/** The address of a Unix socket, with its final NUL, must fit in 104 bytes (macOS) or 108 (Linux). */
const longestSocketPath = 103
const socketName = '.s.PGSQL.5432'

/** Makes the folders (0700) and answers where everything is. Throws an `OperatorTrouble` when the folder is unusable. */
export async function preparePlace(dataFolder: string): Promise<Place> {
  try {
    await makePrivateFolder(dataFolder)
    const folder = await realpath(dataFolder)
    const place = placeOf(folder)
    await makeOwnFolder(place.socketFolder)
    return place
  } catch (cause) {
    throw folderTrouble(dataFolder, cause)
  }
}

/** The same answer without touching the disk; `folder` must be a real path. */
export function placeOf(folder: string): Place {
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  const own = join(folder, 'socket')
  // PostgreSQL splits its list of socket folders at commas and unquotes it, hence the plain characters only.
  const fits = Buffer.byteLength(join(own, socketName)) <= longestSocketPath && /^[\w./@ -]+$/.test(own)
  const socketFolder = fits ? own : join(tmpdir(), `tomoshibi-${process.getuid?.() ?? 0}-${key}`)
  return { folder, dataDirectory: join(folder, 'cluster-18'), socketFolder, logFile: join(folder, 'postgres.log'), key }
}

/** A folder in the shared temporary folder could have been laid there by somebody else: it must be ours and closed. */
async function makeOwnFolder(folder: string): Promise<void> {
  const found = await lstat(folder).catch(() => undefined)
  const me = process.getuid?.()
  const strange = found !== undefined && (!found.isDirectory() || (me !== undefined && found.uid !== me))
  if (strange) throw new Error(`EPERM: ${folder} belongs to somebody else`)
  await makePrivateFolder(folder)
}
