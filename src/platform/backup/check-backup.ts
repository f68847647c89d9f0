import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { AuditVerdict } from '#platform/audit/verify-audit.ts'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { startDatabase } from '#platform/database/launcher/index.ts'
import { checkRootKey } from '#platform/database/prepare-database.ts'
import { connectionAs, planes, roleOf, rolePasswords } from '#platform/database/roles.ts'
import { checkServer } from '#platform/database/server-check.ts'
import { layOut } from './lay-out.ts'
import { type Manifest, readManifest } from './manifest.ts'

export type CheckWishes = {
  readonly folder: string
  readonly keys: KeyRing
  readonly rootKey: Uint8Array
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
  /** Verifies the audit chains of the copy against the signed heads in this folder; throws when they are not whole. */
  readonly verifyAudit: (admin: pg.Client, checkpoints: string) => Promise<AuditVerdict>
}
export type BackupReport = {
  readonly manifest: Manifest
  readonly bytes: number
  /** Rows by table, each read from its first page to its last: PostgreSQL checks the sum of every page it reads. */
  readonly rows: ReadonlyMap<string, number>
  readonly audit: AuditVerdict
  /** Milliseconds from a folder of files to a server that answers every plane. */
  readonly serverReadyMs: number
}

/**
 * Shows that a backup can be restored, by restoring it: every byte against the list, then a server of its own on a
 * copy, every plane signed in, every table read, the audit chains verified. Throws an `OperatorTrouble` otherwise.
 */
export async function checkBackup(wishes: CheckWishes): Promise<BackupReport> {
  const { folder, keys, signal } = wishes
  const manifest = await readManifest(folder, keys)
  const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0)
  const trial = await mkdtemp(join(tmpdir(), 'tomoshibi-trial-'))
  try {
    let done = 0
    const onBytes = (more: number) => {
      done += more
      wishes.onProgress(done, bytes)
    }
    const laying = { folder, manifest, watch: { signal, onBytes } }
    await layOut(laying, 'database', join(trial, 'cluster-18'))
    await layOut(laying, 'checkpoints', join(trial, 'checkpoints'))
    return { manifest, bytes, ...(await tryOut(wishes, trial)) }
  } finally {
    await rm(trial, { recursive: true, force: true })
  }
}

async function tryOut(wishes: CheckWishes, trial: string) {
  const from = performance.now()
  const database = await startDatabase({ dataFolder: trial })
  try {
    await answerAll(database.connection, wishes.rootKey)
    const serverReadyMs = Math.round(performance.now() - from)
    return await withClient(database.connection, async (client) => ({
      serverReadyMs,
      rows: await readEverything(client),
      audit: await wishes.verifyAudit(client, join(trial, 'checkpoints')),
    }))
  } finally {
    await database.stop()
  }
}

/** The same conditions under which the application calls itself ready. */
async function answerAll(admin: AdminConnection, rootKey: Uint8Array): Promise<void> {
  await checkRootKey(admin, rootKey)
  await checkServer(admin)
  const password = rolePasswords(rootKey)
  for (const plane of planes) {
    const role = roleOf(plane)
    await withClient(connectionAs(admin, role, password(role)), (client) => client.query('select 1'))
  }
}

async function readEverything(client: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ name: string; quoted: string }>(
    `select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
      order by 1`,
  )
  const counts = new Map<string, number>()
  for (const { name, quoted } of rows) {
    // Every row is built whole, so that pages with long texts are read too.
    const { rows: counted } = await client
      .query<{ n: string }>(`select count(row_of.whole) as n from (select t::text as whole from ${quoted} t) row_of`)
      .catch((cause) => {
        throw unreadableTable(name, cause)
      })
    counts.set(name, Number(counted[0]?.n))
  }
  return counts
}

function unreadableTable(name: string, cause: unknown): OperatorTrouble {
  return new OperatorTrouble('backup-unreadable', `控えの中の表 ${name} を最後まで読めません。壊れた控えです。`, {
    exitCode: 65,
    cause,
  })
}
