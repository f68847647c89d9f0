import { createHash } from 'node:crypto'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { RunView } from '#arrears-screening/desk/desk-views.ts'
import { verifyRun } from '#arrears-screening/run/verify-run.ts'
import { addOrganization, addSession, addUser } from '#platform/database/test-world.ts'
import { companyFile, filesBelow, mapping, testDesk } from './test-desk.ts'

let desk: Awaited<ReturnType<typeof testDesk>>
beforeAll(async () => {
  desk = await testDesk()
}, 60_000)
afterEach(() => desk.closeWorks())
afterAll(() => desk.close())

async function expectDiskWithoutSources(): Promise<void> {
  // The disk itself: neither the upload nor accounts that were read; names stand in the people's files alone.
  const here = await filesBelow(desk.own)
  expect(here.filter((path) => /\/(files|read)\//.test(path))).toEqual([])
  const named: string[] = []
  for (const path of here) if ((await readFile(path)).includes('見本町')) named.push(path.split('/').at(-1) ?? '')
  expect(named.sort()).toEqual(['people.csv', 'people.parquet'])
  for (const path of here) expect((await stat(path)).mode & 0o077).toBe(0)
}

async function expectVerifiedDownloads(id: string, { outputs, keyFingerprint }: RunView): Promise<void> {
  const took = join(desk.folder, 'took')
  await mkdir(took)
  for (const { name } of outputs) {
    const answer = await desk.ask({ url: `/works/${id}/outputs/${name}` })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-disposition']).toContain(name)
    await writeFile(join(took, name), answer.rawPayload)
  }
  expect((await verifyRun(took, keyFingerprint)).ok).toBe(true)
  const { rows } = await desk.frame.admin.query(
    "select detail::jsonb ->> 'file' as file from audit.entries where action = 'screened-people.exported' order by sequence",
  )
  expect(rows.map(({ file }) => file)).toEqual([
    'people.csv',
    'people.parquet',
    'suppressed.csv',
    'rejects.csv',
    'remarks.csv',
  ])
}

test('a file of 1,000 rows in CP932 is put, read, screened and taken away; then nothing of it is on the disk', async () => {
  const bytes = companyFile(1000)
  const { work, fileId } = await desk.uploaded(bytes)
  const { id } = work
  expect(work.files[0]).toMatchObject({
    asOf: '2025-12-31',
    asOfGuessed: true,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })

  const look = await desk.json({ url: `/works/${id}/files/${fileId}/inspection` })
  expect(look.encoding.name).toBe('cp932')
  expect(JSON.stringify(look.preview)).not.toMatch(/花子|見本町|K-0/)
  expect(look.words.map(({ header }: { header: string }) => header)).not.toContain('氏名')

  const read = await desk.map(id)
  expect(read.reading).toMatchObject({ read: 1000, good: 975, rejected: 25 })
  expect(read.reading?.firstRejects[0]).toMatchObject({ line: 41, column: '未払い月数' })
  const again = await desk.json({ method: 'PUT', url: `/works/${id}/mapping`, body: { mapping } })
  expect(again.task).toMatchObject({ kind: 'read', state: 'done' })

  await desk.json({ method: 'POST', url: `/works/${id}/run`, body: { runDate: '2026-01-20', fileIds: [fileId] } })
  const { run, sourcesRemovedAt, files } = await desk.settled(id)
  if (!run) throw new Error('no run')
  const { counts } = run
  const left = counts.suppressed.reduce((sum, { people }) => sum + people, 0)
  expect(counts.read).toBe(1000)
  expect(
    counts.matched + counts.unmatched.noAgreement + counts.unmatched.conditionsNotMet + left + counts.rejected,
  ).toBe(1000)
  expect(counts.matched).toBeGreaterThan(400)
  expect(sourcesRemovedAt).not.toBeNull()
  expect(files[0]?.kept).toBe(false)

  await expectDiskWithoutSources()
  await expectVerifiedDownloads(id, run)
  expect((await desk.ask({ method: 'DELETE', url: `/works/${id}` })).statusCode).toBe(204)
  expect((await filesBelow(desk.own)).map((path) => path.split('/').at(-1)).sort()).toEqual([
    'run-log.jsonl',
    'signing.key',
    'signing.pub',
  ])
})

test('people are handed out only to somebody who proved who they are just now', async () => {
  const { work, fileId } = await desk.uploaded(companyFile(200))
  await desk.map(work.id)
  await desk.json({ method: 'POST', url: `/works/${work.id}/run`, body: { runDate: '2026-01-20', fileIds: [fileId] } })
  await desk.settled(work.id)
  const tired = await addSession(desk.frame.admin, desk.town.liaison, { steppedUp: false })
  const answer = await desk.ask({ url: `/works/${work.id}/outputs/people.csv`, as: tired })
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'stepup_required'])
  expect((await desk.ask({ url: `/works/${work.id}/outputs/counts.csv`, as: tired })).statusCode).toBe(200)
})

test('the desk is not there for other roles, and a work is not there for another company', async () => {
  const { work } = await desk.uploaded(companyFile(10))
  const other = await addOrganization(desk.frame.admin, { kind: 'network-operator', name: 'ともび送配電' })
  const stranger = await addUser(desk.frame.admin, { organization: other, roles: ['liaison'] })
  const missing = (await desk.ask({ url: '/works/0190a000-0000-7000-8000-000000000000' })).json().title
  for (const user of [
    desk.town.clerk,
    desk.town.fieldWorker,
    desk.town.officer,
    desk.town.lead,
    desk.town.auditor,
    stranger,
  ]) {
    const answer = await desk.ask({ url: `/works/${work.id}`, as: await addSession(desk.frame.admin, user) })
    expect([user.roles, answer.statusCode, answer.json().title]).toEqual([user.roles, 404, missing])
  }
})

test('a part that does not fit leaves the file as it was', async () => {
  const bytes = companyFile(50)
  const { id } = await desk.json({ method: 'POST', url: '/works' })
  const { fileId } = await desk.json({
    method: 'POST',
    url: `/works/${id}/files`,
    body: { name: 'a.csv', bytes: bytes.length },
  })
  await desk.part(id, fileId, { offset: 0, bytes: bytes.subarray(0, 1000) })
  const behind = await desk.part(id, fileId, { offset: 0, bytes: bytes.subarray(0, 1000) })
  expect([behind.statusCode, behind.json().code, behind.json().current]).toEqual([
    409,
    'part_not_next',
    { received: 1000 },
  ])
  const long = await desk.part(id, fileId, { offset: 1000, bytes: Buffer.concat([bytes, bytes]) })
  expect(long.statusCode).toBe(413)
  const whole = await desk.part(id, fileId, { offset: 1000, bytes: bytes.subarray(1000) })
  expect(whole.json()).toEqual({ received: bytes.length, whole: true })
})

test('too large, too many and made-up names are said plainly', async () => {
  const { id } = await desk.json({ method: 'POST', url: '/works' })
  const large = await desk.ask({ method: 'POST', url: `/works/${id}/files`, body: { name: 'a.csv', bytes: 4_000_001 } })
  expect(large.json()).toMatchObject({ code: 'file_too_large', title: expect.stringContaining('4 MB') })
  const odd = await desk.ask({
    method: 'POST',
    url: `/works/${id}/files`,
    body: { name: '../../etc/passwd.csv', bytes: 1 },
  })
  expect(odd.statusCode).toBe(422)
  await desk.json({ method: 'POST', url: '/works' })
  await desk.json({ method: 'POST', url: '/works' })
  expect((await desk.ask({ method: 'POST', url: '/works' })).json().code).toBe('too_many_works')
  for (const { id: each } of (await desk.json({ url: '/works' })).works)
    await desk.ask({ method: 'DELETE', url: `/works/${each}` })
})
