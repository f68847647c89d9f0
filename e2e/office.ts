import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { demoId } from '../db/seed/town.ts'

type Verb = 'GET' | 'POST' | 'PUT'
export type Said = {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

const Session = z.looseObject({ csrfToken: z.string() })

type Saying = readonly [page: Page, verb: Verb, url: string, body?: unknown]

/** Says something to a door of the API under the session of this page, as its screen would. */
export async function say(...[page, verb, url, body]: Saying): Promise<Said> {
  const known = Session.safeParse(await (await page.request.get('/api/session')).json())
  const token = known.success ? known.data.csrfToken : ''
  const answer = await page.request.fetch(url, {
    method: verb,
    headers: { 'x-csrf-token': token, 'idempotency-key': randomUUID(), 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { data: body }),
  })
  return { status: answer.status(), body: await answer.text(), headers: answer.headers() }
}

/** The same for what has to succeed; answers the JSON. */
export async function act(...asked: Saying): Promise<unknown> {
  const [, verb, url] = asked
  const said = await say(...asked)
  if (said.status >= 300) throw new Error(`${verb} ${url}: ${said.status} ${said.body}`)
  const told: unknown = JSON.parse(said.body)
  return told
}

const Row = z.looseObject({ id: z.string(), version: z.number() })
const Sitting = z.looseObject({
  version: z.number(),
  agenda: z.array(Row),
  proof: z.looseObject({ packsOpen: z.number(), packsClosed: z.number(), keysDestroyed: z.number() }),
})
const Told = z.looseObject({ version: z.number() })

export const memberOf = (name: string) => demoId(`conference member ${name}`)
export const body = demoId('conference body')

/** The office at work through the API, where a story is about those who are called. */
export function officeOf(officer: Page) {
  const sitting = async (id: string) => Sitting.parse(await act(officer, 'GET', `/api/conference-sittings/${id}`))
  const item = async (id: string, of: string) => {
    const found = (await sitting(of)).agenda.find((one) => one.id === id)
    if (found === undefined) throw new Error(`There is no item ${id}.`)
    return found
  }
  return {
    sitting,
    item,
    plan: async (when: { kind: string; startsAt: string }) => {
      const id = randomUUID()
      const planned = { id, bodyId: body, place: '市役所2階 会議室A', jointWith: [], ...when }
      await act(officer, 'POST', '/api/conference-sittings', planned)
      return id
    },
    put: async (of: string, by: Page, given: object) => {
      const id = randomUUID()
      await act(by, 'POST', `/api/conference-sittings/${of}/items`, { id, minutesPlanned: 20, ...given })
      return id
    },
    callTo: async (of: string, id: string, called: Readonly<Record<string, readonly string[]>>) => {
      const { version } = await item(id, of)
      const calls = Object.entries(called).map(([memberId, asked]) => ({ memberId, asked }))
      await act(officer, 'PUT', `/api/conference-items/${id}/calls`, { version, calls })
    },
    move: async (id: string, command: 'call' | 'open' | 'close') => {
      const { version } = await sitting(id)
      await act(officer, 'POST', `/api/conference-sittings/${id}/state`, { version, command })
    },
    moveDay: async (id: string, startsAt: string) => {
      const { version } = await sitting(id)
      const changed = { version, startsAt, place: '市役所2階 会議室A', jointWith: [] }
      await act(officer, 'PUT', `/api/conference-sittings/${id}`, changed)
    },
  }
}

/** The worker of the case writes the material and hands the packs over. */
export async function handOver(worker: Page, item: string, material: object): Promise<void> {
  const url = `/api/conference-items/${item}`
  const before = Told.parse(await act(worker, 'GET', `${url}/material`))
  const kept = Told.parse(await act(worker, 'PUT', `${url}/material`, { version: before.version, material }))
  await act(worker, 'POST', `${url}/packs`, { version: kept.version })
}

/** The worker of the case writes what was decided and tells those who were called. */
export async function tellDecision(worker: Page, item: string, minutes: object): Promise<void> {
  const url = `/api/conference-items/${item}`
  const before = Told.parse(await act(worker, 'GET', `${url}/minutes`))
  const kept = Told.parse(await act(worker, 'PUT', `${url}/minutes`, { version: before.version, minutes }))
  await act(worker, 'POST', `${url}/decision`, { version: kept.version })
}
