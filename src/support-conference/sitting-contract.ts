import { z } from 'zod'
import { category, date, text } from '#referral/report-shapes-contract.ts'
import { otherBodies } from './by-laws.ts'
import { sittingView } from './sitting-view-contract.ts'
import { actionResults, itemKinds, itemTopics, sittingKinds } from './support-conference.ts'

export { listSittings } from './sitting-list-contract.ts'

export {
  type CalledMember,
  type ConferenceAction,
  type SittingItem,
  type SittingRow,
  type SittingView,
  sittingView,
} from './sitting-view-contract.ts'

/** Sittings, their items and who is called to each; for the office that holds them and the people of a case. */

const byId = z.strictObject({ id: z.uuid() })
const version = z.int().min(1)
const instant = z.iso.datetime({ offset: true, error: '日時を選び直してください。' })

export const getSitting = {
  method: 'GET',
  path: '/api/conference-sittings/:id',
  summary: '会議の案件・呼ぶ方・出席・宿題です。案件の資料の中身は含みません。',
  params: byId,
  response: sittingView,
} as const

const sittingFields = {
  startsAt: instant,
  endsAt: instant.optional(),
  place: text({ label: '場所', longest: 100 }),
  jointWith: z.array(z.enum(otherBodies)).max(otherBodies.length),
}

/** Idempotent by `id`. Officers and leads. */
export const planSitting = {
  method: 'POST',
  path: '/api/conference-sittings',
  summary: '会議を予定します。緊急の会議は、招集と同時に資料が開きます。',
  body: z.strictObject({ id: z.uuid(), bodyId: z.uuid(), kind: z.enum(sittingKinds), ...sittingFields }),
  response: sittingView,
} as const

/** Packs that were handed over move with the day. */
export const changeSitting = {
  method: 'PUT',
  path: '/api/conference-sittings/:id',
  summary: '日時と場所を直します。資料の開閉の日も動きます。',
  params: byId,
  body: z.strictObject({ version, ...sittingFields }),
  response: sittingView,
} as const

/** A second time answers the same. `cancel` closes every pack at once; `settle` says what is left. */
export const moveSitting = {
  method: 'POST',
  path: '/api/conference-sittings/:id/state',
  summary: '招集・開会・閉会・完了・取りやめ。',
  params: byId,
  body: z.strictObject({ version, command: z.enum(['call', 'open', 'close', 'settle', 'cancel']) }),
  response: sittingView,
} as const

const itemFields = {
  topic: z.enum(itemTopics),
  minutesPlanned: z.int().min(1, '1分以上にしてください。').max(240, '240分までです。'),
  position: z.int().min(1).max(99),
}

/** Idempotent by `id`. A case item needs a case that the speaker may open; `title` is for regional issues, without names. */
export const addItem = {
  method: 'POST',
  path: '/api/conference-sittings/:id/items',
  summary: '案件を加えます。会議体がいつも呼ぶ方は、はじめから入ります。',
  params: byId,
  body: z.strictObject({
    id: z.uuid(),
    kind: z.enum(itemKinds),
    caseId: z.uuid().optional(),
    title: text({ label: '課題の名前', longest: 100, blank: 'allowed' }).optional(),
    ...itemFields,
  }),
  response: sittingView,
} as const

/** `caseId` turns a matter that was brought into the case that came of it. `withdrawn` takes an item off. */
export const changeItem = {
  method: 'PUT',
  path: '/api/conference-items/:id',
  summary: '案件の順番・時間・ケースを直します。',
  params: byId,
  body: z.strictObject({ version, ...itemFields, caseId: z.uuid().optional(), withdrawn: z.boolean().optional() }),
  response: sittingView,
} as const

/** The whole list of those called to this item; who is no longer on it loses the pack at once. */
export const callToItem = {
  method: 'PUT',
  path: '/api/conference-items/:id/calls',
  summary: 'この案件に呼ぶ方と、持ってきていただく項目を決めます。',
  params: byId,
  body: z.strictObject({
    version,
    calls: z.array(z.strictObject({ memberId: z.uuid(), asked: z.array(category) })).max(40, '一度に40名までです。'),
  }),
  response: sittingView,
} as const

export const markAttendance = {
  method: 'POST',
  path: '/api/conference-sittings/:id/attendance',
  summary: '来られた・帰られたことと、その場の守秘の署名を記録します。',
  params: byId,
  body: z.strictObject({
    memberId: z.uuid(),
    here: z.boolean(),
    /** Signed on the spot now. */
    signedNow: z.boolean().optional(),
  }),
  response: sittingView,
} as const

export const timeItem = {
  method: 'POST',
  path: '/api/conference-items/:id/time',
  summary: 'この案件を始める・終える。始めると、ほかの案件は終わりになります。',
  params: byId,
  body: z.strictObject({ running: z.boolean() }),
  response: sittingView,
} as const

/** Idempotent by `id`. Nobody is named in it: what looks like a name or an address is not taken. */
export const addIssue = {
  method: 'POST',
  path: '/api/conference-sittings/:id/issues',
  summary: '見えてきた地域の課題を書きます。個人のことは書きません。',
  params: byId,
  body: z.strictObject({ id: z.uuid(), text: text({ label: '地域の課題', longest: 400, lines: 'many' }) }),
  response: sittingView,
} as const

/** Answers the same a second time. Owners end their own; the office and the people of the case end any. */
export const endAction = {
  method: 'POST',
  path: '/api/conference-actions/:id/end',
  summary: '宿題の結果を記録します。',
  params: byId,
  body: z.strictObject({ result: z.enum(actionResults) }),
  response: sittingView,
} as const

/** A new date for an unfinished action; the reminders begin anew. */
export const moveAction = {
  method: 'POST',
  path: '/api/conference-actions/:id/date',
  summary: '宿題の期限を決め直します。',
  params: byId,
  body: z.strictObject({ dueOn: date }),
  response: sittingView,
} as const
