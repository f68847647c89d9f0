import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualDesk } from '#arrears-screening/desk/desk.ts'
import { sweepDesk } from '#arrears-screening/desk/sweep.ts'
import { TaskQueue } from '#arrears-screening/desk/task-queue.ts'
import { refuse } from '#kernel/result.ts'
import { addSession, type TestUser } from '#platform/database/test-world.ts'
import { companyFile, deskTown, filesBelow, months, suppression, testDesk } from './test-desk.ts'

let desk: Awaited<ReturnType<typeof testDesk>>
let workId: string
beforeAll(async () => {
  desk = await testDesk()
  const { work } = await desk.uploaded(companyFile(1200), '202511.csv')
  workId = work.id
  await desk.add(workId, companyFile(1800), 'R7.12.csv')
  await desk.map(workId)
}, 60_000)
afterAll(() => desk.close())

const yen = (value: number) => ({ kind: 'number', fact: 'unpaidYen', is: 'at-least', value })
const version = (condition: object) => ({ agreementId: desk.agreementId, condition, suppression })
const dryRun = (body: object) => desk.ask({ method: 'POST', url: '/dry-run', body })
const shared = async (user: TestUser) => {
  const as = await addSession(desk.frame.admin, user)
  return desk.frame.ask({ url: `/api/agreements/${desk.agreementId}/screening-counts`, as })
}
const share = (body: object) => desk.ask({ method: 'POST', url: '/shared-counts', body })
type Cell = {
  asOf: string
  municipality: string
  reached: number[]
  suppressed: number[]
  newly: number
  noLonger: number
}

test('two versions stand side by side by month: whom each reaches, who is new, who is not reached any more', async () => {
  const answer = await dryRun({ workId, versions: [version(months(3)), version(months(4))] })
  expect(answer.statusCode).toBe(200)
  const { cells, months: days } = answer.json()
  expect(days).toEqual([
    { asOf: '2025-11-30', accounts: 1170 },
    { asOf: '2025-12-31', accounts: 1755 },
  ])
  for (const { reached, newly, noLonger, suppressed, municipality } of cells satisfies Cell[]) {
    expect(municipality).toBe(deskTown)
    expect(reached[1] ?? 0).toBe((reached[0] ?? 0) - noLonger)
    expect(noLonger).toBeGreaterThan(100)
    expect([newly, (suppressed[0] ?? 0) > 0]).toEqual([0, true])
  }
  expect(answer.body).not.toMatch(/花子|見本町|K-0/)
})

test('a condition of another agreement, or facts that the agreement does not name, are not tried', async () => {
  const stranger = { ...version(months(3)), agreementId: '0190a000-0000-7000-8000-000000000000' }
  expect((await dryRun({ workId, versions: [stranger] })).statusCode).toBe(404)
  const curious = version({ kind: 'flag', fact: 'medicalDevice', is: true })
  expect((await dryRun({ workId, versions: [curious] })).json().code).toBe('fact_not_agreed')
})

test('months are kept only when asked for, without names, addresses and numbers, and go on their day', async () => {
  expect(await desk.json({ url: '/kept-months' })).toEqual({ months: [], mostDays: 400 })
  await desk.json({ method: 'POST', url: `/works/${workId}/kept-months`, body: { days: 30 } })
  const { months: kept } = await desk.json({ url: '/kept-months' })
  expect(kept.map(({ asOf, accounts }: { asOf: string; accounts: number }) => [asOf, accounts])).toEqual([
    ['2025-11-30', 1170],
    ['2025-12-31', 1755],
  ])
  const files = (await filesBelow(desk.own)).filter((path) => path.includes('/kept/'))
  expect(files).toHaveLength(4)
  for (const path of files) {
    const bytes = await readFile(path)
    for (const word of ['花子', '見本町', 'K-0', 'person_name', 'address', 'contract_id', 'reference', 'source_line']) {
      expect([word, bytes.includes(word)]).toEqual([word, false])
    }
    expect((await stat(path)).mode & 0o077).toBe(0)
  }
  const answer = await dryRun({ workId: null, versions: [version(months(3))] })
  expect(answer.json().cells).toHaveLength(2)
})

test('partners see steps of ten, and two sharings that differ by a few people tell the same number', async () => {
  const exact = (await dryRun({ workId, versions: [version(yen(28_000)), version(yen(28_001))] })).json().cells
  expect(exact.map(({ noLonger }: Cell) => noLonger).every((few: number) => few > 0 && few < 10)).toBe(true)
  const first = (await share({ ...version(yen(28_000)), workId })).json()
  for (const [at, { people }] of first.cells.entries()) {
    expect(people).toBe(Math.floor(exact[at].reached[0] / 10) * 10)
  }
  // Eight people over the edge of a step would show as ten: the attack that differencing makes.
  for (const value of [28_001, 28_002]) {
    const again = (await share({ ...version(yen(value)), workId })).json()
    expect(again.cells).toEqual(first.cells)
  }
  const wide = (await share({ ...version(yen(35_000)), workId })).json()
  expect(wide.cells[0].people).toBeLessThan(first.cells[0].people)
})

test('numbers are counted on the server: a body with numbers is refused', async () => {
  const cells = [{ month: '2025-11', municipality: deskTown, people: 3 }]
  expect((await share({ ...version(months(3)), workId, cells })).statusCode).toBe(422)
})

test('officers, lead workers, the auditor and the company read what was shared; nobody else does', async () => {
  const { town } = desk
  for (const user of [town.officer, town.lead, town.auditor, town.liaison]) {
    const answer = await shared(user)
    expect([user.roles, answer.statusCode, answer.json().shared.length]).toEqual([user.roles, 200, 4])
    expect(answer.body).not.toMatch(/basis|own|"data"/)
  }
  for (const user of [town.worker, town.tenantAdmin, town.clerk, town.fieldWorker]) {
    expect([user.roles, (await shared(user)).json().shared]).toEqual([user.roles, []])
  }
})

test('the gate refuses a small number, a step that is none, a seventh sharing, and one that crossed another', async () => {
  const gate = async (document: object) => {
    const client = await desk.frame.database.planes.utility.connect()
    try {
      await client.query('begin')
      await client.query('select sec.open_session($1)', [desk.liaison.credential.hash])
      const given = { id: '0190a000-0000-7000-8000-00000000000a', ...version(months(3)), source: 'dry-run', basis: [] }
      const all = JSON.stringify({ ...given, seen: 4, ...document })
      return await client.query('select sec.share_screening_counts($1::jsonb)', [all]).then(
        () => 'written',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      )
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const cell = (people: unknown) => ({ cells: [{ month: '2025-11', municipality: deskTown, people }] })
  for (const people of [0, 1, 9, 15, -10, 10.5, '20', 1e9]) expect(await gate(cell(people))).toBe('counts-too-small')
  expect(await gate({ cells: [] })).toBe('counts-too-small')
  expect(await gate({ cells: [...cell(20).cells, ...cell(30).cells] })).toBe('counts-too-small')
  expect(await gate({ cells: [{ ...cell(20).cells[0], name: '灯 花子' }] })).toBe('counts-too-small')
  expect(await gate({ ...cell(20), seen: 3 })).toBe('counts-crossed')
  expect(await gate({ ...cell(20), agreementId: desk.town.tenant.id })).toBe('agreement-missing')
  expect(await gate(cell(20))).toBe('written')
  expect(await gate(cell(null))).toBe('written')
  for (const value of [1, 2]) expect((await share({ ...version(months(value)), workId })).statusCode).toBe(200)
  expect((await share({ ...version(months(5)), workId })).json().code).toBe('shares_used_up')
  expect(await gate({ ...cell(20), seen: 6 })).toBe('shares-used-up')
})

test('what is over goes: a work after its hours, kept months after their days', async () => {
  const { platform } = desk.frame
  const queue = new TaskQueue({ clock: () => 0, failed: () => refuse('none', ''), limitMs: 1000, graceMs: 1000 })
  const settings = { ...usualDesk, folder: join(desk.folder, 'desk'), version: 'test' }
  const sweeping = { platform, settings, queue }
  desk.clock.now = new Date(desk.clock.now.getTime() + 25 * 3_600_000)
  await sweepDesk(sweeping)
  expect((await filesBelow(desk.own)).filter((path) => path.includes('/works/'))).toEqual([])
  expect((await filesBelow(desk.own)).filter((path) => path.includes('/kept/'))).toHaveLength(4)
  desk.clock.now = new Date(desk.clock.now.getTime() + 30 * 86_400_000)
  await sweepDesk(sweeping)
  expect((await filesBelow(desk.own)).filter((path) => path.includes('/kept/'))).toEqual([])
})
