import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { ok, refuse } from '#kernel/result.ts'
import { callGate, type SessionTx, type Staff } from '#platform/database/session.ts'
import { door, requireOwnPage, staffCredential } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import {
  beginAuthenticator,
  changePassword,
  confirmAuthenticator,
  endOwnSession,
  ownSecurity,
  printCodes,
  readOwnSecurity,
} from './account-contract.ts'
import { showAuthenticator } from './authenticator.ts'
import { newOneTimeCodes, oneTimeCodeHash } from './codes.ts'
import { authenticatorWrong } from './enrolment.ts'
import { setOwnPassword } from './set-password.ts'
import { newTotpSecret, openTotp, sealTotp, totpStepOf } from './totp.ts'

/** One's own security: sessions, password, authenticator, printed codes. The database asks for the step-up. */
export function openAccount(app: App, platform: Platform): void {
  const frame = { app, platform, planes: ['welfare', 'utility', 'auditor'] } as const
  door(frame, readOwnSecurity, async ({ tx }) => {
    const { rows } = await sql<{ answer: unknown }>`
      select sec.own_security() || jsonb_build_object('changes', sec.account_changes()) as answer`.execute(tx.db)
    return ok(ownSecurity.parse(rows[0]?.answer))
  })
  door(frame, endOwnSession, async ({ tx, params }) => {
    await callGate(tx.db, 'end_own_session', { document: params, shape: z.boolean() })
    return ok(undefined)
  })
  door(frame, printCodes, async ({ tx, staff }) => {
    const codes = newOneTimeCodes(platform.randomBytes)
    const hashes = codes.map((code) => oneTimeCodeHash(platform.keys, staff.userId, code))
    await callGate(tx.db, 'replace_one_time_codes', { document: { hashes }, shape: z.boolean() })
    return ok({ codes: [...codes] })
  })
  openAuthenticator(app, platform)
  openPassword(app, platform)
}

function openAuthenticator(app: App, platform: Platform): void {
  const frame = { app, platform, planes: ['welfare', 'utility', 'auditor'] } as const
  door(frame, beginAuthenticator, async ({ tx, staff }) => {
    const secret = newTotpSecret(platform.randomBytes)
    const sealed = sealTotp(platform.keys, staff.userId, secret)
    await callGate(tx.db, 'begin_totp', { document: { sealed }, shape: z.boolean() })
    return ok(await showAuthenticator(secret, await loginNameOf(tx, staff)))
  })
  door(frame, confirmAuthenticator, async ({ tx, staff, body }) => {
    const { rows } = await sql<{ answer: unknown }>`select sec.pending_totp() as answer`.execute(tx.db)
    const { sealed } = z.object({ sealed: z.string().nullable() }).parse(rows[0]?.answer)
    if (sealed === null) return refuse('authenticator_missing', '認証アプリの登録を、初めからやり直してください。')
    const step = totpStepOf(openTotp(platform.keys, staff.userId, sealed), body.code.trim(), platform.now())
    if (step === undefined) {
      const { code, because } = authenticatorWrong
      throw new Refused(authenticatorWrong, { errors: [{ path: 'code', code, message: because }] })
    }
    await callGate(tx.db, 'confirm_totp', { document: { step }, shape: z.boolean() })
    return ok(undefined)
  })
}

async function loginNameOf(tx: SessionTx, staff: Staff): Promise<string> {
  const found = await tx.db.selectFrom('users').select('login_name').where('id', '=', staff.userId).executeTakeFirst()
  return `${found?.login_name ?? ''}@${staff.organization.code}`
}

/** Outside a session's transaction: hashing takes long, and its result belongs to the login plane. */
function openPassword(app: App, platform: Platform): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: changePassword.method,
    url: changePassword.path,
    schema: {
      summary: changePassword.summary,
      tags: ['account'],
      body: changePassword.body,
      response: { 204: changePassword.response },
    },
    onRequest: async (request) => void staffCredential(request, platform),
    handler: async (request, reply) => {
      const { token, plane } = staffCredential(request, platform)
      requireOwnPage(request, platform, token)
      if (plane === 'public')
        throw new Refused({ code: 'forbidden', because: 'この操作は、いまの役割では行えません。' })
      const done = await setOwnPassword(platform, { token, plane }, request.body)
      if (done.ok) return reply.code(204).send()
      const { code, because } = done.refusal
      const path = code === 'password_wrong' ? 'current' : 'next'
      throw new Refused(done.refusal, { errors: [{ path, code, message: because }] })
    },
  })
}
