import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { companyFile, testDesk } from './test-desk.ts'

let desk: Awaited<ReturnType<typeof testDesk>>
beforeAll(async () => {
  desk = await testDesk()
}, 60_000)
afterEach(() => desk.closeWorks())
afterAll(() => desk.close())

const times = <Value>(count: number, ask: () => Promise<Value>) => Promise.all(Array.from({ length: count }, ask))
const counted = (answers: readonly { statusCode: number }[]) => answers.filter(({ statusCode }) => statusCode === 200)

test('works begun at once are together no more than a company may open', async () => {
  const answers = await times(6, () => desk.ask({ method: 'POST', url: '/works' }))
  const { works, limits } = await desk.json({ url: '/works' })
  expect(works).toHaveLength(limits.openWorks)
  expect(counted(answers)).toHaveLength(limits.openWorks)
})

test('files announced at once are together no more than a work may hold', async () => {
  const { id } = await desk.json({ method: 'POST', url: '/works' })
  const { limits } = await desk.json({ url: '/works' })
  const announce = () => desk.ask({ method: 'POST', url: `/works/${id}/files`, body: { name: 'a.csv', bytes: 10 } })
  for (let round = 0; round < 4; round += 1) await times(7, announce)
  expect((await desk.json({ url: `/works/${id}` })).files).toHaveLength(limits.files)
})

test('of two starts at once one begins, and what it finds stands', async () => {
  const { work, fileId } = await desk.uploaded(companyFile(200))
  await desk.map(work.id)
  const start = (runDate: string) =>
    desk.ask({ method: 'POST', url: `/works/${work.id}/run`, body: { runDate, fileIds: [fileId] } })
  const answers = await Promise.all([start('2026-01-20'), start('2026-01-19'), start('2026-01-18')])
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409])
  const { run, task } = await desk.settled(work.id)
  expect(task).toMatchObject({ kind: 'run', state: 'done', because: null })
  expect(run?.counts.read).toBe(200)
})
