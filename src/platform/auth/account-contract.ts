import { z } from 'zod'
import { session, staffRole } from './auth-contract.ts'

const password = z.string().min(1, 'パスワードを入力してください。').max(1000, 'パスワードが長すぎます。')
const code = z.string().min(1, 'コードを入力してください。').max(80, 'コードが長すぎます。')

/** A secret for an authenticator app: as QR code (SVG text) and for typing. */
const authenticator = z.object({ qrSvg: z.string(), text: z.string() })
export type Authenticator = z.infer<typeof authenticator>

/** One of the person's own open sessions. */
export const ownSession = z.object({
  name: z.string(),
  /** `Windows・Edge`; empty when the browser did not say. */
  device: z.string(),
  openedAt: z.string(),
  seenAt: z.string(),
  current: z.boolean(),
})
export type OwnSession = z.infer<typeof ownSession>

/** A change of one's own account, or of one that the reader watches over (administrators, leads, liaisons, auditors). */
export const accountChange = z.object({
  id: z.uuid(),
  kind: z.enum(['invited', 'reset', 'roles', 'contact', 'stopped', 'reopened']),
  at: z.string(),
  own: z.boolean(),
  name: z.string(),
  organization: z.string(),
  rolesBefore: z.array(staffRole).nullable(),
  rolesAfter: z.array(staffRole),
  /** Who did it; null when the operator's command line did. */
  by: z.string().nullable(),
})
export type AccountChange = z.infer<typeof accountChange>

export const ownSecurity = z.object({
  /** One of the demo town's shared accounts: nothing can be changed. */
  demo: z.boolean(),
  totp: z.boolean(),
  codesLeft: z.number(),
  passwordSetAt: z.string().nullable(),
  sessions: z.array(ownSession),
  /** Of the last 90 days, newest first; 50 at most. */
  changes: z.array(accountChange),
})
export type OwnSecurity = z.infer<typeof ownSecurity>

export const readOwnSecurity = {
  method: 'GET',
  path: '/api/account/security',
  summary: '自分のログインの状態',
  response: ownSecurity,
} as const

/** Ends one of the person's other sessions at its next request. */
export const endOwnSession = {
  method: 'POST',
  path: '/api/account/sessions/:name/end',
  summary: '自分の別の端末のログインを終える',
  params: z.strictObject({ name: z.string().regex(/^[0-9a-f]{24}$/) }),
  response: z.undefined(),
} as const

/** 422 with `password_short`, `password_long` or `password_guessable`; 401 `auth_failed` when the current one is wrong. */
export const changePassword = {
  method: 'POST',
  path: '/api/account/password',
  summary: '自分のパスワードを変える',
  body: z.strictObject({ current: password, next: password }),
  response: z.undefined(),
} as const

/** Needs a step-up. The authenticator in use works until the new one is confirmed. */
export const beginAuthenticator = {
  method: 'POST',
  path: '/api/account/authenticator',
  summary: '認証アプリの登録を始める',
  response: authenticator,
} as const

export const confirmAuthenticator = {
  method: 'POST',
  path: '/api/account/authenticator/confirm',
  summary: '認証アプリの登録を確かめる',
  body: z.strictObject({ code }),
  response: z.undefined(),
} as const

/** Needs a step-up. Shown once; the codes of the old sheet are worthless from then on. */
export const printCodes = {
  method: 'POST',
  path: '/api/account/one-time-codes',
  summary: '控えのコードを作り直す',
  response: z.object({ codes: z.array(z.string()) }),
} as const

/** Opens an invitation or reset with the code alone. 404 when it is unknown, used or older than a day. */
export const openEnrolment = {
  method: 'POST',
  path: '/api/enrolment/open',
  summary: '招待のコードを開く',
  body: z.strictObject({ code }),
  response: z.object({
    kind: z.enum(['invitation', 'reset']),
    displayName: z.string(),
    organizationName: z.string(),
    loginName: z.string(),
    until: z.string(),
    authenticator,
  }),
} as const

/** Sets password and second factor and signs in. Without `authenticatorCode` the printed codes are the second factor. */
export const completeEnrolment = {
  method: 'POST',
  path: '/api/enrolment/complete',
  summary: 'パスワードと確認の方法を決める',
  body: z.strictObject({ code, password, authenticatorCode: z.string().max(40).optional() }),
  response: z.object({ codes: z.array(z.string()), session }),
} as const
