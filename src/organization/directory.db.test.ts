import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withClient } from '#platform/database/connection.ts'
import { ownerRole } from '#platform/database/roles.ts'
import { inSession } from '#platform/database/session.ts'
import { addSession, addTown, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { addInventedAreas, type DirectoryWriter, saveOwnWindows, seedNationalAreas } from './directory-store.ts'
import { organizationApi } from './organization-api.ts'
import { type WindowsCommandTools, windowsFindCommand, windowsImportCommand } from './organization-cli.ts'

let frame: TestFrame
let town: TestTown
const own = newId()
const monday = new Date('2026-11-16T01:00:00Z')
const night = new Date('2026-11-16T13:00:00Z')
let clock = monday

const asOwner = <T>(task: (writer: DirectoryWriter) => Promise<T>) =>
  withClient({ ...frame.database.connection, role: ownerRole }, task)

beforeAll(async () => {
  frame = await testFrame(organizationApi, { now: () => clock })
  town = await addTown(frame.admin)
  const area = { kind: 'municipality', fullName: '灯町市', prefectureName: '灯県' } as const
  await asOwner(async (writer) => {
    await seedNationalAreas(writer)
    await addInventedAreas(writer, [{ ...area, code: '990001', name: '灯町市', postalCodes: ['0000001'] }])
    await saveOwnWindows(writer, [
      {
        id: own,
        name: 'くらし相談ともしび',
        section: '相談支援係',
        role: 'responsible',
        phone: '000-0000-0001',
        areas: [{ level: 'municipality', code: '990001' }],
        hours: {
          kind: 'weekly',
          spans: [{ weekdays: [1, 2, 3, 4, 5], from: 510, to: 1035 }],
          closedOnHolidays: true,
          closedAtYearEnd: true,
          text: '平日 8時30分〜17時15分',
        },
        confirmedOn: '2026-11-01',
        tenantId: town.tenant.id,
        organizationId: town.agency.id,
      },
    ])
  })
})
afterAll(() => frame.close())

const head =
  'id,municipalityId,name,department,postalCode,address,phone,fax,email,officialUrl,openingHours,closedDays,availableMethods,serviceArea,lastVerifiedAt'
const row = (id: string, area: string, name: string) =>
  `${id},${area},${name},,,,000-000-0000,,,,平日9時～17時,,電話・来所,,2026-07-26`

function commandTools(text: string) {
  const said: string[] = []
  const files = new Map<string, string>()
  const tools: WindowsCommandTools = {
    readFile: async (path) => {
      if (path !== 'windows.csv') throw new Error('no such file')
      return new TextEncoder().encode(text)
    },
    writeFile: async (path, content) => void files.set(path, content),
    say: (words) => said.push(words),
    now: () => monday,
    newId,
    asOwner,
    database: () => frame.platform.databases.worker,
  }
  return { tools, said, files }
}

async function runImport(rows: readonly string[], ...flags: string[]) {
  const { tools, said, files } = commandTools([head, ...rows].join('\n'))
  const code = await windowsImportCommand(['--windows', 'windows.csv', ...flags], tools)
  return { code, text: said.join('\n'), files }
}

const registered = async () => {
  const { rows } = await frame.admin.query<{ source_record: string; id: string; retired: boolean }>(
    "select source_record, id, retired_at is not null as retired from app.contact_windows where source = 'kurashi-shien-navi' order by 1",
  )
  return rows
}

describe('cli windows import', () => {
  const good = [row('a', 'jp-43206', 'あかり相談 玉名'), row('b', 'jp-01229', 'あかり相談 富良野')]

  test('previews and writes nothing', async () => {
    const { code, text } = await runImport(good)
    expect([code, await registered()]).toEqual([0, []])
    expect(text).toContain('2行 → そのまま取り込める 2行')
    expect(text).toContain('CC BY 4.0')
  })

  test('with a refused row writes nothing at all, and lists it on request', async () => {
    const { code, text, files } = await runImport(
      [...good, row('c', 'jp-99999', 'どこか')],
      ...['--apply', '--refused-rows', 'refused.csv'],
    )
    expect([code, await registered()]).toEqual([1, []])
    expect(text).toContain('何も書き込みませんでした')
    expect(files.get('refused.csv')).toContain('都道府県の番号')
  })

  test('writes; a second time updates the same windows; what left the register is retired, not deleted', async () => {
    expect((await runImport(good, '--apply')).text).toContain('新しい窓口 2')
    const first = await registered()
    expect((await runImport(good, '--apply')).text).toContain('新しい窓口 0、更新した窓口 2')
    expect(await registered()).toEqual(first)
    expect((await runImport(good.slice(0, 1), '--apply')).text).toContain('使わないことにした窓口 1')
    expect((await registered()).map((one) => one.retired)).toEqual([false, true])
    expect((await runImport(good, '--apply')).text).toContain('更新した窓口 2')
    expect((await registered()).map((one) => [one.id, one.retired])).toEqual(first.map((one) => [one.id, false]))
  })

  test('does not touch the windows of organisations that work here', async () => {
    await runImport(good, '--apply')
    const { rows } = await frame.admin.query('select retired_at from app.contact_windows where id = $1', [own])
    expect(rows).toEqual([{ retired_at: null }])
  })

  test('an unknown mend, a missing file and a missing flag are told, with code 2', async () => {
    expect(await runImport(good, '--mend', 'everything')).toMatchObject({ code: 2 })
    const { tools, said } = commandTools('')
    expect(await windowsImportCommand([], tools)).toBe(2)
    expect(await windowsImportCommand(['--windows', 'elsewhere.csv'], tools)).toBe(2)
    expect(said.join('\n')).toContain('elsewhere.csv を読めません')
  })

  test('a database error leaves nothing half-saved', async () => {
    const before = await registered()
    const failing = (writer: DirectoryWriter): DirectoryWriter => ({
      query: (text, values) =>
        text.includes('insert into app.directory_imports')
          ? Promise.reject(new Error('disk'))
          : writer.query(text, values),
    })
    const { tools } = commandTools([head, row('z', 'jp-43206', 'あかり相談 新')].join('\n'))
    const broken = {
      ...tools,
      asOwner: <T>(task: (w: DirectoryWriter) => Promise<T>) => asOwner((w) => task(failing(w))),
    }
    await expect(windowsImportCommand(['--windows', 'windows.csv', '--apply'], broken)).rejects.toThrow('disk')
    expect(await registered()).toEqual(before)
  })
})

describe('GET /api/windows/find', () => {
  const find = async (query: string, as = addSession(frame.admin, town.clerk)) =>
    frame.ask({ url: `/api/windows/find?${query}`, as: await as })
  const q = (values: Record<string, string>) => new URLSearchParams(values).toString()

  test('answers an address of an invented town with its window, its areas and who answers', async () => {
    const answer = (await find(q({ address: '灯県灯町市本町1-2' }))).json()
    expect(answer).toMatchObject({ kind: 'one', windows: [{ id: own, answersNow: { state: 'open', by: 'window' } }] })
    expect(answer.windows[0].areas).toEqual([{ level: 'municipality', code: '990001', name: '灯県灯町市' }])
    expect((await find(q({ postal: '000-0001' }))).json().kind).toBe('one')
  })

  test('at night names the one on duty', async () => {
    await frame.admin.query(
      `insert into app.duty_roster (tenant_id, id, agency_id, starts_at, ends_at, label, phone)
       values ($1, $2, $3, '2026-11-16T08:15:00Z', '2026-11-16T23:30:00Z', '当番 灯', '000-0000-0009')`,
      [town.tenant.id, newId(), town.agency.id],
    )
    clock = night
    const answer = (await find(q({ address: '灯町市' }))).json()
    clock = monday
    expect(answer.windows[0].answersNow).toMatchObject({ state: 'closed', by: 'duty', phone: '000-0000-0009' })
  })

  test('shows whose work an imported window is, and lets a human choose between two prefectures', async () => {
    await runImport([row('y', 'jp-23235', 'あかり相談 弥富')], '--apply')
    const answer = (await find(q({ postal: '4980000' }))).json()
    expect([answer.kind, answer.windows.length]).toEqual(['choose', 1])
    expect(answer.because).toContain('木曽岬町')
    expect(answer.attributions.join()).toContain('くらし支援ナビ')
  })

  test('tells when code and address contradict each other, and when nothing was asked', async () => {
    const contradiction = await find(q({ postal: '8650016', address: '北海道富良野市' }))
    expect([contradiction.statusCode, contradiction.json().code]).toEqual([422, 'address_contradicts_postal_code'])
    expect((await find(q({ postal: '' }))).statusCode).toBe(422)
    expect((await find(q({ postal: '8650' }))).json().code).toBe('postal_code_length')
    expect((await find(q({ address: '火星' }))).json()).toMatchObject({ kind: 'none', windows: [] })
  })

  test('nobody is answered without a session', async () => {
    expect((await frame.ask({ url: '/api/windows/find?postal=8650016' })).statusCode).toBe(401)
  })

  test('the command line answers the same', async () => {
    const { tools, said } = commandTools('')
    expect(await windowsFindCommand(['--address', '灯県灯町市'], tools)).toBe(0)
    expect(said.join('\n')).toContain('くらし相談ともしび')
    expect(await windowsFindCommand([], tools)).toBe(2)
  })
})

describe('who may change the directory', () => {
  const confirm = async (user: TestTown['officer'], id: string) => {
    const session = await addSession(frame.admin, user)
    return inSession(frame.platform.databases, session.credential, async ({ db }) => {
      const done = await sql`update app.contact_windows set confirmed_on = '2026-11-16' where id = ${id}::uuid`.execute(
        db,
      )
      return Number(done.numAffectedRows)
    })
  }

  test('an officer confirms a window of the own municipality, no other’s and none of the register', async () => {
    const elsewhere = await addTown(frame.admin)
    const [imported] = await registered()
    expect(await confirm(town.officer, own)).toBe(1)
    expect(await confirm(elsewhere.officer, own)).toBe(0)
    expect(await confirm(town.officer, imported?.id ?? '')).toBe(0)
    expect(await confirm(town.worker, own)).toBe(0)
  })

  test('a company reads the directory and cannot write it', async () => {
    await expect(confirm(town.liaison, own)).rejects.toThrow('permission denied')
  })

  const run = async (user: TestTown['officer'], statement: ReturnType<typeof sql>) => {
    const session = await addSession(frame.admin, user)
    return inSession(frame.platform.databases, session.credential, async ({ db }) =>
      Number((await statement.execute(db)).numAffectedRows),
    )
  }
  const addWindow = (tenantId: string) => sql`
    insert into app.contact_windows (id, tenant_id, name, section, role, phone, hours)
    values (${newId()}::uuid, ${tenantId}::uuid, 'あかり分室', '福祉課', 'responsible', '000-0000-0000', '{"kind":"unknown"}')`
  const addArea = (position: number) => sql`
    insert into app.window_areas (window_id, position, level, area_code)
    values (${own}::uuid, ${position}, 'municipality', '432067')`
  const removeAreas = sql`delete from app.window_areas where window_id = ${own}::uuid and position > 0`

  test('officers add windows to their own municipality only; agency staff add none', async () => {
    const elsewhere = await addTown(frame.admin)
    expect(await run(town.officer, addWindow(town.tenant.id))).toBe(1)
    expect(await run(town.tenantAdmin, addWindow(town.tenant.id))).toBe(1)
    await expect(run(elsewhere.officer, addWindow(town.tenant.id))).rejects.toThrow('row-level security')
    await expect(run(town.worker, addWindow(town.tenant.id))).rejects.toThrow('row-level security')
  })

  test('areas are added and taken away by officers of the window’s municipality only', async () => {
    const elsewhere = await addTown(frame.admin)
    expect(await run(town.officer, addArea(7))).toBe(1)
    await expect(run(elsewhere.officer, addArea(8))).rejects.toThrow('row-level security')
    await expect(run(town.worker, addArea(8))).rejects.toThrow('row-level security')
    expect(await run(elsewhere.officer, removeAreas)).toBe(0)
    expect(await run(town.worker, removeAreas)).toBe(0)
    expect(await run(town.officer, removeAreas)).toBe(1)
  })
})
