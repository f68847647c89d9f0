import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testRootKey } from '#platform/database/test-database.ts'
import { addSession, type TestSession } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { demoUsers, loginNameOf } from '../../db/seed/people.ts'
import { seedDemoTown } from '../../db/seed/seed.ts'
import { tenantId, userId } from '../../db/seed/town.ts'
import { gateSentences, lanes, lifeline, openDoors } from './doors.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Route = { readonly method: (typeof methods)[number]; readonly url: string }

let frame: TestFrame
let routes: readonly Route[] = []

beforeAll(async () => {
  const seen: Route[] = []
  frame = await testFrame(
    async (app, platform) => {
      app.addHook('onRoute', (route) => {
        for (const method of methods.filter((one) => [route.method].flat().includes(one)))
          seen.push({ method, url: route.url })
      })
      await openDoors(app, platform)
    },
    { sentences: gateSentences },
  )
  routes = seen.filter(({ url }) => url.startsWith('/api/'))
  await seedDemoTown({ admin: frame.database.connection, rootKey: testRootKey, now: new Date() })
}, 60_000)
afterAll(() => frame.close())

/** Doors for people without a session, each for a reason; every other one belongs to staff. */
const forEverybody: readonly string[] = [
  'POST /api/login',
  'POST /api/logout',
  'POST /api/logout-everywhere',
  'POST /api/enrolment/open',
  'POST /api/enrolment/complete',
  'GET /api/demo-accounts',
  'GET /api/openapi.json',
  // Immediate danger asks for no living session.
  'POST /api/danger',
  // Whoever holds a receipt may check its signature.
  'GET /api/receipt-key',
]

test('every lane and the lifeline name doors that there are; reports and the search have theirs', () => {
  const known = routes.map(({ method, url }) => `${method} ${url}`)
  expect(Object.keys(lanes).filter((one) => !known.includes(one))).toEqual([])
  expect(lifeline.filter((one) => one.startsWith('/api/') && !known.includes(`POST ${one}`))).toEqual([])
  expect(lanes).toMatchObject({ 'POST /api/reports/submit': 'submit', 'GET /api/case-search': 'search' })
})

test('every staff door answers 401 without a session, before it looks at anything else', async () => {
  const staff = routes.filter(({ method, url }) => !forEverybody.includes(`${method} ${url}`))
  expect(staff.length).toBeGreaterThan(60)
  const others: string[] = []
  for (const { method, url } of staff) {
    const answer = await frame.ask({ method, url: url.replaceAll(/:\w+/g, 'x') })
    const said = `${answer.statusCode} ${answer.json().code}`
    if (said !== '401 no_session') others.push(`${method} ${url}: ${said}`)
  }
  expect(others).toEqual([])
})

test('the doors for everybody are those that are named, and no other', () => {
  const present = routes.map(({ method, url }) => `${method} ${url}`)
  expect(forEverybody.filter((one) => !present.includes(one))).toEqual([])
})

describe('reading', () => {
  /** Every table whose rows mean something; sessions note when they were last seen, the log notes who read. */
  async function contents(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await frame.admin.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname in ('app', 'auth', 'graphile_worker')
          and (n.nspname, c.relname) not in (('auth', 'sessions'), ('auth', 'budgets'))`,
    )
    const found = new Map<string, string>()
    for (const { name } of rows) {
      const { rows: lines } = await frame.admin.query<{ line: string }>(
        `select t::text as line from ${name} t order by 1`,
      )
      found.set(
        name,
        createHash('sha256')
          .update(lines.map(({ line }) => line).join('\n'))
          .digest('hex'),
      )
    }
    return found
  }

  /** Records of the demo town that a path may name. */
  async function someIds(): Promise<readonly string[]> {
    const tables = ['reports', 'referrals', 'cases', 'consents', 'agreements', 'questions', 'contact_windows']
    const ids: string[] = []
    for (const table of tables) {
      const { rows } = await frame.admin.query<{ id: string }>(`select id from app.${table} order by id limit 2`)
      ids.push(...rows.map(({ id }) => id))
    }
    return ids
  }

  const queries: Readonly<Record<string, string>> = {
    '/api/windows/find': '?postal=0000001',
    '/api/consent/question': `?tenantId=${tenantId}`,
  }

  const sessionsOfTheTown = (): Promise<readonly TestSession[]> =>
    Promise.all(
      demoUsers.map((user) =>
        addSession(frame.admin, {
          id: userId(loginNameOf(user)),
          organizationId: '',
          tenantId,
          plane: user.plane,
          roles: user.roles,
        }),
      ),
    )

  test('by anybody, of anything, changes nothing but the note of who read', async () => {
    const ids = await someIds()
    const urls = routes
      .filter(({ method }) => method === 'GET')
      .flatMap(({ url }) => {
        const asked = `${url}${queries[url] ?? ''}`
        return url.includes('/:') ? ids.map((id) => asked.replaceAll(/:\w+/g, id)) : [asked]
      })
    const sessions = await sessionsOfTheTown()
    const before = await contents()
    expect(before.size).toBeGreaterThan(30)
    let answered = 0
    for (const as of sessions) {
      for (const url of urls) {
        const { statusCode } = await frame.ask({ url, as })
        expect(statusCode, url).toBeLessThan(500)
        if (statusCode === 200) answered += 1
      }
    }
    expect(answered).toBeGreaterThan(sessions.length * 5)
    expect(await contents()).toEqual(before)
    await frame.admin.query("update app.tenants set name = name || '改'")
    expect(await contents()).not.toEqual(before)
  }, 60_000)
})
