import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { ok, type Result, refuse } from '#kernel/result.ts'

/** The head of one scope's chain at one moment, signed with a key that the database never sees. */
export type Checkpoint = {
  readonly scopeId: string
  readonly sequence: bigint
  readonly hash: string
  readonly at: string
}

const origin = 'tomoshibi-audit-1'
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** An Ed25519 key from 32 secret bytes of the key ring. */
export function signingKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
}

/** One line of a checkpoint file: `origin scope sequence hash at signature`. */
export function signCheckpoint(checkpoint: Checkpoint, key: KeyObject): string {
  const text = textOf(checkpoint)
  return `${text} ${sign(null, Buffer.from(text), key).toString('base64url')}`
}

const textOf = ({ scopeId, sequence, hash, at }: Checkpoint) => `${origin} ${scopeId} ${sequence} ${hash} ${at}`
const lineShape = /^tomoshibi-audit-1 ([0-9a-f-]{36}) (\d{1,18}) ([0-9a-f]{64}) (\S{20,30}) ([\w-]{86})$/

/** Reads and checks one line; a line that was not signed by this key is refused. */
export function readCheckpoint(line: string, key: KeyObject): Result<Checkpoint> {
  const [, scopeId, sequence, hash, at, signature] = lineShape.exec(line) ?? []
  if (!scopeId || !sequence || !hash || !at || !signature) {
    return refuse('checkpoint-unreadable', '署名済みの控えに、読めない行があります。')
  }
  const checkpoint = { scopeId, sequence: BigInt(sequence), hash, at }
  // `verify` takes a private key as well as a public one: a counterpart holds only the latter.
  const open = key.type === 'private' ? createPublicKey(key) : key
  const genuine = verify(null, Buffer.from(textOf(checkpoint)), open, Buffer.from(signature, 'base64url'))
  return genuine ? ok(checkpoint) : refuse('checkpoint-forged', '署名済みの控えに、署名の合わない行があります。')
}

/** Signed heads of one scope by sequence, from the lines of checkpoint files. */
export function signedHeads(
  lines: Iterable<string>,
  scopeId: string,
  key: KeyObject,
): Result<ReadonlyMap<bigint, string>> {
  const heads = new Map<bigint, string>()
  for (const line of lines) {
    if (line.trim() === '') continue
    const read = readCheckpoint(line, key)
    if (!read.ok) return read
    if (read.value.scopeId === scopeId) heads.set(read.value.sequence, read.value.hash)
  }
  return ok(heads)
}
