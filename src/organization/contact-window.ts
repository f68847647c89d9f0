/** A contact window (相談窓口) as people need it: where, when, who answers, and how far its word reaches. */
import type { OpeningHours } from './opening-hours.ts'

/** From coarse to fine. `prefecture-towns`: a prefecture's office for towns and villages without a welfare office. */
export const areaLevels = ['prefecture-towns', 'municipality', 'ward', 'town'] as const
export type AreaLevel = (typeof areaLevels)[number]

/** What a window answers for (行政サービス拠点の担当区域, DS-451-7). */
export type WindowArea = {
  readonly level: AreaLevel
  /** Six digits: of the prefecture, the municipality or the ward. */
  readonly code: string
  /** 町丁目 as the address has it (「本町一丁目」); only with level `town`. A shorter name covers all its 丁目. */
  readonly town?: string
  /** The register says in words that only a part is covered (「旧上中町域」): a human has to decide. */
  readonly part?: string
}

/** `fallback`: the municipality's central number. `pointer`: an entry that only says "the office of your ward". */
export const windowRoles = { responsible: '担当の窓口', fallback: '代表電話', pointer: '区ごとの窓口の案内' } as const
export type WindowRole = keyof typeof windowRoles

export type DutyContact = { readonly name: string; readonly phone: string }

export type ContactWindow = {
  readonly id: string
  readonly name: string
  /** The section in charge, with its own contact, not the switchboard (DS-451-7). */
  readonly section: string
  readonly role: WindowRole
  readonly areas: readonly WindowArea[]
  readonly hours: OpeningHours
  readonly phone?: string
  readonly fax?: string
  readonly mail?: string
  readonly postalCode?: string
  readonly address?: string
  readonly officialUrl?: string
  readonly methods?: string
  /** Who answers when the window is closed and no duty roster says otherwise. */
  readonly whenClosed?: DutyContact
  /** The day somebody last made sure that all this is true, YYYY-MM-DD. */
  readonly confirmedOn?: string
  /** To be shown wherever the entry is shown, when it came from somebody else's work. */
  readonly attribution?: string
  readonly organizationId?: string
  readonly tenantId?: string
}

export type Freshness =
  | { readonly kind: 'fresh' | 'stale'; readonly days: number; readonly because: string }
  | { readonly kind: 'unconfirmed'; readonly because: string }

const DAY = 86_400_000

/**
 * How long ago the entry was confirmed. Stale after more than `limitDays`: staff change in April, and a number that
 * nobody has checked for half a year sends people to the wrong desk.
 */
export function freshnessOf(window: Pick<ContactWindow, 'confirmedOn'>, today: string, limitDays = 180): Freshness {
  const confirmed = window.confirmedOn === undefined ? Number.NaN : Date.parse(`${window.confirmedOn}T00:00:00Z`)
  if (Number.isNaN(confirmed)) return { kind: 'unconfirmed', because: '確かめた日の記録がありません。' }
  const days = Math.max(0, Math.round((Date.parse(`${today}T00:00:00Z`) - confirmed) / DAY))
  if (days <= limitDays) return { kind: 'fresh', days, because: `${days}日前に確かめました。` }
  return { kind: 'stale', days, because: `最後に確かめてから${days}日たっています。電話で確かめてからお使いください。` }
}

/** Two entries are one desk when name, telephone and address are the same, whatever the record is called. */
export function deskKey(window: Pick<ContactWindow, 'name' | 'phone' | 'address'>): string {
  return [window.name, window.phone, window.address]
    .map((part) => (part ?? '').normalize('NFKC').replace(/[\s\u3000]/gu, ''))
    .join('|')
}
