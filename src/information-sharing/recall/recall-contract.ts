import { z } from 'zod'
import { dataCategory } from '#consent/consent-contract.ts'
import { recallOutcomes, recallStates, recallThings, retentionGrounds } from './recall.ts'

const attestedLine = z.object({
  thing: z.enum(recallThings),
  outcome: z.enum(recallOutcomes),
  ground: z.enum(retentionGrounds).nullable(),
  cited: z.string().nullable(),
})

/** One recall as its recipient works on it. The case is named by its number; what was told can no longer be read. */
export const recallTask = z.object({
  id: z.string(),
  company: z.string(),
  openedAt: z.string(),
  dueOn: z.string().nullable(),
  state: z.enum(recallStates),
  escalated: z.int(),
  version: z.int(),
  settledAt: z.string().nullable(),
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
  referralId: z.string().nullable(),
  reportId: z.string().nullable(),
  categories: z.array(z.union([dataCategory, z.literal('feedback')])),
  /** The newest round first; a correction is a later round. */
  lines: z.array(attestedLine.extend({ round: z.int(), attestedAt: z.string(), attestedBy: z.string() })),
})
export type RecallTask = z.infer<typeof recallTask>

/** What whoever passed it on learns: one word. */
export const recallStateOfReport = z.object({
  consentId: z.string(),
  reportId: z.string().nullable(),
  receiptNumber: z.string().nullable(),
  withdrawnOn: z.string(),
  state: z.enum(['open', 'settled']),
})
export type RecallStateOfReport = z.infer<typeof recallStateOfReport>

export const lateRecall = z.object({
  id: z.string(),
  recipient: z.string(),
  openedAt: z.string(),
  dueOn: z.string().nullable(),
})
export type LateRecall = z.infer<typeof lateRecall>

export const listRecalls = {
  method: 'GET',
  path: '/api/recalls',
  summary:
    '同意の取り消しのあと、写しやメモをどうしたかを確かめる一覧です。会社の連絡担当は、渡した先のようすを一語で見られます。',
  response: z.object({
    tasks: z.array(recallTask),
    states: z.array(recallStateOfReport),
    late: z.array(lateRecall),
  }),
} as const

const params = z.strictObject({ id: z.uuid('一覧から選び直してください。') })
const version = z.int().min(1)
const done = z.object({ done: z.boolean() })

export const takeRecall = {
  method: 'POST',
  path: '/api/recalls/:id/take',
  summary: '確かめ始めたことを知らせます。',
  params,
  body: z.strictObject({ version }),
  response: done,
} as const

/** Answers for every kind of copy; said once more it is a correction that stands beside the first answer. */
export const attestRecall = {
  method: 'POST',
  path: '/api/recalls/:id/attest',
  summary: '写し・メモ・ファイルを、消した・返した・法令のために残したと答えます。',
  params,
  body: z.strictObject({
    version,
    lines: z
      .array(
        z.strictObject({
          thing: z.enum(recallThings),
          outcome: z.enum(recallOutcomes, 'どうしたかを選んでください。'),
          ground: z.enum(retentionGrounds).optional(),
          cited: z.string().trim().min(3, '条文を書いてください。').max(60, '条文は60文字までです。').optional(),
        }),
      )
      .min(1, '3つの種類それぞれについて答えてください。')
      .max(recallThings.length, '答えは、種類ごとに1つです。'),
  }),
  response: done,
} as const
