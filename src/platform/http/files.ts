import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from './frame.ts'

const require = createRequire(import.meta.url)
const fonts = dirname(require.resolve('@expo-google-fonts/biz-udpgothic/package.json'))
const year = 365 * 24 * 60 * 60 * 1000

/** Built screens and the one font that machines without Japanese fonts fetch. Unknown paths of screens get index.html. */
export async function openFiles(app: App, webFolder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(webFolder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: year,
    decorateReply: true,
  })
  const font = (weight: '400Regular' | '700Bold') => join(fonts, weight, `BIZUDPGothic_${weight}.ttf`)
  for (const [name, weight] of [
    ['Regular', '400Regular'],
    ['Bold', '700Bold'],
  ] as const) {
    const file = font(weight)
    app.get(`/fonts/BIZUDPGothic-${name}.ttf`, { schema: { hide: true } }, (_request, reply) =>
      reply.sendFile(`BIZUDPGothic_${weight}.ttf`, dirname(file), { maxAge: year, immutable: true }),
    )
  }
  // A screen's own address, opened or reloaded; anything that does not ask for a page gets the ordinary answer.
  app.get('/*', { schema: { hide: true }, config: { lane: 'page' } }, (request, reply) => {
    const asksForPage = request.headers.accept?.includes('text/html') ?? false
    if (request.url !== '/' && (!asksForPage || request.url.startsWith('/api/'))) return reply.callNotFound()
    return reply.type('text/html; charset=utf-8').sendFile('index.html', webFolder, { maxAge: 0, cacheControl: false })
  })
}
