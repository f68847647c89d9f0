import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { sampleOf, shapeOf } from '../../src/apps/test-bodies.ts'
import type { Actor } from './cast.ts'
import { type Crawl, inTurns, nameOf, saidBy } from './crawl.ts'
import type { Method, Route } from './house.ts'
import { addressOf, isOwn, type Kind, kindOf, type Thing } from './things.ts'

const changing: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE']

/** Tries to change what is not one's own, by every door, with a body that fits. Answers as for an id that nobody has; nothing moves. */
export async function writeOnForeign(crawl: Crawl, perOwner: number): Promise<void> {
  const routes = crawl.stage.house.routes.filter(({ method, url }) => changing.includes(method) && kindOf(url))
  const aim = aims(crawl, perOwner)
  await inTurns(crawl.actors, async (actor) => {
    for (const route of routes) {
      crawl.reached.add(nameOf(route))
      const kind = kindOf(route.url)
      if (kind === undefined) continue
      const nothing = saidBy(await write(crawl, actor, { route, id: randomUUID() }))
      for (const thing of aim(actor, kind)) {
        const answer = await write(crawl, actor, { route, id: thing.id })
        if (saidBy(answer) !== nothing)
          crawl.uneven.push(`${actor.name} ${nameOf(route)} ${answer.status}: ${answer.body.slice(0, 120)}`)
      }
    }
  })
  await inTurns(crawl.actors, (actor) => nameForeign(crawl, actor, aim))
}

/** Foreign objects for one actor: some of each owner, and those of the own house that reading was denied. */
function aims({ things, denied }: Crawl, perOwner: number) {
  return (actor: Actor, kind: Kind): readonly Thing[] => {
    const counts = new Map<string, number>()
    return (things.get(kind) ?? []).filter((thing) => {
      const closed = denied.has(`${actor.name} ${kind} ${thing.id}`)
      if (kind === 'drafts' || (isOwn(actor, thing) && !closed)) return false
      const owner = `${thing.owners.join()} ${closed}`
      counts.set(owner, (counts.get(owner) ?? 0) + 1)
      return (counts.get(owner) ?? 0) <= perOwner
    })
  }
}

function write({ stage, actors }: Crawl, actor: Actor, { route, id }: { route: Route; id: string }) {
  const url = addressOf(route.url, id, randomUUID())
  const body = bodyFor(route, actors)
  return stage.watch.ask(actor, { method: route.method, url, ...(body === undefined ? {} : { body }) })
}

const bodies = new Map<string, unknown>()

function bodyFor(route: Route, actors: readonly Actor[]): unknown {
  if (!(route.body instanceof z.ZodType)) return undefined
  const known = bodies.get(nameOf(route)) ?? withOthers(sampleOf(shapeOf(route.body)), actors)
  bodies.set(nameOf(route), known)
  return known
}

/** The same body twice must differ in nothing: ids in it are fixed. */
function withOthers(body: unknown, [somebody]: readonly Actor[]): unknown {
  const text = JSON.stringify(body).replaceAll(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, `"${somebody?.user.id ?? ''}"`)
  return JSON.parse(text)
}

const mentions = [
  { method: 'POST', url: '/api/cases', kind: 'referrals', body: (id: string) => ({ referralIds: [id] }) },
  { method: 'POST', url: '/api/reports', kind: 'reports', body: (id: string) => ({ id }) },
  { method: 'POST', url: '/api/reports/submit', kind: 'reports', body: (id: string) => ({ id }) },
  { method: 'POST', url: '/api/letters', kind: 'reports', body: (id: string) => ({ reportId: id }) },
] as const

/** Foreign ids inside a body are no way in either: cases over foreign reports, letters for foreign reports. */
async function nameForeign(crawl: Crawl, actor: Actor, aim: ReturnType<typeof aims>): Promise<void> {
  for (const { method, url, kind, body } of mentions) {
    const route = crawl.stage.house.routes.find((one) => one.method === method && one.url === url)
    if (!(route?.body instanceof z.ZodType)) throw new Error(`${url} has no body`)
    const sample = z.record(z.string(), z.unknown()).parse(sampleOf(shapeOf(route.body)))
    crawl.reached.add(nameOf(route))
    const send = (id: string) => {
      const whole = { ...sample, id: randomUUID(), version: 1, ...body(id) }
      const fields = Object.fromEntries(Object.entries(whole).filter(([key]) => key in sample))
      return crawl.stage.watch.ask(actor, { method, url, body: fields })
    }
    const nothing = saidBy(await send(randomUUID()))
    for (const { id } of aim(actor, kind)) {
      const answer = await send(id)
      if (saidBy(answer) !== nothing)
        crawl.uneven.push(
          `${actor.name} names a foreign one: ${nameOf(route)} ${answer.status}: ${answer.body.slice(0, 160)}`,
        )
    }
  }
}

/** What is no door's shape, with a canary in it: refused, and the canary stands nowhere. */
export async function sendNonsense(crawl: Crawl): Promise<void> {
  const { house, watch, marks } = crawl.stage
  const routes = house.routes.filter(({ method, url }) => changing.includes(method) && url !== '/danger')
  for (const actor of [crawl.actors[0], crawl.actors.at(-1), undefined]) {
    for (const route of routes) {
      crawl.reached.add(nameOf(route))
      const word = marks.word(`nonsense to ${nameOf(route)}`, [])
      const url = addressOf(route.url, randomUUID(), randomUUID()).replace(':code', 'UNKNOWN')
      const ask = (body: unknown) => watch.ask(actor, { method: route.method, url, body })
      if (route.body === undefined && !url.startsWith('/g/')) continue
      const answers = [await ask({ [word]: word }), await ask(`{"${word}":"${word}"`), await ask(`"${word}"`)]
      // A page of the person's asks for the kept number, whatever was sent.
      const mildest = url.startsWith('/g/') ? 200 : 400
      for (const { status } of answers.filter((one) => one.status < mildest || one.status >= 500))
        crawl.uneven.push(`${nameOf(route)} takes nonsense: ${status}`)
    }
  }
}

/** Doors without a path's id and without a body: they change the speaker's own session or account alone. Asked last. */
export async function leaveAll({ stage, actors, reached }: Crawl): Promise<void> {
  const routes = stage.house.routes.filter((one) => changing.includes(one.method) && !reached.has(nameOf(one)))
  const byEnding = routes.toSorted((one, other) => Number(/logout/.test(one.url)) - Number(/logout/.test(other.url)))
  for (const actor of actors)
    for (const route of byEnding) {
      reached.add(nameOf(route))
      const url = addressOf(route.url, randomUUID(), randomUUID()).replace(':code', 'UNKNOWN')
      await stage.watch.ask(actor, { method: route.method, url })
    }
}
