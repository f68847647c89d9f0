import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { verifyAudit } from '#platform/audit/verify-audit.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openDatabases } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import { addSession, addTown } from '#platform/database/test-world.ts'
import { send, somebody } from './test-sharing.ts'

let database: TestDatabase
let folder: string
let client: pg.Client
let sharingId: string
beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  client = new pg.Client(database.connection)
  await client.connect()
  const town = await addTown(database.admin)
  const gate = { databases: openDatabases(database.planes), session: await addSession(database.admin, town.clerk) }
  const sent = await send(gate, { town, person: somebody(openKeyRing(testRootKey), town.company.id) })
  sharingId = sent.sharingId
})
afterAll(async () => {
  await client.end()
  await database.close()
  await rm(folder, { recursive: true })
})

const changes = (table: string) => [
  `update app.${table} set tenant_id = tenant_id`,
  `delete from app.${table}`,
  `truncate app.${table} cascade`,
]

test('No role changes or removes a line of the ledger: no plane, not the gate, not the owner, not the administrator', async () => {
  const tables = ['sharings', 'spoken_sharings']
  for (const plane of ['welfare', 'utility', 'auditor', 'worker', 'public', 'login'] as const) {
    for (const statement of tables.flatMap(changes)) {
      await expect(database.planes[plane].query(statement), `${plane}: ${statement}`).rejects.toThrow(
        /permission denied/,
      )
    }
  }
  const lines = async () => (await database.admin.query('select * from app.sharings')).rows
  const before = await lines()
  for (const role of ['tomoshibi_gate', 'tomoshibi_owner', 'session_user']) {
    for (const statement of changes('sharings')) {
      await client.query('begin')
      if (role !== 'session_user') await client.query(`set local role ${role}`)
      // The owner, bound by FORCE, meets no line at all; everybody else is refused.
      const done = await client.query(statement).then(
        ({ rowCount }) => rowCount,
        (error: Error) => error.message,
      )
      expect(String(done), `${role}: ${statement}`).toMatch(/^0$|permission denied|never-changed/)
      await client.query(done === 0 ? 'commit' : 'rollback')
    }
  }
  expect(await lines()).toEqual(before)
})

const faults = async () => {
  const verdict = await verifyAudit(client, { folder, key: signingKey(new Uint8Array(32).fill(3)) })
  return verdict.ok ? verdict.value.faults.map(({ kind, ledgerId }) => `${kind} ${ledgerId}`) : verdict.refusal.code
}

const forgeries = [
  ["update app.sharings set ground = 'immediate-danger'", 'ledger-altered'],
  ["update app.sharings set categories = '{identity}'", 'ledger-altered'],
  ['update app.sharings set until = until + 1', 'ledger-altered'],
  ['delete from app.sharings', 'ledger-removed'],
] as const
test.each(forgeries)('Whoever takes the locks away is found by the log: %s', async (statement, kind) => {
  expect(await faults()).toEqual([])
  await client.query('begin')
  await client.query("set local session_replication_role = 'replica'")
  await client.query(statement)
  expect(await faults()).toEqual([`${kind} ${sharingId}`])
  await client.query('rollback')
})
