import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Result } from '#kernel/result.ts'
import { persistently } from '#platform/database/persistently.ts'
import { inSession, type SessionTx, type Staff } from '#platform/database/session.ts'
import type { Platform } from '#platform/platform.ts'
import { credentialOf, csrfTokenFor, mayChangeState } from './credentials.ts'
import type { App } from './frame.ts'
import { Refused } from './problem.ts'

/** One door as a contract file writes it (`as const`): the server, the screens and OpenAPI read the same object. */
export type ContractRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: `/api/${string}`
  readonly summary: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly response: z.ZodType
}

type Parsed<Route, Name extends string> = Route extends { readonly [K in Name]: infer Shape extends z.ZodType }
  ? z.output<Shape>
  : undefined

/** What a handler gets: everything parsed, and a transaction that runs as the speaker. */
export type Call<Route extends ContractRoute> = {
  readonly tx: SessionTx
  readonly staff: Staff
  readonly params: Parsed<Route, 'params'>
  readonly query: Parsed<Route, 'query'>
  readonly body: Parsed<Route, 'body'>
  readonly request: FastifyRequest
}

export type Planes = readonly Staff['plane'][]

/**
 * Opens one staff door: session, plane, CSRF and shapes are checked here; the handler answers a Result. A refusal
 * rolls the transaction back; two who crossed are run again, so nothing outside the transaction may be done in it.
 * Roles are the feature's own business (its access table), and the database's.
 */
export function door<const Route extends ContractRoute>(
  { app, platform, planes }: { app: App; platform: Platform; planes: Planes },
  route: Route,
  handle: (call: Call<Route>) => Promise<Result<z.input<Route['response']>>>,
): void {
  const success = route.response instanceof z.ZodUndefined ? 204 : 200
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      summary: route.summary,
      tags: [route.path.split('/')[2] ?? 'api'],
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body ? { body: route.body } : {}),
      response: { [success]: route.response },
    },
    // Before anything of the body is read: whoever is not signed in learns nothing else.
    onRequest: async (request) => void staffCredential(request, platform),
    handler: async (request, reply) => {
      reply.code(success)
      const credential = staffCredential(request, platform)
      if (route.method !== 'GET') requireOwnPage(request, platform, credential.token)
      if (credential.plane === 'public' || !planes.includes(credential.plane)) throw new Refused(forbidden)
      return persistently(() =>
        inSession(platform.databases, credential, async (tx) => {
          const { who } = tx
          if (who.plane === 'public') throw new Refused(forbidden)
          const call = { tx, staff: who, params: request.params, query: request.query, body: request.body, request }
          return unwrap(await handle(asCall<Route>(call)))
        }),
      )
    },
  })
}

/** Fastify has parsed the parts with the route's own shapes before the handler runs. */
function asCall<Route extends ContractRoute>(call: { [K in keyof Call<Route>]: unknown }): Call<Route>
function asCall(call: unknown): unknown {
  return call
}

const forbidden = { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' } as const

/** The cookie's credential, or the answer that somebody has to sign in. */
export function staffCredential(request: FastifyRequest, platform: Platform) {
  const credential = credentialOf(request, { secure: platform.secureCookies })
  if (!credential) throw new Refused({ code: 'no_session', because: 'もう一度ログインすると、続きから始められます。' })
  return credential
}

/** State changes come from our own pages only. */
export function requireOwnPage(request: FastifyRequest, platform: Platform, token: string): void {
  if (mayChangeState(request, { expected: csrfTokenFor(platform.keys, token), origin: platform.origin })) return
  throw new Refused({
    code: 'csrf_failed',
    because: '画面が古くなっています。開き直して、もう一度お試しください。入力は消えていません。',
  })
}

/** The value, or the refusal thrown so that the transaction rolls back. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Refused(result.refusal)
}

/** The key that makes a repeated request harmless: a UUID made by the client before its first try. */
export function idempotencyKeyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) return key.toLowerCase()
  throw new Refused({
    code: 'idempotency_key_missing',
    because: '送信の番号（Idempotency-Key）がありません。画面を開き直して、もう一度お試しください。',
  })
}
