import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { clearSessionCookie, isSameOrigin, tokenHash } from '#platform/http/credentials.ts'
import { requireOwnPage, unwrap } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import {
  type DemoAccount,
  listDemoAccounts,
  login,
  logout,
  logoutEverywhere,
  readSession,
  stepUp,
} from './auth-contract.ts'
import { callAuth } from './auth-store.ts'
import { signIn } from './login.ts'
import { prepareDummy } from './password.ts'
import { answerSession, fromOf, getSession, noSession, staffTokenOf } from './session-view.ts'
import { stepUpSession } from './step-up.ts'

/** The doors of signing in and out. `demoAccounts` are the people of the demo town, shown only while it is the data. */
export async function openAuth(app: App, platform: Platform, demoAccounts: readonly DemoAccount[]): Promise<void> {
  await prepareDummy()
  openLogin(app, platform)
  openSession(app, platform)
  openLogout(app, platform)
  app.withTypeProvider<ZodTypeProvider>().route({
    method: listDemoAccounts.method,
    url: listDemoAccounts.path,
    schema: { summary: listDemoAccounts.summary, tags: ['auth'], response: { 200: listDemoAccounts.response } },
    handler: async () => ({ accounts: (await platform.isDemo()) ? [...demoAccounts] : [] }),
  })
}

function openLogin(app: App, platform: Platform): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: login.method,
    url: login.path,
    schema: { summary: login.summary, tags: ['auth'], body: login.body, response: { 200: login.response } },
    handler: async (request, reply) => {
      requireSameOrigin(request, platform)
      const opened = unwrap(await signIn(platform, request.body, fromOf(request, platform)))
      return answerSession(reply, platform, opened)
    },
  })
}

function openSession(app: App, platform: Platform): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.route({
    method: readSession.method,
    url: readSession.path,
    schema: { summary: readSession.summary, tags: ['auth'], response: { 200: readSession.response } },
    handler: async (request) => getSession(platform, requireStaff(request, platform)),
  })
  typed.route({
    method: stepUp.method,
    url: stepUp.path,
    schema: { summary: stepUp.summary, tags: ['auth'], body: stepUp.body, response: { 200: stepUp.response } },
    onRequest: async (request) => void requireStaff(request, platform),
    handler: async (request) => {
      const staff = requireStaff(request, platform)
      requireOwnPage(request, platform, staff.token)
      unwrap(await stepUpSession(platform, staff.token, request.body))
      return getSession(platform, staff)
    },
  })
}

function openLogout(app: App, platform: Platform): void {
  for (const route of [logout, logoutEverywhere]) {
    app.route({
      method: route.method,
      url: route.path,
      schema: { summary: route.summary, tags: ['auth'], response: { 204: route.response } },
      handler: async (request, reply) => {
        const staff = staffTokenOf(request, platform)
        if (staff) {
          requireOwnPage(request, platform, staff.token)
          const everywhere = route === logoutEverywhere
          await callAuth(platform.databases, 'end_session', { tokenHash: tokenHash(staff.token), everywhere })
        }
        return leaveNothing(reply, platform)
      },
    })
  }
}

/** The cookie goes, and whatever the browser kept of these pages: the next person at this desk finds nothing. */
function leaveNothing(reply: FastifyReply, platform: Platform) {
  clearSessionCookie(reply, { secure: platform.secureCookies })
  return reply.header('clear-site-data', '"cache", "cookies", "storage"').code(204).send()
}

function requireStaff(request: FastifyRequest, platform: Platform) {
  const staff = staffTokenOf(request, platform)
  if (!staff) throw noSession()
  return staff
}

/** Before a session there is no CSRF token; nobody may be signed in from another site's page all the same. */
export function requireSameOrigin(request: FastifyRequest, platform: Platform): void {
  if (isSameOrigin(request, platform.origin)) return
  const because = '画面が古くなっています。開き直して、もう一度お試しください。'
  throw new Refused({ code: 'csrf_failed', because })
}
