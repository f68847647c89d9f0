import { z } from 'zod'
import { date, text } from '#referral/report-shapes-contract.ts'
import { memberKinds } from './member-kinds.ts'
import { interests, packFields } from './pack-rules.ts'
import { sittingView } from './sitting-contract.ts'
import { actionKinds } from './support-conference.ts'

/** Material, minutes and decisions of one item: for those who may open its case, and for nobody else. */

const byId = z.strictObject({ id: z.uuid() })
const version = z.int().min(1)
const words = (label: string, longest: number) => text({ label, longest, lines: 'many', blank: 'allowed' }).optional()

/**
 * On what the exchange rests (manual 3(2)①): the person's consent, or life, body or property to be protected while consent
 * is hard to obtain. In the conference the same standard holds as outside it.
 */
export const packBasis = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('consent'),
      on: date,
      note: text({ label: '伺ったときの様子', longest: 300, lines: 'many', blank: 'allowed' }).optional(),
    }),
    z.strictObject({
      kind: z.literal('without-consent'),
      interest: z.enum(interests),
      whyHard: text({ label: '同意を伺うことが難しい理由', longest: 600, lines: 'many' }),
      necessity: text({ label: '会議で共有する必要', longest: 600, lines: 'many' }),
    }),
  ],
  'ご本人の同意があるか、同意が難しいかを選んでください。',
)
export type PackBasis = z.infer<typeof packBasis>

/** Written for this sitting; name, address and telephone are taken from the case when the packs are handed over. */
export const material = z.strictObject({
  basis: packBasis,
  supply: words('供給の状況', 300),
  payment: words('お支払いの状況', 300),
  people: words('一緒に暮らす方', 400),
  situation: words('いまの様子', 2000),
  efforts: words('これまでの関わり', 2000),
  question: text({ label: '会議で決めたいこと', longest: 1000, lines: 'many' }),
  /** Fields that are left out for everybody. */
  leftOut: z.array(z.enum(packFields)).max(packFields.length),
})
export type Material = z.infer<typeof material>

const line = z.object({ field: z.enum(packFields), label: z.string(), value: z.string() })

const materialView = z.object({
  itemId: z.uuid(),
  version: z.int(),
  caseId: z.uuid(),
  protected: z.boolean(),
  material: material.optional(),
  /** Exactly what each called member will see, by the rule of its kind. */
  previews: z.array(
    z.object({
      callId: z.uuid(),
      memberId: z.uuid(),
      name: z.string(),
      organization: z.string(),
      kind: z.enum(memberKinds),
      lines: z.array(line),
      hidden: z.array(z.string()),
    }),
  ),
  opensAt: z.string(),
  closesAt: z.string(),
  allowed: z.array(z.enum(['write-material', 'issue-pack'])),
})
export type MaterialView = z.infer<typeof materialView>

export const getMaterial = {
  method: 'GET',
  path: '/api/conference-items/:id/material',
  summary: '案件の資料と、呼ぶ方ごとに見える内容です。ケースを見られる方だけが開けます。',
  params: byId,
  response: materialView,
} as const

export const writeMaterial = {
  method: 'PUT',
  path: '/api/conference-items/:id/material',
  summary: '案件の資料を書きます。渡すまでは、ケースを見られる方のほかには見えません。',
  params: byId,
  body: z.strictObject({ version, material }),
  response: materialView,
} as const

/** Asks for a step-up (401 `stepup_required`). Handed over again, it replaces what was handed over before. */
export const issuePacks = {
  method: 'POST',
  path: '/api/conference-items/:id/packs',
  summary: '呼ぶ方ごとに、知る必要のある項目だけの資料を渡します。台帳に1行ずつ残ります。',
  params: byId,
  body: z.strictObject({ version }),
  response: sittingView,
} as const

/** PDF as base64, and its name for saving, as for letters. */
const sheet = z.object({ pdf: z.string(), fileName: z.string() })

/** Idempotent by `id`: the same number comes again. The number stands on every page. Asks for a step-up. */
export const printCopy = {
  method: 'POST',
  path: '/api/conference-packs/:id/copies',
  summary: '紙で使う方のために、番号の付いた写しを1部作ります（PDF）。会議の後に数えて戻します。',
  params: byId,
  body: z.strictObject({ id: z.uuid() }),
  response: sheet.extend({ id: z.uuid(), number: z.int() }),
} as const

export const countCopy = {
  method: 'POST',
  path: '/api/conference-copies/:id/count',
  summary: '紙の資料が戻った、または見つからないことを記録します。',
  params: byId,
  body: z.strictObject({ state: z.enum(['returned', 'missing']) }),
  response: sittingView,
} as const

const newAction = z.strictObject({
  id: z.uuid(),
  kind: z.enum(actionKinds),
  ownerMemberId: z.uuid(),
  dueOn: date,
  what: text({ label: 'すること', longest: 400, lines: 'many' }),
})

/**
 * `record` goes to the case and nowhere else; direction, roles and actions are what those called may be told. A plan is
 * not decided here: that is the plan coordination meeting's.
 */
export const minutes = z.strictObject({
  direction: text({ label: '支援の方針', longest: 1000, lines: 'many' }),
  roles: z
    .array(z.strictObject({ memberId: z.uuid(), role: text({ label: '役割', longest: 300, lines: 'many' }) }))
    .max(40),
  actions: z.array(newAction).max(40),
  record: words('話し合いの記録（ケースだけに残す）', 4000),
})
export type Minutes = z.infer<typeof minutes>

const minutesView = z.object({
  itemId: z.uuid(),
  version: z.int(),
  caseId: z.uuid().optional(),
  minutes: minutes.optional(),
  members: z.array(z.object({ memberId: z.uuid(), name: z.string(), organization: z.string() })),
  sharedAt: z.string().optional(),
  allowed: z.array(z.enum(['decide', 'share-decision'])),
})
export type MinutesView = z.infer<typeof minutesView>

export const getMinutes = {
  method: 'GET',
  path: '/api/conference-items/:id/minutes',
  summary: '案件の記録（ケースに残す部分と、招いた方に伝える部分）です。',
  params: byId,
  response: minutesView,
} as const

/** Writes both parts; may be written again until the decision was shared. */
export const writeMinutes = {
  method: 'PUT',
  path: '/api/conference-items/:id/minutes',
  summary: '方針と役割、宿題を書きます。プランは支援調整会議で決めます。',
  params: byId,
  body: z.strictObject({ version, minutes }),
  response: minutesView,
} as const

/** Asks for a step-up. One line of the ledger for every organisation; the record of the discussion stays in the case. */
export const shareDecision = {
  method: 'POST',
  path: '/api/conference-items/:id/decision',
  summary: '方針・役割・宿題を、この案件に呼ばれた方に伝え、話し合いの記録をケースに残します。',
  params: byId,
  body: z.strictObject({ version }),
  response: sittingView,
} as const

/** The shareable part, for those who may open the case. */
export const printDecision = {
  method: 'POST',
  path: '/api/conference-items/:id/decision-sheet',
  summary: '方針・役割・宿題の紙（PDF）です。話し合いの記録は含みません。',
  params: byId,
  response: sheet,
} as const

/** For the office: nobody's affairs stand in it. */
export const printSitting = {
  method: 'POST',
  path: '/api/conference-sittings/:id/sheet',
  summary: '会議の記録（案件の番号・出席・時間・地域の課題・資料を閉じた証明）の紙（PDF）です。',
  params: byId,
  response: sheet,
} as const
