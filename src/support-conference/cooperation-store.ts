import { sql } from 'kysely'
import { z } from 'zod'
import { dataCategory } from '#consent/consent-contract.ts'
import type { Database } from '#platform/database/session.ts'
import { cooperationStates } from './cooperation.ts'

/** The only SQL of cooperation requests: it calls the functions of db/migrations/0027 and reads what they answer. */

type Asked = { readonly document?: unknown; readonly id?: string }
type CooperationFunction =
  | 'cooperation_requests'
  | 'cooperation_request'
  | 'draft_cooperation_request'
  | 'move_cooperation'
  | 'received_requests'
  | 'received_request'
  | 'decline_received_request'
  | 'answer_cooperation_link'

/** Calls one of the functions with a JSON document, with an id, or with nothing. */
export async function askCooperation<Shape extends z.ZodType>(
  { db }: { readonly db: Database },
  name: CooperationFunction,
  { document, id, shape }: Asked & { shape: Shape },
): Promise<z.output<Shape>> {
  const given =
    document === undefined ? (id === undefined ? sql`` : sql`${id}::uuid`) : sql`${JSON.stringify(document)}::jsonb`
  const { rows } = await sql<{ answer: unknown }>`select ${sql.id('sec', name)}(${given}) as answer`.execute(db)
  return shape.parse(rows[0]?.answer ?? null)
}

/** Opens a link once; undefined for every reason that it does not open. */
export async function openLink(db: Database, hashes: { code: string; number: string; token: string }) {
  const { rows } = await sql<{ found: unknown }>`
    select sec.open_cooperation_link(${hashes.code}, ${hashes.number}, ${hashes.token}) as found`.execute(db)
  return asReceived.nullable().parse(rows[0]?.found ?? null) ?? undefined
}

const nothing = <T extends z.ZodType>(shape: T) => shape.nullable().transform((value) => value ?? undefined)
const text = z.string()
const row = z.object({
  id: text,
  caseNumber: text,
  body: text,
  recipient: text,
  way: z.enum(['screen', 'letter']),
  categories: z.array(dataCategory),
  dueOn: text,
  state: z.enum(cooperationStates),
  draftedBy: text,
  sentAt: nothing(text),
})
const named = z.object({ id: text, name: text })

export const requestList = z.object({
  requests: z.array(row),
  bodies: z.array(named),
  companies: z.array(named),
})

export const requestRecord = row.extend({
  version: z.int(),
  tenantId: text,
  caseId: text,
  mayOpenCase: z.boolean(),
  recipientId: text,
  basis: z.enum(['consent', 'without-consent']),
  interest: nothing(z.enum(['life', 'body', 'property'])),
  protected: z.boolean(),
  sealed: text,
  answer: nothing(text),
  answeredBy: nothing(z.enum(['link', 'screen', 'office', 'judgement'])),
  receipt: nothing(text),
  ownDraft: z.boolean(),
  sentBy: nothing(text),
  endedAt: nothing(text),
  agency: z.object({ name: text, phone: nothing(text) }),
  subjectKey: nothing(text),
  link: nothing(z.object({ issuedAt: text, expiresAt: text, opened: z.boolean(), usable: z.boolean() })),
})
export type RequestRecord = z.infer<typeof requestRecord>

/** What its recipient gets: parts sealed for them, and the key of the person that an answer is sealed for. */
export const asReceived = z.object({
  id: text,
  tenantId: text,
  sharingId: text,
  recipientId: text,
  recipient: text,
  agencyId: text,
  agency: text,
  phone: nothing(text),
  tenant: text,
  body: text,
  categories: z.array(dataCategory),
  dueOn: text,
  subjectKey: nothing(text),
  parts: z.array(z.object({ category: text, sealed: text, wrappedKey: text })),
})
export type AsReceived = z.infer<typeof asReceived>

export const receivedList = z.array(
  z.object({
    id: text,
    body: text,
    agency: text,
    agencyId: text,
    categories: z.array(dataCategory),
    dueOn: text,
    state: z.enum(cooperationStates),
  }),
)
