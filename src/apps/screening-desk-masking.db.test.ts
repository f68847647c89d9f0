import { afterAll, beforeAll, expect, test } from 'vitest'
import { companyFile, mapping, testDesk } from './test-desk.ts'

let desk: Awaited<ReturnType<typeof testDesk>>
beforeAll(async () => {
  desk = await testDesk()
}, 60_000)
afterAll(() => desk.close())

test('no row of a person is read by taking its line for the heading', async () => {
  const { work } = await desk.uploaded(companyFile(20))
  const asked = { ...mapping, headerLine: 7 }
  await desk.json({ method: 'PUT', url: `/works/${work.id}/mapping`, body: { mapping: asked } })
  const { task } = await desk.settled(work.id)
  expect(task).toMatchObject({ state: 'failed', because: expect.stringContaining('「契約番号」') })
  expect(task?.because).not.toMatch(/花子|見本町|K-0/)
})
