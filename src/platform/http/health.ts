import { sql } from 'kysely'
import type { Databases } from '#platform/database/session.ts'
import type { App } from './frame.ts'

/** `/healthz`: the process answers. `/readyz`: it may be sent people. Neither tells versions or reasons. */
export function openHealth(app: App, databases: Databases): { turnAway(): void } {
  let leaving = false
  app.get('/healthz', { schema: { hide: true }, config: { lane: 'free' } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true }, config: { lane: 'free' } }, async (_request, reply) => {
    const ready = !leaving && (await answers(databases))
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'fail' })
  })
  return {
    turnAway: () => {
      leaving = true
    },
  }
}

async function answers(databases: Databases): Promise<boolean> {
  try {
    await sql`select 1`.execute(databases.public)
    return true
  } catch {
    return false
  }
}
