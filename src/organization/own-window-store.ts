/** Reads and writes the windows of the speaker's municipality. */
import { sql } from 'kysely'
import type { Database } from '#platform/database/session.ts'
import type { ContactWindow } from './contact-window.ts'
import type { OpeningHours } from './opening-hours.ts'
import type { WindowFacts } from './own-windows-contract.ts'
import { findWindow } from './window-store.ts'

export type StoredWindow = ContactWindow & { readonly version: number }

/** Those that are not retired: the longest unconfirmed first. */
export async function listWindowsOf(db: Database, tenantId: string): Promise<readonly StoredWindow[]> {
  const rows = await db
    .selectFrom('contact_windows')
    .select(['id', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('retired_at', 'is', null)
    .orderBy(sql`confirmed_on asc nulls first, name`)
    .execute()
  const found = await Promise.all(rows.map(({ id }) => findWindow(db, id)))
  return found.flatMap((window, index) => {
    const version = rows[index]?.version
    return window === undefined || version === undefined ? [] : [{ ...window, version }]
  })
}

/** One of the municipality's own. */
export async function findOwnWindow(db: Database, tenantId: string, id: string): Promise<StoredWindow | undefined> {
  return (await listWindowsOf(db, tenantId)).find((window) => window.id === id)
}

type At = { readonly tenantId: string; readonly id: string; readonly version: number }

/** Answers false when somebody saved in between. */
export async function updateWindow(
  db: Database,
  at: At,
  { facts, hours, confirmedOn }: { facts: WindowFacts; hours: OpeningHours; confirmedOn: string | undefined },
): Promise<boolean> {
  const { hoursText: _text, whenClosed, postalCode, officialUrl, ...same } = facts
  const done = await db
    .updateTable('contact_windows')
    .set({
      ...same,
      postal_code: postalCode,
      official_url: officialUrl,
      hours: JSON.stringify(hours),
      when_closed_name: whenClosed?.name ?? null,
      when_closed_phone: whenClosed?.phone ?? null,
      ...(confirmedOn === undefined ? {} : { confirmed_on: confirmedOn }),
      version: at.version + 1,
      updated_at: new Date(),
    })
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Answers false when somebody saved in between: then another version was looked at. */
export async function confirmOn(db: Database, at: At, today: string): Promise<boolean> {
  const done = await db
    .updateTable('contact_windows')
    .set({ confirmed_on: today, version: at.version + 1, updated_at: new Date() })
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
