import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { companyFile, mapping, months, suppression, testDesk } from './test-desk.ts'

let desk: Awaited<ReturnType<typeof testDesk>>
beforeAll(async () => {
  desk = await testDesk()
}, 60_000)
afterEach(() => desk.closeWorks())
afterAll(() => desk.close())

test('no row of a person is read by taking its line for the heading', async () => {
  const { work } = await desk.uploaded(companyFile(20))
  const asked = { ...mapping, headerLine: 7 }
  await desk.json({ method: 'PUT', url: `/works/${work.id}/mapping`, body: { mapping: asked } })
  const { task } = await desk.settled(work.id)
  expect(task).toMatchObject({ state: 'failed', because: expect.stringContaining('「契約番号」') })
  expect(task?.because).not.toMatch(/花子|見本町|K-0/)
})

test('a number that stands in two files is told by the name of the file, without the folders of the server', async () => {
  const { work, fileId } = await desk.uploaded(companyFile(20), '一枚目_202512.csv')
  const second = await desk.add(work.id, companyFile(10), '二枚目_202512.csv')
  await desk.map(work.id)
  const body = { runDate: '2026-01-20', fileIds: [fileId, second] }
  await desk.json({ method: 'POST', url: `/works/${work.id}/run`, body })
  const { run } = await desk.settled(work.id)
  expect(run?.counts.rejected).toBe(10)
  const { body: rejects } = await desk.ask({ url: `/works/${work.id}/outputs/rejects.csv` })
  expect(rejects).toContain('枚目_202512.csv の')
  expect(rejects).not.toContain(desk.folder)
})

test('what a killed process spilled is gone with the next count', async () => {
  const { work } = await desk.uploaded(companyFile(20))
  await desk.map(work.id)
  const version = { agreementId: desk.agreementId, condition: months(3), suppression }
  const count = () => desk.ask({ method: 'POST', url: '/dry-run', body: { workId: work.id, versions: [version] } })
  const folder = join(desk.folder, 'desk')
  await mkdir(join(folder, 'spill'), { recursive: true })
  await writeFile(join(folder, 'spill', 'left-behind'), 'x')
  expect((await count()).statusCode).toBe(200)
  expect(await readdir(join(folder, 'spill'))).toEqual([])
})
