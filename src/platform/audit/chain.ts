import { createHash } from 'node:crypto'

/** One line of the log as it is stored; `atMicros` is microseconds since 1970 (a decimal string), `detail` the exact text. */
export type AuditLine = {
  readonly scopeId: string
  readonly sequence: string
  readonly atMicros: string
  readonly actorId: string | null
  readonly action: string
  readonly subjectId: string | null
  readonly objectId: string | null
  readonly detail: string
  readonly previous: Uint8Array
  readonly hash: Uint8Array
}

/** What was found first, and where. `sequence` is the first line that cannot be trusted. */
export type ChainFault = {
  readonly kind:
    | 'gap'
    | 'altered'
    | 'unlinked'
    | 'time-goes-back'
    | 'wrong-genesis'
    | 'shorter-than-signed'
    | 'other-than-signed'
    | 'shorter-than-witnessed'
    | 'other-than-witnessed'
    | 'ledger-altered'
    | 'ledger-removed'
    | 'ledger-unlogged'
  readonly scopeId: string
  readonly sequence: bigint
  /** The line of the ledger, where one of them is what does not fit. */
  readonly ledgerId?: string
}

/** Heads by sequence that are known from elsewhere: signed into the checkpoint files, and kept by a counterpart. */
export type KnownHeads = {
  readonly signed: ReadonlyMap<bigint, string>
  readonly witnessed: ReadonlyMap<bigint, string>
}
export type ChainHead = { readonly sequence: bigint; readonly hash: Uint8Array }

/** Built apart from the database's own function on purpose: two authors, one form (db/migrations/0004_audit.sql). */
export function canonicalLine(line: AuditLine): Uint8Array {
  const fields = [
    line.scopeId,
    line.sequence,
    line.atMicros,
    line.actorId,
    line.action,
    line.subjectId,
    line.objectId,
    line.detail,
  ]
  return Buffer.concat([Buffer.of(1), ...fields.map(lengthPrefixed)])
}

function lengthPrefixed(value: string | null): Buffer {
  const length = Buffer.alloc(4)
  if (value === null) {
    length.writeInt32BE(-1)
    return length
  }
  const bytes = Buffer.from(value, 'utf8')
  length.writeInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

export function genesisOf(scopeId: string): Uint8Array {
  return sha256(Buffer.from(`tomoshibi audit ${scopeId}`))
}

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())
const same = (one: Uint8Array, other: Uint8Array) => Buffer.from(one).equals(Buffer.from(other))

export type ChainVerifier = {
  /** Takes the next line; answers the first fault, which also ends the verification. */
  take(line: AuditLine): ChainFault | undefined
  head(): ChainHead
}

export const noHeads: KnownHeads = { signed: new Map(), witnessed: new Map() }

/** Walks one scope's chain from its beginning, in constant memory, and holds it against the heads known from elsewhere. */
export function chainVerifier(scopeId: string, known: KnownHeads = noHeads): ChainVerifier {
  let head: ChainHead = { sequence: 0n, hash: genesisOf(scopeId) }
  let lastMicros = 0n
  return {
    head: () => head,
    take: (line) => {
      const sequence = BigInt(line.sequence)
      const fault = (kind: ChainFault['kind']): ChainFault => ({ kind, scopeId, sequence: head.sequence + 1n })
      if (line.scopeId !== scopeId || sequence !== head.sequence + 1n) return fault('gap')
      if (!same(line.previous, head.hash)) return fault(sequence === 1n ? 'wrong-genesis' : 'unlinked')
      const hash = sha256(Buffer.concat([head.hash, canonicalLine(line)]))
      if (!same(hash, line.hash)) return fault('altered')
      if (BigInt(line.atMicros) < lastMicros) return fault('time-goes-back')
      const unknown = disagreement(known, sequence, Buffer.from(hash).toString('hex'))
      if (unknown !== undefined) return fault(unknown)
      lastMicros = BigInt(line.atMicros)
      head = { sequence, hash }
      return undefined
    },
  }
}

function disagreement({ signed, witnessed }: KnownHeads, sequence: bigint, hash: string) {
  if ((signed.get(sequence) ?? hash) !== hash) return 'other-than-signed' as const
  return (witnessed.get(sequence) ?? hash) === hash ? undefined : ('other-than-witnessed' as const)
}

/** After the last line: is anything missing that was once signed or witnessed? Finds a cut tail, which a chain alone cannot. */
export function missingTail(verifier: ChainVerifier, scopeId: string, known: KnownHeads): ChainFault | undefined {
  const { sequence } = verifier.head()
  const fault = (kind: ChainFault['kind']): ChainFault => ({ kind, scopeId, sequence: sequence + 1n })
  if (furthest(known.signed) > sequence) return fault('shorter-than-signed')
  return furthest(known.witnessed) > sequence ? fault('shorter-than-witnessed') : undefined
}

function furthest(heads: ReadonlyMap<bigint, string>): bigint {
  return [...heads.keys()].reduce((most, sequence) => (sequence > most ? sequence : most), 0n)
}
