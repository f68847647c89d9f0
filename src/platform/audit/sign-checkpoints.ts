import type { KeyObject } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '#platform/database/session.ts'
import { signCheckpoint } from './checkpoint.ts'

/**
 * Writes the present head of every chain, signed, to a file of the month outside the database. Runs every ten minutes;
 * a head that did not move is not written again in the same process. Answers how many were written.
 */
export function checkpointSigner({ folder, key }: { folder: string; key: KeyObject }) {
  const written = new Map<string, string>()
  return async (database: Database, now: Date): Promise<number> => {
    const { rows } = await sql<{ scope_id: string; sequence: string; hash: Buffer }>`
      select scope_id, sequence::text, hash from audit.heads where sequence > 0 order by scope_id`.execute(database)
    const moved = rows.filter((row) => written.get(row.scope_id) !== row.sequence)
    if (moved.length === 0) return 0
    const at = now.toISOString()
    const lines = moved.map((row) =>
      signCheckpoint(
        { scopeId: row.scope_id, sequence: BigInt(row.sequence), hash: row.hash.toString('hex'), at },
        key,
      ),
    )
    await appendDurably(folder, `${at.slice(0, 7)}.checkpoints`, `${lines.join('\n')}\n`)
    for (const row of moved) written.set(row.scope_id, row.sequence)
    return moved.length
  }
}

async function appendDurably(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(join(folder, name), 'a', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
