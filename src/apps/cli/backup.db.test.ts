import { spawnSync } from 'node:child_process'
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { checkpointSigner } from '#platform/audit/sign-checkpoints.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openPool, withClient } from '#platform/database/connection.ts'
import { startDatabase } from '#platform/database/launcher/index.ts'
import { closePlanes, openPlanes, rolePasswords } from '#platform/database/roles.ts'
import { inSession, openDatabases, recordAudit } from '#platform/database/session.ts'
import { addSession, addTown } from '#platform/database/test-world.ts'
import { type TestHouse, testHouse } from './test-house.ts'

let house: TestHouse
let backup: string
let scratch: string
/** Lines that were acknowledged while the backup was copying, before it said that it had half of the files. */
let acknowledged = 0

beforeAll(async () => {
  house = await testHouse()
  scratch = await mkdtemp(join(tmpdir(), 'tomoshibi-backups-'))
  backup = join(scratch, 'first')
  const writing = await keepWriting()
  const taken = await house.cli(['backup', '--to', backup], {}, (words) => {
    if (acknowledged === 0 && words.includes('写しました 50%')) acknowledged = writing.lines()
  })
  await writing.stop()
  expect(taken.err).toBe('')
  expect(taken.code).toBe(0)
  expect(taken.out).toContain('控えができました')
  expect(taken.out).toContain('別に保管してください')
}, 120_000)
afterAll(async () => {
  await house.close()
  await rm(scratch, { recursive: true, force: true })
})

/** People at work, one after another, each waiting for the answer; signs the heads in between. */
async function keepWriting(): Promise<{ lines(): number; stop(): Promise<void> }> {
  const admin = openPool(house.admin, 2)
  const planes = openPlanes(house.admin, rolePasswords(house.rootKey), 2)
  const town = await addTown(admin)
  const session = await addSession(admin, town.worker)
  const databases = openDatabases(planes)
  const key = signingKey(openKeyRing(house.rootKey).secret('audit-signing'))
  const sign = checkpointSigner({ folder: join(house.dataFolder, 'checkpoints'), key })
  await admin.query('create table public.acknowledged (line integer primary key, filler text)')
  let going = true
  let done = 0
  const write = async () => {
    const line = done + 1
    await inSession(databases, session.credential, (tx) => recordAudit(tx, { action: 'case.read', detail: { line } }))
    await admin.query("insert into public.acknowledged values ($1, repeat('灯', 2000))", [line])
    done = line
    if (line % 20 === 0) await sign(databases.worker, new Date())
  }
  const working = (async () => {
    while (going) await write()
  })()
  return {
    lines: () => done,
    stop: async () => {
      going = false
      await working
      await closePlanes(planes)
      await admin.end()
    },
  }
}

describe('a backup taken while people work', () => {
  test('holds no key, and says of every file what it is', async () => {
    const names = await readdir(backup, { recursive: true })
    expect(names.some((name) => name.includes('root.key'))).toBe(false)
    expect(names).toContain('manifest.json')
    expect(names.filter((name) => name.startsWith('checkpoints/'))).not.toEqual([])
    expect(names).not.toContain('database/postmaster.pid')
  })

  test('verify restores a copy, reads every row and verifies the audit chain there', async () => {
    const checked = await house.cli(['backup', 'verify', backup])
    expect(checked.err).toBe('')
    expect(checked.code).toBe(0)
    expect(checked.out).toMatch(/すべての入口が答えました/)
    expect(checked.out).toMatch(/自治体 1、機関・事業者 3、利用者 8/)
    expect(checked.out).toContain('この控えから戻せます')
  })

  test('restored, it has every line that was acknowledged during the copy, no half line, and goes on', async () => {
    const dataFolder = join(scratch, 'restored')
    await mkdir(join(dataFolder, 'keys'), { recursive: true, mode: 0o700 })
    await copyFile(join(house.dataFolder, 'keys/root.key'), join(dataFolder, 'keys/root.key'))
    const restored = await house.cli(['backup', 'restore', backup], { TOMOSHIBI_DATA: dataFolder })
    expect(restored.err).toBe('')
    expect(restored.code).toBe(0)
    const verified = await house.cli(['audit', 'verify'], { TOMOSHIBI_DATA: dataFolder })
    expect(verified).toMatchObject({ code: 0, err: '' })
    expect(verified.out).toContain('つながっています')
    const database = await startDatabase({ dataFolder: join(dataFolder, 'postgres') })
    try {
      await withClient(database.connection, async (client) => {
        const { rows } = await client.query<{ lines: string; last: number; whole: boolean }>(
          'select count(*) as lines, max(line) as last, bool_and(length(filler) = 2000) as whole from public.acknowledged',
        )
        expect(acknowledged).toBeGreaterThan(0)
        expect(Number(rows[0]?.lines)).toBeGreaterThanOrEqual(acknowledged)
        expect(rows[0]).toMatchObject({ last: Number(rows[0]?.lines), whole: true })
        await client.query("insert into public.acknowledged values (0, 'after')")
      })
    } finally {
      await database.stop()
    }
    const again = await house.cli(['backup', 'restore', backup], { TOMOSHIBI_DATA: dataFolder })
    expect(again).toMatchObject({ code: 73 })
    expect(again.err).toContain('上書きはしません')
  }, 60_000)
})

/** Runs a program of the system, which is not one of the packages'; answers whether it went well. */
const system = (...words: string[]) => spawnSync('sh', ['-c', '"$@"', 'sh', ...words]).status === 0

describe('what is not a good backup is told in a sentence', () => {
  const copyOf = async (name: string) => {
    const folder = join(scratch, name)
    await cp(backup, folder, { recursive: true })
    return folder
  }
  const refusal = async (folder: string) => {
    const { code, err } = await house.cli(['backup', 'verify', folder])
    expect(err).not.toMatch(/\bat .*:\d+:\d+/)
    return { code, err }
  }

  test('one byte altered, a file gone, a file added', async () => {
    const folder = await copyOf('damaged')
    const version = join(folder, 'database/PG_VERSION')
    await writeFile(version, '19\n')
    await rm(join(folder, 'database/pg_hba.conf'))
    await writeFile(join(folder, 'database/added.conf'), '')
    const { code, err } = await refusal(folder)
    expect(code).toBe(65)
    expect(err).toContain('database/PG_VERSION の中身が違います')
    expect(err).toContain('database/pg_hba.conf がありません')
    expect(err).toContain('database/added.conf は目録にありません')
  })

  test('a list that was rewritten to fit', async () => {
    const folder = await copyOf('rewritten')
    const list = join(folder, 'manifest.json')
    await writeFile(list, (await readFile(list, 'utf8')).replace(/"size": 3,/, '"size": 4,'))
    expect(await refusal(folder)).toMatchObject({ code: 65, err: expect.stringContaining('目録の印') })
  })

  test('another key', async () => {
    const dataFolder = join(scratch, 'other')
    await mkdir(join(dataFolder, 'keys'), { recursive: true, mode: 0o700 })
    await writeFile(join(dataFolder, 'keys/root.key'), Buffer.alloc(32, 'x'), { mode: 0o600 })
    const { code, err } = await house.cli(['backup', 'verify', backup], { TOMOSHIBI_DATA: dataFolder })
    expect([code, err]).toEqual([65, expect.stringContaining('keys/root.key')])
    const restored = await house.cli(['backup', 'restore', backup], { TOMOSHIBI_DATA: dataFolder })
    expect([restored.code, restored.err]).toEqual([65, expect.stringContaining('その控えを取ったときの鍵')])
    expect(await readdir(dataFolder)).not.toContain('postgres')
  })

  test('one that was cut short, and a folder that is none', async () => {
    const folder = await copyOf('cut')
    await rm(join(folder, 'manifest.json'))
    expect((await refusal(folder)).err).toContain('途中で終わった控え')
    expect((await refusal(join(scratch, 'nowhere'))).code).toBe(66)
  })

  test('a target that is not empty, inside the database, not writable, or on another server', async () => {
    expect((await house.cli(['backup', '--to', backup])).err).toContain('空ではありません')
    const inside = await house.cli(['backup', '--to', join(house.dataFolder, 'postgres/backup')])
    expect(inside.err).toContain('データベースのフォルダーの中')
    await rm(join(house.dataFolder, 'postgres/backup'), { recursive: true })
    const file = join(scratch, 'file')
    await writeFile(file, '')
    expect((await house.cli(['backup', '--to', join(file, 'x')])).err).toContain('書き込めません')
    const url = { TOMOSHIBI_DATABASE_URL: 'postgres://someone@localhost/tomoshibi' }
    expect((await house.cli(['backup', '--to', join(scratch, 'x')], url)).err).toContain('pg_basebackup')
  })

  test('a disk that is too small is told before anything is written', async ({ skip }) => {
    const disk = join(scratch, 'small-disk')
    await mkdir(disk)
    if (!system('mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk)) {
      skip('this machine does not let the test mount a small disk')
    }
    try {
      const { code, err } = await house.cli(['backup', '--to', join(disk, 'x')])
      expect([code, err]).toEqual([74, expect.stringContaining('ディスクの空きが足りません')])
      expect(await readdir(join(disk, 'x'))).toEqual([])
    } finally {
      system('umount', disk)
    }
  })

  test('Ctrl-C clears what was begun away, and the next backup is whole', async () => {
    const target = join(scratch, 'stopped')
    const stopped = await house.cli(['backup', '--to', target], {}, (words, child) => {
      if (words.includes('写しました 25%')) child.kill('SIGINT')
    })
    expect(stopped).toMatchObject({ code: 130, err: expect.stringContaining('途中で止めました') })
    expect(await readdir(target)).toEqual([])
    expect(await house.cli(['backup', '--to', target])).toMatchObject({ code: 0, err: '' })
  })
})
