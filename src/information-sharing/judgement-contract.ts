import { z } from 'zod'
import { dataCategory } from '#consent/consent-contract.ts'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { refuseMyNumber } from '#kernel/my-number.ts'
import { guardText } from '#kernel/text-guard.ts'
import { judgementGrounds } from './grounds.ts'
import { attemptResults, attemptWays, hardnesses, interests, judgementParts, routes } from './judgement.ts'
import { judgementCommands, judgementStates } from './judgement-states.ts'

/**
 * The guided record of a sharing without consent. The screen can decide with the same pure files (`judgement.ts`,
 * `judgement-guide.ts`, `judgement-states.ts`); the server and the database decide again.
 */

/** Sentences are kept as typed and sealed; blank means: taken out. */
const words = (label: string, longest = 1000) =>
  z.string().superRefine((value, context) => {
    const guarded = guardText(value, { label, longest, lines: 'many', blank: 'allowed' })
    const refused = guarded.ok ? refuseMyNumber(value) : guarded
    if (!refused.ok) context.addIssue({ code: 'custom', message: refused.refusal.because })
  })
const day = z.string().refine(isCalendarDate, '日付は、実際にある日を「2026-01-31」の形で入力してください。')
const instant = z.iso.datetime({ offset: true, error: '日時の形を確かめてください。' })
const byId = z.strictObject({ id: z.uuid() })
const version = z.int().min(0)
const ground = z.enum(judgementGrounds)
const purpose = z.enum(['consultation', 'redirect', 'feedback'])

const attempt = z.strictObject({
  at: instant,
  way: z.enum(attemptWays),
  result: z.enum(attemptResults),
  note: words('伺ったときの様子', 400).optional(),
})

/** What somebody writes. Everything but the ground may come later; `missing` of the answer says what is still asked. */
export const judgementContent = z.strictObject({
  ground,
  /** The consultation agency (redirect: the other one; feedback: the company) that would receive it. */
  recipientId: z.uuid('渡す相手を選んでください。'),
  interest: z.enum(interests).optional(),
  facts: words('見たこと・聞いたこと').optional(),
  /** When the newest of the facts was seen. After a refusal, only newer facts speak for sharing. */
  factsObservedAt: instant.optional(),
  attempts: z.array(attempt).max(20, '20件までで入力してください。').default([]),
  hardness: z.enum(hardnesses).optional(),
  whyHard: words('同意が難しい理由').optional(),
  necessity: words('渡す必要').optional(),
  /** Asked of municipal sections and water bureaux only (APPI 69(2)). */
  noUnjustHarm: words('ご本人やほかの方の権利を損なわないこと').optional(),
  categories: z.array(dataCategory).max(5),
  /** Why the smallest categories do not do. */
  arrearsReason: words('お支払いの状況を渡す理由', 400).optional(),
  /** For `law` and `other`: the law and its article. */
  provision: z.string().trim().max(120, '120文字までで入力してください。').optional(),
  /** For `support-conference`: the agenda item to which the company is called. */
  itemId: z.uuid().optional(),
  /** For `cooperation-request`. */
  requestId: z.uuid().optional(),
  route: z.enum(routes).optional(),
  validUntil: day.optional(),
  askAgainOn: day.optional(),
  tellOn: day.optional(),
  /** The day on which the reason not to tell is looked at again; with `notTold`. */
  notToldUntil: day.optional(),
  notTold: words('いまは知らせない理由', 400).optional(),
})
export type JudgementContent = z.infer<typeof judgementContent>

const person = z.object({ id: z.uuid(), name: z.string() })
const citation = z.object({
  text: z.string(),
  /** False: the article's number could not be confirmed; the screen marks it 「条番号は未確認」. */
  confirmed: z.boolean(),
})
const reason = z.object({ code: z.string(), title: z.string(), statutes: z.array(citation) })
const about = z.object({
  kind: z.enum(['report', 'referral']),
  /** Of the company's report (`/api/reports/:id`) or of the agency's referral (`/api/referrals/:id`). */
  id: z.uuid(),
})

const judgementRow = z.object({
  id: z.uuid(),
  version,
  state: z.enum(judgementStates),
  about,
  ground,
  groundText: z.string(),
  purpose,
  recipient: person,
  requestedBy: person,
  askedAt: z.string().optional(),
  decidedBy: person.optional(),
  decidedAt: z.string().optional(),
  /** Decided by somebody on duty: the next business day another decider signs or overturns. */
  onDuty: z.boolean(),
  secondDueOn: z.string().optional(),
  signedBy: person.optional(),
  validUntil: z.string().optional(),
  updatedAt: z.string(),
  /** Commands that this speaker may give now; the screen shows these buttons and no others. */
  allowed: z.array(z.enum(judgementCommands)),
})
export type JudgementRow = z.infer<typeof judgementRow>

/** One step of the guide: what is asked, why, and whether it is there. Only the parts that this ground needs. */
const step = z.object({
  part: z.enum(judgementParts),
  question: z.string(),
  explanation: z.string(),
  statutes: z.array(citation),
  there: z.boolean(),
})

export const judgementView = judgementRow.extend({
  /** Absent when its key was destroyed. */
  content: judgementContent.optional(),
  decisionReason: z.string().optional(),
  secondReason: z.string().optional(),
  guide: z.array(step),
  /** The next part to ask; absent: everything is there. */
  next: z.enum(judgementParts).optional(),
  missing: z.array(z.enum(judgementParts)),
  /** When the person said no last, without having agreed since. Direct sharing then needs newer facts. */
  refusedOn: z.string().optional(),
  /** What the gate says now, step-up apart: `permitted` carries why it may, the others what speaks against it. */
  gate: z.object({ verdict: z.enum(['permitted', 'forbidden', 'needs-judgement']), because: z.array(reason) }),
})
export type JudgementView = z.infer<typeof judgementView>

const changed = z.object({ id: z.uuid(), version, state: z.enum(judgementStates) })

/** `waiting`: for this speaker's decision or signature. Newest first, at most 200. */
export const listJudgements = {
  method: 'GET',
  path: '/api/judgements',
  summary: '同意によらない提供の、判断の記録の一覧です。',
  query: z.strictObject({
    show: z.enum(['waiting', 'mine', 'all']).default('all'),
    reportId: z.uuid().optional(),
    referralId: z.uuid().optional(),
  }),
  response: z.object({ judgements: z.array(judgementRow), waiting: z.int(), mayCreate: z.boolean() }),
} as const

export const getJudgement = {
  method: 'GET',
  path: '/api/judgements/:id',
  summary: '判断の記録を1件開きます。開いたことは記録されます。',
  params: byId,
  response: judgementView,
} as const

/** Version 0 makes a new one under the id that the device chose; the same body again changes nothing but the version. */
export const saveJudgement = {
  method: 'PUT',
  path: '/api/judgements/:id',
  summary: '判断の記録を書きます。足りないところと、次に伺うことが返ります。',
  params: byId,
  body: z.strictObject({
    version,
    about: z.strictObject({ kind: z.enum(['report', 'referral']), id: z.uuid() }),
    purpose,
    content: judgementContent,
  }),
  response: judgementView,
} as const

/** Refused with the code of the first missing part (`missing-facts` …); tells the deciders. */
export const askJudgement = {
  method: 'POST',
  path: '/api/judgements/:id/ask',
  summary: '判断する人にお願いします。足りないところがあると、お願いできません。',
  params: byId,
  body: z.strictObject({ version }),
  response: changed,
} as const

export const takeBackJudgement = {
  method: 'POST',
  path: '/api/judgements/:id/take-back',
  summary: 'お願いを取り下げて、下書きに戻します。',
  params: byId,
  body: z.strictObject({ version }),
  response: changed,
} as const

/** By somebody else than who asked; step-up. On duty, and always for `other`, a second signature becomes due. */
export const decideJudgementRoute = {
  method: 'POST',
  path: '/api/judgements/:id/decide',
  summary: '渡してよいかを判断します。お願いした人とは別の人が判断します。',
  params: byId,
  body: z.strictObject({
    version,
    verdict: z.enum(['permit', 'refuse']),
    /** Asked for when refusing. */
    reason: words('判断の理由').optional(),
  }),
  response: changed.extend({ secondDueOn: z.string().optional() }),
} as const

/** By a decider who is neither of the two; step-up. Overturning recalls what was shared on it. */
export const signJudgement = {
  method: 'POST',
  path: '/api/judgements/:id/sign',
  summary: 'もう一人の確認です。取り消すと、渡したものは相手からも開けなくなります。',
  params: byId,
  body: z.strictObject({
    version,
    verdict: z.enum(['sign', 'overturn']),
    reason: words('確認の理由').optional(),
  }),
  response: changed,
} as const

const shift = z.object({ id: z.uuid(), user: person, from: z.string(), until: z.string() })

/** Who of the own company decides at nights, weekends and holidays. Agencies have their duty roster (`/api/duty`). */
export const listDecisionDuty = {
  method: 'GET',
  path: '/api/decision-duty',
  summary: '夜間・休日に判断する当番の一覧です。',
  response: z.object({
    shifts: z.array(shift),
    colleagues: z.array(person),
    mayPlan: z.boolean(),
    onDutyNow: z.boolean(),
  }),
} as const

export const planDecisionDuty = {
  method: 'POST',
  path: '/api/decision-duty',
  summary: '判断の当番を決めます。',
  body: z.strictObject({ userId: z.uuid(), from: instant, until: instant }),
  response: z.object({ id: z.uuid() }),
} as const

export const cancelDecisionDuty = {
  method: 'DELETE',
  path: '/api/decision-duty/:id',
  summary: '判断の当番を取りやめます。',
  params: byId,
  response: z.object({ cancelled: z.boolean() }),
} as const

/** The catalogue, as the person who is asked for something may read it: for the own organisation's legal kind. */
export const listGateRules = {
  method: 'GET',
  path: '/api/gate-rules',
  summary: '情報を渡してよいかのきまりの一覧です。',
  response: z.object({
    rules: z.array(
      reason.extend({
        /** `never`: nobody may override it. `judgement`: a recorded judgement answers it. */
        kind: z.enum(['never', 'judgement']),
        appliesWhen: z.string(),
        because: z.string(),
      }),
    ),
  }),
} as const
