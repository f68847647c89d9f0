import { v7 as newId } from 'uuid'
import type { Actor } from './cast.ts'
import type { Stage } from './stage.ts'

/** What a withdrawal left to settle, and a request to be told who was told: both of one case, for its agency alone. */
export async function ledgerOf({ house }: Stage, by: Actor, caseId: string): Promise<void> {
  const { admin } = house.database
  await admin.query(
    `insert into app.recalls (tenant_id, id, consent_organization_id, consent_id, recipient_id)
     select f.tenant_id, $1, s.report_organization_id, s.consent_id, f.agency_id
       from app.referrals f join app.sharings s on s.tenant_id = f.tenant_id and s.id = f.sharing_id
      where f.case_id = $2 and s.consent_id is not null limit 1`,
    [newId(), caseId],
  )
  await admin.query(
    `insert into app.statement_requests (tenant_id, id, agency_id, case_id, referral_ids, asked_by, identity, language, delivery,
       asked_on, state, recorded_by)
     select c.tenant_id, $1, c.agency_id, c.id, array(select f.id from app.referrals f where f.case_id = c.id), 'self',
       '{passport}', 'ja', 'handed', current_date, 'checked', $3 from app.cases c where c.id = $2`,
    [newId(), caseId, by.user.id],
  )
}
