import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { WORDING_VERSION } from '#consent/consent-wording.ts'
import { testRootKey } from '#platform/database/test-database.ts'
import { addSession, type TestSession } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { demoUsers, loginNameOf } from '../../db/seed/people.ts'
import { seedDemoTown } from '../../db/seed/seed.ts'
import { tenantId, userId } from '../../db/seed/town.ts'
import { gateSentences, openDoors } from './doors.ts'
import { sampleOf, shapeOf } from './test-bodies.ts'
import { contentsOf } from './test-contents.ts'

type Route = { readonly method: 'POST' | 'PUT' | 'DELETE'; readonly url: string; readonly body: unknown }
const changing = ['POST', 'PUT', 'DELETE'] as const

let frame: TestFrame
let routes: readonly Route[] = []

beforeAll(async () => {
  const seen: Route[] = []
  frame = await testFrame(
    async (app, platform) => {
      app.addHook('onRoute', ({ method, url, schema }) => {
        const body = schema?.body instanceof z.ZodType ? sampleOf(shapeOf(schema.body)) : undefined
        for (const one of changing.filter((known) => [method].flat().includes(known)))
          if (url.startsWith('/api/')) seen.push({ method: one, url, body })
      })
      await openDoors(app, platform)
    },
    { sentences: gateSentences },
  )
  routes = seen
  await seedDemoTown({ admin: frame.database.connection, rootKey: testRootKey, now: new Date() })
}, 60_000)
afterAll(() => frame.close())

async function signIn(loginName: string, options: { expired?: boolean } = {}): Promise<TestSession> {
  const user = demoUsers.find((one) => loginNameOf(one) === loginName)
  if (!user) throw new Error(loginName)
  const { plane, roles } = user
  return addSession(frame.admin, { id: userId(loginName), organizationId: '', tenantId, plane, roles }, options)
}

const key = (value: string = randomUUID()) => ({ 'idempotency-key': value })
const bodyOf = (change: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, unknown>> = {}) => ({
  id: randomUUID(),
  version: 0,
  report: {
    kind: 'signs',
    place: { address: '灯町市本町一丁目2番3号' },
    name: '見本 試',
    signs: ['unwell'],
    ...change,
  },
  consent: {
    outcome: 'given',
    method: 'oral-script',
    capacity: 'self',
    language: 'ja',
    wordingVersion: WORDING_VERSION,
    obtainedAt: '2026-11-01T10:00:00+09:00',
  },
  ...more,
})
const submit = async (body: unknown, headers: Record<string, string> = key()) =>
  frame.ask({ method: 'POST', url: '/api/reports/submit', body, headers, as: await signIn('renraku@akari-denki') })

describe('who asks', () => {
  /** Doors that ask for no session, each with its own guard: sign-in, codes that were handed over, and danger. */
  const open = ['/api/login', '/api/logout', '/api/logout-everywhere', '/api/danger']
  const guarded = () => routes.filter(({ url }) => !open.includes(url) && !url.startsWith('/api/enrolment'))
  const addressOf = (url: string) =>
    url
      .replace(/parts$/, 'parts?offset=0')
      .replace(':command', 'agree')
      .replace(':name', 'a'.repeat(24))
      .replaceAll(/:\w+/g, randomUUID())

  type Asking = { readonly as: TestSession; readonly headers?: Record<string, string> }
  /** Sends every door what fits it; answers status and code, door by door. */
  const askAll = async ({ as, headers = {} }: Asking) => {
    const answers: { door: string; said: string }[] = []
    for (const { method, url, body } of guarded()) {
      const address = addressOf(url).replace(/drafts\/.*/, 'drafts/note:moments')
      const answer = await frame.ask({ method, url: address, body, as, headers: { ...key(), ...headers } })
      answers.push({ door: `${method} ${url}`, said: `${answer.statusCode} ${answer.json().code}` })
    }
    return answers
  }

  test('an expired session is told to sign in, at every door, and nothing changes', async () => {
    const before = await contentsOf(frame.admin)
    const said = new Map<string, string[]>()
    for (const login of ['renraku@akari-denki', 'shunin@kurashi', 'kansa@tomoshi'])
      for (const answer of await askAll({ as: await signIn(login, { expired: true }) }))
        said.set(answer.door, [...(said.get(answer.door) ?? []), answer.said])
    // Doors of another plane do not even look who it is; the screening desk is not there for other planes.
    const kinds = new Set([...said.values()].flat())
    expect([...kinds].toSorted()).toEqual(['401 no_session', '403 forbidden', '404 not_found'])
    expect([...said].filter(([, answers]) => !answers.includes('401 no_session'))).toEqual([])
    expect(await contentsOf(frame.admin)).toEqual(before)
  })

  test('another site, a wrong token and none are refused by every door that changes something', async () => {
    const as = await signIn('shunin@kurashi')
    const before = await contentsOf(frame.admin)
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'x-csrf-token': 'wrong' }, { 'x-csrf-token': '' }]) {
      const answers = await askAll({ as, headers })
      expect(answers.filter(({ said }) => said !== '403 csrf_failed')).toEqual([])
      expect(answers.length).toBeGreaterThan(45)
    }
    expect(await contentsOf(frame.admin)).toEqual(before)
  })
})

describe('the same again', () => {
  test('without the number of the sending, or with something else in its place, a report is not taken', async () => {
    for (const headers of [{}, key('1'), key(`${randomUUID()}x`)]) {
      const answer = await submit(bodyOf(), headers)
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency_key_missing'])
    }
  })

  test('a number that comes twice answers the same for the same report, and is refused for another', async () => {
    const [body, headers] = [bodyOf(), key()]
    const first = await submit(body, headers)
    const again = await submit(body, headers)
    expect([first.statusCode, again.statusCode]).toEqual([200, 200])
    expect(again.json().receipt).toEqual(first.json().receipt)
    const before = await contentsOf(frame.admin)
    const other = await submit(bodyOf({ name: '見本 別' }), headers)
    expect(other.statusCode).toBe(422)
    expect(other.json().title).toMatch(/[ぁ-ん]/)
    expect(other.body).not.toContain('見本 別')
    expect(await contentsOf(frame.admin)).toEqual(before)
    const { rows } = await frame.admin.query('select 1 from app.reports where id = $1', [body.id])
    expect(rows).toHaveLength(1)
  })
})

describe('two tabs', () => {
  const Versioned = z.looseObject({ version: z.number() })

  test('the second to save a draft gets what the first wrote; nothing of either is lost', async () => {
    const as = await signIn('denwa@akari-denki')
    const save = (text: string, version: number) =>
      frame.ask({ method: 'PUT', url: '/api/drafts/note:tabs', body: { body: { text }, version }, as })
    expect((await save('一つ目', 0)).statusCode).toBe(200)
    const second = await save('二つ目', 0)
    expect([second.statusCode, second.json().code]).toEqual([409, 'version_conflict'])
    const { version } = Versioned.parse(second.json().current)
    expect(second.json().current.body).toEqual({ text: '一つ目' })
    expect((await save('一つ目と二つ目', version)).statusCode).toBe(200)
  })

  test('the second to save a report gets the first one’s, and may save again on top of it', async () => {
    const as = await signIn('denwa@akari-denki')
    const id = randomUUID()
    const save = (note: string, version: number) =>
      frame.ask({
        method: 'POST',
        url: '/api/reports',
        body: bodyOf({ note }, { id, version, passOn: false }),
        headers: key(),
        as,
      })
    const first = await save('一つ目', 0)
    expect(first.statusCode).toBe(200)
    const { version } = Versioned.parse(first.json())
    expect((await save('一つ目を直した', version)).statusCode).toBe(200)
    const second = await save('二つ目', version)
    expect([second.statusCode, second.json().code]).toEqual([409, 'version_conflict'])
    expect(second.json().current.report.note).toBe('一つ目を直した')
    expect((await save('二つ目', Versioned.parse(second.json().current).version)).statusCode).toBe(200)
  })

  test('the second to save a household gets the case as it stands', async () => {
    const as = await signIn('shunin@kurashi')
    const { cases } = z
      .object({ cases: z.array(z.looseObject({ id: z.uuid() })).min(1) })
      .parse((await frame.ask({ url: '/api/cases', as })).json())
    const id = cases[0]?.id
    const { version } = Versioned.parse((await frame.ask({ url: `/api/cases/${id}`, as })).json())
    const save = (circumstances: string) =>
      frame.ask({
        method: 'PUT',
        url: `/api/cases/${id}/household`,
        body: { version, household: { circumstances } },
        as,
      })
    expect((await save('一つ目')).statusCode).toBe(200)
    const second = await save('二つ目')
    expect([second.statusCode, second.json().code]).toEqual([409, 'version_conflict'])
    expect(second.json().current.household.circumstances).toBe('一つ目')
  })
})

describe('numbers and days', () => {
  test('a leaflet’s or letter’s number with a wrong check digit is refused where it was typed, and nothing is sent', async () => {
    const before = await contentsOf(frame.admin)
    const answers = []
    for (const number of ['00000001', '12345678', '000000000001', 'abc', '０００００００１'])
      answers.push(await submit(bodyOf({}, { guidance: { number, keptNumber: '123456' } })))
    for (const answer of answers) {
      expect(answer.statusCode).toBe(422)
      expect(answer.json().title).toMatch(/[ぁ-ん]/)
    }
    expect(await contentsOf(frame.admin)).toEqual(before)
  })

  test('days that do not exist are named: 30 February, 令和0年, month 13', async () => {
    for (const stopOn of ['2026-02-30', '令和0年1月1日', '2026-13-01', '2026-2-3', '']) {
      const answer = await submit(bodyOf({ supply: { kind: 'electricity', stage: 'stop-notice', stopOn } }))
      expect([answer.statusCode, answer.json().errors[0]?.path]).toEqual([422, 'report.supply.stopOn'])
      if (stopOn) expect(answer.body).not.toContain(stopOn)
    }
  })

  test('a My Number is taken nowhere in a report, however it is written', async () => {
    const before = await contentsOf(frame.admin)
    for (const field of ['name', 'reading', 'callNote', 'note'])
      for (const typed of ['123456789018', '1234-5678-9018', '１２３４　５６７８　９０１８です']) {
        const answer = await submit(bodyOf({ [field]: typed }))
        expect([answer.statusCode, answer.json().errors[0]?.path]).toEqual([422, `report.${field}`])
        expect(answer.body).not.toContain(typed)
      }
    expect(await contentsOf(frame.admin)).toEqual(before)
  })

  test('questions in the address get an answer or a sentence, never a fault', async () => {
    const as = await signIn('shunin@kurashi')
    const company = await signIn('renraku@akari-denki')
    const bad = ['%00', '%F0%28', '%ED%A0%80', 'x'.repeat(5000), '%27%22%3B--', '*', '2026-02-30', '令和0年'.repeat(3)]
    const questions = [
      'windows/find?postal=',
      'windows/find?address=',
      'case-search?q=',
      'sharings?from=',
      'cases?show=',
    ]
    for (const question of [
      ...questions,
      'referrals?show=',
      'reports?show=',
      'sharings.csv?until=',
      'cases/',
      'reports/',
    ])
      for (const value of bad)
        for (const speaker of [as, company]) {
          const { statusCode } = await frame.ask({
            url: encodeURI(`/api/${question}`) + value.replaceAll('令和', '%E4'),
            as: speaker,
          })
          expect(statusCode, `${question}${value.slice(0, 20)}`).toBeLessThan(500)
        }
    const twice = await frame.ask({ url: '/api/case-search?q=灯町&q=灯町', as })
    expect(twice.statusCode).toBe(422)
  })
})
