import { z } from 'zod'

/** The staff roles, in the order in which a person with several sees their homes. */
export const staffRoles = [
  'field_worker',
  'arrears_clerk',
  'liaison',
  'utility_admin',
  'consultation_worker',
  'lead_worker',
  'municipal_officer',
  'tenant_admin',
  'auditor',
] as const

export const staffRole = z.enum(staffRoles)
export type StaffRole = z.infer<typeof staffRole>

/** The plane a member of staff works in: which database user serves them. */
export const staffPlane = z.enum(['welfare', 'utility', 'auditor'])
export type StaffPlane = z.infer<typeof staffPlane>

/** Who is signed in and what the frame around every screen shows. */
export const session = z.object({
  user: z.object({
    id: z.uuid(),
    displayName: z.string(),
    loginName: z.string(),
    roles: z.array(staffRole).min(1),
    plane: staffPlane,
  }),
  organization: z.object({ id: z.uuid(), name: z.string(), kind: z.string() }),
  /** The municipality (welfare plane); a company's staff span municipalities. */
  tenant: z.object({ id: z.uuid(), name: z.string() }).optional(),
  /** Sent back as the header `x-csrf-token` with everything that is not a GET. */
  csrfToken: z.string(),
  /** Until when sharing, export and administration need no password again; `null`: they do. */
  steppedUpUntil: z.iso.datetime().nullable(),
  /** The data are the demo town's. */
  demo: z.boolean(),
  /** Unread notices. */
  notices: z.number().int().min(0),
})
export type Session = z.infer<typeof session>

/** 401 `unauthenticated` when nobody is signed in or the session ended. Does not count as activity for the idle limit. */
export const readSession = {
  method: 'GET',
  path: '/api/session',
  summary: 'いまログインしている人',
  response: session,
} as const

/** What a person types to sign in; `code` is the six digits of the authenticator or a printed one-time code. */
export const credentials = z.strictObject({
  /** `name@organisation-code` */
  loginName: z.string().min(1).max(200),
  password: z.string().min(1).max(1000),
  code: z.string().max(40).optional(),
})

/** 401 `auth_failed` (which part was wrong is not told), 401 `second_factor_required` when `code` is missing, 429 when tried too often. */
export const login = {
  method: 'POST',
  path: '/api/login',
  summary: 'ログインする',
  body: credentials,
  response: session,
} as const

/** Ends this session. */
export const logout = {
  method: 'POST',
  path: '/api/logout',
  summary: 'ログアウトする',
  response: z.undefined(),
} as const

/** Ends every session of the person, this one too. */
export const logoutEverywhere = {
  method: 'POST',
  path: '/api/logout-everywhere',
  summary: 'すべての端末でログアウトする',
  response: z.undefined(),
} as const

/** Proves once more who sits here. 401 `auth_failed` when wrong; the API asks for it with 401 `stepup_required`. */
export const stepUp = {
  method: 'POST',
  path: '/api/step-up',
  summary: 'ご本人の確認',
  body: z.strictObject({
    password: z.string().min(1).max(1000).optional(),
    code: z.string().min(1).max(40).optional(),
  }),
  response: session,
} as const

/** One of the people of the demo town; the password is public because nothing there is real. */
export const demoAccount = z.object({
  displayName: z.string(),
  organizationName: z.string(),
  roleLabel: z.string(),
  loginName: z.string(),
  password: z.string(),
  /** One line of the person's story. */
  story: z.string(),
})
export type DemoAccount = z.infer<typeof demoAccount>

/** The demo town's people; empty where the data are real. Needs no session. */
export const listDemoAccounts = {
  method: 'GET',
  path: '/api/demo-accounts',
  summary: '見本の町の人たち',
  response: z.object({ accounts: z.array(demoAccount) }),
} as const
