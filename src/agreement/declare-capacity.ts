import { type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { recordAudit, type SessionTx, type Staff } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import { mayDeclareCapacity } from './agreement-access.ts'
import { capacityOn } from './capacity.ts'
import { insertCapacity, listStoredCapacity, type StoredCapacity } from './capacity-store.ts'
import type { CapacityView, capacityInput } from './screening-terms-contract.ts'

type Speaker = { readonly tx: SessionTx; readonly staff: Staff }

/** What the agencies said they can take; a company sees those of the municipalities it has an agreement with. */
export async function listCapacityViews(
  { tx, staff }: Speaker,
  today: CalendarDate,
  tenantId?: string,
): Promise<CapacityView[]> {
  const agencies = await listStoredCapacity(tx, tenantId)
  return agencies.map((agency) => present(agency, staff, today))
}

type Declared = ReturnType<typeof capacityInput.parse>

/** Adds a declaration; an earlier one stays as it was said and rules until the first day of this one. */
export async function declareAgencyCapacity(
  { tx, staff, now, id }: Speaker & { readonly now: Date; readonly id: string },
  declared: Declared,
): Promise<Result<{ agencies: CapacityView[] }>> {
  const { tenant } = staff
  const own = declared.organizationId === staff.organization.id
  if (tenant === null || !mayDeclareCapacity(staff.roles, own ? 'own' : 'other')) {
    return refuse('forbidden', '受けられる人数を知らせられるのは、その機関の主任相談支援員と、市区町村の管理者です。')
  }
  const agencies = await listStoredCapacity(tx)
  if (!agencies.some(({ agencyId }) => agencyId === declared.organizationId)) return { ok: false, refusal: notFound }
  await insertCapacity(tx, { ...declared, tenantId: tenant.id, id, declaredBy: staff.userId })
  await recordAudit(tx, { action: 'capacity.declared', objectId: declared.organizationId })
  return ok({ agencies: await listCapacityViews({ tx, staff }, todayInJapan(now)) })
}

function present({ agencyId, name, municipality, declarations }: StoredCapacity, staff: Staff, today: CalendarDate) {
  const own = agencyId === staff.organization.id ? 'own' : 'other'
  const held = capacityOn(declarations, agencyId, today)
  return {
    agencyId,
    name,
    municipality,
    declarations: declarations.map(({ agencyId: _agency, ...one }) => one),
    peoplePerMonth: held?.peoplePerMonth ?? null,
    since: held?.validFrom ?? null,
    note: held?.note ?? '',
    allowed: mayDeclareCapacity(staff.roles, own) ? ['declare' as const] : [],
  }
}
