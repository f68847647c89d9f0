import { z } from 'zod'
import { secrecyVersions } from './by-laws.ts'
import { memberKinds } from './member-kinds.ts'
import { actionKinds, actionResults, itemKinds, itemTopics, sittingKinds, sittingStates } from './support-conference.ts'

/** What the functions of db/migrations/0026 answer about papers, packs and a member's own affairs. */

const nothing = <T extends z.ZodType>(shape: T) => shape.nullable().transform((value) => value ?? undefined)
const text = z.string()

export const itemPapers = z.object({
  itemId: text,
  version: z.int(),
  caseId: text,
  topic: z.enum(itemTopics),
  sittingId: text,
  state: z.enum(sittingStates),
  startsAt: text,
  body: text,
  opensAt: text,
  closesAt: text,
  protected: z.boolean(),
  sharedAt: nothing(text),
  /** Sealed for the person of the case, base64. */
  papers: z.object({ material: text.optional(), minutes: text.optional() }),
  called: z.array(
    z.object({
      callId: text,
      memberId: text,
      name: text,
      organization: text,
      organizationId: text,
      kind: z.enum(memberKinds),
      ofTheTeam: z.boolean(),
    }),
  ),
})
export type ItemPapers = z.infer<typeof itemPapers>

export const packRecord = z.object({
  id: text,
  kind: z.enum(['material', 'decision', 'action']),
  tenantId: text,
  sharingId: text,
  sittingId: text,
  body: text,
  startsAt: text,
  topic: z.enum(itemTopics),
  copyNumber: z.int(),
  closesAt: text,
  name: text,
  organization: text,
  organizationId: text,
  parts: z.array(z.object({ category: text, sealed: text, wrappedKey: text })),
})
export type PackRecord = z.infer<typeof packRecord>

export const ownConference = z.object({
  sittings: z.array(
    z.object({
      id: text,
      body: text,
      kind: z.enum(sittingKinds),
      state: z.enum(sittingStates),
      startsAt: text,
      endsAt: nothing(text),
      place: text,
      items: z.array(
        z.object({
          id: text,
          position: z.int(),
          kind: z.enum(itemKinds),
          topic: z.enum(itemTopics),
          title: nothing(text),
          minutesPlanned: z.int(),
          running: z.boolean(),
          asked: z.array(z.enum(['identity', 'contact', 'supply', 'observation', 'arrears'])),
          packs: z.array(
            z.object({
              id: text,
              kind: z.enum(['material', 'decision', 'action']),
              opensAt: text,
              closesAt: text,
              closed: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  ),
  actions: z.array(
    z.object({
      id: text,
      kind: z.enum(actionKinds),
      topic: z.enum(itemTopics),
      sittingOn: text,
      dueOn: text,
      result: nothing(z.enum(actionResults)),
      packId: nothing(text),
    }),
  ),
  pledges: z.array(z.object({ memberId: text, body: text, version: z.enum(secrecyVersions) })),
})
