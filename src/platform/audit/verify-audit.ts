import type { KeyObject } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { ok, type Result } from '#kernel/result.ts'
import { type AuditLine, type ChainFault, chainVerifier, missingTail } from './chain.ts'
import { signedHeads } from './checkpoint.ts'

export type AuditVerdict = {
  readonly scopes: number
  readonly lines: number
  readonly checkpoints: number
  readonly faults: readonly ChainFault[]
}

const page = 5_000
type Row = {
  scope_id: string
  sequence: string
  at_micros: string
  actor_id: string | null
  action: string
  subject_id: string | null
  object_id: string | null
  detail: string
  previous: Buffer
  hash: Buffer
}

/**
 * Verifies every chain of the database against itself and against the heads that were signed off it. Reads page by
 * page in constant memory. Refuses when a checkpoint file itself was tampered with: never "OK with warnings".
 */
export async function verifyAudit(
  admin: pg.ClientBase,
  { folder, key, onLines }: { folder: string; key: KeyObject; onLines?: (lines: number) => void },
): Promise<Result<AuditVerdict>> {
  const signedLines = await checkpointLines(folder)
  const scopes = await allScopes(admin, signedLines)
  const faults: ChainFault[] = []
  let lines = 0
  for (const scopeId of scopes) {
    const signed = signedHeads(signedLines, scopeId, key)
    if (!signed.ok) return signed
    const before = lines
    const onPage = (count: number) => onLines?.(before + count)
    const { count, fault } = await verifyScope(admin, { scopeId, signed: signed.value, onPage })
    lines += count
    if (fault) faults.push(fault)
  }
  return ok({ scopes: scopes.length, lines, checkpoints: signedLines.length, faults })
}

async function allScopes(admin: pg.ClientBase, signedLines: readonly string[]): Promise<readonly string[]> {
  const { rows } = await admin.query<{ scope_id: string }>(
    'select scope_id from audit.heads union select scope_id from audit.entries',
  )
  const signed = signedLines.map((line) => line.split(' ')[1] ?? '').filter((scope) => scope !== '')
  return [...new Set([...rows.map((row) => row.scope_id), ...signed])].sort()
}

type Scope = { scopeId: string; signed: ReadonlyMap<bigint, string>; onPage: (lines: number) => void }

async function verifyScope(admin: pg.ClientBase, { scopeId, signed, onPage }: Scope) {
  const verifier = chainVerifier(scopeId, signed)
  let count = 0
  for (;;) {
    const rows = await pageOf(admin, scopeId, verifier.head().sequence)
    for (const row of rows) {
      const fault = verifier.take(lineOf(row))
      count += 1
      if (fault) return { count, fault }
    }
    onPage(count)
    if (rows.length < page) break
  }
  return { count, fault: missingTail(verifier, scopeId, signed) ?? (await headFault(admin, scopeId, verifier.head())) }
}

async function pageOf(admin: pg.ClientBase, scopeId: string, after: bigint): Promise<Row[]> {
  const { rows } = await admin.query<Row>(
    `select scope_id, sequence::text, (extract(epoch from at) * 1000000)::bigint::text as at_micros, actor_id, action,
       subject_id, object_id, detail, previous, hash
     from audit.entries e where e.scope_id = $1 and e.sequence > $2 order by e.sequence limit ${page}`,
    [scopeId, String(after)],
  )
  return rows
}

/** The head row must be the last line: otherwise lines were cut and the next append would hide it. */
async function headFault(
  admin: pg.ClientBase,
  scopeId: string,
  head: { sequence: bigint; hash: Uint8Array },
): Promise<ChainFault | undefined> {
  const { rows } = await admin.query<{ sequence: string; hash: Buffer }>(
    'select sequence::text, hash from audit.heads where scope_id = $1',
    [scopeId],
  )
  const stored = rows[0]
  const agrees = stored
    ? BigInt(stored.sequence) === head.sequence && stored.hash.equals(Buffer.from(head.hash))
    : head.sequence === 0n
  return agrees ? undefined : { kind: 'gap', scopeId, sequence: head.sequence + 1n }
}

const lineOf = (row: Row): AuditLine => ({
  scopeId: row.scope_id,
  sequence: row.sequence,
  atMicros: row.at_micros,
  actorId: row.actor_id,
  action: row.action,
  subjectId: row.subject_id,
  objectId: row.object_id,
  detail: row.detail,
  previous: row.previous,
  hash: row.hash,
})

async function checkpointLines(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder).catch(() => [])
  const texts = await Promise.all(
    files
      .filter((name) => name.endsWith('.checkpoints'))
      .sort()
      .map((name) => readFile(join(folder, name), 'utf8')),
  )
  return texts.flatMap((text) => text.split('\n')).filter((line) => line !== '')
}
