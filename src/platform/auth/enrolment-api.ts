import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Result } from '#kernel/result.ts'
import { unwrap } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { completeEnrolment, openEnrolment } from './account-contract.ts'
import { requireSameOrigin } from './auth-api.ts'
import { showAuthenticator } from './authenticator.ts'
import { type Enrolled, enrol, findEnrolment } from './enrolment.ts'
import { answerSession, fromOf } from './session-view.ts'

/** The first sign-in, and the one after a reset: the code alone is the key, once. */
export function openEnrolmentDoors(app: App, platform: Platform): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.route({
    method: openEnrolment.method,
    url: openEnrolment.path,
    schema: {
      summary: openEnrolment.summary,
      tags: ['enrolment'],
      body: openEnrolment.body,
      response: { 200: openEnrolment.response },
    },
    handler: async (request) => {
      requireSameOrigin(request, platform)
      const found = unwrap(await findEnrolment(platform, request.body.code, request.ip))
      const { secret, userId: _userId, ...shown } = found
      return { ...shown, authenticator: await showAuthenticator(secret, found.loginName) }
    },
  })
  typed.route({
    method: completeEnrolment.method,
    url: completeEnrolment.path,
    schema: {
      summary: completeEnrolment.summary,
      tags: ['enrolment'],
      body: completeEnrolment.body,
      response: { 200: completeEnrolment.response },
    },
    handler: async (request, reply) => {
      requireSameOrigin(request, platform)
      const { opened, codes } = atItsField(await enrol(platform, request.body, fromOf(request, platform)))
      return { codes: [...codes], session: await answerSession(reply, platform, opened) }
    },
  })
}

/** The refusal's sentence also stands at the field it is about. */
function atItsField(result: Result<Enrolled>): Enrolled {
  if (result.ok) return result.value
  const { code, because } = result.refusal
  const path = code.startsWith('password_') ? 'password' : code === 'authenticator_wrong' ? 'authenticatorCode' : 'code'
  throw new Refused(result.refusal, { errors: [{ path, code, message: because }] })
}
