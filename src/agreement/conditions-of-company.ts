import { todayInJapan } from '#kernel/calendar-date.ts'
import type { SessionTx } from '#platform/database/session.ts'
import { agenciesServing, capacityOn } from './capacity.ts'
import { listAgencyParties, listStoredCapacity } from './capacity-store.ts'
import { listScreeningTerms } from './screening-terms-store.ts'

const tried = ['drafted', 'agreed', 'in-force']

/** Agreements of the speaker's company with a condition (drafts too: both sides decide them together), beside what the agencies can take. */
export async function listConditionsOfCompany(tx: SessionTx, now: Date) {
  const today = todayInJapan(now)
  const capacity = Map.groupBy(await listStoredCapacity(tx), ({ tenantId }) => tenantId)
  const parties = await listAgencyParties(tx)
  const agreements = await listScreeningTerms(tx)
  return agreements.flatMap(({ id, tenant_id, title, edition, state, municipalities, terms }) => {
    if (terms === null || !tried.includes(state)) return []
    const serving = agenciesServing(capacity.get(tenant_id) ?? [], parties.get(id))
    const agencies = serving.map(({ agencyId, name, declarations }) => ({
      agency: name,
      peoplePerMonth: capacityOn(declarations, agencyId, today)?.peoplePerMonth ?? null,
    }))
    return [{ agreementId: id, title, edition, state, municipalities, ...terms, capacity: agencies }]
  })
}
