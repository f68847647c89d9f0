import { z } from 'zod'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { err, ok, type Result, refuse } from '#kernel/result.ts'
import { callGate } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import { openUpdates, sealNote, sealUpdateFor } from './company-notes.ts'
import type { Desk } from './desk.ts'
import { storedConsentOf } from './prepare-report.ts'
import { relationOf } from './read-reports.ts'
import { bodyHash } from './receipt.ts'
import { mayAsCompany, refuseRole } from './referral-access.ts'
import { reportContent, type updateFields } from './report-shapes-contract.ts'
import {
  findBefore,
  findStoredReport,
  listStoredUpdates,
  reviewStoredDanger,
  type StoredReport,
  withdrawStoredReport,
} from './report-store.ts'
import { keptBy, openOwn } from './seal-report.ts'

type Change = {
  readonly field: (typeof updateFields)[number]
  readonly newValue?: string | undefined
  readonly reason: string
}
const updated = z.object({ reportId: z.string(), updateId: z.string() })

/** What changed after sending: old value, new value and reason stay for both sides. The same key again answers the same. */
export async function updateReport(
  desk: Desk,
  { id, change, key }: { readonly id: string; readonly change: Change; readonly key: string },
): Promise<Result<z.infer<typeof updated>>> {
  const { tx, platform, staff } = desk
  const hash = bodyHash(`update ${id}`, change)
  const before = await findBefore(tx.db, { key, hash, reportId: id }, updated)
  if (before.answer) return ok(before.answer)
  const stored = before.report
  if (stored === undefined || stored.tenantId === null) return err(notFound)
  if (!mayAsCompany(staff.roles, 'update', relationOf(desk, stored))) return refuseRole()
  const value = checkValue(change)
  if (!value.ok) return value
  const category = change.field === 'arrears' || change.field === 'paid' ? ('arrears' as const) : ('supply' as const)
  const oldValue = await oldValueOf(desk, stored, change.field)
  const updateId = platform.newId()
  const facts = { oldValue, newValue: value.value, reason: change.reason }
  const sealed = sealNote(desk, stored, { field: 'update', recordId: updateId, content: facts })
  if (sealed === undefined) return err(notFound)
  const document = {
    key,
    bodyHash: hash,
    reportId: id,
    id: updateId,
    field: change.field,
    sealed,
    ...daysAfter(stored, change),
    sharing: {
      id: platform.newId(),
      until: storedConsentOf(stored.consent)?.until ?? null,
      parts: sealUpdateFor(
        platform.keys,
        { tenantId: stored.tenantId, reportId: id },
        { ...facts, category, updateId },
      ),
    },
  }
  return ok(await callGate(tx.db, 'update_report', { document, shape: updated }))
}

function checkValue({ field, newValue }: Change): Result<string | undefined> {
  if (field === 'arrears' || field === 'paid') {
    if (newValue !== undefined && /^\d{1,9}$/.test(newValue)) return ok(String(Number(newValue)))
    return refuse('value_not_yen', '金額は、円の数字だけで入力してください（例：12000）。')
  }
  if (newValue === undefined && field === 'stop-on') return ok(undefined)
  if (isCalendarDate(newValue)) return ok(newValue)
  return refuse('value_not_date', '日付は、実際にある日を「2026-01-31」の形で入力してください。')
}

function daysAfter({ stopOn, stoppedOn }: StoredReport, { field, newValue }: Change) {
  if (field === 'stop-on') return { stopOn: newValue ?? null, stoppedOn }
  if (field === 'stopped-on') return { stopOn, stoppedOn: newValue ?? null }
  return field === 'restored-on' ? { stopOn: null, stoppedOn: null } : { stopOn, stoppedOn }
}

/** What stood before: the last update of that field, else what was sent. */
async function oldValueOf(desk: Desk, stored: StoredReport, field: Change['field']) {
  const { tx, staff, platform } = desk
  if (field === 'stop-on') return stored.stopOn ?? undefined
  if (field === 'stopped-on' || field === 'restored-on') return stored.stoppedOn ?? undefined
  const updates = openUpdates(desk, stored, await listStoredUpdates(tx.db, stored.id))
  const last = updates.findLast((update) => update.field === field)
  if (last !== undefined) return last.newValue
  const kept = keptBy(stored)
  if (kept === undefined || field !== 'arrears') return undefined
  const own = openOwn(platform.keys, staff.organization.id, { ...kept, id: stored.id, sealed: stored.sealed })
  const yen = reportContent.safeParse(own).data?.arrears?.yen
  return yen === undefined ? undefined : String(yen)
}

/** Takes a sent report back; a second time changes nothing. */
export async function withdrawReport(desk: Desk, id: string, because: string): Promise<Result<{ withdrawn: boolean }>> {
  const stored = await findStoredReport(desk.tx.db, id)
  if (stored === undefined) return err(notFound)
  if (!mayAsCompany(desk.staff.roles, 'withdraw', relationOf(desk, stored))) return refuseRole()
  const sealed = sealNote(desk, stored, { field: 'withdrawn-because', recordId: id, content: because })
  return ok({ withdrawn: await withdrawStoredReport(desk.tx.db, id, sealed) })
}

/** Somebody else looks at an immediate danger, within one business day. */
export async function reviewDanger(desk: Desk, id: string, finding: string): Promise<Result<{ reviewed: boolean }>> {
  if (!mayAsCompany(desk.staff.roles, 'review-danger', 'colleague')) return refuseRole()
  const stored = await findStoredReport(desk.tx.db, id)
  if (stored === undefined) return err(notFound)
  const sealed = sealNote(desk, stored, { field: 'finding', recordId: id, content: finding })
  return ok({ reviewed: await reviewStoredDanger(desk.tx.db, id, sealed) })
}
