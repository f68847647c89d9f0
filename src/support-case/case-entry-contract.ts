import { z } from 'zod'
import { date, text, urgency } from '#referral/report-shapes-contract.ts'
import { caseEnds, contactWays, services } from './support-case.ts'

/** One line of the time line: what a worker writes, and how it is read. */

const words = (label: string, longest: number) => text({ label, longest, lines: 'many' })
const maybe = (label: string, longest: number) => text({ label, longest, lines: 'many', blank: 'allowed' }).optional()

/** Before the first contact (manual 3(3), last paragraph): what a worker thinks about before standing at the door. */
const approachPlan = z.strictObject({
  kind: z.literal('approach-plan'),
  who: text({ label: 'だれが行くか', longest: 200 }),
  on: date,
  timeNote: text({ label: '時間帯', longest: 100, blank: 'allowed' }).optional(),
  way: z.enum(contactWays),
  dignity: words('尊厳を守るために気をつけること', 1000),
  burden: maybe('負担を軽くする工夫', 1000),
  reluctance: maybe('ためらいへの配慮', 1000),
  notToSay: maybe('言わないこと', 1000),
})
const attempt = z.strictObject({
  kind: z.literal('attempt'),
  way: z.enum(contactWays),
  reached: z.boolean(),
  /** When it was; absent: now. */
  at: z.iso.datetime({ offset: true }).optional(),
  note: maybe('様子', 2000),
  /** In immediate danger alone. */
  withoutPlanBecause: maybe('急いだ理由', 400),
})
const note = z.strictObject({ kind: z.literal('note'), text: words('メモ', 4000) })
const connection = z.strictObject({
  kind: z.literal('connection'),
  service: z.enum(services),
  on: date,
  place: text({ label: 'つないだ先', longest: 200, blank: 'allowed' }).optional(),
  note: maybe('引き継いだこと', 2000),
})
const followUp = z.strictObject({ kind: z.literal('follow-up'), on: date, note: maybe('確かめること', 1000) })

export const entryInput = z.discriminatedUnion('kind', [approachPlan, attempt, note, connection, followUp])
export type EntryInput = z.infer<typeof entryInput>

/** Ids of reports that came in together, and why a human took them for one household. */
const joined = z.object({
  kind: z.literal('joined'),
  referralId: z.uuid(),
  reportKind: z.enum(['arrears', 'signs', 'danger']),
  urgency,
  reporter: z.string(),
  /** What the agency lawfully received, as it stood when the case was opened. */
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
})
/** The person asked to be called, from their own page. */
const cameForward = z.object({
  kind: z.literal('came-forward'),
  requestId: z.uuid(),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
})
const conclusion = z.object({ kind: z.literal('conclusion'), code: z.enum(caseEnds), note: z.string().optional() })
/** What a support conference, or a plan coordination meeting, decided about this case; written by that feature. */
const meeting = z.object({
  kind: z.literal('meeting'),
  meeting: z.enum(['support-conference', 'plan-coordination']),
  on: z.string(),
  itemId: z.string(),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
})
const reopened = z.object({ kind: z.literal('reopened'), because: z.string() })

export const entryContent = z.discriminatedUnion('kind', [
  approachPlan,
  attempt,
  note,
  connection,
  followUp,
  joined,
  cameForward,
  conclusion,
  reopened,
  meeting,
])
export type EntryContent = z.infer<typeof entryContent>

export const caseEntryView = z.object({
  id: z.uuid(),
  at: z.string(),
  by: z.object({ id: z.uuid(), name: z.string() }),
  writtenAt: z.string(),
  /** The line that this one puts right. */
  corrects: z.uuid().optional(),
  /** The line that puts this one right. */
  correctedBy: z.uuid().optional(),
  content: entryContent,
})
export type CaseEntryView = z.infer<typeof caseEntryView>
