import type { z } from 'zod'
import { type CalendarDate, calendarDate, daysBetween, todayInJapan } from '#kernel/calendar-date.ts'
import type { Result } from '#kernel/result.ts'
import { openJson, sealJson } from '#platform/crypto/key-ring.ts'
import type { SessionTx, Staff } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { type EntryContent, entryContent } from './case-entry-contract.ts'
import { listOwnTeamIds } from './case-people-store.ts'
import { type CaseProgress, progressOf } from './support-case.ts'
import { type CaseAction, type CaseActor, type CaseFacts, mayWithCase } from './support-case-access.ts'
import { type Household, household } from './support-case-contract.ts'
import { type CaseRecord, type EntryRecord, findCase, listEntryRecords } from './support-case-store.ts'

/** Who asks, in which transaction, with which clock and keys. */
export type CaseDesk = { readonly tx: SessionTx; readonly staff: Staff; readonly platform: Platform }

export type OpenedEntry = EntryRecord & { readonly content: EntryContent }

/** A case that the speaker may see, opened. */
export type OpenedCase = {
  readonly record: CaseRecord
  readonly key: Uint8Array
  readonly household: Household
  readonly entries: readonly OpenedEntry[]
  readonly progress: CaseProgress
}

export const notYours = {
  ok: false,
  refusal: { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' },
} as const
export const missing = { ok: false, refusal: notFound } as const

/** The actor of the access table, as the database knows the session's user. */
export async function actorOf({ tx, staff }: CaseDesk): Promise<CaseActor> {
  return {
    userId: staff.userId,
    tenantId: staff.tenant?.id ?? null,
    organizationId: staff.organization.id,
    roles: staff.roles,
    teamIds: await listOwnTeamIds(tx, staff.userId),
  }
}

/** What the access table looks at; `looking` is the speaker's own. */
export function factsOf(record: CaseRecord, { staff }: Pick<CaseDesk, 'staff'>): CaseFacts {
  return {
    tenantId: record.tenant_id,
    agencyId: record.agency_id,
    protected: record.protected,
    userIds: record.people.flatMap(({ user }) => user?.id ?? []),
    teamIds: record.people.flatMap(({ team }) => team?.id ?? []),
    lookingIds: record.looking_until === null ? [] : [staff.userId],
  }
}

/** Loads a case for one action; what may not be seen is answered like what does not exist. Both locks are asked. */
export async function loadCase(desk: CaseDesk, id: string, action: CaseAction): Promise<Result<OpenedCase>> {
  const record = await findCase(desk.tx, id)
  if (!record) return missing
  const actor = await actorOf(desk)
  if (!mayWithCase(actor, 'read', factsOf(record, desk))) return missing
  if (!mayWithCase(actor, action, factsOf(record, desk))) return notYours
  return { ok: true, value: await openRecord(desk, record) }
}

async function openRecord({ tx, platform }: CaseDesk, record: CaseRecord): Promise<OpenedCase> {
  const key = keyOf(platform, record)
  const entries = (await listEntryRecords(tx, record.id)).map((entry) => {
    const place = { scopeId: record.tenant_id, recordId: entry.id, field: 'entry' }
    return { ...entry, content: entryContent.parse(openJson(key, place, entry.sealed)) }
  })
  return { record, key, household: openHousehold(platform, record), entries, progress: progressOfEntries(entries) }
}

/** The household of a case, opened for a row of a list. */
export function openHousehold(platform: Platform, record: CaseRecord): Household {
  return household.parse(openJson(keyOf(platform, record), householdPlace(record), record.sealed))
}

export function sealHousehold(
  key: Uint8Array,
  at: { readonly tenant_id: string; readonly id: string },
  value: Household,
): Buffer {
  return Buffer.from(sealJson(key, householdPlace(at), value))
}

const householdPlace = ({ tenant_id, id }: { readonly tenant_id: string; readonly id: string }) => ({
  scopeId: tenant_id,
  recordId: id,
  field: 'household',
})

function keyOf({ keys }: Platform, record: CaseRecord): Uint8Array {
  return keys.unwrap(record.tenant_id, record.wrapped_key ?? new Uint8Array())
}

function progressOfEntries(entries: readonly OpenedEntry[]): CaseProgress {
  return progressOf(
    entries.map(({ id, kind, corrects, content }) => ({
      id,
      kind,
      corrects: corrects ?? undefined,
      reached: content.kind === 'attempt' && content.reached,
      followUpOn: content.kind === 'follow-up' ? content.on : undefined,
    })),
  )
}

export function todayAt({ platform }: Pick<CaseDesk, 'platform'>): CalendarDate {
  return todayInJapan(platform.now())
}

/** Whole days until a day as the database writes it; undefined without one. */
export function daysUntilDay(day: string | null, today: CalendarDate): number | undefined {
  return day === null ? undefined : daysBetween(today, calendarDate(day))
}

export type Answer<Shape extends z.ZodType> = Promise<Result<z.input<Shape>>>

const STEP_UP_MINUTES = 5

/** As sec.stepped_up() in the database: what leaves is confirmed by the person, not by an open screen. */
export function isSteppedUp({ staff, platform }: CaseDesk): boolean {
  if (staff.steppedUpAt === null) return false
  return platform.now().getTime() - Date.parse(staff.steppedUpAt) < STEP_UP_MINUTES * 60_000
}
