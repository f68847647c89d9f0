import { type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { recordAudit, type SessionTx, type Staff } from '#platform/database/session.ts'
import { notFound, versionConflict } from '#platform/http/problem.ts'
import { mayWithAgreements } from './agreement-access.ts'
import { agenciesServing } from './capacity.ts'
import { listAgencyParties } from './capacity-store.ts'
import { listCapacityViews } from './declare-capacity.ts'
import type { ScreeningTerms, ScreeningTermsView } from './screening-terms-contract.ts'
import { findScreeningTerms, type StoredScreeningTerms, updateScreeningTerms } from './screening-terms-store.ts'

type Speaker = { readonly tx: SessionTx; readonly staff: Staff; readonly now: Date }

/** Whom an agreement's version wants to be guided, beside what the agencies can take. */
export async function viewScreeningTerms({ tx, staff, now }: Speaker, id: string): Promise<Result<ScreeningTermsView>> {
  const stored = await findScreeningTerms(tx, id)
  if (stored === undefined) return { ok: false, refusal: notFound }
  return ok(await present({ tx, staff, now }, stored))
}

/** Rewrites the screening terms of a draft. What everybody agreed to is frozen: another wording is another version. */
export async function keepTerms(
  { tx, staff, now }: Speaker,
  at: { id: string; version: number },
  terms: ScreeningTerms | null,
): Promise<Result<ScreeningTermsView>> {
  if (staff.tenant === null || !mayWithAgreements(staff.roles, 'write')) {
    return refuse('forbidden', 'ご案内の条件を書けるのは、市区町村の主管部局の担当者です。')
  }
  const stored = await findScreeningTerms(tx, at.id)
  if (stored === undefined) return { ok: false, refusal: notFound }
  if (stored.state !== 'drafted') {
    return refuse(
      'transition_not_allowed',
      '全員が合意した条件は書き直せません。「同じ内容から新しい案を作る」を押すと、次の版の案で書き直せます。新しい版が始まるまでは、いまの版が有効です。',
    )
  }
  if (!(await updateScreeningTerms(tx, { tenantId: staff.tenant.id, ...at }, terms)))
    throw versionConflict(await present({ tx, staff, now }, stored))
  await recordAudit(tx, { action: 'agreement.condition-written', objectId: at.id })
  return viewScreeningTerms({ tx, staff, now }, at.id)
}

async function present({ tx, staff, now }: Speaker, stored: StoredScreeningTerms): Promise<ScreeningTermsView> {
  const { id, title, edition, state, version, terms, municipalities, tenant_id } = stored
  const today: CalendarDate = todayInJapan(now)
  const agencies = await listCapacityViews({ tx, staff }, today, tenant_id)
  const parties = await listAgencyParties(tx)
  return {
    agreementId: id,
    title,
    edition,
    state,
    version,
    terms,
    municipalities,
    capacity: [...agenciesServing(agencies, parties.get(id))],
    allowed: state === 'drafted' && mayWithAgreements(staff.roles, 'write') ? ['edit'] : [],
  }
}
