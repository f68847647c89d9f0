import { createConnection } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addSession } from '#platform/database/test-world.ts'
import { csrfTokenFor } from '#platform/http/credentials.ts'
import { companyFile, filesBelow, mapping, testDesk } from './test-desk.ts'

let desk: Awaited<ReturnType<typeof testDesk>>
beforeAll(async () => {
  desk = await testDesk()
}, 60_000)
afterEach(() => desk.closeWorks())
afterAll(() => desk.close())

const run = async (id: string, fileId: string) => {
  await desk.json({ method: 'POST', url: `/works/${id}/run`, body: { runDate: '2026-01-20', fileIds: [fileId] } })
  return desk.settled(id)
}

test('whoever was found gets a letter or a line that says why not, and the lists can be taken away', async () => {
  const { work, fileId } = await desk.uploaded(companyFile(200))
  await desk.map(work.id)
  const { run: found } = await run(work.id, fileId)
  const body = { phone: '000-0000-0000', section: '', hours: '平日9時から17時', stage: null, channel: 'enclosed' }
  await desk.json({ method: 'POST', url: `/works/${work.id}/letters`, body })
  const { letters, task } = await desk.settled(work.id)
  expect([task?.kind, task?.state, task?.because]).toEqual(['letters', 'done', null])
  const left = (letters?.listed ?? []).filter(({ reason }) => reason !== 'stale')
  expect((letters?.letters ?? 0) + left.reduce((sum, { people }) => sum + people, 0)).toBe(found?.counts.matched)
  // No code is shown to people: each line has its reason and what helps in words.
  const lines = letters?.listed ?? []
  expect(lines.length).toBeGreaterThan(0)
  for (const { words, next } of lines) {
    expect(words).toMatch(/^[^a-z]+$/)
    expect(next).toMatch(/。$/)
  }
  const names = (letters?.files ?? []).map(({ name }) => name)
  expect(names).toContain('letters-manifest.json')
  const answer = await desk.ask({ url: `/works/${work.id}/letters/not-printed.csv` })
  expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([200, expect.any(String)])
  expect((await desk.ask({ url: `/works/${work.id}/letters/codes.jsonl` })).statusCode).toBe(404)
  const tired = await addSession(desk.frame.admin, desk.town.liaison, { steppedUp: false })
  expect((await desk.ask({ url: `/works/${work.id}/letters/letters.csv`, as: tired })).statusCode).toBe(401)
}, 60_000)

test('a run that was stopped leaves the file, can be started again, and ends as if it had not been stopped', async () => {
  const { work, fileId } = await desk.uploaded(companyFile(5000))
  await desk.map(work.id)
  const body = { runDate: '2026-01-20', fileIds: [fileId] }
  await desk.json({ method: 'POST', url: `/works/${work.id}/run`, body })
  const stopped = await desk.json({ method: 'POST', url: `/works/${work.id}/stop` })
  expect(stopped.task).toMatchObject({ kind: 'run', state: 'stopped' })
  expect(stopped.sourcesRemovedAt).toBeNull()
  expect(stopped.allowed).toContain('run')
  const { run: found } = await run(work.id, fileId)
  expect(found?.counts).toMatchObject({ read: 5000, rejected: 125 })
})

test('an upload that is broken off leaves nothing of the part', async () => {
  const bytes = companyFile(2000)
  const { id } = await desk.json({ method: 'POST', url: '/works' })
  const announced = { name: 'a.csv', bytes: bytes.length }
  const { fileId } = await desk.json({ method: 'POST', url: `/works/${id}/files`, body: announced })
  await desk.frame.app.listen({ host: '127.0.0.1', port: 0 })
  const address = desk.frame.app.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const { cookie, token } = desk.liaison
  const socket = createConnection(address.port, '127.0.0.1')
  socket.write(
    [
      `PUT /api/screening/works/${id}/files/${fileId}/parts?offset=0 HTTP/1.1`,
      ...['host: localhost', 'content-type: application/octet-stream', `content-length: ${bytes.length}`],
      ...['sec-fetch-site: same-origin', `cookie: ${cookie}`],
      ...[`x-csrf-token: ${csrfTokenFor(desk.frame.platform.keys, token)}`, '', ''],
    ].join('\r\n'),
  )
  socket.write(bytes.subarray(0, 50_000))
  const received = async () => (await desk.json({ url: `/works/${id}` })).files[0].received
  while ((await received()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  socket.destroy()
  while ((await received()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  const whole = await desk.part(id, fileId, { offset: 0, bytes })
  expect(whole.json()).toEqual({ received: bytes.length, whole: true })
})

test('two files of the same work are read with one mapping; a column that is not there is said without the folder', async () => {
  const { work } = await desk.uploaded(companyFile(50))
  const wrong = { ...mapping, columns: { ...mapping.columns, unpaidYen: { header: 'ない列' } } }
  await desk.json({ method: 'PUT', url: `/works/${work.id}/mapping`, body: { mapping: wrong } })
  const { task } = await desk.settled(work.id)
  expect(task).toMatchObject({ state: 'failed', because: expect.stringContaining('ない列') })
  expect(task?.because).not.toContain(desk.folder)
  expect((await desk.map(work.id)).reading?.good).toBe(49)
  expect((await filesBelow(desk.own)).filter((path) => path.includes('/between/'))).toEqual([])
})
