import { createPublicKey, type KeyObject } from 'node:crypto'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type Checkpoint, readCheckpoint, signCheckpoint, signedHeads } from './checkpoint.ts'

/**
 * What a counterpart keeps: heads of the chains, signed, with the key by which anybody can read them. Whoever rewrites the
 * database and forges its checkpoints, having taken the key, still does not reach the paper on somebody else's desk.
 */
export type WitnessFile = { readonly publicKey: KeyObject; readonly keyText: string; readonly lines: readonly string[] }
export type Witnesses = readonly WitnessFile[]

const firstLine = 'tomoshibi-witness-1'

/** The file: its name, the public key (Ed25519, SPKI, base64url), then one signed head a line. */
export function writeWitness(heads: readonly Checkpoint[], key: KeyObject): string {
  const shown = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url')
  return `${[`${firstLine} ${shown}`, ...heads.map((head) => signCheckpoint(head, key))].join('\n')}\n`
}

/** Reads what a counterpart kept. Refuses a line whose signature is not that of the key at the top. */
export function readWitness(text: string): Result<WitnessFile> {
  const [top = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const keyText = top.startsWith(`${firstLine} `) ? top.slice(firstLine.length + 1) : ''
  const publicKey = publicKeyOf(keyText)
  if (publicKey === undefined) {
    return refuse('witness-unreadable', '立会いの控えとして読めないファイルです。1行めが違います。')
  }
  for (const line of lines) {
    const read = readCheckpoint(line, publicKey)
    if (!read.ok) return read
  }
  return ok({ publicKey, keyText, lines })
}

function publicKeyOf(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/** Heads of one scope that counterparts kept, by sequence. Two of them that disagree about one line are refused. */
export function witnessedHeads(files: Witnesses, scopeId: string): Result<ReadonlyMap<bigint, string>> {
  const all = new Map<bigint, string>()
  for (const { lines, publicKey } of files) {
    const heads = signedHeads(lines, scopeId, publicKey)
    if (!heads.ok) return heads
    for (const [sequence, hash] of heads.value) {
      if ((all.get(sequence) ?? hash) !== hash) return refuse('witnesses-disagree', disagreement(sequence))
      all.set(sequence, hash)
    }
  }
  return ok(all)
}

const disagreement = (sequence: bigint) =>
  `立会いの控えどうしが、${sequence}行めで食い違っています。どちらかの時点の後に、記録が作り直されています。`

/**
 * What a counterpart does with a newer file: it keeps it only when no chain became shorter, none at the same length has
 * another head, none is missing, and the key is the one that was seen first.
 */
export function acceptWitness(kept: WitnessFile | undefined, brought: WitnessFile): Result<WitnessFile> {
  if (kept === undefined) return ok(brought)
  if (kept.keyText !== brought.keyText) {
    return refuse(
      'witness-other-key',
      '署名の鍵が、前に預かった控えと違います。鍵を替えたかどうか、相手に確かめてください。',
    )
  }
  for (const [scopeId, old] of furthestHeads(kept)) {
    const fresh = furthestHeads(brought).get(scopeId)
    if (fresh === undefined || fresh.sequence < old.sequence) {
      return refuse(
        'witness-shorter',
        `記録 ${scopeId} が、前に預かった ${old.sequence}行より短くなっています。受け取りませんでした。`,
      )
    }
    if (fresh.sequence === old.sequence && fresh.hash !== old.hash) {
      return refuse(
        'witness-other-root',
        `記録 ${scopeId} の ${old.sequence}行めが、前に預かったものと違います。受け取りませんでした。`,
      )
    }
  }
  // Both heads are kept: the older one, too, is a line that a rewritten chain would not meet.
  return ok({ ...brought, lines: [...new Set([...kept.lines, ...brought.lines])] })
}

function furthestHeads({ lines, publicKey }: WitnessFile): ReadonlyMap<string, Checkpoint> {
  const heads = new Map<string, Checkpoint>()
  for (const line of lines) {
    const read = readCheckpoint(line, publicKey)
    if (!read.ok) continue
    const before = heads.get(read.value.scopeId)
    if (before === undefined || before.sequence < read.value.sequence) heads.set(read.value.scopeId, read.value)
  }
  return heads
}

/** The text of a kept file, as it is written again. */
export function witnessText({ keyText, lines }: WitnessFile): string {
  return `${[`${firstLine} ${keyText}`, ...lines].join('\n')}\n`
}
