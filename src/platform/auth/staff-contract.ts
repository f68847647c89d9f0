import { z } from 'zod'
import { staffRole } from './auth-contract.ts'

/** One account of the administrator's company or municipality. */
export const staffAccount = z.object({
  id: z.uuid(),
  organizationId: z.uuid(),
  organizationName: z.string(),
  loginName: z.string(),
  displayName: z.string(),
  roles: z.array(staffRole),
  phone: z.string().nullable(),
  mail: z.string().nullable(),
  demo: z.boolean(),
  /** The administrator's own account: changed on the page of one's own security only. */
  self: z.boolean(),
  disabledAt: z.string().nullable(),
  /** Until when a code that was handed over works; null when none is open. */
  invitedUntil: z.string().nullable(),
  hasPassword: z.boolean(),
  lastSeenAt: z.string().nullable(),
  allowed: z.array(z.enum(['change', 'reset', 'stop', 'reopen'])),
})
export type StaffAccount = z.infer<typeof staffAccount>

export const listStaff = {
  method: 'GET',
  path: '/api/staff',
  summary: '利用者の一覧',
  response: z.object({
    organizations: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string() })),
    /** The roles that can be given here. */
    roles: z.array(staffRole),
    accounts: z.array(staffAccount),
  }),
} as const

const displayName = z.string().trim().min(1, '名前を入力してください。').max(60, '名前は60文字までにしてください。')
const roles = z.array(staffRole).min(1, '役割を一つ以上選んでください。').max(9)
const phone = z.string().trim().max(20, '電話番号は20文字までにしてください。').optional()
const mail = z.email('メールアドレスの形を確かめてください。').max(200).optional()

/** What an administrator hands over in person; shown once. */
const handedOver = z.object({ loginName: z.string(), code: z.string(), until: z.string() })
export type HandedOver = z.infer<typeof handedOver>

/** Needs a step-up, like everything that changes an account. */
export const inviteStaff = {
  method: 'POST',
  path: '/api/staff',
  summary: '利用者を招待する',
  body: z.strictObject({
    organizationId: z.uuid(),
    loginName: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,40}$/, 'ログイン名は、半角の英小文字・数字・「.」「_」「-」で入力してください。'),
    displayName,
    roles,
    phone,
    mail,
  }),
  response: handedOver,
} as const

const params = z.strictObject({ id: z.uuid() })

/** `before`: the roles that were read; 409 when somebody changed them meanwhile. */
export const changeStaff = {
  method: 'PUT',
  path: '/api/staff/:id',
  summary: '利用者の名前・役割・連絡先を変える',
  params,
  body: z.strictObject({ displayName, roles, before: z.array(staffRole), phone, mail }),
  response: z.undefined(),
} as const

/** Ends every session of the person at once. */
export const stopStaff = {
  method: 'POST',
  path: '/api/staff/:id/stop',
  summary: '利用を止める',
  params,
  response: z.undefined(),
} as const

export const reopenStaff = {
  method: 'POST',
  path: '/api/staff/:id/reopen',
  summary: '利用を再開する',
  params,
  response: z.undefined(),
} as const

/** Password, authenticator and printed codes are gone; the person sets new ones with the code. */
export const resetStaff = {
  method: 'POST',
  path: '/api/staff/:id/reset',
  summary: 'ログインの方法を作り直す',
  params,
  response: handedOver,
} as const
