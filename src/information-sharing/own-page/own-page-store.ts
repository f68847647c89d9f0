import { sql } from 'kysely'
import { z } from 'zod'
import { consentMethod, dataCategory, feedbackLevel } from '#consent/consent-contract.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import { findWindow } from '#organization/index.ts'
import type { Database } from '#platform/database/session.ts'
import { ledgerGrounds } from '../grounds.ts'
import { ledgerPurposes, spokenWays } from '../who-was-told.ts'

const Guidance = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  language: z.enum(['ja', 'ja-easy']),
  windowId: z.string().nullable(),
  agencyId: z.string().nullable(),
})
export type Guidance = z.infer<typeof Guidance>

/** What everybody who holds the paper may know; undefined for a code that nobody printed. */
export async function findGuidance(db: Database, codeHash: string): Promise<Guidance | undefined> {
  const { rows } = await sql<{ found: unknown }>`select sec.public_guidance(${codeHash}) as found`.execute(db)
  return Guidance.nullable().parse(rows[0]?.found ?? null) ?? undefined
}

/** The window printed on the paper, else the municipality's own. */
export async function findWindowOf(db: Database, { windowId, tenantId }: Guidance) {
  const printed = windowId === null ? undefined : await findWindow(db, windowId)
  if (printed) return printed
  const own = await db
    .selectFrom('contact_windows')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('retired_at', 'is', null)
    .orderBy(sql`role = 'responsible' desc, name`)
    .limit(1)
    .executeTakeFirst()
  return own ? findWindow(db, own.id) : undefined
}

/** More windows than this are no help on a page: then the telephone on the paper is. */
const MOST_GENERAL = 6

/** One window of each connected municipality, for a page that cannot tell whose it is; none where they are many. */
export async function listGeneralWindows(db: Database) {
  const { rows } = await sql<{ id: string }>`
    select distinct on (w.tenant_id) w.id from app.contact_windows w
     where w.tenant_id is not null and w.retired_at is null and w.phone is not null
     order by w.tenant_id, w.role = 'responsible' desc, w.name limit ${MOST_GENERAL + 1}`.execute(db)
  if (rows.length > MOST_GENERAL) return []
  const windows = await Promise.all(rows.map(({ id }) => findWindow(db, id)))
  return windows.flatMap((one) =>
    one?.phone === undefined ? [] : [{ name: one.name, phone: one.phone, hours: one.hours.text }],
  )
}

/** Answers whether code and kept number belong together; then the token opens a session of 15 idle minutes. */
export async function openOwnPage(
  db: Database,
  hashes: { code: string; pin: string; token: string },
): Promise<boolean> {
  const { rows } = await sql<{ opened: boolean }>`
    select sec.open_own_page(${hashes.code}, ${hashes.pin}, ${hashes.token}) as opened`.execute(db)
  return rows[0]?.opened ?? false
}

const day = z.string().transform((text) => calendarDate(text))
export const told = z.object({
  at: z.string(),
  provider: z.string(),
  recipient: z.string(),
  categories: z.array(z.union([dataCategory, z.literal('feedback')])),
  purpose: z.enum(ledgerPurposes),
  ground: z.enum(ledgerGrounds),
  until: day.nullable().transform((date) => date ?? undefined),
  word: z
    .enum(['received', 'contacted', 'supported', 'closed'])
    .nullable()
    .transform((word) => word ?? undefined),
  recalled: z.boolean(),
  spoken: z
    .enum(spokenWays)
    .nullish()
    .transform((way) => way ?? undefined),
})

const OwnRow = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  subjectId: z.string(),
  wrappedKey: z.string(),
  allowed: z.array(dataCategory),
  ceiling: feedbackLevel,
  sharings: z.array(told),
  number: z.object({ issuedOn: day.nullable(), issuedTimes: z.number() }),
  /** Days on which code and number opened the page, newest first. */
  openings: z.array(z.object({ on: day, times: z.number() })),
  consent: z
    .object({
      method: consentMethod,
      outcome: z.enum(['given', 'refused', 'not-obtainable']),
      categories: z.array(dataCategory),
      purposes: z.array(z.enum(['consultation', 'feedback'])),
      until: day,
      feedbackLevel,
      withdrawnAt: z.string().nullable(),
      obtainedAt: z.string(),
      numberIssuedOn: day.nullable(),
    })
    .nullable(),
})
export type OwnRow = z.infer<typeof OwnRow>

/** Everything the page shows about the signed-in person; the look itself is logged. */
export async function getOwnRow(db: Database): Promise<OwnRow> {
  const { rows } = await sql<{ found: unknown }>`select sec.own_page() as found`.execute(db)
  return OwnRow.parse(rows[0]?.found)
}

export async function withdrawOwnConsent(db: Database): Promise<void> {
  await sql`select sec.own_withdraw()`.execute(db)
}

export async function closeOwnPage(db: Database): Promise<void> {
  await sql`select sec.close_own_page()`.execute(db)
}

export type ContactRequest = {
  readonly id: string
  readonly agencyId: string
  readonly subjectId: string
  readonly wrappedKey: string
  readonly sealed: string
  readonly language: string
  /** Somebody must not know: read by those alone who call. */
  readonly quiet: boolean
  readonly keys: readonly { readonly kind: string; readonly key: string }[]
}

/** The wish to be called, sealed for the municipality's agency. The same id twice is one wish. */
export async function requestContact(db: Database, codeHash: string, request: ContactRequest): Promise<void> {
  await sql`select sec.request_contact(${codeHash}, ${JSON.stringify(request)}::jsonb)`.execute(db)
}
