import { createHash } from 'node:crypto'
import type { KeyRing } from './key-ring.ts'

/**
 * What may be told of a code without giving it away: 130 random bits are not found from their SHA-256. A company that
 * prints letters without a connection registers this digest, never the code.
 */
export function codeDigest(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

/** What the database keeps of a code, hex: the digest under this installation's own key. */
export function codeMark(keys: Pick<KeyRing, 'mark'>, digest: string): string {
  return Buffer.from(keys.mark('guidance-code', digest)).toString('hex')
}
