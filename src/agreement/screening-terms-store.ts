import { sql } from 'kysely'
import { z } from 'zod'
import type { SessionTx } from '#platform/database/session.ts'
import { agreementState } from './agreement-contract.ts'
import { type ScreeningTerms, screeningTerms } from './screening-terms-contract.ts'

const municipality = z.object({ code: z.string(), name: z.string() })
const Row = z.object({
  id: z.string(),
  tenant_id: z.string(),
  title: z.string(),
  edition: z.number(),
  state: agreementState,
  version: z.number(),
  condition: z.unknown(),
  suppression: z.unknown(),
  facts_allowed: z.array(z.string()),
  municipalities: z.array(municipality),
})

export type StoredScreeningTerms = Omit<z.infer<typeof Row>, 'condition' | 'suppression' | 'facts_allowed'> & {
  readonly terms: ScreeningTerms | null
}

/**
 * Where an agreement of a municipality counts: the municipality with its wards; a prefecture's towns and villages (their
 * codes follow 300) that have no entry of their own here. `t` is the row of app.tenants.
 */
export const municipalitiesOfTenant = `
  select x.code, x.prefecture_name || x.full_name as name from app.areas x
   where x.code = t.municipality_code or x.city_code = t.municipality_code
      or (substr(t.municipality_code, 3, 3) = '000' and x.kind = 'municipality'
        and left(x.code, 2) = left(t.municipality_code, 2) and substr(x.code, 3, 3) > '300'
        and not exists (select from app.tenants o where o.municipality_code = x.code))
  union select t.municipality_code, t.name
   where not exists (select from app.areas x where x.code = t.municipality_code)`

/** The screening terms of one agreement that the speaker may see; undefined when there is none. */
export async function findScreeningTerms(tx: SessionTx, id: string): Promise<StoredScreeningTerms | undefined> {
  return (await listScreeningTerms(tx, id))[0]
}

/** The screening terms of every agreement that the speaker may see, or of one. */
export async function listScreeningTerms({ db }: SessionTx, id?: string): Promise<readonly StoredScreeningTerms[]> {
  const { rows } = await sql<unknown>`
    select a.id, a.tenant_id, a.title, a.edition, a.state, a.version, a.condition, a.suppression, a.facts_allowed,
      (select coalesce(jsonb_agg(jsonb_build_object('code', m.code, 'name', m.name) order by m.code), '[]')
        from (${sql.raw(municipalitiesOfTenant)}) m) as municipalities
    from app.agreements a join app.tenants t on t.id = a.tenant_id 
    where ${id ?? null}::uuid is null or a.id = ${id ?? null}::uuid order by t.municipality_code, a.edition desc`.execute(
    db,
  )
  return rows.map((found) => {
    const { condition, suppression, facts_allowed, ...row } = Row.parse(found)
    const terms =
      condition === null ? null : screeningTerms.parse({ condition, suppression, factsAllowed: facts_allowed })
    return { ...row, terms }
  })
}

/** Answers false when somebody saved in between. */
export async function updateScreeningTerms(
  { db }: SessionTx,
  at: { tenantId: string; id: string; version: number },
  terms: ScreeningTerms | null,
): Promise<boolean> {
  const done = await db
    .updateTable('agreements')
    .set({
      condition: terms === null ? null : JSON.stringify(terms.condition),
      suppression: terms === null ? null : JSON.stringify(terms.suppression),
      facts_allowed: terms === null ? [] : [...terms.factsAllowed],
      version: at.version + 1,
    })
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
