import { z } from 'zod'
import { calendarDate, isCalendarDate } from '#kernel/calendar-date.ts'
import { identityPapers, representativePapers, requesters, requestStates } from './statement-request.ts'

const day = z
  .string()
  .refine(isCalendarDate, '日付は「2026-01-31」の形で入力してください。')
  .transform((text) => calendarDate(text))

export const statementRequest = z.object({
  id: z.string(),
  askedBy: z.enum(requesters),
  askedOn: z.string(),
  state: z.enum(requestStates),
  identity: z.array(z.enum(identityPapers)),
  papers: z.array(z.enum(representativePapers)),
  language: z.enum(['ja', 'ja-easy']),
  formalNumber: z.string().nullable(),
  delivery: z.enum(['handed', 'posted']),
  issuedAt: z.string().nullable(),
  version: z.int(),
  agency: z.string(),
  recordedBy: z.string(),
  recordedByMe: z.boolean(),
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
  /** For the officer alone: here the request ends. */
  protected: z.boolean().nullable(),
})
export type StatementRequest = z.infer<typeof statementRequest>

/** What can be asked about: the matters that the speaker works on. */
const matter = z.object({
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
  referrals: z.array(z.object({ id: z.string(), company: z.string(), sentAt: z.string() })),
})
export type StatementMatter = z.infer<typeof matter>

export const listStatementRequests = {
  method: 'GET',
  path: '/api/statement-requests',
  summary: '「だれに何が伝わったか」のお求めの一覧です。代理の方のお求めは、担当部局の責任者が答えます。',
  query: z.strictObject({ case: z.uuid().optional(), referral: z.uuid().optional() }),
  response: z.object({ requests: z.array(statementRequest), matter: matter.optional() }),
} as const

const params = z.strictObject({ id: z.uuid('一覧から選び直してください。') })

export const askStatement = {
  method: 'POST',
  path: '/api/statement-requests',
  summary: 'お求めを、本人確認の記録とともに受け付けます。代理の方には、だれについても同じ言葉でお答えします。',
  body: z.strictObject({
    id: z.uuid(),
    caseId: z.uuid().optional(),
    referralIds: z.array(z.uuid()).min(1, 'どの連絡についてのお求めかを選んでください。').max(50),
    askedBy: z.enum(requesters, 'どなたのお求めかを選んでください。'),
    identity: z.array(z.enum(identityPapers)).min(1, '本人確認をした書類を選んでください。').max(identityPapers.length),
    papers: z.array(z.enum(representativePapers)).max(representativePapers.length),
    language: z.enum(['ja', 'ja-easy']),
    formalNumber: z
      .string()
      .trim()
      .min(1, '受付番号を入れてください。')
      .max(40, '受付番号は40文字までです。')
      .optional(),
    delivery: z.enum(['handed', 'posted'], 'お渡しのしかたを選んでください。'),
    askedOn: day,
  }),
  response: z.object({
    id: z.string(),
    state: z.enum(requestStates),
    version: z.int(),
    /** What is said to a representative, the same for everybody. */
    answer: z.string().optional(),
  }),
} as const

export const decideStatement = {
  method: 'POST',
  path: '/api/statement-requests/:id/decision',
  summary: '代理の方のお求めに、責任者が答えを決めます。保護の対象の方については、だれにも出せません。',
  params,
  body: z.strictObject({
    version: z.int().min(1),
    decision: z.enum(['released', 'declined'], '答えを選んでください。'),
  }),
  response: z.object({ done: z.boolean(), answer: z.string().optional() }),
} as const

/** Asks for a step-up. The name is printed and kept nowhere. */
export const issueStatement = {
  method: 'POST',
  path: '/api/statement-requests/:id/issue',
  summary: '「だれに何が伝わったか」のお手紙（PDF）と一覧（CSV）を作ります。',
  params,
  body: z.strictObject({ addressee: z.string().trim().max(60, 'お名前は60文字までです。').optional() }),
  response: z.object({ pdf: z.base64(), csv: z.base64(), name: z.string() }),
} as const

const desk = z.object({
  kind: z.enum(['company', 'municipality', 'commission']),
  name: z.string(),
  phone: z.string().optional(),
  hours: z.string().optional(),
  version: z.int(),
})
export type ComplaintDesk = z.infer<typeof desk>

export const listComplaintDesks = {
  method: 'GET',
  path: '/api/complaint-desks',
  summary: 'お手紙とご本人のページに載る、苦情の申出先です。',
  response: z.object({ desks: z.array(desk) }),
} as const

export const keepComplaintDesk = {
  method: 'PUT',
  path: '/api/complaint-desks',
  summary: '苦情の申出先を直します。',
  body: z.strictObject({
    kind: z.enum(['company', 'municipality', 'commission']),
    name: z.string().trim().min(1, '名前を入れてください。').max(80, '名前は80文字までです。'),
    phone: z
      .string()
      .trim()
      .regex(/^[0-9０-９()（）+＋-]{3,30}$/, '電話番号は、数字とハイフンで入れてください（例：000-0000-0000）。'),
    hours: z.string().trim().min(1).max(80, '受付時間は80文字までです。').optional(),
    version: z.int().min(0),
  }),
  response: z.object({ done: z.boolean() }),
} as const
