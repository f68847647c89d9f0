import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { api, fillPath, guardSession, newRequestKey, queryText, type SessionGuard } from './api-client.ts'
import { ApiProblem } from './problem.ts'

const send = {
  method: 'POST',
  path: '/api/reports/:reportId/send',
  params: z.object({ reportId: z.string() }),
  body: z.object({ note: z.string() }),
  response: z.object({ number: z.string() }),
} as const

const call = { params: { reportId: 'a/b' }, body: { note: '書いたこと' }, idempotencyKey: 'key-1' }

function answers(...responses: readonly (Response | Error)[]) {
  const asked: Request[] = []
  const left = [...responses]
  vi.stubGlobal(
    'Request',
    class extends Request {
      constructor(input: string | URL | Request, init?: RequestInit) {
        super(typeof input === 'string' ? `http://town.example.jp${input}` : input, init)
      }
    },
  )
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request)
    const next = left.shift()
    if (next === undefined || next instanceof Error) throw next ?? new Error('asked too often')
    return next
  })
  return asked
}

const problem = (status: number, code: string) =>
  Response.json({ type: 'about:blank', title: `文 ${code}`, status, code, errors: [] }, { status })

const guard = (change: Partial<SessionGuard>): SessionGuard => ({
  csrfToken: () => 'csrf-1',
  stepUp: async () => false,
  signInAgain: async () => false,
  refresh: async () => false,
  ...change,
})

afterEach(() => vi.unstubAllGlobals())

describe('A call of the API', () => {
  test('carries path, body, forgery token and idempotency key, and checks the answer', async () => {
    const asked = answers(Response.json({ number: '7K3' }))
    const undo = guardSession(guard({}))
    expect(await api(send, call)).toEqual({ number: '7K3' })
    undo()
    expect(asked[0]?.url).toBe('http://town.example.jp/api/reports/a%2Fb/send')
    expect(asked[0]?.headers.get('x-csrf-token')).toBe('csrf-1')
    expect(asked[0]?.headers.get('idempotency-key')).toBe('key-1')
    expect(await asked[0]?.json()).toEqual({ note: '書いたこと' })
  })

  test.each([
    ['an ended session', 401, 'unauthenticated', 'signInAgain'],
    ['a step-up', 401, 'stepup_required', 'stepUp'],
    ['a stale forgery token', 403, 'csrf_failed', 'refresh'],
  ] as const)('is repeated with the same key after %s was mended', async (_what, status, code, mends) => {
    const asked = answers(problem(status, code), Response.json({ number: '7K3' }))
    const undo = guardSession(guard({ [mends]: async () => true }))
    expect(await api(send, call)).toEqual({ number: '7K3' })
    undo()
    expect(asked.map((request) => request.headers.get('idempotency-key'))).toEqual(['key-1', 'key-1'])
  })

  test('is not repeated when the person closes the question', async () => {
    const asked = answers(problem(401, 'stepup_required'))
    const undo = guardSession(guard({}))
    await expect(api(send, call)).rejects.toMatchObject({ code: 'stepup_required' })
    undo()
    expect(asked).toHaveLength(1)
  })

  test.each(['auth_failed', 'second_factor_required'])(
    'that is itself a sign-in and answers %s never asks to sign in',
    async (code) => {
      const asked = answers(problem(401, code))
      const signInAgain = vi.fn(async () => true)
      const undo = guardSession(guard({ signInAgain }))
      await expect(api(send, call)).rejects.toMatchObject({ code })
      undo()
      expect(signInAgain).not.toHaveBeenCalled()
      expect(asked).toHaveLength(1)
    },
  )

  test('gives up asking after two repeats', async () => {
    const asked = answers(problem(401, 'x'), problem(401, 'x'), problem(401, 'x'))
    const undo = guardSession(guard({ signInAgain: async () => true }))
    await expect(api(send, call)).rejects.toBeInstanceOf(ApiProblem)
    undo()
    expect(asked).toHaveLength(3)
  })

  test('says in a sentence that nothing typed is lost when no server answers', async () => {
    answers(new TypeError('fetch failed'))
    await expect(api(send, call)).rejects.toMatchObject({
      code: 'unreachable',
      title: expect.stringContaining('入力はこの画面に残っています'),
    })
  })

  test('refuses an answer of another shape and writes only field names to the console', async () => {
    answers(Response.json({ number: 12, name: '灯 花子' }))
    const written = vi.spyOn(console, 'error').mockReturnValue()
    await expect(api(send, call)).rejects.toMatchObject({ status: 500 })
    expect(JSON.stringify(written.mock.calls)).toContain('number')
    expect(JSON.stringify(written.mock.calls)).not.toContain('灯')
    written.mockRestore()
  })

  test('gives a sentence for a failure without a proper body', async () => {
    answers(new Response('<html>502</html>', { status: 502 }))
    await expect(api(send, call)).rejects.toMatchObject({
      code: 'http_502',
      title: expect.stringContaining('うまくいきませんでした'),
    })
  })
})

describe('Addresses of the API', () => {
  test('percent-encode what stands in a path', () => {
    expect(fillPath('/api/x/:id/y', { id: '港 1/2' })).toBe('/api/x/%E6%B8%AF%201%2F2/y')
  })
  test('leave out what is not said and repeat lists', () => {
    expect(queryText({ a: 1, b: undefined, c: null, d: ['x', 'y'] })).toBe('?a=1&d=x&d=y')
    expect(queryText({})).toBe('')
  })
  test('a new request key is a UUID of version 4, never twice the same', () => {
    const keys = Array.from({ length: 100 }, newRequestKey)
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(keys).size).toBe(100)
  })
})
