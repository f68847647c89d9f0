import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvFile, manyRows, testMapping, testPack } from '#arrears-screening/run/test-run.ts'

const cli = join(import.meta.dirname, '../cli.ts')
let root = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tomoshibi-screen-'))
  await writeFile(join(root, 'accounts.csv'), csvFile(manyRows(2000)))
  await writeFile(join(root, 'mapping.json'), testMapping)
  await writeFile(join(root, 'pack.json'), testPack)
})
afterAll(() => rm(root, { recursive: true, force: true }))

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }
const started = (words: readonly string[], before: readonly string[] = []) => {
  const [command = '', ...args] = [...before, process.execPath, cli, ...words]
  const env = { PATH: process.env.PATH ?? '', TOMOSHIBI_DATA: join(root, 'data') }
  return spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: root })
}
async function ended(child: ReturnType<typeof started>): Promise<Ended> {
  let [out, err] = ['', '']
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString()
  })
  child.stderr.on('data', (piece: Buffer) => {
    err += piece.toString()
  })
  await once(child, 'close')
  return { code: child.exitCode, out, err }
}
const run = (words: readonly string[], before?: readonly string[]) => ended(started(words, before))
const runWords = (out: string, more: readonly string[] = []) => [
  ...['screen', 'run', 'accounts.csv', '--mapping', 'mapping.json', '--pack', 'pack.json'],
  ...['--run-date', '2026-01-20', '--out', out, ...more],
]
async function bytesOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(join(root, folder))).filter((name) => name !== 'run-log.jsonl').sort()
  const bytes = names.map(
    async (name) => [name, (await readFile(join(root, folder, name))).toString('base64')] as const,
  )
  return Object.fromEntries(await Promise.all(bytes))
}
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

describe('cli screen run', () => {
  it('says how many rows went where, and verify finds the folder as it was signed', { timeout: 60_000 }, async () => {
    const done = await run(runWords('plain'))
    expect(done.err).not.toContain('思いがけない')
    expect(done.code).toBe(0)
    expect(done.out).toMatch(
      /読んだ 2,000件 ＝ ご案内する \d+件 ＋ 当てはまらない [\d,]+件 ＋ 控える \d+件 ＋ 読めない 0件/,
    )
    // What it will take is told first.
    expect(done.err).toMatch(/^読み込むのは\d+ KB、かかる時間はおよそ\d+秒（ほかの処理がなければ）/)
    // No terminal: whole lines, none of which is drawn over.
    expect(done.err).toContain('条件と照らしています')
    expect(done.err).not.toContain('\r')
    expect(await run(['screen', 'verify', 'plain'])).toMatchObject({ code: 0 })
    await writeFile(join(root, 'plain', 'people.csv'), 'changed')
    expect(await run(['screen', 'verify', 'plain'])).toMatchObject({ code: 2 })
  })

  it('goes on after it was killed and gives the same bytes', { timeout: 120_000 }, async () => {
    expect(await run(runWords('whole', ['--part-rows', '100']))).toMatchObject({ code: 0 })
    const child = started(runWords('killed', ['--part-rows', '100']))
    const finished = ended(child)
    for (let wait = 0; wait < 600 && !(await exists(join(root, 'killed/.work/part-00002.json'))); wait += 1)
      await sleep(20)
    child.kill('SIGKILL')
    await finished
    expect(await exists(join(root, 'killed/manifest.json'))).toBe(false)
    const again = await run(runWords('killed', ['--part-rows', '100']))
    expect(again.out).toContain('途中まで済んでいたところから続け')
    expect(await bytesOf('killed')).toEqual(await bytesOf('whole'))
  })

  it('works without a network and gives the same bytes', { timeout: 120_000 }, async (context) => {
    const cutOff =
      (await canCutOff(['unshare', '-n'])) ?? (await canCutOff(['unshare', '--user', '--map-root-user', '-n']))
    if (cutOff === undefined)
      return context.skip('この機械では利用者がネットワークを切り離せない（unshare -n）ため、確かめていません。')
    expect(await reaches(cutOff)).toBe('ENETUNREACH')
    expect(await run(runWords('cut-off'), cutOff)).toMatchObject({ code: 0 })
    expect(await run(runWords('connected'))).toMatchObject({ code: 0 })
    expect(await bytesOf('cut-off')).toEqual(await bytesOf('connected'))
  })

  it.each([
    { what: 'no file', words: ['screen', 'run'], code: 64, says: '調べるファイル' },
    {
      what: 'no such file',
      words: ['screen', 'run', 'none.csv', ...runWords('bad').slice(3)],
      code: 66,
      says: 'none.csv',
    },
    { what: 'an encoding unknown', words: runWords('bad', ['--encoding', 'latin1']), code: 64, says: 'latin1' },
    { what: 'too little memory', words: runWords('bad', ['--memory', '10MB']), code: 64, says: '256MB' },
    { what: 'a day that is none', words: runWords('bad', ['--run-date', '2026-02-30']), code: 64, says: '--run-date' },
    { what: 'a pack that is none', words: runWords('bad', ['--pack', 'mapping.json']), code: 65, says: 'mapping.json' },
    { what: 'a mapping that is none', words: runWords('bad', ['--mapping', 'pack.json']), code: 65, says: 'pack.json' },
    {
      what: 'a mapping that is missing',
      words: runWords('bad', ['--mapping', 'none.json']),
      code: 66,
      says: 'none.json',
    },
    { what: 'no run to verify', words: ['screen', 'verify', 'none'], code: 66, says: 'none' },
  ])('says what is wrong with $what', { timeout: 30_000 }, async ({ words, code, says }) => {
    const done = await run(words)
    expect(done.code).toBe(code)
    expect(done.err).toContain(says)
    expect(done.err).not.toMatch(/at .*\.ts:\d+/)
  })
})

async function canCutOff(words: readonly string[]): Promise<readonly string[] | undefined> {
  const [command = '', ...args] = [...words, 'true']
  const child = spawn(command, args, { stdio: 'ignore' })
  const failed = once(child, 'error').then(() => 1)
  const code = await Promise.race([failed, once(child, 'close').then(() => child.exitCode)])
  return code === 0 ? words : undefined
}

/** What a process that is cut off hears when it wants to go out: the proof that the cutting works. */
async function reaches(cutOff: readonly string[]): Promise<string> {
  const script =
    "require('net').connect(80, '192.0.2.1').on('error', (e) => console.log(e.code)).on('connect', () => console.log('connected'))"
  const [command = '', ...args] = [...cutOff, process.execPath, '-e', script]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let out = ''
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString()
  })
  await once(child, 'close')
  return out.trim()
}
