import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { gateSentences, openDoors } from './doors.ts'

type Route = { readonly method: string; readonly url: string; readonly body: boolean; readonly params: boolean }

const Content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }))
const Operation = z.object({
  summary: z.string(),
  tags: z.array(z.string()).min(1),
  parameters: z.array(z.object({ in: z.string(), name: z.string() })).optional(),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: Content.optional() })),
})
type Operation = z.infer<typeof Operation>
const Document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

let frame: TestFrame
let routes: readonly Route[] = []
let text: string
let document: z.infer<typeof Document>

beforeAll(async () => {
  const seen: Route[] = []
  frame = await testFrame(
    async (app, platform) => {
      app.addHook('onRoute', ({ method, url, schema }) => {
        const parts = { body: schema?.body !== undefined, params: schema?.params !== undefined }
        for (const one of [method].flat()) seen.push({ method: one, url, ...parts })
      })
      await openDoors(app, platform)
    },
    { sentences: gateSentences },
  )
  routes = seen.filter(({ method, url }) => url.startsWith('/api/') && method !== 'HEAD' && url !== '/api/openapi.json')
  const answer = await frame.ask({ url: '/api/openapi.json' })
  expect(answer.statusCode).toBe(200)
  text = answer.body
  document = Document.parse(answer.json())
})
afterAll(() => frame.close())

function operationOf({ method, url }: Route): Operation {
  const path = url.replaceAll(/:(\w+)/g, '{$1}')
  return Operation.parse(document.paths[path]?.[method.toLowerCase()], { error: () => `${method} ${url}` })
}

/** What the document lacks, over every route, as lines to read. */
const lacks = (what: (operation: Operation, route: Route) => boolean) =>
  routes.filter((route) => !what(operationOf(route), route)).map(({ method, url }) => `${method} ${url}`)

test('every door is in the document, with a Japanese summary', () => {
  expect(routes.length).toBeGreaterThan(50)
  expect(lacks(({ summary }) => /[ぁ-んァ-ヶ一-龠]/.test(summary))).toEqual([])
})

test('every door says what it takes', () => {
  const named = ({ url }: Route) => [...url.matchAll(/:(\w+)/g)].map(([, name]) => name)
  expect(lacks(({ requestBody }, { body }) => (requestBody !== undefined) === body)).toEqual([])
  expect(
    lacks(({ parameters = [] }, route) =>
      named(route).every((name) => parameters.some((one) => one.in === 'path' && one.name === name)),
    ),
  ).toEqual([])
  expect(lacks((_, route) => named(route).length === 0 || route.params)).toEqual([])
})

test('every door says what a success answers, and that anything else is a problem', () => {
  const success = ({ responses }: Operation) => {
    const [status] = Object.keys(responses).filter((one) => one.startsWith('2'))
    const schema = Object.values(responses[status ?? '']?.content ?? {})[0]?.schema
    return status === '204' || (schema !== undefined && Object.keys(schema).length > 0)
  }
  expect(lacks(success)).toEqual([])
  const problem = ({ responses }: Operation) =>
    ['4XX', '5XX'].every(
      (status) => responses[status]?.content?.['application/problem+json']?.schema.$ref !== undefined,
    )
  expect(lacks(problem)).toEqual([])
})

test('every reference leads somewhere, and nothing of a person or this machine is in it', () => {
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)
  expect(references.length).toBeGreaterThan(50)
  expect(references.filter((name) => !(name in document.components.schemas))).toEqual([])
  expect(text).not.toMatch(/\/work\/|\/home\/|node_modules/)
})
