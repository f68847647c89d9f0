import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Receipt } from './report-shapes-contract.ts'

const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

export type ReceiptKey = { readonly keyId: string; readonly publicKeyPem: string; readonly privateKey: KeyObject }

const made = new WeakMap<KeyRing, ReceiptKey>()

/** The installation's signing key (Ed25519), derived from the root key: the same after every restart. */
export function receiptKey(keys: KeyRing): ReceiptKey {
  const known = made.get(keys) ?? makeReceiptKey(keys)
  made.set(keys, known)
  return known
}

function makeReceiptKey(keys: KeyRing): ReceiptKey {
  const der = Buffer.concat([pkcs8Head, keys.secret('receipt-signing')])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const raw = publicKey.export({ format: 'der', type: 'spki' })
  return {
    keyId: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    privateKey,
  }
}

/** Ed25519 signs without chance: the same answer gives the same receipt, byte for byte. */
export function signReceipt(keys: KeyRing, answer: Omit<Receipt, 'keyId' | 'signature'>): Receipt {
  const { keyId, privateKey } = receiptKey(keys)
  const unsigned = { ...answer, keyId }
  const signature = sign(null, Buffer.from(canonicalJson(unsigned)), privateKey).toString('base64url')
  return { ...unsigned, signature }
}

/** SHA-256 (hex) of what was asked for: one idempotency key belongs to one of these. */
export function bodyHash(door: string, body: unknown): string {
  return createHash('sha256')
    .update(`${door}\n${canonicalJson(body)}`)
    .digest('hex')
}
