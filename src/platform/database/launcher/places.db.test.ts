import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { withClient } from '../connection.ts'
import { type RunningDatabase, startDatabase } from './index.ts'

let root: string
let mounted: string | undefined
const running: RunningDatabase[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tomoshibi-places-'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const database of running.splice(0)) await database.stop()
  if (mounted !== undefined) system('umount', mounted)
  mounted = undefined
  await rm(root, { recursive: true, force: true })
})

/** Runs a program of the system, which is not one of the packages'. */
function system(...words: string[]): void {
  execFileSync('sh', ['-c', '"$@"', 'sh', ...words], { stdio: 'pipe' })
}

async function start(dataFolder: string): Promise<RunningDatabase> {
  const database = await startDatabase({ dataFolder })
  running.push(database)
  return database
}

async function works(database: RunningDatabase): Promise<boolean> {
  return withClient(database.connection, async (client) => (await client.query('select 1')).rowCount === 1)
}

/** A small disk of its own; says why when this machine does not allow one. */
async function mountDisk(options: string): Promise<string | undefined> {
  const folder = join(root, 'disk')
  await mkdir(folder)
  try {
    system('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder)
  } catch {
    console.log('left out: this machine does not let the test mount a small disk')
    return undefined
  }
  mounted = folder
  return folder
}

describe('wherever the folder lies', () => {
  test('a path too long for a socket gets a short, closed socket folder elsewhere', async () => {
    const deep = join(root, 'とても長い道のりの先にある、ともしびのための、深い深いフォルダー'.repeat(2), 'postgres')
    const database = await start(deep)
    expect(Buffer.byteLength(join(database.connection.host, '.s.PGSQL.5432'))).toBeLessThan(104)
    expect((await stat(database.connection.host)).mode & 0o777).toBe(0o700)
    expect(await works(database)).toBe(true)
    await database.stop()
    await expect(stat(database.connection.host)).rejects.toThrow('ENOENT')
  })

  test.each(['with a space', 'a,comma', 'a"quote', '灯町', "an'apostrophe"])('a path %s works', async (name) => {
    expect(await works(await start(join(root, name, 'postgres')))).toBe(true)
  })

  test('a folder that only its owner may enter, also when that is root', async () => {
    const closed = join(root, 'closed')
    await mkdir(closed)
    await chmod(closed, 0o700)
    const database = await start(join(closed, 'postgres'))
    expect(await works(database)).toBe(true)
    expect((await stat(database.dataDirectory)).mode & 0o777).toBe(0o700)
  })
})

async function everybodyReaches(folder: string): Promise<boolean> {
  if (((await stat(folder)).mode & 0o001) === 0) return false
  return dirname(folder) === folder ? true : everybodyReaches(dirname(folder))
}

describe('as root', () => {
  /** Puts programs that fail before the real ones. */
  async function without(...programs: string[]): Promise<void> {
    const folder = join(root, 'failing')
    await mkdir(folder, { recursive: true })
    for (const program of programs) await writeFile(join(folder, program), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  }

  test.skipIf(process.getuid?.() !== 0)(
    'where namespaces are closed, and back again in the same folder',
    async (context) => {
      // The second way works as somebody else, who has to reach the programs: a clone in a closed folder needs the first.
      if (!(await everybodyReaches(import.meta.dirname))) context.skip('the clone lies in a folder closed to others')
      const dataFolder = join(root, 'postgres')
      await without('unshare')
      const first = await start(dataFolder)
      expect((await stat(first.dataDirectory)).uid).not.toBe(0)
      await first.stop()
      vi.unstubAllEnvs()
      const second = await start(dataFolder)
      expect(await works(second)).toBe(true)
      expect((await stat(second.dataDirectory)).uid).toBe(0)
    },
  )

  test.skipIf(process.getuid?.() !== 0)('where neither way is open, a sentence names the two others', async () => {
    await without('unshare', 'setpriv')
    await expect(startDatabase({ dataFolder: join(root, 'postgres') })).rejects.toMatchObject({
      code: 'root-cannot-run-database',
      message: expect.stringContaining('TOMOSHIBI_DATABASE_URL'),
    })
  })
})

describe('a folder that cannot be used is answered with a sentence', () => {
  test('a file where the folder should be', async () => {
    const file = join(root, 'file')
    await writeFile(file, '')
    await expect(startDatabase({ dataFolder: file })).rejects.toMatchObject({ code: 'folder-unusable' })
    await expect(startDatabase({ dataFolder: join(file, 'postgres') })).rejects.toMatchObject({
      code: 'folder-unusable',
      message: expect.stringContaining('TOMOSHIBI_DATA'),
    })
  })

  test('a disk that is read only', async ({ skip }) => {
    const disk = await mountDisk('size=1m,ro')
    if (disk === undefined) return skip()
    await expect(startDatabase({ dataFolder: join(disk, 'postgres') })).rejects.toMatchObject({
      code: 'folder-not-writable',
      message: expect.stringContaining('書き込めません'),
    })
  })

  test('a disk too small for a first start: nothing half-made is left', async ({ skip }) => {
    const disk = await mountDisk('size=24m')
    if (disk === undefined) return skip()
    await expect(startDatabase({ dataFolder: join(disk, 'postgres') })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('空きが足りません'),
    })
    expect(await readdir(join(disk, 'postgres'))).not.toContain('cluster-18')
  })

  test('a disk that fills up later: the sentence, and every record is there once there is room', async ({ skip }) => {
    const disk = await mountDisk('size=96m')
    if (disk === undefined) return skip()
    const dataFolder = join(disk, 'postgres')
    const first = await start(dataFolder)
    await withClient(first.connection, (client) => client.query("create table words as select '灯' as word"))
    await first.stop()
    const filler = join(disk, 'filler')
    execFileSync('sh', ['-c', `cat /dev/zero > '${filler}' 2>/dev/null || true`])
    await expect(startDatabase({ dataFolder })).rejects.toMatchObject({ code: 'disk-full' })
    await rm(filler)
    const second = await start(dataFolder)
    const { rows } = await withClient(second.connection, (client) => client.query('select word from words'))
    expect(rows).toEqual([{ word: '灯' }])
  })
})
