import { execFile } from 'node:child_process'
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { folderTrouble } from '#platform/config/data-folder.ts'
import type { Binaries } from './binaries.ts'
import { giveTo, type Identity } from './identity.ts'
import { otherVersion } from './launcher-trouble.ts'
import type { Place } from './place.ts'
import { accessRules } from './settings.ts'

const run = promisify(execFile)
const unfinished = 'unfinished-'

/**
 * Makes the cluster on the first start. It grows under another name and is renamed when complete, so a cut in the
 * middle leaves nothing that looks like a database.
 */
export async function initializeOnce(place: Place, binaries: Binaries, identity: Identity): Promise<void> {
  const present = await readFile(join(place.dataDirectory, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (present !== undefined) {
    if (present.trim() !== '18') throw otherVersion(present.trim(), place.dataDirectory)
    await giveTo(identity, place.dataDirectory)
    return
  }
  const growing = join(place.folder, `${unfinished}${process.pid}`)
  try {
    await removeUnfinished(place.folder)
    await mkdir(growing, { mode: 0o700 })
    await giveTo(identity, growing)
    await initdb(growing, binaries, identity)
    await writeFile(join(growing, 'pg_hba.conf'), accessRules)
    await rename(growing, place.dataDirectory)
  } catch (cause) {
    await rm(growing, { recursive: true, force: true }).catch(() => undefined)
    throw folderTrouble(place.folder, cause)
  }
}

async function initdb(folder: string, binaries: Binaries, identity: Identity): Promise<void> {
  // The built-in C.UTF-8 sorts the same on every machine; the classification of characters comes from the system.
  const characters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  const words = [
    ...identity.before,
    binaries.initdb,
    `--pgdata=${folder}`,
    '--username=tomoshibi_admin',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--locale=${characters}`,
    '--data-checksums',
    '--auth=scram-sha-256',
    '--auth-local=trust',
    '--no-instructions',
  ]
  const [command = '', ...rest] = words
  await run(command, rest, { env: { ...process.env, LC_ALL: characters } })
}

async function removeUnfinished(folder: string): Promise<void> {
  await access(folder)
  for (const name of await readdir(folder)) {
    if (name.startsWith(unfinished)) await rm(join(folder, name), { recursive: true, force: true })
  }
}
