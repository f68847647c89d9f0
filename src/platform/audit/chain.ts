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
  readonly scopeId: string
  readonly sequence: bigint
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

/** Walks one scope's chain from its beginning, in constant memory. `signed` are heads that were signed off the database. */
export function chainVerifier(scopeId: string, signed: ReadonlyMap<bigint, string> = new Map()): ChainVerifier {
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
      const promised = signed.get(sequence)
      if (promised !== undefined && promised !== Buffer.from(hash).toString('hex')) return fault('other-than-signed')
      lastMicros = BigInt(line.atMicros)
      head = { sequence, hash }
      return undefined
    },
  }
}

/** After the last line: is anything missing that was once signed? Finds a cut tail, which a chain alone cannot. */
export function missingTail(
  verifier: ChainVerifier,
  scopeId: string,
  signed: ReadonlyMap<bigint, string>,
): ChainFault | undefined {
  const furthest = [...signed.keys()].reduce((most, sequence) => (sequence > most ? sequence : most), 0n)
  const { sequence } = verifier.head()
  return furthest > sequence ? { kind: 'shorter-than-signed', scopeId, sequence: sequence + 1n } : undefined
}
