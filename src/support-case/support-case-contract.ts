import { z } from 'zod'
import { ledgerGround } from '#information-sharing/ledger-ground-contract.ts'
import { referralView, tellReporter } from '#referral/referral-contract.ts'
import { category, feedbackLevel, text, urgency } from '#referral/report-shapes-contract.ts'
import { caseEntryView, entryInput } from './case-entry-contract.ts'
import { caseCommands, caseEnds, caseStates } from './support-case.ts'

/** The agency's cases. Stale versions are 409 `version_conflict` with `current` (the shape of `getCase`). */

const byId = z.strictObject({ id: z.uuid() })
const version = z.int().min(1)
const named = z.object({ id: z.uuid(), name: z.string() })
const nextStep = z.enum(['plan-approach', 'contact', 'connect', 'follow-up', 'conclude', 'none'])
const word = tellReporter.body.shape.word
const optional = (label: string, longest: number, lines: 'one' | 'many' = 'one') =>
  text({ label, longest, lines, blank: 'allowed' }).optional()

/** The household as the worker knows it; filled from the reports when the case is opened, then the worker's own. */
export const household = z.strictObject({
  name: optional('お名前', 100),
  reading: optional('ふりがな', 100),
  postalCode: optional('郵便番号', 20),
  address: optional('ご住所', 300),
  phone: optional('電話番号', 40),
  callNote: optional('つながりやすい時間', 100),
  people: optional('一緒に暮らす方', 400, 'many'),
  circumstances: optional('知っておくこと', 1000, 'many'),
})
export type Household = z.infer<typeof household>

/** Where and when the person can be reached without danger, in the person's words. */
export const safeContact = z.strictObject({
  when: optional('安全に話せる時間', 200),
  phone: optional('安全な電話番号', 40),
  place: optional('会っても安全な場所', 200),
  note: optional('気をつけること', 400, 'many'),
  noLetters: z.boolean(),
})
export type SafeContact = z.infer<typeof safeContact>

const caseRow = z.object({
  id: z.uuid(),
  number: z.string(),
  version,
  state: z.enum(caseStates),
  name: z.string().optional(),
  reading: z.string().optional(),
  address: z.string().optional(),
  urgency,
  stopOn: z.string().optional(),
  /** Whole days until the supply stops; 0 is today, negative is past. */
  daysLeft: z.int().optional(),
  protected: z.boolean(),
  nextStep,
  followUpOn: z.string().optional(),
  openedAt: z.string(),
  concludedAt: z.string().optional(),
  members: z.array(named),
  mine: z.boolean(),
  lastAttempt: z.object({ at: z.string(), reached: z.boolean() }).optional(),
})
export type CaseRow = z.infer<typeof caseRow>

/** Days to the stop date, then the day to look again, then urgency. */
export const listCases = {
  method: 'GET',
  path: '/api/cases',
  summary: '見られるケースの一覧です。開いたことは記録されます。',
  query: z.strictObject({ show: z.enum(['open', 'mine', 'concluded']).default('open') }),
  response: z.object({ cases: z.array(caseRow) }),
} as const

/** At least 2 characters; at most 50 cases. Nobody finds a case that they may not see. */
export const searchCases = {
  method: 'GET',
  path: '/api/case-search',
  summary: 'お名前・電話番号・住所の一部から、見られるケースを探します。',
  query: z.strictObject({
    q: z.string().min(2, '2文字以上入力してください。').max(60, '60文字までで入力してください。'),
  }),
  response: z.object({ cases: z.array(caseRow), more: z.boolean() }),
} as const

const caseReferral = z.object({
  id: z.uuid(),
  version,
  state: referralView.shape.state,
  kind: referralView.shape.kind,
  urgency,
  reporter: named,
  sentAt: z.string(),
  stopOn: z.string().optional(),
  stoppedOn: z.string().optional(),
  ground: referralView.shape.ground,
  until: z.string().optional(),
  /** What was shared can no longer be read; the case record stays. */
  recalled: z.boolean(),
  /** The most a company may hear: the lowest of agreement, consent and our choice. */
  level: feedbackLevel,
  told: z.array(z.object({ word: referralView.shape.feedback.shape.told.element.shape.word, at: z.string() })),
  mayTell: z.array(word),
  /** What happened and was not told yet; a human confirms. */
  proposed: word.optional(),
})
export type CaseReferral = z.infer<typeof caseReferral>

export const caseView = caseRow.extend({
  household,
  timeLine: z.array(caseEntryView),
  referrals: z.array(caseReferral),
  sharings: z.array(
    z.object({
      id: z.uuid(),
      at: z.string(),
      provider: z.string(),
      recipient: z.string(),
      categories: z.array(category.or(z.literal('feedback'))),
      purpose: z.enum(['consultation', 'feedback', 'redirect']),
      ground: ledgerGround,
      until: z.string().optional(),
      word: z.string().optional(),
    }),
  ),
  conclusionCode: z.enum(caseEnds).optional(),
  people: z.array(z.object({ id: z.uuid(), user: named.optional(), team: named.optional(), since: z.string() })),
  colleagues: z.array(named),
  teams: z.array(named),
  /** Not one's own case, opened for an hour with a reason: until when. Nothing may be written. */
  lookingUntil: z.string().optional(),
  /** An attempt needs an approach plan first, except in immediate danger with a reason. */
  planned: z.boolean(),
  immediateDanger: z.boolean(),
  /** The person's own wish; absent for whoever is not on the team, and where none was told. */
  safeContact: safeContact.extend({ version }).optional(),
  allowed: z.array(z.enum(caseCommands)),
})
export type CaseView = z.infer<typeof caseView>

export const getCase = {
  method: 'GET',
  path: '/api/cases/:id',
  summary: 'ケースを開きます。開いたことは記録されます。',
  params: byId,
  response: caseView,
} as const

const match = z.object({ strength: z.enum(['strong', 'likely', 'weak']), because: z.string() })
const side = z.object({
  name: z.string().optional(),
  reading: z.string().optional(),
  address: z.string().optional(),
  phone: z.string().optional(),
})

/** Proposals only; protected cases are proposed to those assigned alone. */
export const listCandidates = {
  method: 'GET',
  path: '/api/referrals/:id/household-candidates',
  summary: '同じ世帯かもしれない、ほかの通報とケースです。決めるのは人です。',
  params: byId,
  response: z.object({
    self: side,
    cases: z.array(side.extend({ id: z.uuid(), number: z.string(), version, match })),
    referrals: z.array(side.extend({ id: z.uuid(), version, sentAt: z.string(), reporter: z.string(), match })),
  }),
} as const

/** Idempotent by `id`. All reports go into one case; the opener is assigned. */
export const openCase = {
  method: 'POST',
  path: '/api/cases',
  summary: '受け取りを知らせた通報から、ケースを始めます。',
  body: z.strictObject({
    id: z.uuid(),
    referralIds: z.array(z.uuid()).min(1, '通報を1件以上選んでください。').max(10, '一度に10件までです。'),
  }),
  response: caseView,
} as const

/** A second time answers the same. */
export const joinReferral = {
  method: 'POST',
  path: '/api/cases/:id/referrals',
  summary: '同じ世帯と人が確かめた通報を、このケースに加えます。',
  params: byId,
  body: z.strictObject({ version, referralId: z.uuid() }),
  response: caseView,
} as const

export const editHousehold = {
  method: 'PUT',
  path: '/api/cases/:id/household',
  summary: '世帯の情報を直します。',
  params: byId,
  body: z.strictObject({ version, household }),
  response: caseView,
} as const

/** Idempotent by `id`. `corrects` names the line that this one puts right. */
export const addEntry = {
  method: 'POST',
  path: '/api/cases/:id/entries',
  summary: '時間の流れに1件書き足します。書いたものは消えず、直すときは新しい1件を足します。',
  params: byId,
  body: z.strictObject({ id: z.uuid(), corrects: z.uuid().optional(), entry: entryInput }),
  response: caseView,
} as const

export const addPerson = {
  method: 'POST',
  path: '/api/cases/:id/people',
  summary: '担当の人またはチームを加えます。もう一度呼んでも同じです。',
  params: byId,
  body: z.union(
    [z.strictObject({ userId: z.uuid() }), z.strictObject({ teamId: z.uuid() })],
    '担当の人かチームを選んでください。',
  ),
  response: caseView,
} as const

/** `view` is absent when the one who asked no longer sees the case. */
export const releasePerson = {
  method: 'DELETE',
  path: '/api/cases/:id/people/:personId',
  summary: '担当を外します。もう一度呼んでも同じです。',
  params: z.strictObject({ id: z.uuid(), personId: z.uuid() }),
  response: z.object({ view: caseView.optional() }),
} as const

export const protectCase = {
  method: 'POST',
  path: '/api/cases/:id/protection',
  summary: '保護の印を付ける・外す。付けると、担当の人とチームのほかには見えません。',
  params: byId,
  body: z.strictObject({
    version,
    protected: z.boolean(),
    /** Why the mark is taken off: by the lead worker of the team. */
    because: optional('外す理由', 400, 'many'),
  }),
  response: caseView,
} as const

/** By the team alone. `version` 0: none was told yet. */
export const keepSafeContact = {
  method: 'PUT',
  path: '/api/cases/:id/safe-contact',
  summary: 'ご本人が安全に連絡できる時間・番号・場所を書き留めます。担当の人とチームだけに見えます。',
  params: byId,
  body: z.strictObject({ version: z.int().min(0), safeContact }),
  response: caseView,
} as const

/** Asks for a step-up (401 `stepup_required`) when a company hears of it. Its reports end with it. */
export const concludeCase = {
  method: 'POST',
  path: '/api/cases/:id/conclude',
  summary: '支援を終わりにします。会社に届くのは、許された段階の言葉だけです。',
  params: byId,
  body: z.strictObject({ version, code: z.enum(caseEnds), note: optional('終わりの記録', 2000, 'many') }),
  response: caseView,
} as const

export const reopenCase = {
  method: 'POST',
  path: '/api/cases/:id/reopen',
  summary: '終わったケースを、もう一度始めます。会社には何も届きません。',
  params: byId,
  body: z.strictObject({ version, because: text({ label: 'もう一度始める理由', longest: 400, lines: 'many' }) }),
  response: caseView,
} as const

/** For the lead: who carries how much. Protected cases are not counted. */
export const listCaseLoad = {
  method: 'GET',
  path: '/api/case-load',
  summary: '担当ごとの件数です。主任相談支援員が見られます。保護の印があるケースは数えません。',
  response: z.object({
    people: z.array(named.extend({ open: z.int(), stopSoon: z.int(), quiet: z.int() })),
    teams: z.array(named.extend({ open: z.int() })),
    withoutPeople: z.int(),
  }),
} as const
