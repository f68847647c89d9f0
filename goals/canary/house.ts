import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pino from 'pino'
import { v7 as newId } from 'uuid'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openDatabases } from '#platform/database/session.ts'
import { startTestCluster, type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import type { TestSession } from '#platform/database/test-world.ts'
import { csrfTokenFor } from '#platform/http/credentials.ts'
import { openFiles } from '#platform/http/files.ts'
import { type App, createFrame } from '#platform/http/frame.ts'
import { openHealth } from '#platform/http/health.ts'
import type { Platform } from '#platform/platform.ts'
import { gateSentences, lanes, lifeline, openDoors } from '../../src/apps/doors.ts'
import { buildApp } from '../../src/apps/server.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]
export type Route = { readonly method: Method; readonly url: string; readonly body: unknown }
export type Asked = {
  readonly method: Method
  readonly url: string
  readonly body?: unknown
  readonly session?: TestSession | undefined
  readonly headers?: Readonly<Record<string, string>>
}
export type Answer = { readonly status: number; readonly body: string; readonly headers: Record<string, unknown> }
export type House = Awaited<ReturnType<typeof openHouse>>

/** The server as it is built for `npm start`, over a PostgreSQL of its own, with its log at the finest level in memory. */
export async function openHouse({ logBodies }: { logBodies: boolean }) {
  const folder = await mkdtemp(join(tmpdir(), 'tomoshibi-canary-'))
  process.env.TMPDIR = folder
  const cluster = await startTestCluster()
  const database = await testDatabase()
  const platform = platformOver(database)
  const log: string[] = []
  const logger = pino({ base: null, level: 'trace' }, { write: (line: string) => void log.push(line) })
  const webFolder = join(folder, 'web')
  await mkdir(join(webFolder, 'assets'), { recursive: true })
  await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>ともしび</title>')
  const { app, routes } = await openApp(platform, { logger, webFolder, logBodies })
  return {
    app,
    routes,
    database,
    platform,
    folder,
    log,
    postgresLog: async () => {
      const { rows } = await database.admin.query<{ data_directory: string }>('show data_directory')
      return join(dirname(rows[0]?.data_directory ?? ''), 'postgres.log')
    },
    ask: (asked: Asked) => ask(app, platform, asked),
    close: async () => {
      await app.close()
      await database.close()
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function platformOver(database: TestDatabase): Platform {
  return {
    databases: openDatabases(database.planes),
    keys: openKeyRing(testRootKey),
    now: () => new Date(),
    newId,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    origin: 'http://localhost',
    secureCookies: false,
    isDemo: async () => false,
    sentences: gateSentences,
  }
}

type Opening = { readonly logger: pino.Logger; readonly webFolder: string; readonly logBodies: boolean }

/** The same parts as `buildApp`, listened to from the first route on; that nothing is missing is compared with it. */
async function openApp(platform: Platform, { logger, webFolder, logBodies }: Opening) {
  const perMinute = 10_000_000
  const routes: Route[] = []
  const app = await createFrame(platform, { logger, perMinute, lifeline, lanes })
  app.addHook('onRoute', ({ method, url, schema }) => {
    for (const one of methods.filter((known) => [method].flat().includes(known)))
      routes.push({ method: one, url, body: schema?.body })
  })
  if (logBodies)
    app.addHook('preHandler', async (request) => request.log.info({ body: request.body }, 'planted: what was sent'))
  await openDoors(app, platform)
  await openFiles(app, webFolder)
  openHealth(app, platform.databases)
  await app.ready()
  const whole = await buildApp(platform, { webFolder, logger, perMinute })
  openHealth(whole, platform.databases)
  await whole.ready()
  if (whole.printRoutes() !== app.printRoutes()) throw new Error('the server has other doors than were listened to')
  await whole.close()
  return { app, routes }
}

let asks = 0
async function ask(app: App, platform: Platform, asked: Asked): Promise<Answer> {
  const { method, url, body, session, headers = {} } = asked
  asks += 1
  const answer = await app.inject({
    method,
    url,
    // Forms of the person's page are limited by address: everybody comes from another one.
    remoteAddress: `10.${(asks >> 16) & 255}.${(asks >> 8) & 255}.${asks & 255}`,
    headers: {
      'sec-fetch-site': 'same-origin',
      'idempotency-key': randomUUID(),
      ...(session ? { cookie: session.cookie, 'x-csrf-token': csrfTokenFor(platform.keys, session.token) } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: answer.statusCode, body: answer.body, headers: answer.headers }
}
