import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { closePlanes, gateRole, openPlanes, rolePasswords } from '#platform/database/roles.ts'
import { openDatabases } from '#platform/database/session.ts'
import { csrfTokenFor } from '#platform/http/credentials.ts'
import { createFrame } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { openDoors } from '../../src/apps/doors.ts'
import { userId } from './town.ts'

type Verb = 'GET' | 'POST' | 'PUT'
/** Does one thing through the same doors as the screens; throws when the town says no. */
export type Actor = (verb: Verb, path: string, body?: unknown) => Promise<unknown>
export type Stage = { readonly as: (loginName: string) => Promise<Actor>; readonly platform: Platform }

/** The demo town's stories are lived, not written into tables: every row comes from a real door under a real session. */
export async function onStage(
  { admin, rootKey, now }: { admin: AdminConnection; rootKey: Uint8Array; now: Date },
  live: (stage: Stage) => Promise<void>,
): Promise<void> {
  const planes = openPlanes(admin, rolePasswords(rootKey), 2)
  const platform: Platform = {
    databases: openDatabases(planes),
    keys: openKeyRing(rootKey),
    now: () => now,
    newId,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    origin: 'http://localhost',
    secureCookies: false,
    isDemo: async () => true,
    sentences: {},
  }
  const app = await createFrame(platform, { logger: false, perMinute: 100_000, lifeline: [] })
  try {
    await openDoors(app, platform)
    await app.ready()
    const as = async (loginName: string): Promise<Actor> => {
      const { cookie, token } = await openSession(admin, loginName)
      return async (verb, path, body) => {
        const answer = await app.inject({
          method: verb,
          url: path,
          headers: {
            cookie,
            'sec-fetch-site': 'same-origin',
            'x-csrf-token': csrfTokenFor(platform.keys, token),
            'idempotency-key': randomUUID(),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
        })
        if (answer.statusCode >= 300)
          throw new Error(`${loginName} ${verb} ${path}: ${answer.statusCode} ${answer.body}`)
        const told: unknown = answer.headers['content-type']?.toString().includes('json') ? answer.json() : undefined
        return told
      }
    }
    await live({ as, platform })
  } finally {
    await withClient({ ...admin, role: gateRole }, (client) => client.query('delete from auth.sessions'))
    await app.close()
    await closePlanes(planes)
  }
}

async function openSession(admin: AdminConnection, loginName: string): Promise<{ cookie: string; token: string }> {
  const token = randomBytes(32).toString('base64url')
  const plane = await withClient({ ...admin, role: gateRole }, async (client) => {
    const { rows } = await client.query<{ plane: string }>(
      `insert into auth.sessions (token_hash, plane, user_id, idle_until, absolute_until, stepped_up_at)
       select $1, u.plane, u.id, now() + interval '5 minutes', now() + interval '5 minutes', now() from app.users u where u.id = $2
       returning plane`,
      [createHash('sha256').update(token).digest(), userId(loginName)],
    )
    return rows[0]?.plane ?? ''
  })
  return { token, cookie: `tomoshibi=${plane.charAt(0)}.${token}` }
}
