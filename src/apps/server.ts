import { randomBytes } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import pino from 'pino'
import { v7 as newId } from 'uuid'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { findLastCheckpoint } from '#platform/audit/last-checkpoint.ts'
import type { Config } from '#platform/config/config.ts'
import { makePrivateFolder } from '#platform/config/data-folder.ts'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'
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
  const { config, planes, rootKey, bound = { port: config.port } } = surroundings
  const databases = openDatabases(planes)
  const keys = openKeyRing(rootKey)
  const checkpoints = { folder: join(config.dataFolder, 'checkpoints'), key: signingKey(keys.secret('audit-signing')) }
  return {
    databases,
    keys,
    now: () => new Date(),
    newId,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    // Asked when it is needed: a port that the system chooses is known only once the server listens.
    get origin() {
      return config.publicUrl ?? `http://localhost:${bound.port}`
    },
    secureCookies: config.publicUrl?.startsWith('https://') ?? false,
    isDemo: async () => {
      const { rows } = await sql<{ demo: boolean }>`select sec.is_demo() as demo`.execute(databases.public)
      return rows[0]?.demo ?? false
    },
    sentences: gateSentences,
    uploads: {
      folder: join(config.dataFolder, 'screening', 'desk'),
      largest: config.uploadMb === undefined ? undefined : config.uploadMb * 1_000_000,
    },
    findCheckpoint: (scopeId) => findLastCheckpoint(checkpoints, scopeId),
  }
}

/** Opens HTTP on the configured host and port; resolves when it answers. */
export async function startServer(surroundings: Surroundings): Promise<RunningServer> {
  const { config, bound = { port: config.port } } = surroundings
  const logger = await openLog(join(config.dataFolder, 'log'))
  const platform = platformOf({ ...surroundings, bound })
  const app = await buildApp(platform, {
    webFolder: surroundings.webFolder,
    logger,
    perMinute: config.requestsPerMinute ?? 240,
    trustProxy: config.trustProxy,
  })
  const health = openHealth(app, platform.databases)
  await app.listen({ host: config.host, port: config.port })
  const door = app.server.address()
  if (door !== null && typeof door === 'object') bound.port = door.port
  logger.info({ port: bound.port, version: process.version }, 'ready')
  return {
    address: platform.origin,
    close: async () => {
      health.turnAway()
      logger.info('leaving')
      await app.close()
      logger.flush()
    },
  }
}

/** The log names no person, yet it is nobody else's on this machine: 0600, also when it was made before. */
async function openLog(folder: string): Promise<pino.Logger> {
  await makePrivateFolder(folder)
  const dest = join(folder, 'server.log')
  await chmod(dest, 0o600).catch((cause) => {
    if (errorCodeOf(cause) !== 'ENOENT') throw cause
  })
  return pino({ base: null }, pino.destination({ dest, mode: 0o600, sync: false }))
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
