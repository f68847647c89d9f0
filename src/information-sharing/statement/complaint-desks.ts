import type { ComplaintRoute } from './statement.ts'

/**
 * The commission's own line, as a municipality prints it until it writes another into `app.complaint_desks`. Not confirmed
 * against the commission's page from here: an operator looks once before the first letter.
 */
export const COMMISSION_DESK = {
  name: '個人情報保護委員会　個人情報保護法相談ダイヤル',
  phone: '03-6457-9849',
  hours: '平日 9時30分から17時30分まで',
} as const

type StoredRoute = {
  readonly kind: ComplaintRoute['kind']
  readonly name: string | null
  readonly phone: string | null
  readonly hours: string | null
}

/** The desks as the letter prints them: what was kept, else the company's and the municipality's own telephone. */
export function complaintRoutesOf(stored: readonly StoredRoute[]): readonly ComplaintRoute[] {
  return stored.map(({ kind, name, phone, hours }) => {
    const fallback = kind === 'commission' ? COMMISSION_DESK : undefined
    return {
      kind,
      name: name ?? fallback?.name ?? '',
      phone: phone ?? fallback?.phone,
      hours: hours ?? (phone === null ? fallback?.hours : undefined),
    }
  })
}
