import type { KeyObject } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { ok, type Result } from '#kernel/result.ts'
import { type AuditLine, type ChainFault, chainVerifier, type KnownHeads, missingTail } from './chain.ts'
import { signedHeads } from './checkpoint.ts'
import { type LoggedLine, ledgerFaults, loggedLineOf } from './verify-ledger.ts'
import { type Witnesses, witnessedHeads } from './witness.ts'

export type AuditVerdict = {
  readonly scopes: number
  readonly lines: number
  readonly checkpoints: number
  /** Heads kept by counterparts, and lines of the ledger, that were held against the chains. */
  readonly witnessed: number
  readonly ledgerLines: number
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

export type Verification = {
  readonly folder: string
  readonly key: KeyObject
  /** What counterparts kept; empty without any. */
  readonly witnesses?: Witnesses
  readonly onLines?: (lines: number) => void
}

/**
 * Verifies every chain of the database against itself, against the heads that were signed off it and those that others
 * kept, and every line of the ledger against its hash in the chain. Reads page by page. Refuses when a checkpoint file
 * itself was tampered with: never "OK with warnings".
 */
export async function verifyAudit(
  admin: pg.ClientBase,
  { folder, key, witnesses = [], onLines }: Verification,
): Promise<Result<AuditVerdict>> {
  const signedLines = await checkpointLines(folder)
  const scopes = await allScopes(admin, [...signedLines, ...witnesses.flatMap(({ lines }) => lines)])
  const logged = new Map<string, LoggedLine>()
  const faults: ChainFault[] = []
  let lines = 0
  for (const scopeId of scopes) {
    const signed = signedHeads(signedLines, scopeId, key)
    if (!signed.ok) return signed
    const witnessed = witnessedHeads(witnesses, scopeId)
    if (!witnessed.ok) return witnessed
    const before = lines
    const onPage = (count: number) => onLines?.(before + count)
    const known = { signed: signed.value, witnessed: witnessed.value }
    const { count, fault } = await verifyScope(admin, { scopeId, known, onPage, logged })
    lines += count
    if (fault) faults.push(fault)
  }
  const broken = new Set(faults.map(({ scopeId }) => scopeId))
  const ledger = await ledgerFaults(admin, { logged, broken })
  return ok({
    scopes: scopes.length,
    lines,
    checkpoints: signedLines.length,
    witnessed: witnesses.reduce((sum, one) => sum + one.lines.length, 0),
    ledgerLines: ledger.lines,
    faults: [...faults, ...ledger.faults],
  })
}

async function allScopes(admin: pg.ClientBase, signedLines: readonly string[]): Promise<readonly string[]> {
  const { rows } = await admin.query<{ scope_id: string }>(
    'select scope_id from audit.heads union select scope_id from audit.entries',
  )
  const signed = signedLines.map((line) => line.split(' ')[1] ?? '').filter((scope) => scope !== '')
  return [...new Set([...rows.map((row) => row.scope_id), ...signed])].sort()
}

type Scope = {
  scopeId: string
  known: KnownHeads
  onPage: (lines: number) => void
  /** Filled with what the chain says about lines of the ledger. */
  logged: Map<string, LoggedLine>
}

async function verifyScope(admin: pg.ClientBase, { scopeId, known, onPage, logged }: Scope) {
  const verifier = chainVerifier(scopeId, known)
  let count = 0
  for (;;) {
    const rows = await pageOf(admin, scopeId, verifier.head().sequence)
    for (const row of rows) {
      const line = lineOf(row)
      const fault = verifier.take(line) ?? noteLedgerLine(logged, line)
      count += 1
      if (fault) return { count, fault }
    }
    onPage(count)
    if (rows.length < page) break
  }
  return { count, fault: missingTail(verifier, scopeId, known) ?? (await headFault(admin, scopeId, verifier.head())) }
}

/** Logged twice is a fault: the second line would vouch for what was changed since the first. */
function noteLedgerLine(logged: Map<string, LoggedLine>, line: AuditLine): ChainFault | undefined {
  const written = loggedLineOf(line)
  if (written === undefined) return undefined
  const { place, scopeId, sequence, ledgerId } = written
  if (logged.has(place)) return { kind: 'ledger-altered', scopeId, sequence, ledgerId }
  logged.set(place, written)
  return undefined
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
