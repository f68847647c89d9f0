import { z } from 'zod'
import { noticeStages, signs } from './report-form.ts'

/** A question without a name (area, stage, signs), and its answer: advice, consent wording, or another way. */

const answered = z.object({
  kind: z.enum(['advice', 'consent-wording', 'another-way']),
  text: z.string(),
  by: z.string().optional(),
  at: z.string(),
})
const question = z.object({
  id: z.uuid(),
  version: z.int(),
  tenantName: z.string(),
  areaName: z.string(),
  stage: z.enum(noticeStages),
  signs: z.array(z.enum(signs)),
  body: z.string(),
  askedAt: z.string(),
  organizationName: z.string(),
  answer: answered.optional(),
})
export type Question = z.infer<typeof question>

export const listQuestions = {
  method: 'GET',
  path: '/api/questions',
  summary: '相談窓口にした、名前を伏せた質問と答えです。',
  response: z.object({ questions: z.array(question) }),
} as const

/**
 * Idempotent by `id`. What looks like a name, telephone number, address, contract number or My Number is 422
 * `question_names_somebody`, with the place (`errors[].path` is `body`) and how to write it instead.
 */
export const askQuestion = {
  method: 'POST',
  path: '/api/questions',
  summary: '名前を伏せて、相談窓口に質問します。地域・段階・様子だけで、個人の情報は書けません。',
  body: z.strictObject({
    id: z.uuid(),
    tenantId: z.uuid(),
    /** Six digits: the municipality or ward, never finer. */
    areaCode: z.string().regex(/^[0-9]{6}$/, '地域を選んでください。'),
    stage: z.enum(noticeStages),
    signs: z.array(z.enum(signs)).max(signs.length),
    body: z.string().min(1, '質問を入力してください。').max(600, '質問は600文字までで入力してください。'),
  }),
  response: question,
} as const

/** While somebody types: what in the text may tell who it is. */
export const checkQuestion = {
  method: 'POST',
  path: '/api/questions/check',
  summary: '質問の文に、だれのことかわかる書き方がないかを確かめます。何も保存しません。',
  body: z.strictObject({ body: z.string().max(600, '質問は600文字までで入力してください。') }),
  response: z.object({
    findings: z.array(z.object({ kind: z.string(), start: z.int(), end: z.int(), because: z.string() })),
  }),
} as const

export const listReceivedQuestions = {
  method: 'GET',
  path: '/api/received-questions',
  summary: '会社から届いた、名前を伏せた質問です。',
  response: z.object({ questions: z.array(question), waiting: z.int() }),
} as const

export const answerQuestion = {
  method: 'POST',
  path: '/api/received-questions/:id/answer',
  summary: '質問に答えます：助言、同意の伺い方、ほかの方法。',
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({
    version: z.int().min(1),
    kind: z.enum(['advice', 'consent-wording', 'another-way']),
    text: z.string().min(1, '答えを入力してください。').max(1000, '答えは1000文字までで入力してください。'),
  }),
  response: question,
} as const
