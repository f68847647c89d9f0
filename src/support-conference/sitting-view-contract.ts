import { z } from 'zod'
import { category } from '#referral/report-shapes-contract.ts'
import { otherBodies, secrecyWays } from './by-laws.ts'
import { memberKinds, seats } from './member-kinds.ts'
import { sittingRow } from './sitting-list-contract.ts'
import { actionKinds, actionResults, itemKinds, itemTopics, sittingCommands } from './support-conference.ts'

export type { SittingRow } from './sitting-list-contract.ts'

/** A sitting as the office and the people of a case see it: agenda, room and proof, and nobody's affairs. */

const packState = z.enum(['none', 'waiting', 'open', 'closed'])

const calledMember = z.object({
  callId: z.uuid(),
  memberId: z.uuid(),
  name: z.string(),
  organization: z.string(),
  kind: z.enum(memberKinds),
  seat: z.enum(seats),
  hasAccount: z.boolean(),
  signed: z.boolean(),
  /** What this organisation is asked to bring; only these may come from it for this item. */
  asked: z.array(category),
  /** How often its pack was opened, and when last; what stands in it is not told here. */
  pack: z.object({
    id: z.uuid().optional(),
    state: packState,
    opensAt: z.string().optional(),
    closesAt: z.string().optional(),
    openings: z.int(),
    lastOpenedAt: z.string().optional(),
  }),
  copies: z.array(
    z.object({
      id: z.uuid(),
      number: z.int(),
      state: z.enum(['out', 'returned', 'missing']),
      issuedAt: z.string(),
      countedAt: z.string().optional(),
    }),
  ),
})
export type CalledMember = z.infer<typeof calledMember>

const action = z.object({
  id: z.uuid(),
  kind: z.enum(actionKinds),
  ownerMemberId: z.uuid(),
  owner: z.string(),
  organization: z.string(),
  dueOn: z.string(),
  result: z.enum(actionResults).optional(),
  endedAt: z.string().optional(),
  /** Steps climbed: 0 nobody, 1 owner, 2 lead, 3 officer. */
  chased: z.int(),
})
export type ConferenceAction = z.infer<typeof action>

const item = z.object({
  id: z.uuid(),
  version: z.int(),
  position: z.int(),
  kind: z.enum(itemKinds),
  topic: z.enum(itemTopics),
  /** Regional issues alone have a title in words. */
  title: z.string().optional(),
  /** The case's number says nothing about anybody. */
  caseNumber: z.string().optional(),
  /** Only for who may open the case. */
  caseId: z.uuid().optional(),
  minutesPlanned: z.int(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  called: z.array(calledMember),
  actions: z.array(action),
  hasMaterial: z.boolean(),
  hasMinutes: z.boolean(),
  decisionSharedAt: z.string().optional(),
  allowed: z.array(
    z.enum([
      'edit',
      'call-member',
      'write-material',
      'issue-pack',
      'print-copy',
      'count-copies',
      'time',
      'decide',
      'share-decision',
    ]),
  ),
})
export type SittingItem = z.infer<typeof item>

export const sittingView = sittingRow.extend({
  version: z.int(),
  endsAt: z.string().optional(),
  jointWith: z.array(z.enum(otherBodies)),
  /** Edition of the by-laws under which it is held. */
  edition: z.int(),
  chairTitle: z.string(),
  openedAt: z.string().optional(),
  closedAt: z.string().optional(),
  agenda: z.array(item),
  /** Everybody on the roster who may be called under the by-laws. */
  roster: z.array(
    z.object({
      memberId: z.uuid(),
      name: z.string(),
      organization: z.string(),
      kind: z.enum(memberKinds),
      seat: z.enum(seats),
      signed: z.boolean(),
      always: z.boolean(),
    }),
  ),
  attendance: z.array(
    z.object({
      memberId: z.uuid(),
      name: z.string(),
      organization: z.string(),
      arrivedAt: z.string(),
      leftAt: z.string().optional(),
      signed: z.boolean(),
      signedHow: z.enum(secrecyWays).optional(),
    }),
  ),
  issues: z.array(z.object({ id: z.uuid(), text: z.string(), writtenAt: z.string() })),
  secrecyText: z.array(z.string()),
  secrecyVersion: z.string(),
  /** What closed, when, and how many openings there were: the proof after the meeting. */
  proof: z.object({
    packs: z.int(),
    packsOpen: z.int(),
    packsClosed: z.int(),
    keysDestroyed: z.int(),
    openings: z.int(),
    copies: z.int(),
    copiesOut: z.int(),
    copiesMissing: z.int(),
    lastClosedAt: z.string().optional(),
  }),
  allowed: z.array(z.enum(sittingCommands)),
})
export type SittingView = z.infer<typeof sittingView>
