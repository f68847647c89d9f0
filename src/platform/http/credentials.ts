import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import type { SessionCredential } from '#platform/database/session.ts'

export type CookiePolicy = { readonly secure: boolean }

/** Kept for 90 days, so that an expired session can still say who reports an immediate danger. */
const keptSeconds = 90 * 24 * 60 * 60
const planeLetters = { w: 'welfare', u: 'utility', a: 'auditor', p: 'public' } as const

/** `__Host-` ties the cookie to this host over https; plain http is for the machine itself. */
export function cookieName({ secure }: CookiePolicy): string {
  return secure ? '__Host-tomoshibi' : 'tomoshibi'
}

export function setSessionCookie(
  reply: FastifyReply,
  plane: SessionCredential['plane'],
  { token, secure }: { token: string; secure: boolean },
) {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: keptSeconds } as const
  return reply.setCookie(cookieName({ secure }), `${plane.charAt(0)}.${token}`, options)
}

export function clearSessionCookie(reply: FastifyReply, { secure }: CookiePolicy) {
  return reply.clearCookie(cookieName({ secure }), { path: '/', httpOnly: true, sameSite: 'strict', secure })
}

/** The token itself never leaves this file but as its hash; undefined when the cookie is absent or malformed. */
export function credentialOf(
  request: FastifyRequest,
  policy: CookiePolicy,
): (SessionCredential & { readonly token: string }) | undefined {
  const raw = request.cookies[cookieName(policy)]
  const found = raw === undefined ? null : /^([wuap])\.([A-Za-z0-9_-]{43})$/.exec(raw)
  const letter = found?.[1]
  const token = found?.[2]
  if (token === undefined || (letter !== 'w' && letter !== 'u' && letter !== 'a' && letter !== 'p')) return undefined
  return { plane: planeLetters[letter], token, hash: tokenHash(token) }
}

/** SHA-256 in hex: what the database keeps instead of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Bound to the session's token and to this installation; nothing is stored. */
export function csrfTokenFor(keys: KeyRing, token: string): string {
  return Buffer.from(keys.mark('csrf', token)).toString('base64url')
}

/** A state-changing request must come from our own pages: fetch metadata (or Origin) and the session's token agree. */
export function mayChangeState(
  request: FastifyRequest,
  { expected, origin }: { expected: string; origin: string },
): boolean {
  if (!isSameOrigin(request, origin)) return false
  const given = request.headers['x-csrf-token']
  return typeof given === 'string' && sameText(given, expected)
}

export function isSameOrigin(request: FastifyRequest, origin: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const from = request.headers.origin
  return from === undefined || from === origin || from === `${request.protocol}://${request.host}`
}

export function sameText(one: string, other: string): boolean {
  const a = Buffer.from(one)
  const b = Buffer.from(other)
  return a.length === b.length && timingSafeEqual(a, b)
}
