import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testRootKey } from '#platform/database/test-database.ts'
import { addSession, type TestSession } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { demoUsers, loginNameOf } from '../../db/seed/people.ts'
import { seedDemoTown } from '../../db/seed/seed.ts'
import { tenantId, userId } from '../../db/seed/town.ts'
import { gateSentences, openDoors } from './doors.ts'
import { badBodiesOf, malformedTexts, secret } from './test-bad-bodies.ts'
import { sampleOf, shapeOf } from './test-bodies.ts'
import { contentsOf } from './test-contents.ts'

const methods = ['POST', 'PUT', 'PATCH'] as const
type Door = { readonly method: (typeof methods)[number]; readonly url: string; readonly body: z.ZodType }

let frame: TestFrame
let doors: readonly Door[] = []
let sessions: readonly TestSession[] = []
let before: ReadonlyMap<string, string>

beforeAll(async () => {
  const seen: Door[] = []
  frame = await testFrame(
    async (app, platform) => {
      app.addHook('onRoute', ({ method, url, schema }) => {
        const body = schema?.body
        if (body instanceof z.ZodType)
          for (const one of methods.filter((known) => [method].flat().includes(known)))
            seen.push({ method: one, url, body })
      })
      await openDoors(app, platform)
    },
    { sentences: gateSentences },
  )
  doors = seen
  await seedDemoTown({ admin: frame.database.connection, rootKey: testRootKey, now: new Date() })
  sessions = await Promise.all(
    demoUsers.map((user) => {
      const { plane, roles } = user
      return addSession(frame.admin, { id: userId(loginNameOf(user)), organizationId: '', tenantId, plane, roles })
    }),
  )
  before = await contentsOf(frame.admin)
}, 60_000)
afterAll(() => frame.close())

const Problem = z.object({
  title: z.string().regex(/[ぁ-んァ-ヶ一-龠]/),
  status: z.number(),
  code: z.string().regex(/^[a-z0-9_]+$/),
  request_id: z.uuid(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string().regex(/[ぁ-んァ-ヶ一-龠]/) })),
})

const anyId = '0190a000-0000-7000-8000-000000000000'
const addressOf = (url: string) =>
  url.replace(':key', 'note:bad').replace(':command', 'agree').replaceAll(/:\w+/g, anyId)

/** What is wrong with the answer to something bad; undefined when it is as it should be. */
async function faultOf(door: Door, body: string, { as = sessions[0], statuses = [400, 422] } = {}) {
  const headers = { 'idempotency-key': crypto.randomUUID(), 'content-type': 'application/json' }
  const { method, url } = door
  const answer = await frame.ask({ method, url: addressOf(url), body, headers, ...(as ? { as } : {}) })
  const at = `${method} ${url} ${body.slice(0, 80)}`
  if (!statuses.includes(answer.statusCode)) return { at, because: `${answer.statusCode} ${answer.body.slice(0, 99)}` }
  if (!String(answer.headers['content-type']).includes('application/problem+json')) return { at, because: 'no problem' }
  if (answer.body.includes(secret)) return { at, because: 'says what was typed' }
  const told = Problem.safeParse(answer.json())
  if (!told.success) return { at, because: told.error.message }
  return { told: told.data }
}

test('there are doors to try, and a body that fits each of them', () => {
  expect(doors.length).toBeGreaterThan(35)
  const unfit = doors.filter(({ body }) => !body.safeParse(sampleOf(shapeOf(body))).success)
  expect(unfit.map(({ url }) => url)).toEqual([])
})

describe('at every door', () => {
  test('what is no JSON, says a key twice, holds NUL or half a character is 400, and nothing is kept', async () => {
    const faults = []
    for (const door of doors)
      for (const text of malformedTexts(sampleOf(shapeOf(door.body)))) {
        const answer = await faultOf(door, text, { as: sessions[0], statuses: [400] })
        if ('because' in answer) faults.push(answer)
      }
    expect(faults).toEqual([])
    expect(await contentsOf(frame.admin)).toEqual(before)
  }, 60_000)

  test('a field that does not fit is named with a sentence, never with its value', async () => {
    const faults = []
    let tried = 0
    for (const door of doors)
      for (const { path, body } of badBodiesOf(sampleOf(shapeOf(door.body)), door.body)) {
        tried += 1
        const answer = await faultOf(door, JSON.stringify(body))
        if ('because' in answer) faults.push(answer)
        else if (!names(answer.told, path)) faults.push({ at: `${door.url} ${path}`, because: answer.told })
      }
    expect(faults).toEqual([])
    expect(tried).toBeGreaterThan(1000)
    expect(await contentsOf(frame.admin)).toEqual(before)
  }, 120_000)

  test('names of ten million characters are 413', async () => {
    const faults = []
    const long = JSON.stringify({ name: secret.repeat(10_000_000 / secret.length) })
    for (const door of doors) {
      const answer = await faultOf(door, long, { as: sessions[0], statuses: [413] })
      if ('because' in answer) faults.push(answer)
    }
    expect(faults).toEqual([])
  }, 60_000)

  test('whatever else somebody of any role sends, it is refused as it should be and changes nothing', async () => {
    const anything = fc.record({
      door: fc.constantFrom(...doors),
      as: fc.constantFrom(...sessions),
      body: fc.oneof(
        fc.json(),
        fc.jsonValue().map((value) => JSON.stringify({ [secret]: value })),
      ),
    })
    await fc.assert(
      fc.asyncProperty(anything, async ({ door, as, body }) => {
        if (door.body.safeParse(JSON.parse(body)).success) return
        expect(await faultOf(door, body, { as, statuses: [400, 422] })).toHaveProperty('told')
      }),
      { numRuns: 400 },
    )
    expect(await contentsOf(frame.admin)).toEqual(before)
  }, 60_000)
})

/** Whether an error stands at the field, at what holds it, or in it. */
function names({ code, errors }: z.infer<typeof Problem>, path: string): boolean {
  if (code === 'malformed') return true
  return errors.some((one) => path.startsWith(one.path) || one.path.startsWith(path))
}
