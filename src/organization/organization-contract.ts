import { z } from 'zod'
import { areaLevels } from './contact-window.ts'

/** GET /api/windows/find: which window answers for an address, or which ones compete. */

const query = z
  .strictObject({
    postal: z.string().max(20, '郵便番号は20文字までで入力してください。').optional(),
    address: z.string().max(300, '住所は300文字までで入力してください。').optional(),
  })
  .refine((asked) => (asked.postal ?? '').trim() !== '' || (asked.address ?? '').trim() !== '', {
    message: '郵便番号か住所のどちらかを入力してください。',
    path: ['address'],
  })

export const windowArea = z.object({
  level: z.enum(areaLevels),
  code: z.string(),
  name: z.string(),
  town: z.string().optional(),
  part: z.string().optional(),
})

/** Who picks up the telephone at this moment; `emergency-only` means nobody but 119 and 110. */
export const answering = z.object({
  state: z.enum(['open', 'closed', 'unknown']),
  by: z.enum(['window', 'duty', 'when-closed', 'fallback', 'municipality', 'emergency-only']),
  name: z.string(),
  phone: z.string().optional(),
  because: z.string(),
})

export const windowCard = z.object({
  id: z.uuid(),
  name: z.string(),
  section: z.string(),
  role: z.enum(['responsible', 'fallback', 'pointer']),
  phone: z.string().optional(),
  fax: z.string().optional(),
  mail: z.string().optional(),
  postalCode: z.string().optional(),
  address: z.string().optional(),
  officialUrl: z.string().optional(),
  methods: z.string().optional(),
  /** As the office wrote it; absent when the register does not say. */
  hoursText: z.string().optional(),
  areas: z.array(windowArea),
  freshness: z.object({ kind: z.enum(['fresh', 'stale', 'unconfirmed']), because: z.string() }),
  confirmedOn: z.string().optional(),
  answersNow: answering,
  attribution: z.string().optional(),
  /** The organisation and municipality that work with this installation; a report can be sent only to these. */
  organizationId: z.uuid().optional(),
  tenantId: z.uuid().optional(),
})
export type WindowCard = z.infer<typeof windowCard>

/** `one`: this window. `choose`: a human picks (also when a single window covers only a part). `none`: where to ask instead. */
export const windowAnswer = z.object({
  kind: z.enum(['one', 'choose', 'none']),
  because: z.string(),
  windows: z.array(windowCard),
  places: z.array(z.object({ code: z.string(), name: z.string(), town: z.string().optional() })),
  /** To be shown with the windows: whose work the entries are. */
  attributions: z.array(z.string()),
  emergency: z.string(),
})
export type WindowAnswer = z.infer<typeof windowAnswer>

export const findWindowsRoute = {
  method: 'GET',
  path: '/api/windows/find',
  summary: '住所か郵便番号から、担当の相談窓口を探します。いくつか当てはまるときは、人が選びます。',
  query,
  response: windowAnswer,
} as const
