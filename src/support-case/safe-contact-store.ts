import { sql } from 'kysely'
import { z } from 'zod'
import { openJson, sealJson } from '#platform/crypto/key-ring.ts'
import type { SessionTx } from '#platform/database/session.ts'
import { type SafeContact, safeContact } from './support-case-contract.ts'

/** Row-level security leaves these lines to the people on the case (db/migrations/0034). */

type Place = { readonly id: string; readonly tenant_id: string }
type Opened = { readonly record: Place; readonly key: Uint8Array }

const Stored = z.object({ sealed: z.instanceof(Uint8Array), version: z.int() })

/** What the team wrote down; undefined for everybody else. */
export async function readSafeContact(
  { db }: SessionTx,
  { record, key }: Opened,
): Promise<(SafeContact & { version: number }) | undefined> {
  const { rows } = await sql<unknown>`
    select sealed, version from app.safe_contacts where case_id = ${record.id}::uuid`.execute(db)
  if (rows[0] === undefined) return undefined
  const { sealed, version } = Stored.parse(rows[0])
  return { ...safeContact.parse(openJson(key, placeOf(record), sealed)), version }
}

/** Answers false when somebody of the team wrote since `version`; 0 is the first time. */
export async function saveSafeContact(
  { db }: SessionTx,
  { record, key }: Opened,
  { version, userId, wish }: { readonly version: number; readonly userId: string; readonly wish: SafeContact },
): Promise<boolean> {
  const sealed = Buffer.from(sealJson(key, placeOf(record), wish))
  const { rows } = await sql`
    insert into app.safe_contacts as s (tenant_id, case_id, sealed, no_letters, updated_by)
    values (${record.tenant_id}::uuid, ${record.id}::uuid, ${sealed}, ${wish.noLetters}, ${userId}::uuid)
    on conflict (tenant_id, case_id) do update set sealed = excluded.sealed, no_letters = excluded.no_letters,
      updated_by = excluded.updated_by, updated_at = now(), version = s.version + 1 where s.version = ${version}
    returning 1`.execute(db)
  return rows.length > 0
}

/** Whether the person asked that no letter comes; whoever works on the case must know that much. */
export async function wantsNoLetters({ db }: SessionTx, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ wished: boolean }>`select sec.no_letters(${caseId}::uuid) as wished`.execute(db)
  return rows[0]?.wished ?? false
}

const placeOf = ({ tenant_id, id }: Place) => ({ scopeId: tenant_id, recordId: id, field: 'safe-contact' })
