import { z } from 'zod'
import { consentAnswer } from '#consent/consent-contract.ts'
import { feedbackWords } from './conclusion-codes.ts'
import { reportCommands, reportStates } from './referral.ts'
import {
  answersNow,
  category,
  consentView,
  feedbackLevel,
  guidanceInput,
  receipt,
  reportContent,
  supplyKind,
  text,
  updateFields,
  updateView,
  urgency,
} from './report-shapes-contract.ts'

/** The company's side. Creating calls carry an `idempotency-key` (UUID): the same key again answers the same. */

const byId = z.strictObject({ id: z.uuid() })
const version = z.int().min(0)
const allowed = z.array(z.enum(reportCommands))
const toldWord = z.object({ word: z.enum(feedbackWords), at: z.string() })

const reportRow = z.object({
  id: z.uuid(),
  version,
  kind: z.enum(['arrears', 'signs', 'danger']),
  state: z.enum(reportStates),
  urgency,
  name: z.string().optional(),
  address: z.string(),
  tenantName: z.string().optional(),
  supplyKind: supplyKind.optional(),
  stopOn: z.string().optional(),
  /** The supply has stopped and is not restored. */
  stoppedOn: z.string().optional(),
  /** Whole days until the supply stops; 0 is today, negative is past. */
  daysLeft: z.int().optional(),
  /** Absent: not asked yet. */
  consentState: consentView.shape.state.optional(),
  writtenBy: z.object({ id: z.uuid(), name: z.string() }),
  passedOnAt: z.string().optional(),
  sentAt: z.string().optional(),
  receiptNumber: z.string().optional(),
  /** The furthest word that came back; absent: none (yet). */
  feedback: toldWord.optional(),
  updatedAt: z.string(),
  /** Somebody must not know of it: nobody of the household is told, no letter is made, no number fits. */
  protected: z.boolean(),
  allowed,
})
export type ReportRow = z.infer<typeof reportRow>

/** Newest first. `waiting`: passed on by field workers and not sent yet. */
export const listReports = {
  method: 'GET',
  path: '/api/reports',
  summary: '自社の連絡の一覧です。訪問・検針の担当には、自分の連絡だけが見えます。',
  query: z.strictObject({ show: z.enum(['all', 'waiting', 'sent', 'mine']).default('all') }),
  response: z.object({ reports: z.array(reportRow), waiting: z.int(), mayCreate: z.boolean() }),
} as const

const reportView = reportRow.extend({
  report: reportContent.optional(),
  /** Only of an immediate danger, which has three inputs and no form. */
  danger: z.object({ place: z.string(), what: z.string(), called: z.string() }).optional(),
  consent: consentView.optional(),
  guidanceNumber: z.string().optional(),
  updates: z.array(updateView),
  told: z.array(toldWord),
  withdrawnBecause: z.string().optional(),
  agencyName: z.string().optional(),
})
export type ReportView = z.infer<typeof reportView>

export const getReport = {
  method: 'GET',
  path: '/api/reports/:id',
  summary: '自社の連絡を1件開きます。開いたことは記録されます。',
  params: byId,
  response: reportView,
} as const

const reportBody = z.strictObject({
  /** Made by the device, so that a form filled in without a signal is one report however often it is sent. */
  id: z.uuid(),
  /** The version that was read; 0 for a new report. A stale one is 409 `version_conflict` with `current`. */
  version,
  report: reportContent,
  consent: consentAnswer.optional(),
  guidance: guidanceInput.optional(),
})

/** Absent: it goes on the person's consent. Else the id of a judgement (`/api/judgements`) about this report and window. */
const judgementId = z.uuid().optional()

/** Idempotency key. `passOn`: 連絡担当に引き継ぐ. */
export const saveReport = {
  method: 'POST',
  path: '/api/reports',
  summary: '連絡を下書きとして残すか、連絡担当に引き継ぎます。会社の外には出ません。',
  body: reportBody.extend({ passOn: z.boolean() }),
  response: z.object({ reportId: z.uuid(), version, passedOn: z.boolean() }),
} as const

/** The summary panel: exactly what the receiver will see. Nothing is kept. */
export const previewReport = {
  method: 'POST',
  path: '/api/reports/preview',
  summary: '送る前に、だれに・何を・何を根拠に・いつまで・何が返るかを確かめます。何も保存しません。',
  body: reportBody.omit({ guidance: true, version: true }).extend({ judgementId }),
  response: z.object({
    verdict: z.enum(['permitted', 'forbidden', 'needs-judgement']),
    because: z.array(z.object({ code: z.string(), title: z.string(), statutes: z.array(z.string()) })),
    recipient: z.object({ agencyId: z.uuid(), name: z.string(), tenantName: z.string() }),
    answersNow,
    /** What passes, as the agency reads it; `left` names what the agreement or the consent does not carry. */
    parts: z.array(z.object({ category, lines: z.array(z.object({ label: z.string(), value: z.string() })) })),
    left: z.array(category),
    until: z.string().optional(),
    comesBack: feedbackLevel,
    urgency,
    urgencyBecause: z.string(),
    dueAt: z.string(),
  }),
} as const

/** Idempotency key. Asks for a step-up (401 `stepup_required`). The same key with another body is 422. */
export const submitReport = {
  method: 'POST',
  path: '/api/reports/submit',
  summary: '連絡を相談窓口に送ります。受け取りの控えが返るときには、確かに残っています。',
  body: reportBody.extend({ judgementId }),
  response: z.object({ receipt, answersNow }),
} as const

/** Asks neither for a living session nor for a step-up, agreement or consent. Three inputs. Idempotency key. */
export const reportDanger = {
  method: 'POST',
  path: '/api/danger',
  summary: '命の危険を知らせます。119・110 が先です。どんなときも止められません。',
  body: z.strictObject({
    place: z.string().min(1, '場所を入力してください。').max(300, '場所は300文字までで入力してください。'),
    what: z.string().min(1, '様子を入力してください。').max(1000, '様子は1000文字までで入力してください。'),
    called: z.enum(['119', '110', 'both', 'not-yet']),
  }),
  response: z.object({
    /** Absent when no window takes part at that place: then `call` says whom to telephone. */
    receipt: receipt.optional(),
    call: z.array(z.object({ name: z.string(), phone: z.string().optional(), because: z.string() })),
    reviewDueOn: z.string().optional(),
  }),
} as const

/** Idempotency key; step-up. `newValue`: yen as digits, or a date; absent takes the date back. */
export const updateReport = {
  method: 'POST',
  path: '/api/reports/:id/updates',
  summary: '送ったあとに変わったこと（金額、入金、停止日、停止、復旧）を理由と一緒に知らせます。',
  params: byId,
  body: z.strictObject({
    field: z.enum(updateFields),
    newValue: z.string().max(20, '20文字までで入力してください。').optional(),
    reason: text({ label: '理由', longest: 400, lines: 'many' }),
  }),
  response: z.object({ reportId: z.uuid(), updateId: z.uuid() }),
} as const

export const withdrawReport = {
  method: 'POST',
  path: '/api/reports/:id/withdraw',
  summary: '送った連絡を取り下げます。もう一度呼んでも同じです。',
  params: byId,
  body: z.strictObject({ because: text({ label: '取り下げる理由', longest: 400, lines: 'many' }) }),
  response: z.object({ withdrawn: z.boolean() }),
} as const

export const listDangerReviews = {
  method: 'GET',
  path: '/api/danger-reviews',
  summary: '見直しを待っている緊急の連絡です。',
  response: z.object({
    reviews: z.array(
      z.object({
        reportId: z.uuid(),
        dueOn: z.string(),
        place: z.string(),
        what: z.string(),
        called: z.boolean(),
        sessionWasExpired: z.boolean(),
        reportedBy: z.object({ id: z.uuid(), name: z.string() }),
        reviewedAt: z.string().optional(),
        finding: z.string().optional(),
        /** False for the one who reported it: somebody else looks. */
        mayReview: z.boolean(),
      }),
    ),
  }),
} as const

export const reviewDanger = {
  method: 'POST',
  path: '/api/reports/:id/review',
  summary: '緊急の連絡を、知らせた人とは別の人が見直します。',
  params: byId,
  body: z.strictObject({ finding: text({ label: '見直しの結果', longest: 1000, lines: 'many' }) }),
  response: z.object({ reviewed: z.boolean() }),
} as const

export const getReceiptKey = {
  method: 'GET',
  path: '/api/receipt-key',
  summary: '受け取りの控えの署名を確かめるための公開鍵です。',
  response: z.object({ keyId: z.string(), publicKeyPem: z.string() }),
} as const
