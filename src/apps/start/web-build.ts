import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Config } from '#platform/config/config.ts'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'

export type WebBuild = { readonly folder: string; readonly built: boolean }

const run = promisify(execFile)
const keptBuilds = 3

/** The built screens for exactly these sources: found under their hash, or built once. */
export async function buildWebOnce({ repository, dataFolder }: Config): Promise<WebBuild> {
  const builds = join(dataFolder, 'web')
  const folder = join(builds, await hashOfScreens(repository))
  if (existsSync(folder)) return { folder, built: false }
  const growing = `${folder}.${process.pid}.unfinished`
  try {
    await mkdir(builds, { recursive: true, mode: 0o700 })
    await buildInto(repository, growing)
    await rename(growing, folder)
  } catch (cause) {
    await rm(growing, { recursive: true, force: true })
    throw new OperatorTrouble(
      'web-build',
      '画面を組み立てられませんでした。npm ci をもう一度行い、ディスクに空きがあることを確かめてから始めてください。くわしい記録は log/start.log にあります。',
      { exitCode: 70, cause },
    )
  }
  await removeOldBuilds(builds)
  return { folder, built: true }
}

/** In a process of its own: the bundler keeps a core busy and stays out of the memory of the server. */
async function buildInto(repository: string, outDir: string): Promise<void> {
  const vite = join(
    dirname(createRequire(join(repository, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  )
  await run(process.execPath, [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: repository,
    env: { ...process.env, NODE_ENV: 'production' },
  })
}

/** Everything a screen can be made of. Server files are left out, so that a change there builds nothing anew. */
async function hashOfScreens(repository: string): Promise<string> {
  const hash = createHash('sha256')
  const files = (await readdir(join(repository, 'src'), { recursive: true }))
    .filter((name) => /\.(tsx?|css|html|svg|json)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .filter((name) => !name.startsWith('platform/') && !/^apps\/[^/]+\.ts$|^apps\/start\//.test(name))
    .map((name) => join('src', name))
  for (const name of [...files, 'vite.config.ts', 'package-lock.json'].sort()) {
    hash.update(name).update(await readFile(join(repository, name)))
  }
  return hash.digest('hex').slice(0, 20)
}

async function removeOldBuilds(builds: string): Promise<void> {
  const dated = await Promise.all(
    (await readdir(builds)).map(async (name) => ({ name, at: (await stat(join(builds, name))).mtimeMs })),
  )
  for (const { name } of dated.sort((a, b) => b.at - a.at).slice(keptBuilds)) {
    await rm(join(builds, name), { recursive: true, force: true })
  }
}
