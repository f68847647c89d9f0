import { z } from 'zod'
import { holdGrounds, retentionClasses } from './retention.ts'

const retentionClass = z.enum(retentionClasses)
const ground = z.enum(holdGrounds)
const day = z.string()

const classView = z.object({
  class: retentionClass,
  days: z.int(),
  /** Past its clock, and nothing holds it back. */
  due: z.int(),
  held: z.int(),
  /** Since when the oldest is past its clock. */
  oldest: day.optional(),
})
export type ClassView = z.infer<typeof classView>

const hold = z.object({
  id: z.uuid(),
  /** Absent: one case, whose number is not told here. */
  class: retentionClass.optional(),
  ground,
  placedAt: z.string(),
  placedBy: z.string(),
})
export type HoldView = z.infer<typeof hold>

const run = z.object({
  id: z.uuid(),
  orderedAt: z.string(),
  orderedBy: z.string(),
  asOf: day,
  finishedAt: z.string().optional(),
  erased: z.record(z.string(), z.int()),
})
export type RunView = z.infer<typeof run>

/** Counts alone: an officer has no right to content. */
export const readRetention = {
  method: 'GET',
  path: '/api/retention',
  summary: '保存期間と、期間を過ぎた記録の件数です。',
  response: z.object({ classes: z.array(classView), holds: z.array(hold), runs: z.array(run) }),
} as const

/** Needs a step-up. 422 outside the bounds of the class. */
export const setRetentionClock = {
  method: 'PUT',
  path: '/api/retention/clocks',
  summary: '保存期間を、決められた範囲で変えます。',
  body: z.strictObject({
    class: retentionClass,
    days: z.int('日数は数字で入力してください。').min(0).max(4000, '日数は4000までで入力してください。'),
  }),
  response: readRetention.response,
} as const

/** Idempotent by `id`. */
export const placeHold = {
  method: 'POST',
  path: '/api/retention/holds',
  summary: 'ある種類の記録の消去を、理由を決めて止めます。',
  body: z.strictObject({ id: z.uuid(), class: retentionClass, ground }),
  response: readRetention.response,
} as const

/** Idempotent by `id`; for whoever sees the case. */
export const holdCase = {
  method: 'POST',
  path: '/api/cases/:id/retention-hold',
  summary: 'このケースの消去を、理由を決めて止めます。',
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ id: z.uuid(), ground }),
  response: z.object({ held: z.literal(true) }),
} as const

/** Needs a step-up. Harmless when repeated. */
export const releaseHold = {
  method: 'DELETE',
  path: '/api/retention/holds/:id',
  summary: '消去を止めていた理由を外します。',
  params: z.strictObject({ id: z.uuid() }),
  response: readRetention.response,
} as const

/** Needs a step-up. Idempotent by `id`; while one is under way, that one goes on. */
export const orderErasure = {
  method: 'POST',
  path: '/api/retention/runs',
  summary: '保存期間を過ぎた記録を消します。鍵も消え、元には戻せません。',
  body: z.strictObject({ id: z.uuid() }),
  response: readRetention.response,
} as const

/** The text of the signed list (CSV), the signature over its bytes (base64) and the key that checks it (PEM). */
export const readErasureProof = {
  method: 'GET',
  path: '/api/retention/runs/:id/proof',
  summary: '消去の証明です。お名前のない符号の一覧に、署名が付きます。',
  params: z.strictObject({ id: z.uuid() }),
  response: z.object({ csv: z.string(), signature: z.string(), publicKey: z.string() }),
} as const
