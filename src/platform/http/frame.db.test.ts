import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { addSession, addTown, type TestTown } from '#platform/database/test-world.ts'
import { door } from './door.ts'
import { type TestFrame, testFrame } from './test-frame.ts'

const echo = {
  method: 'POST',
  path: '/api/echo/:id',
  summary: 'echo',
  params: z.strictObject({ id: z.string().max(40) }),
  body: z.strictObject({ text: z.string().max(100, '100文字までにしてください。') }),
  response: z.object({ text: z.string(), name: z.string() }),
} as const

const crowded = {
  method: 'POST',
  path: '/api/crowded',
  summary: 'crowded',
  response: z.object({ turns: z.int() }),
} as const
/** What the database says to the next turns of the crowded door. */
let says: string[] = []

let frame: TestFrame
let town: TestTown

beforeAll(async () => {
  frame = await testFrame((app, platform) => {
    door({ app, platform, planes: ['utility'] }, echo, async ({ body, staff }) =>
      ok({ text: body.text, name: staff.displayName }),
    )
    let turns = 0
    door({ app, platform, planes: ['utility'] }, crowded, async () => {
      turns += 1
      const code = says.shift()
      if (code !== undefined) throw Object.assign(new Error('from the database'), { code })
      return ok({ turns })
    })
  })
  town = await addTown(frame.admin)
})
afterAll(() => frame.close())

test('a signed-in speaker is answered', async () => {
  const as = await addSession(frame.admin, town.liaison)
  const answer = await frame.ask({ method: 'POST', url: '/api/echo/1', body: { text: 'こんにちは' }, as })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({ text: 'こんにちは', name: '灯 試' })
})

test('another plane, an expired session and nobody are turned away with a sentence', async () => {
  const expired = await addSession(frame.admin, town.liaison, { expired: true })
  const worker = await addSession(frame.admin, town.worker)
  const asked = { method: 'POST', url: '/api/echo/1', body: { text: 'a' } } as const
  const nobody = await frame.ask(asked)
  expect([nobody.statusCode, nobody.json().code]).toEqual([401, 'no_session'])
  expect((await frame.ask({ ...asked, as: expired })).json().code).toBe('no_session')
  expect((await frame.ask({ ...asked, as: worker })).json().code).toBe('forbidden')
})

test('a token is of no use to another plane', async () => {
  const session = await addSession(frame.admin, town.liaison)
  const forged = { ...session, cookie: session.cookie.replace('=u.', '=w.') }
  expect((await frame.ask({ method: 'POST', url: '/api/echo/1', body: { text: 'a' }, as: forged })).statusCode).toBe(
    403,
  )
})

const session = async () => ({ as: await addSession(frame.admin, town.liaison) })
const malformed: readonly [string, string][] = [
  ['a key that comes twice', '{"text":"a","text":"b"}'],
  ['an escaped key that comes twice', '{"text":"a","\\u0074ext":"b"}'],
  ['NUL', '{"text":"a\\u0000"}'],
  ['a lone surrogate', '{"text":"\\ud800"}'],
  ['a key into the prototype', '{"__proto__":{"text":"a"}}'],
  ['half a document', '{"text":"a"'],
  ['nothing', ''],
  ['nesting without end', `${'['.repeat(50)}${']'.repeat(50)}`],
  ['a number beyond doubles', '{"text":1e999}'],
]
test.each(malformed)('%s is refused as malformed', async (_name, body) => {
  const answer = await frame.ask({ method: 'POST', url: '/api/echo/1', body, ...(await session()) })
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'malformed'])
  expect(answer.headers['content-type']).toContain('application/problem+json')
})

test('a field that does not fit is named, with the sentence of its shape and never its value', async () => {
  const answer = await frame.ask({
    method: 'POST',
    url: '/api/echo/1',
    body: { text: 'ひみつ'.repeat(50) },
    ...(await session()),
  })
  expect(answer.statusCode).toBe(422)
  expect(answer.json().errors).toEqual([{ path: 'text', code: 'too_big', message: '100文字までにしてください。' }])
  expect(answer.body).not.toContain('ひみつ')
})

test('an unknown field is refused, not ignored', async () => {
  const answer = await frame.ask({
    method: 'POST',
    url: '/api/echo/1',
    body: { text: 'a', tenant: 'x' },
    ...(await session()),
  })
  expect(answer.statusCode).toBe(422)
})

test('what is too large, of another type, from another site or without our token is refused', async () => {
  const { as } = await session()
  const asked = { method: 'POST', url: '/api/echo/1', as } as const
  expect((await frame.ask({ ...asked, body: { text: 'a'.repeat(10_000_000) } })).statusCode).toBe(413)
  const plain = await frame.ask({ ...asked, body: '{"text":"a"}', headers: { 'content-type': 'text/plain' } })
  expect([plain.statusCode, plain.json().code]).toEqual([415, 'unsupported_media'])
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'x-csrf-token': 'wrong' }, { 'x-csrf-token': '' }]) {
    const answer = await frame.ask({ ...asked, body: { text: 'a' }, headers })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'csrf_failed'])
  }
})

test('what does not exist is a problem with a sentence too, and every answer carries its headers', async () => {
  const answer = await frame.ask({ url: '/api/nothing' })
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers['x-content-type-options']).toBe('nosniff')
})

test('who crossed with somebody else is run again; who keeps crossing is told so, not that something broke', async () => {
  const asked = { method: 'POST', url: '/api/crowded', ...(await session()) } as const
  says = ['40P01', '23505']
  const late = await frame.ask(asked)
  expect([late.statusCode, late.json()]).toEqual([200, { turns: 3 }])
  says = ['23505', '23505', '23505']
  const never = await frame.ask(asked)
  expect([never.statusCode, never.json().code]).toEqual([409, 'crossed'])
  says = ['42P01']
  expect((await frame.ask(asked)).statusCode).toBe(500)
})
