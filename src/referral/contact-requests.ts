import { z } from 'zod'
import { err, ok, type Result, refuse } from '#kernel/result.ts'
import { CannotOpen, openJson } from '#platform/crypto/key-ring.ts'
import { recordAudit, recordListing } from '#platform/database/session.ts'
import { notFound, versionConflict } from '#platform/http/problem.ts'
import {
  attachStoredRequest,
  deleteShift,
  findStoredRequest,
  insertShift,
  listStoredRequests,
  listStoredShifts,
  lockStoredRequest,
  type StoredContactRequest,
  type StoredShift,
  takeStoredRequest,
} from './contact-store.ts'
import type { Desk } from './desk.ts'
import { present } from './present.ts'
import { mayAsAgency, notAColleague, refuseRole } from './referral-access.ts'
import { isCaseWorkerOf } from './referral-store.ts'
import type { Line } from './report-parts.ts'
import { bytesOf } from './seal-report.ts'

const LABELS = { name: 'お名前', phone: '電話番号', when: 'つながりやすい時間', note: '伝えたいこと' } as const
const wishFields = ['name', 'phone', 'when', 'note'] as const
const said = z.string().optional().catch(undefined)
const wish = z.object({ name: said, phone: said, when: said, note: said })
type Wish = z.infer<typeof wish>

function wishOf({ platform }: Pick<Desk, 'platform'>, stored: StoredContactRequest): Wish {
  if (stored.wrappedKey === null) return {}
  const key = platform.keys.unwrap(stored.tenantId, bytesOf(stored.wrappedKey))
  const place = { scopeId: stored.tenantId, recordId: stored.id, field: 'contact-request' }
  const opened = openJson(key, place, bytesOf(stored.sealed))
  return Object.fromEntries(Object.entries(wish.parse(opened)).filter(([, value]) => value !== ''))
}

function linesOfWish(said: Wish): Line[] {
  return wishFields.flatMap((field) => {
    const value = said[field]
    return value === undefined ? [] : [{ label: LABELS[field], value }]
  })
}

function linesOfRequest(desk: Desk, stored: StoredContactRequest): Line[] {
  try {
    return linesOfWish(wishOf(desk, stored))
  } catch (error) {
    if (error instanceof CannotOpen) return [{ label: '内容', value: '復号できません' }]
    throw error
  }
}

/** One request with what the person wrote, for the case that begins with it; undefined where it may not be seen. */
export async function openContactRequest(desk: Desk, id: string) {
  await lockStoredRequest(desk.tx.db, id)
  const stored = await findStoredRequest(desk.tx.db, id)
  if (stored === undefined || !mayAsAgency(desk.staff.roles, 'take-request', 'inbox')) return undefined
  const said = wishOf(desk, stored)
  return { at: stored.at, caseId: stored.caseId, wish: said, lines: linesOfWish(said) }
}

/** The request belongs to the case from now on; whoever begins calls the person, unless somebody was first. */
export async function putRequestIntoCase({ tx, staff }: Desk, at: { id: string; caseId: string }): Promise<void> {
  await attachStoredRequest(tx.db, { ...at, userId: staff.userId })
  await recordAudit(tx, { action: 'contact-request.put-into-case', objectId: at.id, detail: { caseId: at.caseId } })
}

/** The person's own wishes to be called; each look at one is in the log. */
export async function readContactRequests(desk: Desk) {
  if (!mayAsAgency(desk.staff.roles, 'take-request', 'inbox')) return refuseRole()
  const stored = await listStoredRequests(desk.tx.db)
  await recordListing(desk.tx, { action: 'contact-request.listed', ids: stored.map(({ id }) => id) })
  return ok({
    requests: stored.map((request) => ({
      id: request.id,
      version: request.version,
      at: request.at,
      language: request.language,
      protected: request.protected,
      lines: linesOfRequest(desk, request),
      ...present({ takenBy: request.takenBy, takenAt: request.takenAt, caseId: request.caseId }),
    })),
  })
}

type Taken = { id: string; version: number; takenBy: { id: string; name: string } }

/** Who takes it calls the person. If somebody was first, theirs is the name that comes back. */
export async function takeContactRequest(
  { tx, staff }: Desk,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Result<Taken>> {
  if (!mayAsAgency(staff.roles, 'take-request', 'inbox')) return refuseRole()
  const stored = await findStoredRequest(tx.db, id)
  if (stored === undefined) return err(notFound)
  const { takenBy } = stored
  if (takenBy !== null && takenBy.id === staff.userId) return ok({ id, version: stored.version, takenBy })
  if (
    takenBy !== null ||
    stored.version !== version ||
    !(await takeStoredRequest(tx.db, { id, version, userId: staff.userId }))
  ) {
    const now = (await findStoredRequest(tx.db, id)) ?? stored
    throw versionConflict({ id, version: now.version, ...present({ takenBy: now.takenBy, takenAt: now.takenAt }) })
  }
  await recordAudit(tx, { action: 'contact-request.taken', subjectId: stored.subjectId, objectId: id })
  return ok({ id, version: version + 1, takenBy: { id: staff.userId, name: staff.displayName } })
}

/** Who answers at night and on holidays. */
export async function readDuty({ tx, staff }: Desk) {
  if (!mayAsAgency(staff.roles, 'read', 'inbox')) return refuseRole()
  const shifts = await listStoredShifts(tx.db, staff.organization.id)
  return ok({ shifts: shifts.map(showShift), mayPlan: mayAsAgency(staff.roles, 'plan-duty', 'inbox') })
}

const showShift = ({ userId, ...shift }: StoredShift) => ({ ...shift, ...present({ userId }) })

type NewShift = Omit<StoredShift, 'userId'> & { readonly userId?: string | undefined }

export async function addDuty(
  { tx, staff }: Desk,
  typedShift: NewShift,
): Promise<Result<ReturnType<typeof showShift>>> {
  if (!mayAsAgency(staff.roles, 'plan-duty', 'inbox') || staff.tenant === null) return refuseRole()
  if (Date.parse(typedShift.until) <= Date.parse(typedShift.from)) {
    return refuse('shift_reversed', '当番の終わりは、始まりより後の時刻にしてください。')
  }
  const shift = { ...typedShift, userId: typedShift.userId ?? null }
  if (shift.userId !== null && !(await isCaseWorkerOf(tx.db, staff.organization.id, shift.userId)))
    return err(notAColleague)
  await insertShift(tx.db, { tenantId: staff.tenant.id, agencyId: staff.organization.id }, shift)
  return ok(showShift(shift))
}

export async function removeDuty({ tx, staff }: Desk, id: string): Promise<Result<{ removed: boolean }>> {
  if (!mayAsAgency(staff.roles, 'plan-duty', 'inbox')) return refuseRole()
  return ok({ removed: await deleteShift(tx.db, id) })
}
