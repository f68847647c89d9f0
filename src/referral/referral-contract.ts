import { z } from 'zod'
import { ledgerGround } from '#information-sharing/ledger-ground-contract.ts'
import { conclusionCodes, declineCodes, feedbackWords, redirectReasons } from './conclusion-codes.ts'
import { referralCommands, referralStates } from './referral.ts'
import { signs } from './report-form.ts'
import { reportMarks } from './report-protection.ts'
import { category, feedbackLevel, supplyKind, text, updateView, urgency } from './report-shapes-contract.ts'

/** The agency's side. Stale versions are 409 `version_conflict` with `current` (the shape of `getReferral`). */

const byId = z.strictObject({ id: z.uuid() })
const version = z.int().min(1)
const allowed = z.array(z.enum(referralCommands))
const named = z.object({ id: z.uuid(), name: z.string() })

const referralRow = z.object({
  id: z.uuid(),
  version,
  kind: z.enum(['arrears', 'signs', 'danger']),
  state: z.enum(referralStates),
  urgency,
  /** Who; absent when the consent was withdrawn or the name is not known. */
  name: z.string().optional(),
  reading: z.string().optional(),
  address: z.string().optional(),
  /** What was seen, in words: in the list of an immediate danger alone. */
  note: z.string().optional(),
  supplyKind: supplyKind.optional(),
  stopOn: z.string().optional(),
  stoppedOn: z.string().optional(),
  /** Whole days until the supply stops; 0 is today, negative is past. */
  daysLeft: z.int().optional(),
  /** 今日 · 3日以内 · 今週 · それ以降 · 停止日未定. */
  rung: z.enum(['today', 'three-days', 'week', 'later', 'no-date']),
  signs: z.array(z.enum(signs)),
  reporter: named,
  sentAt: z.string(),
  dueAt: z.string(),
  /** The clock ran out before somebody read it. */
  overdue: z.boolean(),
  assignedTo: named.optional(),
  caseId: z.uuid().optional(),
  caseNumber: z.string().optional(),
  lastAttempt: z.object({ at: z.string(), reached: z.boolean() }).optional(),
  nextStep: z.enum(['read', 'take-up', 'plan-approach', 'contact', 'connect', 'follow-up', 'conclude', 'none']),
  /** Other reports that may be about the same household; a human confirms. */
  sameHousehold: z.int(),
  /** Read by its audience alone; whoever is not of it does not meet the report. */
  protected: z.boolean(),
  mark: z.enum(reportMarks).optional(),
  allowed,
})
export type ReferralRow = z.infer<typeof referralRow>

/** Sorted: danger, then days to the stop date, then urgency, then age. */
export const listReferrals = {
  method: 'GET',
  path: '/api/referrals',
  summary: '届いた通報を、供給が止まるまでの日数の順に並べます。',
  query: z.strictObject({ show: z.enum(['open', 'unassigned', 'mine', 'ended']).default('open') }),
  response: z.object({
    referrals: z.array(referralRow),
    counts: z.object({
      open: z.int(),
      unassigned: z.int(),
      mine: z.int(),
      contactRequests: z.int(),
      questions: z.int(),
    }),
  }),
} as const

const line = z.object({ label: z.string(), value: z.string() })
const feedbackView = z.object({
  agreement: feedbackLevel,
  consent: feedbackLevel,
  choice: feedbackLevel,
  /** The lowest of the three: what the company may hear at most. */
  level: feedbackLevel,
  told: z.array(z.object({ word: z.enum(feedbackWords), at: z.string() })),
  /** Words that may be told now. */
  mayTell: z.array(z.enum(feedbackWords)),
})

export const referralView = referralRow.extend({
  /** Opened snapshots by category; empty after a withdrawal. */
  parts: z.array(z.object({ category, lines: z.array(line) })),
  /** The consent was withdrawn or has run out: what was shared can no longer be read. */
  recalled: z.boolean(),
  ground: ledgerGround,
  until: z.string().optional(),
  updates: z.array(updateView),
  feedback: feedbackView,
  acknowledgedAt: z.string().optional(),
  acknowledgedBy: named.optional(),
  declineCode: z.enum(declineCodes).optional(),
  conclusionCode: z.enum(conclusionCodes).optional(),
  redirectedFrom: z.object({ agencyName: z.string() }).optional(),
  redirectedTo: z.object({ agencyName: z.string() }).optional(),
  /** Other agencies of this municipality to which it can go. */
  redirectTo: z.array(named),
  /** Colleagues to whom it can be given. */
  colleagues: z.array(named),
})
export type ReferralView = z.infer<typeof referralView>

export const getReferral = {
  method: 'GET',
  path: '/api/referrals/:id',
  summary: '届いた通報を開きます。開いたことは記録されます。',
  params: byId,
  response: referralView,
} as const

const changed = z.object({ id: z.uuid(), version, state: z.enum(referralStates), told: z.array(z.enum(feedbackWords)) })

/** Gives the company the word `received` where the level allows it. A second time answers the same. */
export const acknowledgeReferral = {
  method: 'POST',
  path: '/api/referrals/:id/acknowledge',
  summary: '読んだことを知らせます。知らせてよいときは、会社に「受け取りました」が届きます。',
  params: byId,
  body: z.strictObject({ version }),
  response: changed,
} as const

/** `userId: null` gives it back to everybody. */
export const assignReferral = {
  method: 'POST',
  path: '/api/referrals/:id/assign',
  summary: '担当を決めます。',
  params: byId,
  body: z.strictObject({ version, userId: z.uuid().nullable() }),
  response: changed,
} as const

export const declineReferral = {
  method: 'POST',
  path: '/api/referrals/:id/decline',
  summary: '引き受けられないことを、理由の区分と一緒に記録します。理由は会社に伝わりません。',
  params: byId,
  body: z.strictObject({ version, code: z.enum(declineCodes) }),
  response: changed,
} as const

export const redirectReferral = {
  method: 'POST',
  path: '/api/referrals/:id/redirect',
  summary: '同じ市区町村のほかの相談窓口に引き継ぎます。引き継ぎは会社に伝わりません。',
  params: byId,
  body: z.strictObject({
    version,
    agencyId: z.uuid(),
    reason: z.enum(redirectReasons),
    /** The agency's own judgement, where no consent carries it to that agency. */
    judgementId: z.uuid().optional(),
  }),
  response: changed,
} as const

export const concludeReferral = {
  method: 'POST',
  path: '/api/referrals/:id/conclude',
  summary: '結末の区分を記録して終わりにします。会社に届くのは、許された段階の言葉だけです。',
  params: byId,
  body: z.strictObject({ version, code: z.enum(conclusionCodes) }),
  response: changed,
} as const

export const chooseFeedback = {
  method: 'POST',
  path: '/api/referrals/:id/feedback-level',
  summary: '会社に知らせる範囲の上限を、この通報について決めます。',
  params: byId,
  body: z.strictObject({ version, level: feedbackLevel }),
  response: changed,
} as const

/** `true` marks, by one tap; `false` gives back what only seemed to be of a protected household. Repeated: the same. */
export const protectReferral = {
  method: 'POST',
  path: '/api/referrals/:id/protection',
  summary: '保護の印を付けます。付けると、担当の人のほかには見えません。別の世帯とわかったものは、元に戻せます。',
  params: byId,
  body: z.strictObject({ version, protected: z.boolean() }),
  response: z.object({ protected: z.boolean() }),
} as const

/** Above the level: 403 `feedback_above_ceiling`. A word that was told already is harmless. */
export const tellReporter = {
  method: 'POST',
  path: '/api/referrals/:id/tell',
  summary: '会社に、許された段階までの言葉を知らせます。',
  params: byId,
  body: z.strictObject({ word: z.enum(['contacted', 'supported']), judgementId: z.uuid().optional() }),
  response: changed,
} as const

export const withdrawConsentForPerson = {
  method: 'POST',
  path: '/api/referrals/:id/withdraw-consent',
  summary: 'ご本人から窓口に申し出があった同意の取り消しを記録します。見られる内容は、すぐに閉じます。',
  params: byId,
  response: z.object({ withdrawn: z.boolean() }),
} as const

export const listContactRequests = {
  method: 'GET',
  path: '/api/contact-requests',
  summary: 'ご本人からの「連絡がほしい」の一覧です。',
  response: z.object({
    requests: z.array(
      z.object({
        id: z.uuid(),
        version,
        at: z.string(),
        language: z.enum(['ja', 'ja-easy']),
        /** Somebody must not know: only those who call read it. */
        protected: z.boolean(),
        /** What the person wrote, field by field. */
        lines: z.array(line),
        takenBy: named.optional(),
        takenAt: z.string().optional(),
        caseId: z.uuid().optional(),
      }),
    ),
  }),
} as const

export const takeContactRequest = {
  method: 'POST',
  path: '/api/contact-requests/:id/take',
  summary: '自分が連絡することを知らせます。ほかの人が先なら、その人の名前が返ります。',
  params: byId,
  body: z.strictObject({ version }),
  response: z.object({ id: z.uuid(), version, takenBy: named }),
} as const

/** Free text of a duty shift; see `listDuty`. */
const shift = z.object({
  id: z.uuid(),
  from: z.string(),
  until: z.string(),
  name: z.string(),
  phone: z.string(),
  userId: z.uuid().optional(),
})

export const listDuty = {
  method: 'GET',
  path: '/api/duty',
  summary: '夜間と休日にだれが答えるかの当番表です。',
  response: z.object({ shifts: z.array(shift), mayPlan: z.boolean() }),
} as const

export const addDuty = {
  method: 'POST',
  path: '/api/duty',
  summary: '当番を加えます。主任相談支援員ができます。',
  body: z.strictObject({
    id: z.uuid(),
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
    name: text({ label: '当番の名前', longest: 60 }),
    phone: text({ label: '電話番号', longest: 40 }),
    userId: z.uuid().optional(),
  }),
  response: shift,
} as const

export const removeDuty = {
  method: 'DELETE',
  path: '/api/duty/:id',
  summary: '当番を取り消します。もう一度呼んでも同じです。',
  params: byId,
  response: z.object({ removed: z.boolean() }),
} as const
