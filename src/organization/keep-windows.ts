import { todayInJapan } from '#kernel/calendar-date.ts'
import { err, ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import { recordAudit, type SessionTx, type Staff } from '#platform/database/session.ts'
import { notFound, versionConflict } from '#platform/http/problem.ts'
import { freshnessOf } from './contact-window.ts'
import { hoursInWords, type OpeningHours } from './opening-hours.ts'
import { readOpeningHours } from './opening-hours-text.ts'
import { confirmOn, findOwnWindow, listWindowsOf, type StoredWindow, updateWindow } from './own-window-store.ts'
import type { OwnWindow, WindowFacts } from './own-windows-contract.ts'
import { mayKeepWindows } from './window-access.ts'
import { listAreaNames } from './window-store.ts'

export type WindowDesk = { readonly tx: SessionTx; readonly staff: Staff; readonly now: Date }
type At = { readonly id: string; readonly version: number }

/** The windows of the speaker's municipality, the longest unconfirmed first. */
export async function readOwnWindows(desk: WindowDesk): Promise<Result<{ windows: OwnWindow[] }>> {
  const { tenant } = desk.staff
  const windows = tenant === null ? [] : await listWindowsOf(desk.tx.db, tenant.id)
  return ok({ windows: await present(desk, windows) })
}

/** Corrects a window. Hours are read anew only when their text changed: what a register told finely stays. */
export async function correctWindow(
  desk: WindowDesk,
  at: At,
  { facts, confirmed }: { facts: WindowFacts; confirmed: boolean },
): Promise<Result<OwnWindow>> {
  const kept = await keeping(desk, at)
  if (!kept.ok) return kept
  const { tenantId, window } = kept.value
  if (window.role === 'responsible' && facts.phone === null) {
    return refuse('window_needs_phone', '担当の窓口には電話番号が要ります。つながる番号を入れてください。')
  }
  const hours = facts.hoursText === textOf(window.hours) ? window.hours : readOpeningHours(facts.hoursText)
  const confirmedOn = confirmed ? todayInJapan(desk.now) : undefined
  if (!(await updateWindow(desk.tx.db, { tenantId, ...at }, { facts, hours, confirmedOn }))) {
    throw versionConflict((await present(desk, [window]))[0])
  }
  await recordAudit(desk.tx, { action: 'window.changed', objectId: at.id, detail: { confirmed } })
  return answer(desk, tenantId, at.id)
}

/** 「今日確かめました」. Refused when the window changed while it was looked at. */
export async function confirmToday(desk: WindowDesk, at: At): Promise<Result<OwnWindow>> {
  const kept = await keeping(desk, at)
  if (!kept.ok) return kept
  const { tenantId, window } = kept.value
  if (!(await confirmOn(desk.tx.db, { tenantId, ...at }, todayInJapan(desk.now)))) {
    throw versionConflict((await present(desk, [window]))[0])
  }
  await recordAudit(desk.tx, { action: 'window.confirmed', objectId: at.id })
  return answer(desk, tenantId, at.id)
}

async function keeping(desk: WindowDesk, { id }: At): Promise<Result<{ tenantId: string; window: StoredWindow }>> {
  const { staff, tx } = desk
  if (staff.tenant === null || !mayKeepWindows(staff.roles)) return { ok: false, refusal: notYours }
  const window = await findOwnWindow(tx.db, staff.tenant.id, id)
  return window === undefined ? { ok: false, refusal: notFound } : ok({ tenantId: staff.tenant.id, window })
}

const notYours: Refusal = {
  code: 'forbidden',
  because: '窓口の情報を直せるのは、市区町村の主管部局の担当者と管理者です。',
}

async function answer({ tx, ...desk }: WindowDesk, tenantId: string, id: string): Promise<Result<OwnWindow>> {
  const window = await findOwnWindow(tx.db, tenantId, id)
  const [shown] = window === undefined ? [] : await present({ tx, ...desk }, [window])
  return shown === undefined ? err(notFound) : ok(shown)
}

/** The hours as text: as the office wrote them, else as they are understood. */
function textOf(hours: OpeningHours): string {
  return hours.text ?? hoursInWords(hours) ?? ''
}

async function present({ tx, staff, now }: WindowDesk, windows: readonly StoredWindow[]): Promise<OwnWindow[]> {
  const names = await listAreaNames(
    tx.db,
    windows.flatMap(({ areas }) => areas.map(({ code }) => code)),
  )
  const today = todayInJapan(now)
  return windows.map((window) => {
    const { kind, because } = freshnessOf(window, today)
    const understood = hoursInWords(window.hours)
    return {
      id: window.id,
      name: window.name,
      section: window.section,
      role: window.role,
      phone: window.phone ?? null,
      fax: window.fax ?? null,
      mail: window.mail ?? null,
      postalCode: window.postalCode ?? null,
      address: window.address ?? null,
      officialUrl: window.officialUrl ?? null,
      methods: window.methods ?? null,
      whenClosed: window.whenClosed ?? null,
      hoursText: textOf(window.hours),
      areas: window.areas.map((area) => ({ ...area, name: names.get(area.code) ?? area.code })),
      freshness: { kind, because },
      version: window.version,
      allowed: mayKeepWindows(staff.roles) ? ['edit', 'confirm'] : [],
      ...(understood === undefined ? {} : { hoursUnderstood: understood }),
      ...(window.confirmedOn === undefined ? {} : { confirmedOn: window.confirmedOn }),
    }
  })
}
