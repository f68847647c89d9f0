import { sql } from 'kysely'
import { z } from 'zod'
import { callGate, type Database } from '#platform/database/session.ts'
import type { LetterLanguage, LetterStage } from './letter.ts'

/** One code on paper as the database keeps it: hashes only. */
export type NewCode = {
  readonly codeHash: string
  readonly tenantId: string
  readonly kind: 'letter' | 'leaflet'
  readonly number: string
  readonly language: LetterLanguage
  readonly windowId: string
  readonly pinHash?: string
  readonly reportId?: string
  readonly stage: LetterStage
  readonly channel: 'post' | 'door'
  readonly wordingVersion: string
}

export async function insertCodes(db: Database, codes: readonly NewCode[]): Promise<void> {
  await callGate(db, 'new_guidance_codes', { document: codes, shape: z.number() })
}

/** The next leaflet serial of the company. Others who print at the same moment wait until this transaction ends. */
export async function getNextLeafletSerial(db: Database, organizationId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`leaflets ${organizationId}`}, 0))`.execute(db)
  const { rows } = await sql<{ last: number | null }>`
    select max(left(number, 7)::int) as last from app.guidance_codes
     where organization_id = ${organizationId}::uuid and kind = 'leaflet' and number ~ '^[0-9]{8}$'`.execute(db)
  return (rows[0]?.last ?? 0) + 1
}

export async function isNumberTaken(db: Database, number: string): Promise<boolean> {
  const found = await db
    .selectFrom('guidance_codes')
    .select('number')
    .where('kind', '=', 'letter')
    .where('number', '=', number)
    .executeTakeFirst()
  return found !== undefined
}

/** Who wrote a report that a letter may be about. Never an immediate danger: whoever opens the letter may be the one reported. */
export async function findReportForLetter(db: Database, ids: { organizationId: string; reportId: string }) {
  return db
    .selectFrom('reports')
    .select(['written_by', 'protected'])
    .where('organization_id', '=', ids.organizationId)
    .where('id', '=', ids.reportId)
    .where('kind', '<>', 'danger')
    .executeTakeFirst()
}

export type SenderRow = { readonly name: string; readonly phone: string | null }

export async function getSender(db: Database, organizationId: string): Promise<SenderRow> {
  return db
    .selectFrom('organizations')
    .select(['name', 'phone'])
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow()
}

export async function findTenantName(db: Database, tenantId: string): Promise<string | undefined> {
  const row = await db.selectFrom('tenants').select('name').where('id', '=', tenantId).executeTakeFirst()
  return row?.name
}

const Count = z.object({
  tenantId: z.string(),
  municipalityName: z.string(),
  kind: z.enum(['letter', 'leaflet']),
  language: z.enum(['ja', 'ja-easy']),
  issued: z.coerce.number(),
  handed: z.coerce.number(),
  lastHandedOn: z
    .string()
    .nullable()
    .transform((day) => day ?? undefined),
})

/** What the company made and handed over, without names. */
export async function listLetterCounts(db: Database) {
  const { rows } = await sql<unknown>`
    select g.tenant_id as "tenantId", t.name as "municipalityName", g.kind, g.language, count(*) as issued,
      count(g.handed_on) as handed, max(g.handed_on)::text as "lastHandedOn"
    from app.guidance_codes g join app.tenants t on t.id = g.tenant_id
    group by g.tenant_id, t.name, g.kind, g.language order by t.name, g.kind, g.language`.execute(db)
  return rows.map((row) => {
    const { lastHandedOn, ...count } = Count.parse(row)
    return lastHandedOn === undefined ? count : { ...count, lastHandedOn }
  })
}
