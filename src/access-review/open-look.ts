import type { z } from 'zod'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result } from '#kernel/result.ts'
import { sealJson } from '#platform/crypto/key-ring.ts'
import type { SessionTx, Staff } from '#platform/database/session.ts'
import type { Platform } from '#platform/platform.ts'
import { reviewDueOn } from './access-review.ts'
import { mayReviewAccess } from './access-review-access.ts'
import type { openCaseLook } from './access-review-contract.ts'
import { insertLook } from './access-review-store.ts'

/** Who asks, in which transaction, with which clock and keys. */
export type ReviewDesk = { readonly tx: SessionTx; readonly staff: Staff; readonly platform: Platform }

export const notYours = {
  ok: false,
  refusal: { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' },
} as const

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** Where the reason of a look is sealed: under a key of its own. */
export const reasonPlace = (tenantId: string, lookId: string) => ({
  scopeId: tenantId,
  recordId: lookId,
  field: 'look-reason',
})

/** Opens one case for an hour. Whether there is one is the database's answer: not-found is the same for all of them. */
export async function openLook(
  { tx, staff, platform }: ReviewDesk,
  { id, number, reason }: z.output<typeof openCaseLook.body>,
): Promise<Result<z.input<typeof openCaseLook.response>>> {
  const tenantId = staff.tenant?.id
  if (tenantId === undefined || !mayReviewAccess(staff.roles, 'look')) return notYours
  const due = reviewDueOn(todayInJapan(platform.now()))
  if (!due.ok) return due
  const { key, wrapped } = platform.keys.newSubjectKey(tenantId)
  const sealed = base64(sealJson(key, reasonPlace(tenantId, id), reason))
  const opened = await insertLook(tx, { id, number, sealed, wrappedKey: base64(wrapped), dueOn: due.value })
  return ok({
    caseId: opened.caseId,
    ...(opened.until === null ? {} : { until: new Date(opened.until).toISOString() }),
  })
}
