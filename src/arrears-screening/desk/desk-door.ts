import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Result } from '#kernel/result.ts'
import { persistently } from '#platform/database/persistently.ts'
import { inSession, type SessionTx, type Staff } from '#platform/database/session.ts'
import { type ContractRoute, requireOwnPage, staffCredential, unwrap } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Lane } from '#platform/http/limits/lanes.ts'
import { notFound, Refused } from '#platform/http/problem.ts'
import { type CompanyDesk, type Desk, deskOf } from './desk.ts'
import { mayUseDesk } from './desk-access.ts'
import { deskElsewhere } from './hold-desk.ts'

type Parsed<Route, Name extends string> = Route extends { readonly [K in Name]: infer Shape extends z.ZodType }
  ? z.output<Shape>
  : undefined

export type DeskCall<Route extends ContractRoute> = {
  readonly company: CompanyDesk
  readonly staff: Staff
  /** A short transaction as the speaker; what is slow (disk, counting, the other side's network) is done outside of it. */
  readonly speak: <T>(work: (tx: SessionTx) => Promise<T>) => Promise<T>
  readonly params: Parsed<Route, 'params'>
  readonly query: Parsed<Route, 'query'>
  readonly body: Parsed<Route, 'body'>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/**
 * A door of the desk. Unlike `door` it holds no transaction while it works, since it works on files. Whoever is not
 * liaison or administrator of a company is answered as if the desk were not there.
 * `page` counts requests and holds no connection: for uploads, downloads and counts, which must starve nobody.
 */
export function deskDoor<const Route extends ContractRoute>(
  { app, desk, lane }: { app: App; desk: Desk; lane?: Lane },
  route: Route,
  handle: (call: DeskCall<Route>) => Promise<Result<z.input<Route['response']>>>,
): void {
  const { platform } = desk
  const success = route.response instanceof z.ZodUndefined ? 204 : 200
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      summary: route.summary,
      tags: ['screening'],
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body ? { body: route.body } : {}),
      response: { [success]: route.response },
    },
    ...(lane === undefined ? {} : { config: { lane } }),
    onRequest: async (request) => {
      const { token } = staffCredential(request, platform)
      if (route.method !== 'GET') requireOwnPage(request, platform, token)
    },
    handler: async (request, reply) => {
      reply.code(success)
      const credential = staffCredential(request, platform)
      if (credential.plane !== 'utility') throw new Refused(notFound)
      const speak = <T>(work: (tx: SessionTx) => Promise<T>): Promise<T> =>
        persistently(() => inSession(platform.databases, credential, work))
      const staff = await speak(async ({ who }) => who)
      if (staff.plane !== 'utility' || !mayUseDesk(staff.roles)) throw new Refused(notFound)
      if (!desk.hold.isMine()) throw new Refused(deskElsewhere)
      const { params, query, body } = request
      const company = deskOf(desk, staff.organization.id)
      return unwrap(await handle(asCall<Route>({ company, staff, speak, params, query, body, request, reply })))
    },
  })
}

/** Fastify has parsed the parts with the route's own shapes before the handler runs. */
function asCall<Route extends ContractRoute>(call: { [K in keyof DeskCall<Route>]: unknown }): DeskCall<Route>
function asCall(call: unknown): unknown {
  return call
}
