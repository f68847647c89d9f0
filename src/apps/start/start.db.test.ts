import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startDatabase } from '#platform/database/launcher/index.ts'

type Run = {
  readonly child: ChildProcess
  said(): string
  address(): Promise<string>
  readonly ended: Promise<number | string | null>
}

let dataFolder: string
let runs: Run[] = []

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'tomoshibi-start-'))
})

afterEach(async () => {
  for (const { child, ended } of runs) {
    child.kill('SIGTERM')
    await ended
  }
  runs = []
  await rm(dataFolder, { recursive: true, force: true })
})

/** `npm start` around a stand-in application (rehearsal.ts). */
function start(environment: Record<string, string> = {}): Run {
  const rehearsal = new URL('./rehearsal.ts', import.meta.url).pathname
  const env = { ...process.env, TOMOSHIBI_DATA: dataFolder, PORT: '0', ...environment }
  const child = spawn(process.execPath, [rehearsal], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  const ended = new Promise<number | string | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  )
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        words += part
        const found = /(http:\/\/localhost:\d+)[\s\S]*Ctrl-C/.exec(words)
        if (found !== null) resolve(found[1] ?? '')
      })
    }
    void ended.then(() => reject(new Error(`ended without an address:\n${words}`)))
  })
  address.catch(() => undefined)
  const run = { child, ended, said: () => words, address: () => address }
  runs.push(run)
  return run
}

describe('npm start', () => {
  test('prints the address and the logins of the demo town, and the second start finds the same data', async () => {
    const first = start()
    expect(await (await fetch(await first.address())).text()).toBe('done')
    expect(first.said()).toContain('mihon@tomoshibi-cho')
    expect(first.said()).toContain('見本の町を用意しました')
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    const second = start()
    await second.address()
    expect(second.said()).toContain('mihon@tomoshibi-cho')
    expect(second.said()).not.toContain('見本の町を用意しました')
  })

  test('keeps the demo town away from a real installation', async () => {
    const run = start({ TOMOSHIBI_DEMO_TOWN: 'off' })
    await run.address()
    expect(run.said()).not.toContain('mihon')
  })

  test('a second start in the same folder hears that it runs already, and the first goes on', async () => {
    const first = start()
    const address = await first.address()
    const second = start({ PORT: new URL(address).port })
    expect(await second.ended).toBe(75)
    expect(second.said()).toContain('もう動いています')
    expect(await (await fetch(address)).text()).toBe('done')
  })

  test('after kill -9 the next start takes the database over', async () => {
    const first = start()
    await first.address()
    first.child.kill('SIGKILL')
    await first.ended
    const second = start()
    await second.address()
    expect(second.said()).toContain('引き継ぎました')
  })
})

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s lets a running request finish, then stops the database',
    async (signal) => {
      const run = start()
      const slow = fetch(`${await run.address()}/slow`)
      await new Promise((resolve) => setTimeout(resolve, 300))
      run.child.kill(signal)
      expect(await (await slow).text()).toBe('done')
      expect(await run.ended).toBe(0)
      const database = await startDatabase({ dataFolder: join(dataFolder, 'postgres') })
      expect(database.adopted).toBe(false)
      await database.stop()
    },
  )

  test('Ctrl-C that arrives twice at once (terminal and npm) is one wish', async () => {
    const run = start()
    const slow = fetch(`${await run.address()}/slow`)
    await new Promise((resolve) => setTimeout(resolve, 300))
    run.child.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 30))
    run.child.kill('SIGINT')
    expect(await (await slow).text()).toBe('done')
    expect(await run.ended).toBe(0)
  })

  test('a second Ctrl-C, meant as one, exits at once', async () => {
    const run = start()
    const slow = fetch(`${await run.address()}/slow`).catch(() => 'cut')
    await new Promise((resolve) => setTimeout(resolve, 200))
    run.child.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    run.child.kill('SIGINT')
    expect(await run.ended).toBe(130)
    expect(await slow).toBe('cut')
    const database = await startDatabase({ dataFolder: join(dataFolder, 'postgres') })
    await database.stop()
  })
})

describe('trouble is told in a sentence, without a stack', () => {
  async function refused(run: Run, code: number): Promise<string> {
    expect(await run.ended, run.said()).toBe(code)
    expect(run.said()).not.toMatch(/\bat .*:\d+:\d+|Error/)
    return run.said()
  }

  test('a port in use names the next free one', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const at = taken.address()
    const port = typeof at === 'object' && at !== null ? at.port : 0
    try {
      expect(await refused(start({ PORT: String(port) }), 75)).toMatch(/PORT=\d+ npm start/)
    } finally {
      taken.close()
    }
  })

  test('a port that is none', async () => {
    expect(await refused(start({ PORT: 'abc' }), 78)).toContain('PORT')
  })

  test('a file where the data folder should be', async () => {
    const file = join(dataFolder, 'file')
    await writeFile(file, '')
    expect(await refused(start({ TOMOSHIBI_DATA: file }), 73)).toContain('フォルダーとして使えません')
  })

  test('a key that others may read, one that is cut short, one that is gone, and a strange one', async () => {
    const first = start()
    await first.address()
    first.child.kill('SIGTERM')
    await first.ended
    const file = join(dataFolder, 'keys', 'root.key')
    const key = await readFile(file)
    await chmod(file, 0o644)
    expect(await refused(start(), 78)).toContain('chmod 600')
    await chmod(file, 0o600)
    await writeFile(file, key.subarray(0, 16))
    expect(await refused(start(), 78)).toContain('32 バイト')
    await rm(file)
    expect(await refused(start(), 78)).toContain('控えから戻して')
    await writeFile(file, Buffer.alloc(32, 'x'), { mode: 0o600 })
    expect(await refused(start(), 78)).toContain('閉じた鍵と違います')
    await writeFile(file, key)
    await start().address()
  })

  test('a database of the operator that cannot be reached, and an address that is none', async () => {
    await mkdir(join(dataFolder, 'nothing'))
    const nowhere = `postgres://tomoshibi@localhost:1/tomoshibi`
    expect(await refused(start({ TOMOSHIBI_DATABASE_URL: nowhere }), 75)).toContain('つながりませんでした')
    expect(await refused(start({ TOMOSHIBI_DATABASE_URL: 'mysql://x' }), 78)).toContain('TOMOSHIBI_DATABASE_URL')
  })
})
