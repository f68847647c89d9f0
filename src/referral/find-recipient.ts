import { ok, type Result, refuse } from '#kernel/result.ts'
import { findWindow, findWindows } from '#organization/index.ts'
import type { WindowCard } from '#organization/organization-contract.ts'
import { clockSettingsOf } from './clock-settings.ts'
import type { ClockSettings } from './clocks.ts'
import type { Desk } from './desk.ts'
import type { ReportContent } from './report-shapes-contract.ts'
import { listRecipients, type StoredRecipient } from './report-store.ts'

/** The agency that answers for a place, what may pass to it, and who picks up its telephone at this moment. */
export type Recipient = Omit<StoredRecipient, 'settings'> & {
  readonly windowId: string
  readonly answersNow: { readonly name: string; readonly phone?: string; readonly because: string }
  readonly settings: ClockSettings
}

type Asking = Pick<Desk, 'tx' | 'staff' | 'platform'>
type Place = Pick<ReportContent, 'place' | 'windowId'>

/** Finds the agency by the address, or takes the window that a human chose. Where several fit, a human has to choose. */
export async function findRecipient(desk: Asking, { place, windowId }: Place): Promise<Result<Recipient>> {
  const { tx, platform } = desk
  const { address, postalCode } = place
  const asked = { address, ...(postalCode === undefined ? {} : { postalCode }) }
  const found = await findWindows(tx.db, asked, platform.now())
  if (!found.ok) return found
  const { windows, kind } = found.value
  const ids = windows.flatMap((card) => card.organizationId ?? [])
  const agencies = await listRecipients(tx.db, { ids, organizationId: desk.staff.organization.id })
  const candidates = windows.flatMap((card) => {
    const agency = agencies.find(({ id }) => id === card.organizationId)
    return agency === undefined ? [] : [{ card, agency }]
  })
  if (windowId !== undefined) {
    const chosen = candidates.find(({ card }) => card.id === windowId)
    return chosen ? ok(recipient(chosen)) : chosenElsewhere(desk, windowId)
  }
  const [first, ...others] = candidates
  if (first === undefined) return refuse('no-window-takes-part', callInstead(windows[0]))
  if (kind !== 'one' || others.length > 0) {
    return refuse('window-to-choose', '当てはまる窓口がいくつかあります。お住まいに合う窓口を選ぶと送れます。')
  }
  return ok(recipient(first))
}

function recipient({
  card,
  agency,
}: {
  card: Pick<WindowCard, 'id' | 'answersNow'>
  agency: StoredRecipient
}): Recipient {
  const { name, phone, because } = card.answersNow
  return {
    ...agency,
    windowId: card.id,
    answersNow: { name, because, ...(phone === undefined ? {} : { phone }) },
    settings: clockSettingsOf(agency.settings),
  }
}

/** A person who lives elsewhere than the address says: the window that a human picked counts. */
async function chosenElsewhere({ tx, staff }: Asking, windowId: string): Promise<Result<Recipient>> {
  const window = await findWindow(tx.db, windowId)
  const ids = window?.organizationId === undefined ? [] : [window.organizationId]
  const [agency] = await listRecipients(tx.db, { ids, organizationId: staff.organization.id })
  if (window === undefined || agency === undefined) {
    return refuse('no-window-takes-part', callInstead(window))
  }
  const answersNow = {
    state: 'unknown' as const,
    by: 'window' as const,
    name: window.name,
    because: '選ばれた窓口です。',
    ...(window.phone === undefined ? {} : { phone: window.phone }),
  }
  return ok(recipient({ card: { id: window.id, answersNow }, agency }))
}

function callInstead(window: { readonly name: string; readonly phone?: string | undefined } | undefined): string {
  if (window === undefined) {
    return 'この住所の窓口が見つかりません。市区町村の名前から入力するか、市区町村の代表電話にお尋ねください。'
  }
  const phone = window.phone === undefined ? '' : `（電話 ${window.phone}）`
  return `この地域の窓口「${window.name}」${phone}は、ともしびで受け取ることができません。お電話でご相談ください。`
}
