import { Secret, TOTP } from 'otpauth'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { openBytes, sealBytes } from '#platform/crypto/key-ring.ts'

const issuer = 'ともしび'
const seconds = 30

/** A fresh 160-bit secret. */
export function newTotpSecret(randomBytes: (length: number) => Uint8Array): Uint8Array {
  return randomBytes(20)
}

/** What an authenticator app reads from the QR code. */
export function totpAddress(secret: Uint8Array, loginName: string): string {
  return totpOf(secret, loginName).toString()
}

/** The secret for typing: base32 in groups of four. */
export function totpText(secret: Uint8Array): string {
  return new Secret({ buffer: bufferOf(secret) }).base32.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** The time step a code belongs to, one step (30 s) early or late allowed; undefined when it fits none. */
export function totpStepOf(secret: Uint8Array, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / seconds) + delta
}

/** The code an authenticator shows at an instant. */
export function totpCodeAt(secret: Uint8Array, now: Date): string {
  return totpOf(secret, '').generate({ timestamp: now.getTime() })
}

function totpOf(secret: Uint8Array, label: string): TOTP {
  return new TOTP({
    issuer,
    label,
    secret: new Secret({ buffer: bufferOf(secret) }),
    algorithm: 'SHA1',
    digits: 6,
    period: seconds,
  })
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

/** Sealed for one user: the database cannot move it to another account, nor make codes from it. */
export function sealTotp(keys: KeyRing, userId: string, secret: Uint8Array): string {
  return Buffer.from(sealBytes(keys.secret('totp'), placeOf(userId), secret)).toString('base64')
}

/** Throws `CannotOpen` when it was sealed for somebody else or elsewhere. */
export function openTotp(keys: KeyRing, userId: string, sealed: string): Uint8Array {
  return openBytes(keys.secret('totp'), placeOf(userId), Buffer.from(sealed, 'base64'))
}

const placeOf = (userId: string) => ({ scopeId: 'auth', recordId: userId, field: 'totp' })
