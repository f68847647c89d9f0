import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { TrustProxy } from '#platform/config/config.ts'
import type { Platform } from '#platform/platform.ts'
import { failureOf, sendFailure } from './failure.ts'
import { type LimitOptions, limitRequests } from './limits/limit-requests.ts'
import { describeDoors } from './openapi.ts'
import { notFound } from './problem.ts'
import { parseStrictJson } from './strict-json.ts'

export type App = FastifyInstance

export type FrameOptions = LimitOptions & {
  readonly logger: FastifyBaseLogger | false
  /** Whose word about the caller's address counts; absent: nobody's (`Config.trustProxy`). */
  readonly trustProxy?: TrustProxy | undefined
}

const kilobyte = 1024

/** The HTTP frame around all doors: limits, headers, strict bodies, problem+json, OpenAPI. No feature is known here. */
export async function createFrame(platform: Platform, options: FrameOptions): Promise<App> {
  const app: App = Fastify({
    ...(options.logger === false ? { logger: false } : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: 256 * kilobyte,
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    http: { maxHeaderSize: 16 * kilobyte, headersTimeout: 10_000 },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true, querystringParser: singleValued },
    forceCloseConnections: 'idle',
    trustProxy: options.trustProxy ? [...options.trustProxy] : false,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: unknown, text: string | Buffer) => parseStrictJson(String(text)),
  )
  app.setErrorHandler((error, request, reply) =>
    sendFailure(request, reply, { error, failure: failureOf(error, platform.sentences) }),
  )
  app.setNotFoundHandler((request, reply) =>
    sendFailure(request, reply, { error: undefined, failure: { code: notFound.code, title: notFound.because } }),
  )
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: 64 * kilobyte })
  await app.register(helmet, headers(platform))
  limitRequests(app, platform, options)
  cacheNothing(app)
  await describeDoors(app)
  logAnswers(app)
  return app
}

function headers(platform: Platform) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        frameSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: platform.secureCookies ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    crossOriginEmbedderPolicy: { policy: 'require-corp' as const },
  }
}

function cacheNothing(app: App): void {
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith('/assets/') && !request.url.startsWith('/fonts/'))
      reply.header('cache-control', 'no-store')
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
  })
}

/** One line an answer: which door, how long, what came of it. The path's pattern, never the path. */
function logAnswers(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        door: `${request.method} ${request.routeOptions.url ?? '-'}`,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        id: request.id,
      },
      'answered',
    )
  })
}

/** A parameter that comes twice is a mistake or a trick; the repeated value becomes one that no shape accepts. */
function singleValued(text: string): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(text)) values[name] = name in values ? null : value
  return values
}
