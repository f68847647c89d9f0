import type { z } from 'zod'
import { ok, type Result } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import { versionConflict } from '#platform/http/problem.ts'
import { type CaseDesk, loadCase, missing, type OpenedCase, sealHousehold } from './case-desk.ts'
import { endPerson, insertPerson, listPeople } from './case-people-store.ts'
import { caseKeysOf } from './case-search.ts'
import { type CaseCommand, decideCase, decideRelease } from './support-case.ts'
import type { addPerson, caseView, editHousehold, reopenCase } from './support-case-contract.ts'
import { type CaseChange, lockCase, replaceCaseKeys, updateCase } from './support-case-store.ts'
import { answerCase, findCaseView } from './view-case.ts'
import { appendEntry, settleProgress } from './write-entry.ts'

type View = z.input<typeof caseView>

/** Loads the case for a command; refuses what its state or the speaker's role does not meet. */
export async function loadForCommand(desk: CaseDesk, id: string, command: CaseCommand): Promise<Result<OpenedCase>> {
  await lockCase(desk.tx, id)
  const loaded = await loadCase(desk, id, command)
  if (!loaded.ok) return loaded
  const moved = decideCase(loaded.value.record.state, command)
  return moved.ok ? loaded : moved
}

/** Saves a change; a stale version is answered with what stands now, so that both can be compared. */
export async function saveChange(
  desk: CaseDesk,
  at: { id: string; version: number },
  change: CaseChange,
): Promise<void> {
  if (await updateCase(desk.tx, at, change)) return
  throw versionConflict(await findCaseView(desk, at.id))
}

export async function rewriteHousehold(
  desk: CaseDesk,
  id: string,
  { version, household }: z.output<typeof editHousehold.body>,
): Promise<Result<View>> {
  const loaded = await loadForCommand(desk, id, 'edit')
  if (!loaded.ok) return loaded
  const { record, key } = loaded.value
  await saveChange(desk, { id, version }, { sealed: sealHousehold(key, record, household) })
  const keys = caseKeysOf(desk.platform.keys, record.tenant_id, household)
  await replaceCaseKeys(desk.tx, { tenantId: record.tenant_id, id }, keys)
  await recordAudit(desk.tx, { action: 'case.household-edited', subjectId: record.subject_id, objectId: id })
  return answerCase(desk, id)
}

export async function putPersonOnCase(
  desk: CaseDesk,
  id: string,
  wanted: z.output<typeof addPerson.body>,
): Promise<Result<View>> {
  const loaded = await loadForCommand(desk, id, 'assign')
  if (!loaded.ok) return loaded
  const { record } = loaded.value
  const userId = 'userId' in wanted ? wanted.userId : null
  const teamId = 'teamId' in wanted ? wanted.teamId : null
  if (record.people.some(({ user, team }) => (user?.id ?? team?.id) === (userId ?? teamId))) return answerCase(desk, id)
  const { colleagues, teams } = await listPeople(desk.tx, desk.staff.organization.id)
  if (![...colleagues, ...teams].some((one) => one.id === (userId ?? teamId))) return missing
  const personId = desk.platform.newId()
  await insertPerson(desk.tx, { tenantId: record.tenant_id, caseId: id, id: personId, userId, teamId })
  await recordAudit(desk.tx, {
    action: 'case.person-added',
    subjectId: record.subject_id,
    objectId: id,
    detail: { userId, teamId },
  })
  return answerCase(desk, id)
}

export async function releaseFromCase(
  desk: CaseDesk,
  id: string,
  personId: string,
): Promise<Result<{ view: View | undefined }>> {
  const loaded = await loadForCommand(desk, id, 'release')
  if (!loaded.ok) return loaded
  const { record } = loaded.value
  const others = record.people.filter((one) => one.id !== personId)
  if (others.length < record.people.length) {
    const decided = decideRelease({ protectedCase: record.protected, othersLeft: others.length })
    if (!decided.ok) return decided
    await endPerson(desk.tx, { caseId: id, id: personId })
    await recordAudit(desk.tx, {
      action: 'case.person-released',
      subjectId: record.subject_id,
      objectId: id,
      detail: { personId },
    })
  }
  return ok({ view: await findCaseView(desk, id) })
}

export async function beginAgain(
  desk: CaseDesk,
  id: string,
  { version, because }: z.output<typeof reopenCase.body>,
): Promise<Result<View>> {
  const loaded = await loadForCommand(desk, id, 'reopen')
  if (!loaded.ok) return loaded
  const { record, key } = loaded.value
  await saveChange(desk, { id, version }, { state: 'open', conclusion_code: null, concluded_at: null })
  const line = { id: desk.platform.newId(), at: desk.platform.now(), content: { kind: 'reopened' as const, because } }
  await appendEntry(desk, { record, key }, line)
  await settleProgress(desk, id)
  return answerCase(desk, id)
}
