import type { FastifyReply, FastifyRequest } from 'fastify'
import { credentialOf, csrfTokenFor, setSessionCookie, tokenHash } from '#platform/http/credentials.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import type { Session } from './auth-contract.ts'
import { callAuth } from './auth-store.ts'
import { deviceOf } from './device.ts'
import type { From, OpenedSession } from './login.ts'

/** Who sits here, for the frame around the screens; throws `no_session` when nobody does. */
export async function getSession(platform: Platform, { token, plane }: OpenedSession): Promise<Session> {
  const known = await callAuth(platform.databases, 'read_session', { tokenHash: tokenHash(token), plane })
  if (known === null) throw noSession()
  const { tenant, steppedUpUntil, ...rest } = known
  return {
    ...rest,
    ...(tenant === null ? {} : { tenant }),
    steppedUpUntil: steppedUpUntil === null ? null : new Date(steppedUpUntil).toISOString(),
    csrfToken: csrfTokenFor(platform.keys, token),
  }
}

export function noSession(): Refused {
  return new Refused({ code: 'no_session', because: 'もう一度ログインすると、続きから始められます。' })
}

/** The cookie of a member of staff; undefined for nobody and for the person's own page. */
export function staffTokenOf(request: FastifyRequest, platform: Platform): OpenedSession | undefined {
  const found = credentialOf(request, { secure: platform.secureCookies })
  return found === undefined || found.plane === 'public' ? undefined : { token: found.token, plane: found.plane }
}

/** Where an attempt comes from. */
export function fromOf(request: FastifyRequest, platform: Platform): From {
  return {
    address: request.ip,
    device: deviceOf(request.headers['user-agent']),
    oldToken: staffTokenOf(request, platform)?.token,
  }
}

/** Puts the token into the cookie and answers who sits here now. */
export async function answerSession(reply: FastifyReply, platform: Platform, opened: OpenedSession): Promise<Session> {
  const session = await getSession(platform, opened)
  setSessionCookie(reply, opened.plane, { token: opened.token, secure: platform.secureCookies })
  return session
}
