import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, SessionTx } from '#platform/database/session.ts'
import { otherBodies, secrecyWays } from './by-laws.ts'
import { byLaws } from './conference-body-contract.ts'
import { memberKinds, seats } from './member-kinds.ts'
import { actionKinds, actionResults, itemKinds, itemTopics, sittingKinds, sittingStates } from './support-conference.ts'

/** The only SQL of this feature: it calls the functions of db/migrations/0026 and reads what they answer. */

type Asked = { readonly document?: unknown; readonly id?: string }

/** Calls one of the feature's functions with a JSON document, with an id, or with nothing. */
export async function askDatabase<Shape extends z.ZodType>(
  { db }: Pick<SessionTx, 'db'> | { db: Database },
  name: ConferenceFunction,
  { document, id, shape }: Asked & { shape: Shape },
): Promise<z.output<Shape>> {
  const given =
    document === undefined ? (id === undefined ? sql`` : sql`${id}::uuid`) : sql`${JSON.stringify(document)}::jsonb`
  const { rows } = await sql<{ answer: unknown }>`select ${sql.id('sec', name)}(${given}) as answer`.execute(db)
  return shape.parse(rows[0]?.answer ?? null)
}

export type ConferenceFunction =
  | 'conference_bodies'
  | 'conference_body'
  | 'create_conference_body'
  | 'change_by_laws'
  | 'add_conference_member'
  | 'change_conference_member'
  | 'end_conference_membership'
  | 'record_secrecy'
  | 'conference_sittings'
  | 'conference_sitting'
  | 'plan_sitting'
  | 'change_sitting'
  | 'move_sitting'
  | 'add_item'
  | 'change_item'
  | 'call_to_item'
  | 'mark_attendance'
  | 'time_item'
  | 'add_issue'
  | 'end_action'
  | 'move_action'
  | 'item_papers'
  | 'write_paper'
  | 'issue_packs'
  | 'print_copy'
  | 'copy_to_print'
  | 'count_copy'
  | 'own_conference'
  | 'give_pledge'
  | 'open_pack'
  | 'end_own_action'

const nothing = <T extends z.ZodType>(shape: T) => shape.nullable().transform((value) => value ?? undefined)
const text = z.string()

export const bodyRecord = z.object({
  id: text,
  name: text,
  edition: z.int(),
  validFrom: text,
  heldBy: text,
  own: z.boolean(),
  byLaws,
  towns: z.array(z.object({ code: text, name: text })),
  members: z.int(),
  unsigned: z.int(),
})
export type BodyRecord = z.infer<typeof bodyRecord>

export const bodyDetail = bodyRecord.extend({
  editions: z.array(z.object({ edition: z.int(), validFrom: text, by: text })),
  organizations: z.array(z.object({ id: text, name: text })),
  roster: z.array(
    z.object({
      id: text,
      version: z.int(),
      name: text,
      organization: text,
      organizationId: text,
      kind: z.enum(memberKinds),
      seat: z.enum(seats),
      office: nothing(z.enum(['chair', 'deputy'])),
      hasAccount: z.boolean(),
      since: text,
      leftOn: nothing(text),
      signed: z.boolean(),
      secrecy: z.array(z.object({ version: text, signedOn: text, way: z.enum(secrecyWays) })),
    }),
  ),
})
export type BodyDetail = z.infer<typeof bodyDetail>

export const sittingRecord = z.object({
  id: text,
  version: z.int(),
  bodyId: text,
  body: text,
  kind: z.enum(sittingKinds),
  state: z.enum(sittingStates),
  startsAt: text,
  place: text,
  items: z.int(),
  called: z.int(),
  copiesOut: z.int(),
  unsigned: z.int(),
  actionsOpen: z.int(),
})
export type SittingRecord = z.infer<typeof sittingRecord>

const calledRecord = z.object({
  callId: text,
  memberId: text,
  name: text,
  organization: text,
  kind: z.enum(memberKinds),
  seat: z.enum(seats),
  hasAccount: z.boolean(),
  signed: z.boolean(),
  asked: z.array(z.enum(['identity', 'contact', 'supply', 'observation', 'arrears'])),
  packs: z.array(
    z.object({
      id: text,
      kind: z.enum(['material', 'decision', 'action']),
      opensAt: text,
      closesAt: text,
      closedAt: nothing(text),
    }),
  ),
  openings: z.int(),
  lastOpenedAt: nothing(text),
  copies: z.array(
    z.object({
      id: text,
      number: z.int(),
      state: z.enum(['out', 'returned', 'missing']),
      issuedAt: text,
      countedAt: nothing(text),
    }),
  ),
})
export type CalledRecord = z.infer<typeof calledRecord>

const itemRecord = z.object({
  id: text,
  version: z.int(),
  position: z.int(),
  kind: z.enum(itemKinds),
  topic: z.enum(itemTopics),
  title: nothing(text),
  caseNumber: nothing(text),
  caseId: nothing(text),
  mayWrite: z.boolean(),
  minutesPlanned: z.int(),
  startedAt: nothing(text),
  endedAt: nothing(text),
  papers: z.array(z.enum(['material', 'minutes'])),
  called: z.array(calledRecord),
  decisionSharedAt: nothing(text),
  actions: z.array(
    z.object({
      id: text,
      kind: z.enum(actionKinds),
      ownerMemberId: text,
      owner: text,
      organization: text,
      dueOn: text,
      result: nothing(z.enum(actionResults)),
      endedAt: nothing(text),
      chased: z.int(),
    }),
  ),
})
export type ItemRecord = z.infer<typeof itemRecord>

export const sittingDetail = sittingRecord.extend({
  endsAt: nothing(text),
  jointWith: z.array(z.enum(otherBodies)),
  edition: z.int(),
  byLaws,
  openedAt: nothing(text),
  closedAt: nothing(text),
  office: z.boolean(),
  agenda: z.array(itemRecord),
  roster: z.array(
    z.object({
      memberId: text,
      name: text,
      organization: text,
      kind: z.enum(memberKinds),
      seat: z.enum(seats),
      signed: z.boolean(),
    }),
  ),
  attendance: z.array(
    z.object({
      memberId: text,
      name: text,
      organization: text,
      arrivedAt: text,
      leftAt: nothing(text),
      signed: z.boolean(),
      signedHow: nothing(z.enum(secrecyWays)),
    }),
  ),
  issues: z.array(z.object({ id: text, text, writtenAt: text })),
  proof: z.object({
    packs: z.int(),
    packsClosed: z.int(),
    keysDestroyed: z.int(),
    openings: z.int(),
    lastClosedAt: nothing(text),
  }),
  copies: z.object({
    out: z.int().default(0),
    returned: z.int().default(0),
    missing: z.int().default(0),
  }),
  unwritten: z.int(),
  packsWaiting: z.int(),
})
export type SittingDetail = z.infer<typeof sittingDetail>
