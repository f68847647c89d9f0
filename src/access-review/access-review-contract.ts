import { z } from 'zod'
import { guardText } from '#kernel/text-guard.ts'
import { LONGEST_REASON, reviewOutcomes, SHORTEST_REASON } from './access-review.ts'
import { unusualReasons } from './unusual-looks.ts'

/** Looks with a reason, their judgement, and the weekly list. */

const byId = z.strictObject({ id: z.uuid() })
const outcome = z.enum(reviewOutcomes)
const judged = { outcome: outcome.optional(), reviewedBy: z.string().optional(), reviewedAt: z.string().optional() }

const reason = z.string().superRefine((value, context) => {
  const guarded = guardText(value, { label: '開く理由', longest: LONGEST_REASON, lines: 'many' })
  const short = Array.from(value.replace(/\s/g, '')).length < SHORTEST_REASON
  const because = guarded.ok ? `開く理由は、${SHORTEST_REASON}文字以上で書いてください。` : guarded.refusal.because
  if (!guarded.ok || short) context.addIssue({ code: 'custom', message: because })
})

const caseNumber = z
  .string()
  .max(20, 'ケース番号は20文字までで入力してください。')
  .transform((typed) =>
    typed
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, ''),
  )
  .transform((plain) => `${plain.slice(0, 3)}-${plain.slice(3)}`)

/**
 * Idempotent by `id`. 404 `not_found` for a number that nobody has, another agency's and a protected one alike.
 * `until` is absent when the case may be seen anyway.
 */
export const openCaseLook = {
  method: 'POST',
  path: '/api/case-looks',
  summary: '担当でないケースを、理由を書いて60分だけ開きます。読むだけで、主任と個人情報の担当に知らせが届きます。',
  body: z.strictObject({ id: z.uuid(), number: caseNumber, reason }),
  response: z.object({ caseId: z.uuid(), until: z.string().optional() }),
} as const

const caseLook = z.object({
  id: z.uuid(),
  at: z.string(),
  until: z.string(),
  viewer: z.string(),
  agency: z.string(),
  own: z.boolean(),
  /** Absent when the case is not one that may be named here. */
  number: z.string().optional(),
  caseId: z.uuid().optional(),
  /** Absent when it was erased with its case. */
  reason: z.string().optional(),
  dueOn: z.string(),
  overdue: z.boolean(),
  mayReview: z.boolean(),
  ...judged,
})
export type CaseLook = z.infer<typeof caseLook>

/** One's own, and those that one judges. Reading it is a line of the log. */
export const listCaseLooks = {
  method: 'GET',
  path: '/api/case-looks',
  summary: '担当でないケースの閲覧です。自分のものと、見直す立場にあるものが並びます。',
  response: z.object({ looks: z.array(caseLook) }),
} as const

export const reviewCaseLook = {
  method: 'POST',
  path: '/api/case-looks/:id/review',
  summary: '担当でないケースの閲覧を見直した結果を残します。見た本人は行えません。',
  params: byId,
  body: z.strictObject({ outcome }),
  response: listCaseLooks.response,
} as const

const unusualLook = z.object({
  id: z.uuid(),
  kind: z.enum(['case', 'burst', 'administration']),
  viewer: z.string(),
  organization: z.string(),
  /** The same code for the same case, and nothing more. */
  caseMark: z.string().optional(),
  reasons: z.array(z.enum(unusualReasons)),
  sentences: z.array(z.string()),
  looks: z.int(),
  firstAt: z.string(),
  lastAt: z.string(),
  mayReview: z.boolean(),
  ...judged,
})
export type UnusualLookView = z.infer<typeof unusualLook>

const count = z.object({
  month: z.string(),
  kind: z.enum(['break-glass', 'case', 'burst', 'administration']),
  outcome: z.enum(['waiting', ...reviewOutcomes]),
  n: z.int(),
})
export type LookCount = z.infer<typeof count>

/** The weekly lists, newest week first, administrators' own deeds first. */
export const listUnusualLooks = {
  method: 'GET',
  path: '/api/unusual-looks',
  summary: 'ふだんと違う閲覧の、週ごとの一覧です。個人情報の保護責任者が見直します。',
  response: z.object({
    weeks: z.array(z.object({ weekOn: z.string(), lines: z.array(unusualLook) })),
    counts: z.array(count),
  }),
} as const

export const reviewUnusualLook = {
  method: 'POST',
  path: '/api/unusual-looks/:id/review',
  summary: 'ふだんと違う閲覧を見直した結果を残します。見た本人は行えません。',
  params: byId,
  body: z.strictObject({ outcome }),
  response: listUnusualLooks.response,
} as const

const person = z.object({ id: z.uuid(), name: z.string() })
const house = z.object({
  /** Absent: the whole municipality. */
  organizationId: z.uuid().optional(),
  name: z.string(),
  named: z.array(person),
  /** Who has the duty now: the named, or else whoever stands in for them. */
  inForce: z.array(person),
})
export type DutyHouse = z.infer<typeof house>

export const readPrivacyDuties = {
  method: 'GET',
  path: '/api/privacy-duties',
  summary: '個人情報の保護責任者です。決めていないときは、市の主管部局の全員が務めます。',
  response: z.object({ houses: z.array(house), candidates: z.array(person), mayName: z.boolean() }),
} as const

/** Needs a step-up. Harmless when repeated. */
export const namePrivacyOfficer = {
  method: 'POST',
  path: '/api/privacy-duties',
  summary: '個人情報の保護責任者を決める、または外します。',
  body: z.strictObject({
    organizationId: z.uuid().optional(),
    userId: z.uuid('だれかを選んでください。'),
    ended: z.boolean(),
  }),
  response: readPrivacyDuties.response,
} as const
