import { randomBytes } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { v7 as newId } from 'uuid'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openDatabases } from '#platform/database/session.ts'
import { testDatabase, testRootKey } from '#platform/database/test-database.ts'
import type { TestSession } from '#platform/database/test-world.ts'
import type { Platform } from '#platform/platform.ts'
import { csrfTokenFor } from './credentials.ts'
import { failureOf } from './failure.ts'
import { type App, createFrame } from './frame.ts'

export type TestFrame = Awaited<ReturnType<typeof testFrame>>
export type Ask = {
  method?: InjectOptions['method']
  url: string
  body?: unknown
  headers?: Record<string, string>
  as?: TestSession
}

/**
 * The real frame over a real database of its own, with the doors under test: `testFrame((app, platform) => …)`.
 * `ask({ url, as })` sends a request as that session, with CSRF token and fetch metadata like our own pages.
 */
export async function testFrame(
  openDoors: (app: App, platform: Platform) => void | Promise<void>,
  { sentences = {}, now = () => new Date() }: { sentences?: Readonly<Record<string, string>>; now?: () => Date } = {},
) {
  const database = await testDatabase()
  const platform: Platform = {
    databases: openDatabases(database.planes),
    keys: openKeyRing(testRootKey),
    now,
    newId,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    origin: 'http://localhost',
    secureCookies: false,
    isDemo: async () => true,
    sentences,
  }
  const app = await createFrame(platform, { logger: false, perMinute: 100_000, lifeline: [], lag: () => 0 })
  // In a test the fault itself may be shown; in production only an id to quote leaves.
  app.addHook('onError', async (_request, _reply, error) => {
    if ((failureOf(error, sentences).status ?? 0) === 500) process.stderr.write(`${error.stack}\n`)
  })
  await openDoors(app, platform)
  await app.ready()
  return {
    app,
    platform,
    database,
    admin: database.admin,
    ask: ({ method = 'GET', url, body, headers = {}, as }: Ask): Promise<LightMyRequestResponse> =>
      app.inject({
        method,
        url,
        headers: {
          'sec-fetch-site': 'same-origin',
          ...(as ? { cookie: as.cookie, 'x-csrf-token': csrfTokenFor(platform.keys, as.token) } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}
