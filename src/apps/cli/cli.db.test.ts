import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { checkpointSigner } from '#platform/audit/sign-checkpoints.ts'
import { enrolmentCodeHash } from '#platform/auth/codes.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { withClient } from '#platform/database/connection.ts'
import { startDatabase } from '#platform/database/launcher/index.ts'
import { closePlanes, openPlanes, rolePasswords } from '#platform/database/roles.ts'
import { openDatabases } from '#platform/database/session.ts'
import { cli, type TestHouse, testHouse } from './test-house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await testHouse()
}, 60_000)
afterAll(() => house.close())

const ask = (text: string) =>
  withClient(house.admin, async (client) => (await client.query<Record<string, unknown>>(text)).rows)

describe('the command line itself', () => {
  test('alone it lists every command with a line', async () => {
    const { code, out } = await cli([], {})
    expect(code).toBe(0)
    for (const name of ['tenant create', 'user invite', 'backup verify', 'audit verify', 'windows import']) {
      expect(out).toMatch(new RegExp(`^  ${name} .*[ぁ-ん]`, 'm'))
    }
  })

  test.each([
    [['nonsense'], '「nonsense」という命令はありません'],
    [['backup', '--into', 'x'], '「--into」という指定はありません'],
    [['backup'], '--to の指定が要ります'],
    [['audit', 'verify', 'now'], '「now」が余分です'],
    [['backup', '--to'], '--to'],
  ])('%j is refused with a sentence', async (words, sentence) => {
    const { code, err } = await house.cli(words)
    expect(code).toBe(64)
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\bat .*:\d+:\d+|Error/)
  })

  test('a data folder without a database is told how to begin', async () => {
    const { code, err } = await cli(['audit', 'verify'], { TOMOSHIBI_DATA: join(house.dataFolder, 'nothing') })
    expect([code, err]).toEqual([66, expect.stringContaining('TOMOSHIBI_DEMO_TOWN=off npm start')])
  })
})

describe('a first municipality', () => {
  const tenant = ['tenant', 'create', '--code', '432067', '--organization', 'tamana', '--login', 'kanri']

  test('gets its name from its code, and its administrator a code that opens the account once', async () => {
    const { code, out, err } = await house.cli([...tenant, '--admin-name', '灯 管子'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('熊本県玉名市（432067）を作りました')
    const enrolment = /招待コード +([0-9A-Z-]{31})/.exec(out)?.[1] ?? ''
    const rows = await ask(`select u.roles, u.plane, t.name from auth.enrolments e join app.users u on u.id = e.user_id
      join app.tenants t on t.id = u.tenant_id where e.code_hash = decode('${enrolmentCodeHash(enrolment)}', 'hex')`)
    expect(rows).toEqual([{ roles: ['tenant_admin'], plane: 'welfare', name: '玉名市' }])
  })

  test('is not made twice', async () => {
    const { code, err } = await house.cli([...tenant, '--admin-name', '灯 管子'])
    expect([code, err]).toEqual([65, expect.stringContaining('すでに登録されています')])
  })

  test.each([
    ['432068', '検査数字'],
    ['43206', '6けた'],
    ['401005', '--name'],
  ])('code %s is refused with what is wrong', async (code, sentence) => {
    const words = ['tenant', 'create', '--code', code, '--organization', 'x', '--login', 'x', '--admin-name', 'x']
    expect(await house.cli(words)).toMatchObject({ code: 64, err: expect.stringContaining(sentence) })
  })

  test('companies and agencies join it, and their people are invited with roles of their side only', async () => {
    const create = (...words: string[]) => house.cli(['organization', 'create', ...words])
    const company = await create('--kind', 'electricity-retailer', '--code', 'hi-denki', '--name', '灯電気')
    expect(company).toMatchObject({ code: 0, err: '' })
    const agency = ['--kind', 'consultation-agency', '--code', 'sodan', '--name', '灯相談所']
    expect((await create(...agency)).err).toContain('--tenant')
    const placed = await create(...agency, '--tenant', '432067', '--commissioned-by', 'tamana')
    expect(placed).toMatchObject({ code: 0, err: '' })
    const lost = await create('--kind', 'contractor', '--code', 'x-y', '--name', 'x', '--tenant', '011002')
    expect(lost).toMatchObject({ code: 65, err: expect.stringContaining('まだ登録されていません') })
    expect(
      await ask("select code, legal_kind from app.organizations where code in ('hi-denki', 'sodan') order by 1"),
    ).toEqual([
      { code: 'hi-denki', legal_kind: 'private-business' },
      { code: 'sodan', legal_kind: 'commissioned-body' },
    ])
    const invite = (organization: string, roles: string) =>
      house.cli([
        'user',
        'invite',
        '--organization',
        organization,
        '--login',
        'hi',
        '--name',
        '灯 人',
        '--roles',
        roles,
      ])
    expect(await invite('hi-denki', 'liaison,arrears_clerk')).toMatchObject({ code: 0, err: '' })
    expect((await invite('sodan', 'liaison')).err).toContain('付けられません')
    expect((await invite('hi-denki', 'lead_worker')).err).toContain('付けられません')
    expect((await invite('sodan', 'king')).err).toContain('「king」という役割はありません')
    expect((await invite('nobody', 'liaison')).err).toContain('まだ登録されていません')
  })

  test('has addresses that can be looked up at once', async () => {
    const { code, out } = await house.cli(['windows', 'find', '--postal', '865-0051'])
    expect(code).toBe(0)
    expect(out).toContain('玉名市')
  })

  test('never stands beside the demo town', async () => {
    await ask(`insert into app.tenants (id, municipality_code, name, demo)
      values ('01900000-0000-7000-8000-000000000001', '992011', '灯町市', true)`)
    try {
      const { code, err } = await house.cli([...tenant, '--admin-name', '灯 管子'])
      expect([code, err]).toEqual([78, expect.stringContaining('TOMOSHIBI_DEMO_TOWN=off npm start')])
    } finally {
      await ask('delete from app.tenants where demo')
    }
  })
})

describe('audit verify', () => {
  const sign = async () => {
    const planes = openPlanes(house.admin, rolePasswords(house.rootKey), 1)
    const key = signingKey(openKeyRing(house.rootKey).secret('audit-signing'))
    await checkpointSigner({ folder: join(house.dataFolder, 'checkpoints'), key })(
      openDatabases(planes).worker,
      new Date(),
    )
    await closePlanes(planes)
  }

  test('a whole log ends with 0, an altered line with 2 and its place', async () => {
    await sign()
    expect(await house.cli(['audit', 'verify'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('つながっています'),
    })
    await ask("update audit.entries set detail = '{}' where sequence = 1 and action = 'account.invited'")
    const { code, out } = await house.cli(['audit', 'verify'])
    expect([code, out]).toEqual([2, expect.stringMatching(/の 1 行め：内容が書き換えられています/)])
  })

  test('a signed head that somebody edited ends with 2', async () => {
    const file = join(house.dataFolder, 'checkpoints', `${new Date().toISOString().slice(0, 7)}.checkpoints`)
    await writeFile(file, (await readFile(file, 'utf8')).replace(/ (\d+) ([0-9a-f]{64}) /, ' 99 $2 '))
    const { code, out } = await house.cli(['audit', 'verify'])
    expect([code, out]).toEqual([2, expect.stringContaining('署名の合わない行')])
  })
})

describe('what fits no more', () => {
  test('a database that waits for its migrations is not written to, yet can be backed up', async () => {
    const [last] = await ask(
      'delete from migrations.checksums where name = (select max(name) from migrations.checksums) returning name, sha256',
    )
    const refused = await house.cli([
      'user',
      'invite',
      '--organization',
      'a',
      '--login',
      'a',
      '--name',
      'a',
      '--roles',
      'liaison',
    ])
    expect(refused).toMatchObject({ code: 78, err: expect.stringContaining('npm start を一度') })
    const target = join(house.dataFolder, 'before-the-upgrade')
    expect(await house.cli(['backup', '--to', target])).toMatchObject({ code: 0, err: '' })
    await ask(`insert into migrations.checksums (name, sha256) values ('${last?.name}', '${last?.sha256}')`)
  })

  test('a key of another installation', async () => {
    const file = join(house.dataFolder, 'keys/root.key')
    const key = await readFile(file)
    await writeFile(file, Buffer.alloc(32, 'x'))
    const { code, err } = await house.cli(['audit', 'verify'])
    await writeFile(file, key)
    expect([code, err]).toEqual([78, expect.stringContaining('閉じた鍵と違います')])
  })
})

describe('database reset', () => {
  test('waits until the application rests, and asks for the name of what it would destroy', async () => {
    expect(await house.cli(['database', 'reset'])).toMatchObject({ code: 75, err: expect.stringContaining('Ctrl-C') })
    await house.database.stop()
    const unsure = await house.cli(['database', 'reset'])
    expect(unsure).toMatchObject({ code: 77, err: expect.stringContaining('何も消していません') })
    expect((await house.cli(['database', 'reset', '--confirm', '玉名'])).code).toBe(77)
    expect(await house.cli(['database', 'reset', '--confirm', '玉名市'])).toMatchObject({ code: 0, err: '' })
    const database = await startDatabase({ dataFolder: join(house.dataFolder, 'postgres') })
    const gone = await withClient(database.connection, (client) =>
      client.query("select to_regclass('app.tenants') as t"),
    )
    expect(gone.rows).toEqual([{ t: null }])
    await database.stop()
    expect(await house.cli(['database', 'reset'])).toMatchObject({ code: 0, err: '' })
    await rm(join(house.dataFolder, 'checkpoints'), { recursive: true, force: true })
  })
})
