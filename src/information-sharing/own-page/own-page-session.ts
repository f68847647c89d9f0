import type { FastifyReply, FastifyRequest } from 'fastify'
import { csrfTokenFor, isSameOrigin, sameText, tokenHash } from '#platform/http/credentials.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'

/** A cookie of its own: somebody of the staff who looks at a person's page stays signed in. It ends with the browser. */
const cookieName = ({ secureCookies }: Platform) => (secureCookies ? '__Host-tomoshibi-own' : 'tomoshibi-own')

export type OwnSession = { readonly token: string; readonly credential: { plane: 'public'; hash: string } }

/** The token that the browser holds; whether it still opens anything is the database's to say. */
export function ownSessionOf(request: FastifyRequest, platform: Platform): OwnSession | undefined {
  const token = request.cookies[cookieName(platform)]
  if (token === undefined || !/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  return { token, credential: { plane: 'public', hash: tokenHash(token) } }
}

/** A new token for one who brought the right number. */
export function newToken(platform: Platform): { token: string; hash: string } {
  const token = Buffer.from(platform.randomBytes(32)).toString('base64url')
  return { token, hash: tokenHash(token) }
}

const options = ({ secureCookies }: Platform) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: secureCookies }) as const

export function setOwnCookie(reply: FastifyReply, platform: Platform, token: string): void {
  reply.setCookie(cookieName(platform), token, options(platform))
}

export function clearOwnCookie(reply: FastifyReply, platform: Platform): void {
  reply.clearCookie(cookieName(platform), options(platform))
}

/** What a form carries: bound to the session, or before there is one to the code on the paper. */
export function formToken(platform: Platform, bound: { session: OwnSession | undefined; code: string }): string {
  if (bound.session) return csrfTokenFor(platform.keys, bound.session.token)
  return Buffer.from(platform.keys.mark('own-page-form', bound.code)).toString('base64url')
}

/** A form counts only when it comes from our own page (fetch metadata or Origin) and carries its token. */
export function requireOwnForm(request: FastifyRequest, platform: Platform, form: { given: string; expected: string }) {
  if (isSameOrigin(request, platform.origin) && sameText(form.given, form.expected)) return
  throw new Refused({ code: 'csrf_failed', because: 'ページが古くなっていました。もう一度お試しください。' })
}
