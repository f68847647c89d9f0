import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import pino from 'pino'
import { v7 as newId } from 'uuid'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { findLastCheckpoint } from '#platform/audit/last-checkpoint.ts'
import type { Config } from '#platform/config/config.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openDatabases } from '#platform/database/session.ts'
import { openFiles } from '#platform/http/files.ts'
import { type App, createFrame } from '#platform/http/frame.ts'
import { openHealth } from '#platform/http/health.ts'
import type { Platform } from '#platform/platform.ts'
import { gateSentences, lanes, lifeline, openDoors } from './doors.ts'
import type { RunningServer, Surroundings } from './start/parts.ts'

/** The outside world of one installation, as every door gets it. */
export function platformOf(surroundings: Surroundings): Platform {
  const { config, planes, rootKey } = surroundings
  const databases = openDatabases(planes)
  const origin = config.publicUrl ?? `http://localhost:${config.port}`
  const keys = openKeyRing(rootKey)
  const checkpoints = { folder: join(config.dataFolder, 'checkpoints'), key: signingKey(keys.secret('audit-signing')) }
  return {
    databases,
    keys,
    now: () => new Date(),
    newId,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    origin,
    secureCookies: origin.startsWith('https://'),
    isDemo: async () => {
      const { rows } = await sql<{ demo: boolean }>`select sec.is_demo() as demo`.execute(databases.public)
      return rows[0]?.demo ?? false
    },
    sentences: gateSentences,
    findCheckpoint: (scopeId) => findLastCheckpoint(checkpoints, scopeId),
  }
}

/** Opens HTTP on the configured host and port; resolves when it answers. */
export async function startServer(surroundings: Surroundings, { perMinute = 120 } = {}): Promise<RunningServer> {
  const { config } = surroundings
  const logger = pino(
    { base: null },
    pino.destination({ dest: join(config.dataFolder, 'log', 'server.log'), mkdir: true, sync: false }),
  )
  const platform = platformOf(surroundings)
  const app = await buildApp(platform, {
    webFolder: surroundings.webFolder,
    logger,
    perMinute,
    trustProxy: config.trustProxy,
  })
  const health = openHealth(app, platform.databases)
  await app.listen({ host: config.host, port: config.port })
  const bound = app.server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : config.port
  logger.info({ port, version: process.version }, 'ready')
  return {
    address: config.publicUrl ?? `http://localhost:${port}`,
    close: async () => {
      health.turnAway()
      logger.info('leaving')
      await app.close()
      logger.flush()
    },
  }
}

type AppOptions = {
  webFolder: string
  logger: pino.Logger | false
  perMinute: number
  trustProxy?: Config['trustProxy']
}

/** Frame, doors and screens together; the server listens with it, goals and tests ask it directly. */
export async function buildApp(platform: Platform, options: AppOptions): Promise<App> {
  const { logger, perMinute, trustProxy } = options
  const app = await createFrame(platform, { logger, perMinute, lifeline, lanes, trustProxy })
  await openDoors(app, platform)
  await openFiles(app, options.webFolder)
  return app
}
