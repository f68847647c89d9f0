import type { Platform } from '#platform/platform.ts'
import { linesOf, openPart } from '#referral/index.ts'
import { snapshotPart } from '#referral/report-shapes-contract.ts'
import type { ReferralRecord } from './case-referral-store.ts'
import type { Household } from './support-case-contract.ts'

export type ReceivedReport = {
  /** What the reports say about who and where; the first to say it wins. */
  readonly household: Household
  readonly lines: readonly { readonly label: string; readonly value: string }[]
}

/** Opens what can still be read of a report. */
export function openReceived({ keys }: Platform, referral: ReferralRecord): ReceivedReport {
  const at = { tenantId: referral.tenant_id, reportId: referral.report_id }
  const parts = referral.parts.map((part) => snapshotPart.parse(openPart(keys, at, part)))
  const identity = parts.find((part) => part.category === 'identity')
  const contact = parts.find((part) => part.category === 'contact')
  return {
    household: {
      name: identity?.name,
      reading: identity?.reading,
      postalCode: contact?.postalCode,
      address: contact?.address,
      phone: contact?.phone,
      callNote: contact?.callNote,
    },
    lines: parts.flatMap((part) => linesOf(part)),
  }
}

/** Fields that are known, the earlier household first. */
export function mergeHouseholds(households: readonly Household[]): Household {
  const known = households.map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value)))
  return Object.assign({}, ...known.toReversed())
}
