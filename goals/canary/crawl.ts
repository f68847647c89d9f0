import { randomUUID } from 'node:crypto'
import type { Actor } from './cast.ts'
import type { Answer, Route } from './house.ts'
import type { Person } from './live-person.ts'
import type { Stage } from './stage.ts'
import { addressOf, type Kind, kindOf, type Thing } from './things.ts'

export type Crawl = {
  readonly stage: Stage
  readonly actors: readonly Actor[]
  readonly people: readonly Person[]
  readonly things: ReadonlyMap<Kind, readonly Thing[]>
  /** Routes that somebody asked, as `METHOD url`. */
  readonly reached: Set<string>
  /** Denials that differ from the denial of an id that nobody has. */
  readonly uneven: string[]
  readonly denied: Set<string>
}

export const nameOf = ({ method, url }: Route) => `${method} ${url}`
/** What was answered, without the number that is another one every time. */
export const saidBy = ({ status, body }: Answer) => `${status} ${body.replace(/"request_id":"[^"]*"/, '')}`

/** Reads every door as everybody (and as nobody), with the ids of all objects of all organisations and with one that nobody has. */
export async function readEverything(crawl: Crawl): Promise<void> {
  const routes = crawl.stage.house.routes.filter(({ method, url }) => method === 'GET' && !url.startsWith('/g/'))
  const words = searchWords(crawl)
  await inTurns([...crawl.actors, undefined], async (actor) => {
    for (const route of routes) {
      crawl.reached.add(nameOf(route))
      if (alike.test(route.url) && actor !== undefined && actor !== crawl.actors[0]) continue
      const kind = kindOf(route.url)
      if (kind === undefined) {
        for (const url of addressesOf(route.url, words)) await crawl.stage.watch.ask(actor, { method: 'GET', url })
      } else await readObjects(crawl, actor, { route, kind })
    }
  })
}

/** Files and the document that answer everybody with the same megabytes: nobody and one actor read them. */
const alike = /^\/fonts\/|^\/assets\/|openapi/

async function readObjects(crawl: Crawl, actor: Actor | undefined, { route, kind }: { route: Route; kind: Kind }) {
  const read = (id: string) =>
    crawl.stage.watch.ask(actor, { method: 'GET', url: addressOf(route.url, id, randomUUID()) })
  const nothing = saidBy(await read(randomUUID()))
  await read('%00qz')
  for (const { id } of crawl.things.get(kind) ?? []) {
    const answer = await read(id)
    if (answer.status < 400) continue
    // What a work does not have yet says nothing about whose the work is.
    const part = kind === 'desk-works' && !route.url.endsWith('/:id')
    if (actor && answer.status < 500 && !part) crawl.denied.add(`${actor.name} ${kind} ${id}`)
    if (saidBy(answer) !== nothing) crawl.uneven.push(`${actor?.name} ${nameOf(route)} ${answer.status}`)
  }
}

/** Some canaries to search for: a part of everybody's names and telephone numbers. */
function searchWords({ stage }: Crawl): readonly string[] {
  const searched = stage.marks.all().filter(({ where }) => /household (?:name|address|phone)|case: phone/.test(where))
  const step = Math.max(1, Math.floor(searched.length / 8))
  return searched.filter((_, at) => at % step === 0).map(({ text }) => text)
}

/** Doors with questions are asked with several. */
function addressesOf(url: string, words: readonly string[]): readonly string[] {
  if (url === '/api/case-search') return words.map((word) => `${url}?q=${encodeURIComponent(word)}`)
  if (url === '/api/reports') return ['all', 'waiting', 'sent', 'mine'].map((show) => `${url}?show=${show}`)
  if (url === '/api/referrals') return ['open', 'unassigned', 'mine', 'ended'].map((show) => `${url}?show=${show}`)
  if (url === '/api/cases') return ['open', 'mine', 'concluded'].map((show) => `${url}?show=${show}`)
  if (url === '/api/windows/find')
    return [`${url}?postal=0000990`, `${url}?address=${encodeURIComponent('灯甲市本町')}`]
  if (url === '/*') return ['/', '/somewhere/else']
  return [url, `${url}?unknown=${words[0] ?? ''}`]
}

/** The person's pages with every code: as each person, as nobody and as some of the staff. */
export async function readOwnPages({ stage, people, actors, reached }: Crawl): Promise<void> {
  const routes = stage.house.routes.filter(({ method, url }) => method === 'GET' && url.startsWith('/g/'))
  const readers = [
    ...people.map(({ name, cookie }) => ({ name, cookie })),
    ...[...actors.slice(0, 2), ...actors.slice(-2)].map(({ name, session }) => ({ name, cookie: session.cookie })),
    { name: 'nobody', cookie: '' },
  ]
  const nobody = { token: '', cookie: '', credential: { plane: 'utility', hash: '' } } as const
  await inTurns(readers, async ({ name, cookie }) => {
    for (const route of routes)
      for (const { code } of [...people.slice(0, 4), { code: 'UNKNOWN' }]) {
        reached.add(nameOf(route))
        const url = `${route.url.replace(':code', code)}?who=guardian`
        await stage.watch.ask({ name, session: nobody }, { method: 'GET', url, headers: { cookie } })
      }
  })
}

/** HEAD answers say nothing that GET does not: no body, the same doors. */
export async function askHeads({ stage, actors, reached, things, people, uneven }: Crawl): Promise<void> {
  for (const route of stage.house.routes.filter(({ method }) => method === 'HEAD')) {
    const kind = kindOf(route.url)
    const id = (kind === undefined ? undefined : things.get(kind)?.[0]?.id) ?? randomUUID()
    const url = addressOf(route.url, id, randomUUID())
      .replace(':code', people[0]?.code ?? 'x')
      .replace('*', '')
    reached.add(nameOf(route))
    for (const actor of actors) {
      const answer = await stage.watch.ask(actor, { method: 'HEAD', url })
      if (answer.body !== '') uneven.push(`HEAD ${route.url} has a body`)
    }
  }
}

/** A few at a time: the database and the server each have a core. */
export async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values()
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (const one of waiting) await work(one)
    }),
  )
}
