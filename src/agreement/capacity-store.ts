import { sql } from 'kysely'
import { z } from 'zod'
import { calendarDate } from '#kernel/calendar-date.ts'
import type { SessionTx } from '#platform/database/session.ts'
import type { CapacityDeclaration } from './capacity.ts'

const Row = z.object({
  tenant_id: z.string(),
  agency_id: z.string(),
  name: z.string(),
  municipality: z.string(),
  declarations: z.array(
    z.object({
      validFrom: z.string().transform((day) => calendarDate(day)),
      peoplePerMonth: z.number(),
      note: z.string(),
      declaredAt: z.string(),
      declaredBy: z.string().nullable(),
    }),
  ),
})

export type StoredCapacity = {
  readonly tenantId: string
  readonly agencyId: string
  readonly name: string
  readonly municipality: string
  readonly declarations: ReadonlyArray<
    CapacityDeclaration & { readonly note: string; readonly declaredBy: string | null }
  >
}

/**
 * The agencies of the speaker's municipality (a company: of the municipalities with which it has an agreement) with
 * what they declared, oldest first. `tenantId` narrows to one municipality.
 */
export async function listStoredCapacity(
  { db, who }: SessionTx,
  tenantId?: string,
): Promise<readonly StoredCapacity[]> {
  // The name of who declared is not the company's to know; its login may not even read the column.
  const declaredBy =
    who.plane === 'utility' ? sql`null` : sql`(select u.display_name from app.users u where u.id = c.declared_by)`
  const reach =
    who.plane === 'utility'
      ? sql`o.tenant_id in (select a.tenant_id from app.agreements a where a.state in ('drafted', 'agreed', 'in-force'))`
      : sql`o.tenant_id = (select sec.tenant())`
  const { rows } = await sql<unknown>`
    select o.tenant_id, o.id as agency_id, o.name, t.name as municipality,
      (select coalesce(jsonb_agg(jsonb_build_object('validFrom', c.valid_from, 'peoplePerMonth', c.people_per_month,
          'note', c.note, 'declaredAt', c.declared_at, 'declaredBy', ${declaredBy}) order by c.valid_from, c.declared_at, c.id), '[]')
        from app.agency_capacity c where c.tenant_id = o.tenant_id and c.organization_id = o.id) as declarations
    from app.organizations o join app.tenants t on t.id = o.tenant_id
    where o.kind = 'consultation-agency' and ${reach}
      and (${tenantId ?? null}::uuid is null or o.tenant_id = ${tenantId ?? null}::uuid)
    order by t.name, o.name, o.id`.execute(db)
  return rows.map((row) => {
    const { agency_id: agencyId, tenant_id: tenantId, declarations, ...agency } = Row.parse(row)
    return { ...agency, tenantId, agencyId, declarations: declarations.map((one) => ({ ...one, agencyId })) }
  })
}

export async function insertCapacity(
  { db }: SessionTx,
  row: {
    readonly tenantId: string
    readonly id: string
    readonly organizationId: string
    readonly validFrom: string
    readonly peoplePerMonth: number
    readonly note: string
    readonly declaredBy: string
  },
): Promise<void> {
  await db
    .insertInto('agency_capacity')
    .values({
      tenant_id: row.tenantId,
      id: row.id,
      organization_id: row.organizationId,
      valid_from: row.validFrom,
      people_per_month: row.peoplePerMonth,
      note: row.note,
      declared_by: row.declaredBy,
    })
    .execute()
}

/** The agencies that stand in agreements as parties, by agreement; most agreements name none, and then all of the municipality's serve them. */
export async function listAgencyParties({ db }: SessionTx): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('agreement_parties as p')
    .innerJoin('organizations as o', 'o.id', 'p.organization_id')
    .where('o.kind', '=', 'consultation-agency')
    .select(['p.agreement_id', 'p.organization_id'])
    .execute()
  const parties = new Map<string, string[]>()
  for (const { agreement_id, organization_id } of rows) {
    parties.set(agreement_id, [...(parties.get(agreement_id) ?? []), organization_id])
  }
  return parties
}
