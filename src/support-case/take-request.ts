import type { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { versionConflict } from '#platform/http/problem.ts'
import { openContactRequest, putRequestIntoCase } from '#referral/index.ts'
import { type CaseDesk, loadCase, missing, notYours, sealHousehold } from './case-desk.ts'
import { caseKeysOf } from './case-search.ts'
import type { joinRequest, openCaseFromRequest } from './contact-request-contract.ts'
import { beginCase } from './open-case.ts'
import { mergeHouseholds } from './received-report.ts'
import { decideCase } from './support-case.ts'
import { mayOpenCases } from './support-case-access.ts'
import type { caseView } from './support-case-contract.ts'
import { lockCase, replaceCaseKeys, updateCase } from './support-case-store.ts'
import { answerCase, findCaseView } from './view-case.ts'
import { appendEntry, type Line, settleProgress } from './write-entry.ts'

type View = z.input<typeof caseView>
type Request = NonNullable<Awaited<ReturnType<typeof openContactRequest>>>

/** The person's own wish to be called becomes a case, alone or with reports of the same household. */
export async function openFromRequest(
  desk: CaseDesk,
  requestId: string,
  { caseId, referralIds }: z.output<typeof openCaseFromRequest.body>,
): Promise<Result<View>> {
  if (!mayOpenCases(desk.staff.roles)) return notYours
  const request = await openContactRequest(desk, requestId)
  if (request === undefined) return missing
  if (request.caseId === caseId) return answerCase(desk, caseId)
  const free = decideFree(request)
  if (!free.ok) return free
  const cameForward = { household: householdOf(request), entry: entryOf(requestId, request) }
  const begun = await beginCase(desk, { id: caseId, referralIds, cameForward })
  if (!begun.ok) return begun
  await putRequestIntoCase(desk, { id: requestId, caseId })
  return answerCase(desk, caseId)
}

/** A human took the one who asked for somebody whose case is open already. */
export async function joinRequestToCase(
  desk: CaseDesk,
  caseId: string,
  { version, requestId }: z.output<typeof joinRequest.body>,
): Promise<Result<View>> {
  const request = await openContactRequest(desk, requestId)
  if (request === undefined) return missing
  await lockCase(desk.tx, caseId)
  const loaded = await loadCase(desk, caseId, 'join')
  if (!loaded.ok) return loaded
  if (request.caseId === caseId) return answerCase(desk, caseId)
  const { record, key, household } = loaded.value
  const moved = decideCase(record.state, 'join')
  if (!moved.ok) return moved
  const free = decideFree(request)
  if (!free.ok) return free
  if (record.version !== version) throw versionConflict(await findCaseView(desk, caseId))
  const merged = mergeHouseholds([household, householdOf(request)])
  await appendEntry(desk, { record, key }, { ...entryOf(requestId, request), id: desk.platform.newId() })
  await updateCase(desk.tx, record, { sealed: sealHousehold(key, record, merged) })
  const at = { tenantId: record.tenant_id, id: caseId }
  await replaceCaseKeys(desk.tx, at, caseKeysOf(desk.platform.keys, record.tenant_id, merged))
  await putRequestIntoCase(desk, { id: requestId, caseId })
  await settleProgress(desk, caseId)
  return answerCase(desk, caseId)
}

function decideFree({ caseId }: Request): Result<true> {
  if (caseId === null) return ok(true)
  return refuse('request-in-a-case', 'この申し出は、すでにケースに入っています。開き直すと、そのケースに進めます。')
}

function householdOf({ wish: { name, phone, when } }: Request) {
  return { name, phone, callNote: when }
}

function entryOf(requestId: string, { at, lines }: Request): Omit<Line, 'id'> {
  return { at: new Date(at), content: { kind: 'came-forward', requestId, lines } }
}
