import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/** What was sealed cannot be opened: wrong key, wrong place, or damaged. The screen says 「復号できません」. */
export class CannotOpen extends Error {
  constructor() {
    super('sealed content cannot be opened here')
    this.name = 'CannotOpen'
  }
}

/** A subject's data key and the same key wrapped for one scope (a company or a tenant), as the database keeps it. */
export type SubjectKey = { readonly key: Uint8Array; readonly wrapped: Uint8Array }

/** Where a ciphertext belongs: bound in as additional data, so that it cannot be moved to another row or field. */
export type SealedPlace = { readonly scopeId: string; readonly recordId: string; readonly field: string }

/**
 * Keys of one installation, all derived from or wrapped by the root key (a key file, or whatever a KMS hands over).
 * Root → scope key (HKDF) → subject key (random, wrapped) → fields (AES-256-GCM).
 */
export type KeyRing = {
  /** A fresh key for one subject, wrapped for the scope that has custody. */
  newSubjectKey(scopeId: string): SubjectKey
  /** Throws `CannotOpen` when it was wrapped for another scope. */
  unwrap(scopeId: string, wrapped: Uint8Array): Uint8Array
  /** The same key for another scope: what a snapshot's recipient gets. */
  wrapFor(scopeId: string, key: Uint8Array): Uint8Array
  /** A keyed hash of 16 bytes: equal only inside one scope and kind. */
  blindIndex(scopeId: string, kind: string, text: string): Uint8Array
  /** A keyed hash of 32 bytes for tokens and numbers that are compared, never read back. */
  mark(purpose: string, text: string): Uint8Array
  /** A secret of this installation for one purpose, such as the seed of the receipt-signing key. */
  secret(purpose: string, length?: number): Uint8Array
}

/** `rootKey` is 32 random bytes. */
export function openKeyRing(rootKey: Uint8Array): KeyRing {
  if (rootKey.length !== 32) throw new RangeError('the root key has 32 bytes')
  const derived = new Map<string, Uint8Array>()
  const derive = (info: string, length = 32) => {
    const known = derived.get(info) ?? new Uint8Array(hkdfSync('sha256', rootKey, 'tomoshibi', info, length))
    derived.set(info, known)
    return known
  }
  const scopeKey = (scopeId: string) => derive(`scope:${scopeId}`)
  const indexKey = (scopeId: string) => derive(`index:${scopeId}`)
  const wrapFor = (scopeId: string, key: Uint8Array) => encrypt(scopeKey(scopeId), key, `wrap:${scopeId}`)
  return {
    wrapFor,
    newSubjectKey: (scopeId) => {
      const key = new Uint8Array(randomBytes(32))
      return { key, wrapped: wrapFor(scopeId, key) }
    },
    unwrap: (scopeId, wrapped) => decrypt(scopeKey(scopeId), wrapped, `wrap:${scopeId}`),
    blindIndex: (scopeId, kind, text) =>
      new Uint8Array(
        createHmac('sha256', keyOf(indexKey(scopeId)))
          .update(`${kind}\0${text}`)
          .digest()
          .subarray(0, 16),
      ),
    mark: (purpose, text) =>
      new Uint8Array(
        createHmac('sha256', keyOf(derive(`mark:${purpose}`)))
          .update(text)
          .digest(),
      ),
    secret: (purpose, length = 32) => derive(`secret:${purpose}`, length),
  }
}

/** Seals a JSON value for one place. */
export function sealJson(key: Uint8Array, place: SealedPlace, value: unknown): Uint8Array {
  return sealBytes(key, place, new TextEncoder().encode(JSON.stringify(value)))
}

/** Opens what `sealJson` sealed for the same place; throws `CannotOpen` otherwise. The shape is the caller's to check. */
export function openJson(key: Uint8Array, place: SealedPlace, sealed: Uint8Array): unknown {
  const value: unknown = JSON.parse(new TextDecoder().decode(openBytes(key, place, sealed)))
  return value
}

/** Seals bytes, such as the picture of a signature. */
export function sealBytes(key: Uint8Array, place: SealedPlace, bytes: Uint8Array): Uint8Array {
  return encrypt(key, bytes, placeText(place))
}

export function openBytes(key: Uint8Array, place: SealedPlace, sealed: Uint8Array): Uint8Array {
  return decrypt(key, sealed, placeText(place))
}

const keyObjects = new WeakMap<Uint8Array, KeyObject>()
/** Bytes given as a key are looked at anew by every call of node:crypto, at ten times the cost of the sealing itself. */
function keyOf(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key) ?? createSecretKey(key)
  keyObjects.set(key, known)
  return known
}

const placeText = ({ scopeId, recordId, field }: SealedPlace) => `${scopeId}|${recordId}|${field}`
const formatVersion = 1

/** version (1) ‖ nonce (12) ‖ tag (16) ‖ ciphertext */
function encrypt(key: Uint8Array, plain: Uint8Array, place: string): Uint8Array {
  const nonce = freshNonce()
  const cipher = createCipheriv('aes-256-gcm', keyOf(key), nonce)
  cipher.setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.of(formatVersion), nonce, cipher.getAuthTag(), body]))
}

/** Nonces are drawn a page at a time: one call to the system for hundreds of fields. Each byte is used once. */
let drawn = Buffer.alloc(0)
function freshNonce(): Buffer {
  if (drawn.length < 12) drawn = randomBytes(12 * 256)
  const nonce = Buffer.from(drawn.subarray(0, 12))
  drawn = drawn.subarray(12)
  return nonce
}

function decrypt(key: Uint8Array, sealed: Uint8Array, place: string): Uint8Array {
  if (sealed.length < 29 || sealed[0] !== formatVersion) throw new CannotOpen()
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(key), sealed.subarray(1, 13))
    decipher.setAAD(Buffer.from(place))
    decipher.setAuthTag(sealed.subarray(13, 29))
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]))
  } catch {
    throw new CannotOpen()
  }
}
