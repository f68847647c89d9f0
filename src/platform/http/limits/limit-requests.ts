import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { Platform } from '#platform/platform.ts'
import { credentialOf } from '../credentials.ts'
import { Refused } from '../problem.ts'
import { type Known, openBudgets, sizesFor } from './budgets.ts'
import { watchLag } from './lag.ts'
import { isWorking, type Lane, shedAbove, type WorkingLane } from './lanes.ts'
import { leaseFrom } from './lease-store.ts'
import { openSlots, overloaded, type Slots } from './slots.ts'

export type LimitOptions = {
  /** Requests a minute for one user; everything else follows from it (`sizesFor`). */
  readonly perMinute: number
  /** Never shed, limited or queued: where an immediate danger is reported. */
  readonly lifeline: readonly string[]
  /** Doors by `METHOD /path`; the others go by their method. */
  readonly lanes?: Readonly<Record<string, Lane>> | undefined
  /** Connections of each plane's pool; as many as `openPool` opens. */
  readonly slots?: number | undefined
  /** How late the process is (ms); tests hand in their own. */
  readonly lag?: (() => number) | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    counted: Known | null
  }
}

/**
 * Limits by user, organisation and address; lanes that keep connections free for reports; shedding when the process
 * is late. Whatever is in the lane `lifeline` passes through none of it.
 */
export function limitRequests(app: FastifyInstance, platform: Platform, options: LimitOptions): void {
  const budgets = openBudgets({
    sizes: sizesFor(options.perMinute),
    lease: (leasing) => leaseFrom(platform.databases, leasing),
    clock: () => performance.now(),
  })
  const watch = options.lag === undefined ? watchLag() : { now: options.lag, close: () => undefined }
  app.addHook('onClose', async () => watch.close())
  app.decorateRequest('counted', null)
  workInSlots(app, platform, options)
  app.addHook('onRequest', async (request) => {
    const lane = request.routeOptions.config.lane ?? 'page'
    if (watch.now() > shedAbove[lane]) throw new Refused(overloaded)
    const tokenHash = credentialOf(request, { secure: platform.secureCookies })?.hash
    const address = Buffer.from(platform.keys.mark('budgets:address', request.ip)).toString('hex')
    const admission = await budgets.admit({ tokenHash, address }, lane)
    if (!admission.ok) throw new Refused(tooMany(admission.by), { retryAfterMs: admission.waitMs })
    request.counted = admission
  })
}

function tooMany(by: 'user' | 'organization' | 'address') {
  const whose = by === 'user' ? '' : by === 'organization' ? '同じ事業所・機関から' : '同じ場所から'
  const because = `${whose}続けての操作が多いため、少し待ってからもう一度お試しください。入力は消えていません。命の危険の連絡は、いつでも送れます。`
  return { code: 'too_many', because }
}

/** Every door of a working lane holds one of its plane's slots from its first statement to its answer. */
function workInSlots(app: FastifyInstance, platform: Platform, options: LimitOptions): void {
  const byPlane = new Map<string, Slots>()
  const slotsOf = (plane: string) => {
    const known = byPlane.get(plane) ?? openSlots({ slots: options.slots ?? 12, queue: 100, patienceMs: 3_000 })
    byPlane.set(plane, known)
    return known
  }
  // A door for HEAD is made of the one for GET: it must not take two slots.
  const wrapped = new WeakSet<RouteHandlerMethod>()
  app.addHook('onRoute', (route) => {
    const lane = route.config?.lane ?? laneOf(options, [route.method].flat()[0] ?? 'GET', route.url)
    route.config = { ...route.config, lane }
    if (!isWorking(lane) || wrapped.has(route.handler)) return
    const { handler } = route
    const inSlot: RouteHandlerMethod = async function inSlot(request, reply) {
      const work = async () => handler.call(this, request, reply)
      return slotsOf(planeOf(request, lane, platform)).run({ lane, bearer: bearerOf(request) }, work)
    }
    wrapped.add(inSlot)
    route.handler = inSlot
  })
}

function laneOf({ lifeline, lanes = {} }: LimitOptions, method: string, url: string): Lane {
  if (lifeline.includes(url)) return 'lifeline'
  if (url.startsWith('/assets/') || url.startsWith('/fonts/')) return 'free'
  const asked = method === 'HEAD' ? 'GET' : method
  return lanes[`${asked} ${url}`] ?? (asked === 'GET' ? 'read' : 'write')
}

/** A cookie that nobody knows works nowhere but among strangers. */
function planeOf(request: FastifyRequest, lane: WorkingLane, platform: Platform): string {
  if (lane === 'sign-in') return 'login'
  if (request.counted?.user === undefined) return 'public'
  return credentialOf(request, { secure: platform.secureCookies })?.plane ?? 'public'
}

function bearerOf({ counted, ip }: FastifyRequest): string {
  return counted?.organization ?? counted?.user ?? ip
}
