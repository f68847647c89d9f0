import { calendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import { recordAudit, type SessionTx, type Staff } from '#platform/database/session.ts'
import { notFound, versionConflict } from '#platform/http/problem.ts'
import {
  type AgreementCommand,
  type AgreementState,
  checkTerms,
  decideAgreement,
  NEXT_AGREEMENT_STATE,
} from './agreement.ts'
import { mayWithAgreements } from './agreement-access.ts'
import type { AgreementTermsInput, AgreementView } from './agreement-contract.ts'
import {
  insertAgreement,
  listStoredAgreements,
  type StoredAgreement,
  updateState,
  updateTerms,
} from './agreement-store.ts'

type Speaker = { readonly tx: SessionTx; readonly staff: Staff }

/** Drafts an agreement of the officer's municipality; with `replaces` the next version of one that stands. */
export async function draftNewAgreement(
  { tx, staff }: Speaker,
  { id, replaces }: { id: string; replaces: string | null },
  terms: AgreementTermsInput,
): Promise<Result<AgreementView>> {
  const tenant = writableTenant(staff)
  if (!tenant.ok) return tenant
  const checked = checkInput(terms)
  if (!checked.ok) return checked
  const [before] = replaces === null ? [] : await listStoredAgreements(tx, replaces)
  if (replaces !== null && before === undefined) return { ok: false, refusal: notFound }
  await insertAgreement(tx, { tenantId: tenant.value, id, replaces: before }, terms)
  await recordAudit(tx, { action: 'agreement.drafted', objectId: id })
  return viewOf({ tx, staff }, id)
}

/** Rewrites a draft; what is in force is never rewritten but superseded. */
export async function rewriteAgreement(
  { tx, staff }: Speaker,
  at: { id: string; version: number },
  terms: AgreementTermsInput,
): Promise<Result<AgreementView>> {
  const tenant = writableTenant(staff)
  if (!tenant.ok) return tenant
  const checked = checkInput(terms)
  if (!checked.ok) return checked
  const [agreement] = await listStoredAgreements(tx, at.id)
  if (!agreement) return { ok: false, refusal: notFound }
  if (agreement.state !== 'drafted') {
    return refuse(
      'transition-not-allowed',
      '有効になった協定は書き直せません。新しい版を作り、全員の合意で切り替えます。',
    )
  }
  if (!(await updateTerms(tx, { tenantId: tenant.value, ...at }, terms)))
    throw versionConflict(present(agreement, staff))
  await recordAudit(tx, { action: 'agreement.rewritten', objectId: at.id })
  return viewOf({ tx, staff }, at.id)
}

/** Moves an agreement along its states. */
export async function moveAgreementOn(
  { tx, staff, now }: Speaker & { readonly now: Date },
  at: { id: string; version: number },
  command: AgreementCommand,
): Promise<Result<AgreementView>> {
  const tenant = writableTenant(staff)
  if (!tenant.ok) return tenant
  const [agreement] = await listStoredAgreements(tx, at.id)
  if (!agreement) return { ok: false, refusal: notFound }
  const state = decideAgreement(agreement, command)
  if (!state.ok) return state
  if (!(await updateState(tx, { tenantId: tenant.value, ...at }, state.value)))
    throw versionConflict(present(agreement, staff))
  await recordAudit(tx, { action: 'agreement.moved', objectId: at.id, detail: { command } })
  if (command === 'start') await giveWay({ tx, staff }, agreement, now)
  return viewOf({ tx, staff }, at.id)
}

/** From its first day the new version rules alone; the one before it ruled until then. */
async function giveWay({ tx, staff }: Speaker, started: StoredAgreement, now: Date): Promise<void> {
  if (started.replaces === null || staff.tenant === null) return
  if (started.validFrom !== undefined && started.validFrom > todayInJapan(now)) return
  const [before] = await listStoredAgreements(tx, started.replaces)
  if (before?.state !== 'in-force') return
  const at = { tenantId: staff.tenant.id, id: before.id, version: before.version }
  if (!(await updateState(tx, at, 'superseded'))) throw versionConflict(present(before, staff))
  await recordAudit(tx, { action: 'agreement.moved', objectId: before.id, detail: { command: 'supersede' } })
}

/** What a screen may show of it, with the commands that are open to this speaker. */
export function present(agreement: StoredAgreement, staff: Staff): AgreementView {
  const { id, title, kind, state, version, edition, replaces, categories, feedbackCeiling } = agreement
  return {
    id,
    title,
    kind,
    state,
    version,
    edition,
    replaces,
    categories: [...categories],
    feedbackCeiling,
    validFrom: agreement.validFrom ?? null,
    validUntil: agreement.validUntil ?? null,
    parties: agreement.parties.map(({ organizationId, agreedOn }) => ({
      organizationId,
      name: agreement.names.get(organizationId) ?? '',
      agreedOn: agreedOn ?? null,
    })),
    allowed: mayWithAgreements(staff.roles, 'write')
      ? [...commandsFrom(state), ...(state === 'drafted' ? (['edit'] as const) : [])]
      : [],
  }
}

function commandsFrom(state: AgreementState): AgreementCommand[] {
  const commands: Partial<Record<AgreementCommand, AgreementState>> = NEXT_AGREEMENT_STATE[state]
  return (['agree', 'start', 'supersede', 'end'] as const).filter((command) => command in commands)
}

async function viewOf({ tx, staff }: Speaker, id: string): Promise<Result<AgreementView>> {
  const [agreement] = await listStoredAgreements(tx, id)
  return agreement ? ok(present(agreement, staff)) : { ok: false, refusal: notFound }
}

function writableTenant(staff: Staff): Result<string, Refusal> {
  if (staff.tenant === null || !mayWithAgreements(staff.roles, 'write')) {
    return refuse('forbidden', '協定を作れるのは、市区町村の主管部局の担当者です。')
  }
  return ok(staff.tenant.id)
}

function checkInput(terms: AgreementTermsInput): Result<unknown> {
  const day = (text: string | null) => (text === null ? undefined : calendarDate(text))
  return checkTerms({
    title: terms.title,
    categories: terms.categories,
    validFrom: day(terms.validFrom),
    validUntil: day(terms.validUntil),
  })
}
