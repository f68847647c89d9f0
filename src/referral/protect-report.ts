import { err, ok, type Result } from '#kernel/result.ts'
import { notFound, versionConflict } from '#platform/http/problem.ts'
import type { Desk } from './desk.ts'
import { relationOf, showReferral } from './read-referrals.ts'
import { mayAsAgency, refuseRole } from './referral-access.ts'
import { findStoredReferral, protectStored, releaseStored } from './referral-store.ts'

type At = { readonly id: string; readonly version: number }

/** One tap: from now on the report is read by whom it is given to, at first by whoever tapped. Repeated, it is the same. */
export async function protectReferral(desk: Desk, at: At): Promise<Result<{ protected: boolean }>> {
  const checked = await check(desk, at, (stored) => stored.protected)
  if (checked.ok && !checked.value) await protectStored(desk.tx.db, at)
  return checked.ok ? ok({ protected: true }) : checked
}

/** 「別の世帯でした」: everybody of the agency reads it again. */
export async function releaseReferral(desk: Desk, at: At): Promise<Result<{ protected: boolean }>> {
  const checked = await check(desk, at, (stored) => !stored.protected)
  if (checked.ok && !checked.value) await releaseStored(desk.tx.db, at)
  return checked.ok ? ok({ protected: false }) : checked
}

/** Whether it was done before; a stale version shows what stands now. */
async function check(
  desk: Desk,
  at: At,
  isDone: (stored: { readonly protected: boolean }) => boolean,
): Promise<Result<boolean>> {
  const stored = await findStoredReferral(desk.tx.db, at.id)
  if (stored === undefined) return err(notFound)
  if (!mayAsAgency(desk.staff.roles, 'protect', relationOf(stored))) return refuseRole()
  if (isDone(stored)) return ok(true)
  if (stored.version !== at.version) throw versionConflict(await showReferral(desk, stored))
  return ok(false)
}
