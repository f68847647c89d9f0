import { z } from 'zod'
import { windowArea } from './organization-contract.ts'

/** The windows of one's own municipality: read by its staff, kept by the officer in charge and the administrator. */

const line = (label: string, longest: number) =>
  z.string().trim().max(longest, `「${label}」は${longest}文字までにしてください。`)
const filled = (label: string, longest: number) => line(label, longest).min(1, `「${label}」を入れてください。`)
const phone = (label: string) =>
  z
    .string()
    .trim()
    .regex(/^(?=.*[0-9])[0-9()+-]{1,20}$/, `「${label}」は、数字とハイフンで入れてください。例：000-000-0000`)

/** What may be corrected; null empties a field. Areas and role are kept by the register. */
export const windowFacts = z.strictObject({
  name: filled('窓口の名前', 200),
  section: filled('担当の係', 200),
  phone: phone('電話番号').nullable(),
  fax: phone('ファクス番号').nullable(),
  mail: z.email('メールアドレスの形を確かめてください。例：madoguchi@example.jp').max(200).nullable(),
  postalCode: z
    .string()
    .regex(/^[0-9]{7}$/, '郵便番号は、数字7けたで入れてください。')
    .nullable(),
  address: line('所在地', 300).min(1).nullable(),
  officialUrl: z
    .string()
    .max(500)
    .regex(/^https?:\/\/\S+$/, 'ホームページは https:// から始めてください。')
    .nullable(),
  methods: line('相談の方法', 500).min(1).nullable(),
  /** As people write it (「平日 8時30分から17時15分」); what cannot be read stays as text and counts as unknown. */
  hoursText: line('受付時間', 300),
  whenClosed: z
    .strictObject({ name: filled('時間外に電話に出る人', 100), phone: phone('時間外の電話番号') })
    .nullable(),
})
export type WindowFacts = z.infer<typeof windowFacts>

export const ownWindow = z.object({
  id: z.uuid(),
  ...windowFacts.shape,
  phone: z.string().nullable(),
  fax: z.string().nullable(),
  mail: z.string().nullable(),
  officialUrl: z.string().nullable(),
  whenClosed: z.object({ name: z.string(), phone: z.string() }).nullable(),
  role: z.enum(['responsible', 'fallback', 'pointer']),
  areas: z.array(windowArea),
  /** How the hours are understood, day by day; absent: not known, so nobody is told that it is open. */
  hoursUnderstood: z.string().optional(),
  confirmedOn: z.string().optional(),
  freshness: z.object({ kind: z.enum(['fresh', 'stale', 'unconfirmed']), because: z.string() }),
  version: z.int(),
  allowed: z.array(z.enum(['edit', 'confirm'])),
})
export type OwnWindow = z.infer<typeof ownWindow>

export const listOwnWindows = {
  method: 'GET',
  path: '/api/windows/own',
  summary: '自分の市区町村の相談窓口。確かめてから日がたったものが先に並びます。',
  response: z.object({ windows: z.array(ownWindow) }),
} as const

const params = z.strictObject({ id: z.uuid() })

export const editWindow = {
  method: 'PUT',
  path: '/api/windows/:id',
  summary: '相談窓口の情報の訂正',
  params,
  body: windowFacts.extend({
    version: z.int(),
    /** Everything was checked today, too. */
    confirmed: z.boolean(),
  }),
  response: ownWindow,
} as const

/** 「今日確かめました」: of exactly the version that was looked at. */
export const confirmWindow = {
  method: 'POST',
  path: '/api/windows/:id/confirm',
  summary: '相談窓口の情報を、今日確かめたことにします。',
  params,
  body: z.strictObject({ version: z.int() }),
  response: ownWindow,
} as const
