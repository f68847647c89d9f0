import { z } from 'zod'
import { category } from '#referral/report-shapes-contract.ts'
import { secrecyVersions } from './by-laws.ts'
import { packFields } from './pack-rules.ts'
import { actionKinds, actionResults, itemKinds, itemTopics, sittingKinds, sittingStates } from './support-conference.ts'

/**
 * What a called member reads, on the plane of the agency or of a company. Who was not called to an item, left the
 * roster, belongs to another organisation, or keeps only accounts, gets the same answer as for what does not exist.
 */

const byId = z.strictObject({ id: z.uuid() })

const ownPack = z.object({
  id: z.uuid(),
  kind: z.enum(['material', 'decision', 'action']),
  state: z.enum(['waiting', 'open', 'closed']),
  opensAt: z.string(),
  closesAt: z.string(),
})

const ownItem = z.object({
  id: z.uuid(),
  position: z.int(),
  kind: z.enum(itemKinds),
  topic: z.enum(itemTopics),
  title: z.string().optional(),
  minutesPlanned: z.int(),
  running: z.boolean(),
  /** What one's organisation is asked to bring to this item: through the report on the ground of the support conference. */
  asked: z.array(category),
  packs: z.array(ownPack),
})
export type OwnItem = z.infer<typeof ownItem>

const ownSitting = z.object({
  id: z.uuid(),
  body: z.string(),
  kind: z.enum(sittingKinds),
  state: z.enum(sittingStates),
  startsAt: z.string(),
  endsAt: z.string().optional(),
  place: z.string(),
  items: z.array(ownItem),
})
export type OwnSitting = z.infer<typeof ownSitting>

const ownAction = z.object({
  id: z.uuid(),
  kind: z.enum(actionKinds),
  topic: z.enum(itemTopics),
  sittingOn: z.string(),
  dueOn: z.string(),
  /** Whole days; negative is past. */
  daysLeft: z.int(),
  result: z.enum(actionResults).optional(),
  /** The pack that says what exactly; absent when it is closed. */
  packId: z.uuid().optional(),
})
export type OwnAction = z.infer<typeof ownAction>

/** Texts to acknowledge before a pack opens; never in the way of an emergency sitting. */
const ownPledge = z.object({
  memberId: z.uuid(),
  body: z.string(),
  version: z.enum(secrecyVersions),
  text: z.array(z.string()),
})

export const getOwnConference = {
  method: 'GET',
  path: '/api/my-conference',
  summary: '自分が呼ばれた会議と案件、自分の宿題、守秘の確認です。呼ばれていない案件は含みません。',
  response: z.object({ sittings: z.array(ownSitting), actions: z.array(ownAction), pledges: z.array(ownPledge) }),
} as const

/** Harmless when repeated. */
export const givePledge = {
  method: 'POST',
  path: '/api/my-conference/pledge',
  summary: '守秘の文を読み、確かめたことを記録します。義務は、構成員でなくなった後も続きます。',
  body: z.strictObject({ memberId: z.uuid(), version: z.enum(secrecyVersions) }),
  response: z.object({ signedOn: z.string() }),
} as const

/** Who, when, which copy: printed across the page on screen and on paper. */
export const watermark = z.object({
  name: z.string(),
  organization: z.string(),
  openedAt: z.string(),
  copyNumber: z.int(),
  text: z.string(),
})

export const ownPackView = z.object({
  id: z.uuid(),
  kind: z.enum(['material', 'decision', 'action']),
  sittingId: z.uuid(),
  startsAt: z.string(),
  topic: z.enum(itemTopics),
  lines: z.array(
    z.object({
      field: z.union([z.enum(packFields), z.enum(['direction', 'role', 'action'])]),
      label: z.string(),
      value: z.string(),
    }),
  ),
  watermark,
  closesAt: z.string(),
  /** True in an emergency when the acknowledgement is still to be given. */
  signLater: z.boolean(),
  secrecyLine: z.string(),
})
export type OwnPackView = z.infer<typeof ownPackView>

/** POST: every opening is a deed that is written down, and no browser keeps the answer. 409 `secrecy_first` asks for the pledge. */
export const openPack = {
  method: 'POST',
  path: '/api/my-conference/packs/:id/open',
  summary: '資料を開きます。開くたびに、だれが・いつ開いたかが記録されます。',
  params: byId,
  response: ownPackView,
} as const

export const endOwnAction = {
  method: 'POST',
  path: '/api/my-conference/actions/:id/end',
  summary: '自分の宿題の結果を知らせます。',
  params: byId,
  body: z.strictObject({ result: z.enum(actionResults) }),
  response: z.object({ result: z.enum(actionResults) }),
} as const
