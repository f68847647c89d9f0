import { z } from 'zod'
import { date, text } from '#referral/report-shapes-contract.ts'
import { chairRules, otherBodies, secrecyVersions, secrecyWays } from './by-laws.ts'
import { memberKinds, seats } from './member-kinds.ts'
import { MOST_DAYS_AFTER, MOST_DAYS_BEFORE } from './support-conference.ts'

/** Conference bodies, their by-laws by edition, and the roster with its acknowledgements. */

const byId = z.strictObject({ id: z.uuid() })
const title = (label: string) => text({ label, longest: 60 })

export const byLaws = z.strictObject({
  chair: z.enum(chairRules),
  chairTitle: title('会長の呼び方'),
  deputy: z.enum(chairRules).nullable(),
  deputyTitle: title('副会長の呼び方').optional(),
  callable: z
    .array(z.enum(memberKinds))
    .min(1, '招くことができる区分を1つ以上選んでください。')
    .max(memberKinds.length),
  alwaysCalled: z.array(z.enum(memberKinds)).max(memberKinds.length),
  closed: z.boolean(),
  retentionYears: z.int('年数は数字で入力してください。').min(1, '1年以上にしてください。').max(30, '30年までです。'),
  daysBefore: z.int().min(0).max(MOST_DAYS_BEFORE, `資料を開けるのは、会議の${MOST_DAYS_BEFORE}日前からです。`),
  daysAfter: z.int().min(0).max(MOST_DAYS_AFTER, `資料を閉じるのは、会議の${MOST_DAYS_AFTER}日後までです。`),
  usesExisting: z.enum(otherBodies).nullable(),
  jointWith: z.array(z.enum(otherBodies)).max(otherBodies.length),
  secrecyVersion: z.enum(secrecyVersions),
})

/** `towns`: municipalities without a welfare office of their own that sit in this (prefecture's) conference. */
const bodyRow = z.object({
  id: z.uuid(),
  name: z.string(),
  edition: z.int(),
  validFrom: z.string(),
  heldBy: z.string(),
  towns: z.array(z.object({ code: z.string(), name: z.string() })),
  members: z.int(),
  /** Members who have not acknowledged the text in force. */
  unsigned: z.int(),
})
export type ConferenceBodyRow = z.infer<typeof bodyRow>

const secrecyLine = z.object({
  version: z.string(),
  signedOn: z.string(),
  way: z.enum(secrecyWays),
})

const memberView = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  organization: z.string(),
  organizationId: z.uuid(),
  kind: z.enum(memberKinds),
  seat: z.enum(seats),
  /** Chair or deputy of this body. */
  office: z.enum(['chair', 'deputy']).optional(),
  /** False: works with paper copies alone. */
  hasAccount: z.boolean(),
  since: z.string(),
  leftOn: z.string().optional(),
  secrecy: z.array(secrecyLine),
  /** Whether the text in force is acknowledged. A member who left stays bound; the list keeps them. */
  signed: z.boolean(),
})
export type ConferenceMember = z.infer<typeof memberView>

export const bodyView = bodyRow.extend({
  byLaws,
  editions: z.array(z.object({ edition: z.int(), validFrom: z.string(), by: z.string() })),
  roster: z.array(memberView),
  secrecyText: z.array(z.string()),
  /** Organisations of this installation that can be entered, and kinds for one that is not here yet. */
  organizations: z.array(z.object({ id: z.uuid(), name: z.string() })),
  allowed: z.array(z.enum(['change-by-laws', 'add-member', 'change-member', 'plan-sitting'])),
})
export type ConferenceBodyView = z.infer<typeof bodyView>

export const listConferenceBodies = {
  method: 'GET',
  path: '/api/conference-bodies',
  summary: '支援会議の会議体の一覧です。町村は、都道府県の会議体に入っていることがあります。',
  response: z.object({ bodies: z.array(bodyRow), allowed: z.array(z.enum(['create'])) }),
} as const

export const getConferenceBody = {
  method: 'GET',
  path: '/api/conference-bodies/:id',
  summary: '会議体の運営要領と構成員名簿です。',
  params: byId,
  response: bodyView,
} as const

/** Idempotent by `id`. Officers. */
export const createConferenceBody = {
  method: 'POST',
  path: '/api/conference-bodies',
  summary: '支援会議の会議体を作ります。',
  body: z.strictObject({
    id: z.uuid(),
    name: text({ label: '会議体の名前', longest: 100 }),
    validFrom: date,
    towns: z.array(z.string().regex(/^[0-9]{6}$/, '市区町村コードは6けたです。')).max(100),
    byLaws,
  }),
  response: bodyView,
} as const

/** A new edition; sittings that were called keep theirs. `edition` is the one that was read. */
export const changeByLaws = {
  method: 'POST',
  path: '/api/conference-bodies/:id/by-laws',
  summary: '運営要領の新しい版を作ります。前の版は残ります。',
  params: byId,
  body: z.strictObject({ edition: z.int().min(1), validFrom: date, byLaws }),
  response: bodyView,
} as const

const memberFields = {
  name: text({ label: 'お名前（職名）', longest: 60 }),
  kind: z.enum(memberKinds),
  seat: z.enum(seats),
  office: z.enum(['chair', 'deputy']).nullable(),
  since: date,
}

/**
 * Idempotent by `id`. With `login` (`name@organisation-code`) somebody with an account is entered, also of a company or
 * a town; without, somebody who gets paper. `organization`: one of this installation, or the name of a new one.
 */
export const addConferenceMember = {
  method: 'POST',
  path: '/api/conference-bodies/:id/members',
  summary: '構成員名簿に加えます。関係機関として必要なときだけ招く方も、ここに入れます。',
  params: byId,
  body: z.strictObject({
    id: z.uuid(),
    ...memberFields,
    login: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,40}@[a-z][a-z0-9-]{1,40}$/, 'ログイン名は「名前@組織のコード」の形です。')
      .optional(),
    organization: z
      .union([z.strictObject({ id: z.uuid() }), z.strictObject({ name: text({ label: '機関の名前', longest: 100 }) })])
      .optional(),
  }),
  response: bodyView,
} as const

export const changeConferenceMember = {
  method: 'PUT',
  path: '/api/conference-members/:id',
  summary: '名簿の内容を直します。',
  params: byId,
  body: z.strictObject({ version: z.int().min(1), ...memberFields }),
  response: bodyView,
} as const

/** Closes every pack of that member at once. Still bound to secrecy. */
export const endConferenceMembership = {
  method: 'POST',
  path: '/api/conference-members/:id/leave',
  summary: '名簿から外します。開いている資料はその時に閉じ、守秘の義務は続きます。',
  params: byId,
  body: z.strictObject({ leftOn: date }),
  response: bodyView,
} as const

/** Paper or on the spot; on screen the member does it alone. A second time answers the same. */
export const recordSecrecy = {
  method: 'POST',
  path: '/api/conference-members/:id/secrecy',
  summary: '守秘の確認（署名）を受け取ったことを記録します。',
  params: byId,
  body: z.strictObject({
    version: z.enum(secrecyVersions),
    signedOn: date,
    way: z.enum(secrecyWays).exclude(['screen']),
  }),
  response: bodyView,
} as const
