import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'

/** The body of every answer that is not a success, as the document shows it (RFC 9457); problem.ts makes it. */
const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().describe('読む人への文。何が起きたか、どうすればよいか。入力された値は含みません。'),
    status: z.number().int(),
    code: z.string().describe('機械が見分けるための符号。'),
    request_id: z.string().describe('問い合わせのときに伝える番号。'),
    errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).describe('項目ごとの説明。'),
    current: z.unknown().optional().describe('ほかの人が先に保存していたときの、いまの内容。'),
  })
  .meta({ id: 'Problem' })

const answer = (description: string) => ({ description, content: { 'application/problem+json': { schema: problem } } })
const problems = {
  '4XX': answer('行えなかったこと。入力の直し方、ログイン、役割、ほかの人の保存など、title に書かれています。'),
  '5XX': answer('こちらの不具合や混雑。503 には Retry-After が付きます。'),
}

/** Gathers every route from here on into one OpenAPI 3.1 document, made from the shapes that the doors check with. */
export async function describeDoors(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'ともしび API',
        version: '1.0.0',
        description:
          '画面と同じ入口です。ログインの Cookie で呼び、状態を変える呼び出しには x-csrf-token を、送信には Idempotency-Key を付けます。',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'tomoshibi' } },
      },
    },
    transform: (document) => {
      const { schema } = document
      const described: FastifySchema = schema ?? {}
      const response = { ...answersOf(described.response), ...problems }
      const transformed = jsonSchemaTransform({ ...document, schema: { ...described, response } })
      return { ...transformed, schema: inWords(withoutEndlessShapes(transformed.schema)) }
    },
    transformObject: jsonSchemaTransformObject,
  })
}

/**
 * A shape that holds itself (any JSON, in drafts) is referred to by a number that the document does not carry: it is
 * shown as a value of any kind.
 */
function withoutEndlessShapes(schema: FastifySchema): FastifySchema {
  const text = JSON.stringify(schema).replaceAll(
    /\{"\$ref":"#\/components\/schemas\/schema\d+"[^{}]*\}/g,
    '{"description":"任意の JSON の値"}',
  )
  const plain: FastifySchema = JSON.parse(text)
  return plain
}

/** The answers of a success say so; the plugin's own "Default Response" helps nobody. */
function inWords(schema: FastifySchema): FastifySchema {
  const words = Object.entries(answersOf(schema.response)).map(([status, shape]) => {
    const description = status === '204' ? '行えました（中身はありません）。' : '行えました。'
    return [status, typeof shape === 'object' ? { description, ...shape } : shape]
  })
  return { ...schema, response: Object.fromEntries(words) }
}

function answersOf(response: unknown): Record<string, unknown> {
  return typeof response === 'object' && response !== null ? { ...response } : {}
}

/** `GET /api/openapi.json`: what this installation offers, for whoever builds beside it. Holds nothing about people. */
export function openApiDoor(app: FastifyInstance): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
