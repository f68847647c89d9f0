/**
 * The server side of the measurement: a town on a private PostgreSQL, the real server in a process of its own.
 * The worker rests: what it does with the jobs that reports leave behind is after the receipt. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { addInventedAreas, saveOwnWindows } from '#organization/index.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { withClient } from '#platform/database/connection.ts'
import { closePlanes, openPlanes, ownerRole, rolePasswords } from '#platform/database/roles.ts'
import { testDatabase, testRootKey } from '#platform/database/test-database.ts'
import { addSession, addTown } from '#platform/database/test-world.ts'
import { csrfTokenFor } from '#platform/http/credentials.ts'
import { startServer } from '../../src/apps/server.ts'

const unlimited = 1e9
const database = await testDatabase()
const dataFolder = await mkdtemp(join(tmpdir(), 'tomoshibi-bench-'))
await mkdir(join(dataFolder, 'web', 'assets'), { recursive: true })

const town = await addTown(database.admin)
await withClient({ ...database.connection, role: ownerRole }, async (writer) => {
  const names = { name: '灯町市', fullName: '灯町市', prefectureName: '灯県' }
  await addInventedAreas(writer, [{ ...names, code: '990001', kind: 'municipality', postalCodes: ['0000001'] }])
  const areas = [{ level: 'municipality', code: '990001' }] as const
  const of = { tenantId: town.tenant.id, organizationId: town.agency.id }
  await saveOwnWindows(writer, [
    {
      ...of,
      id: newId(),
      name: 'くらし相談ともしび',
      section: '相談支援係',
      role: 'responsible',
      phone: '000-0000-0001',
      areas,
      hours: { kind: 'unknown' },
    },
  ])
})
const planes = openPlanes(database.connection, rolePasswords(testRootKey), 12)
const config = {
  dataFolder,
  repository: join(import.meta.dirname, '../..'),
  host: '127.0.0.1',
  port: 0,
  databaseUrl: undefined,
  publicUrl: undefined,
  smtpUrl: undefined,
  demoTown: false,
  requestsPerMinute: unlimited,
}
const surroundings = { config, planes, rootKey: testRootKey, webFolder: join(dataFolder, 'web'), demo: true }
const server = await startServer(surroundings)

const keys = openKeyRing(testRootKey)
const sessions = []
for (let count = 0; count < 8; count += 1) {
  const session = await addSession(database.admin, town.liaison)
  sessions.push({ cookie: session.cookie, csrf: csrfTokenFor(keys, session.token) })
}
await database.admin.query(
  "update auth.sessions set stepped_up_at = now() + interval '1 hour', idle_until = now() + interval '1 day'",
)
process.stdout.write(`${JSON.stringify({ address: server.address, sessions, connection: database.connection })}\n`)

process.stdin.resume()
process.stdin.once('end', async () => {
  await server.close()
  await closePlanes(planes)
  await database.close()
  await rm(dataFolder, { recursive: true, force: true })
  process.exit(0)
})
