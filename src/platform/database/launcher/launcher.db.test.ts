import { execFileSync, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withClient } from '../connection.ts'
import { findRunningDatabase, type RunningDatabase, startDatabase } from './index.ts'
import { isAlive, pause } from './processes.ts'

let root: string
const running: RunningDatabase[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tomoshibi-launcher-'))
})

afterEach(async () => {
  for (const database of running.splice(0)) await database.stop()
  await rm(root, { recursive: true, force: true })
})

async function start(dataFolder = join(root, 'postgres')): Promise<RunningDatabase> {
  const database = await startDatabase({ dataFolder })
  running.push(database)
  return database
}

async function ask(database: RunningDatabase, sql: string): Promise<string | undefined> {
  return withClient(database.connection, async (client) => {
    const { rows } = await client.query<{ answer: string }>(sql)
    return rows[0]?.answer
  })
}

async function writeWord(database: RunningDatabase, word: string): Promise<void> {
  await withClient(database.connection, async (client) => {
    await client.query('create table if not exists words (word text)')
    await client.query('insert into words values ($1)', [word])
  })
}

/** Starts the database in a process of its own, which can then be killed. */
async function startElsewhere(dataFolder: string): Promise<{ process: number; postmaster: number }> {
  const launcher = new URL('./index.ts', import.meta.url).href
  const code = `import { startDatabase } from '${launcher}'
    const database = await startDatabase({ dataFolder: process.argv[1] })
    console.log(database.pid); setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))))
  return { process: child.pid ?? 0, postmaster: Number(said) }
}

async function killHard(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  while (await isAlive(pid)) await pause(10)
}

describe('a private database', () => {
  test('finds its data again at the second start', async () => {
    const first = await start()
    await writeWord(first, '灯')
    await first.stop()
    expect(await isAlive(first.pid)).toBe(false)
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(await ask(second, 'select word as answer from words')).toBe('灯')
  })

  test('keeps what it acknowledged on the disk, sorts alike everywhere and is reached by its socket alone', async () => {
    const database = await start()
    const settings = [
      ['fsync', 'on'],
      ['synchronous_commit', 'on'],
      ['full_page_writes', 'on'],
      ['data_checksums', 'on'],
      ['listen_addresses', ''],
      ['password_encryption', 'scram-sha-256'],
      ['TimeZone', 'UTC'],
      ['server_encoding', 'UTF8'],
    ]
    for (const [name, value] of settings) {
      expect(await ask(database, `select current_setting('${name}') as answer`), name).toBe(value)
    }
    expect(await ask(database, "select datlocale as answer from pg_database where datname = 'tomoshibi'")).toBe(
      'C.UTF-8',
    )
  })

  test('writes nothing of a failed statement into its log', async () => {
    const database = await start()
    await withClient(database.connection, async (client) => {
      await client.query('create table people (name text unique)')
      await client.query("insert into people values ('灯 花子')")
      await expect(client.query("insert into people values ('灯 花子')")).rejects.toThrow('duplicate')
      await expect(client.query("select '灯 花子'::int")).rejects.toThrow('invalid input')
    })
    const log = await readFile(database.logFile, 'utf8')
    expect(log).toContain('ready to accept connections')
    expect(log).not.toContain('花子')
  })

  test('is found by another process while it runs, and only then', async () => {
    const dataFolder = join(root, 'postgres')
    expect(await findRunningDatabase({ dataFolder })).toBeUndefined()
    const database = await start(dataFolder)
    expect(await findRunningDatabase({ dataFolder })).toEqual(database.connection)
    await database.stop()
    expect(await findRunningDatabase({ dataFolder })).toBeUndefined()
  })
})

describe('after a crash', () => {
  test('a server killed with -9 is started again by itself, with its data', async () => {
    const database = await start()
    await writeWord(database, '灯')
    const before = database.pid
    await killHard(before)
    while (database.pid === before) await pause(50)
    expect(await ask(database, 'select word as answer from words')).toBe('灯')
  })

  test('an application killed with -9 leaves a server that the next start adopts', async () => {
    const dataFolder = join(root, 'postgres')
    const left = await startElsewhere(dataFolder)
    await killHard(left.process)
    expect(await isAlive(left.postmaster)).toBe(true)
    const database = await start(dataFolder)
    expect(database).toMatchObject({ adopted: true, pid: left.postmaster })
    await database.stop()
    expect(await isAlive(left.postmaster)).toBe(false)
  })

  test('both killed with -9 at once: the next start recovers', async () => {
    const dataFolder = join(root, 'postgres')
    const left = await startElsewhere(dataFolder)
    process.kill(left.process, 'SIGSTOP')
    await killHard(left.postmaster)
    await killHard(left.process)
    const database = await start(dataFolder)
    expect(database.adopted).toBe(false)
    expect(await ask(database, 'select 1::text as answer')).toBe('1')
  })

  test('a server that no longer answers is ended and replaced', async () => {
    const dataFolder = join(root, 'postgres')
    const left = await startElsewhere(dataFolder)
    await killHard(left.process)
    process.kill(left.postmaster, 'SIGSTOP')
    const database = await start(dataFolder)
    expect(database.adopted).toBe(false)
    expect(await isAlive(left.postmaster)).toBe(false)
  })

  test('a number in a lock file that now belongs to a stranger does not keep the database shut', async () => {
    const first = await start()
    await first.stop()
    const lines = `${process.pid}\n${first.dataDirectory}\n0\n5432\n/nowhere\n\n  1 2\nready   \n`
    await writeFile(join(first.dataDirectory, 'postmaster.pid'), lines)
    await mkdir(first.connection.host, { recursive: true, mode: 0o700 })
    await writeFile(join(first.connection.host, '.s.PGSQL.5432.lock'), lines)
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(second.pid).not.toBe(process.pid)
  })

  test('a first start cut in the middle leaves nothing that looks like a database', async () => {
    const dataFolder = join(root, 'postgres')
    await mkdir(join(dataFolder, 'unfinished-1', 'base'), { recursive: true })
    const database = await start(dataFolder)
    expect(execFileSync('ls', [dataFolder], { encoding: 'utf8' })).not.toContain('unfinished')
    expect(await ask(database, 'select 1::text as answer')).toBe('1')
  })
})

describe('two starts in one folder', () => {
  test('the second hears which process is there, and the first is not disturbed', async () => {
    const dataFolder = join(root, 'postgres')
    const there = await startElsewhere(dataFolder)
    try {
      await expect(startDatabase({ dataFolder })).rejects.toMatchObject({
        code: 'already-running',
        exitCode: 75,
        message: expect.stringContaining(`プロセス ${there.process}`),
      })
      expect(await isAlive(there.postmaster)).toBe(true)
    } finally {
      await killHard(there.process)
      await start(dataFolder)
    }
  })
})
