import type { SupplyKind } from '../report-form.ts'

const supplies: Readonly<Record<string, SupplyKind>> = {
  'electricity-retailer': 'electricity',
  'network-operator': 'electricity',
  'gas-retailer': 'gas',
  'gas-pipeline-operator': 'gas',
}

/** What a company of this kind supplies, so that nobody has to press it; empty when it cannot be told. */
export function supplyOfCompany(organizationKind: string | undefined): SupplyKind | '' {
  return supplies[organizationKind ?? ''] ?? ''
}

/** What a letter speaks of; an LP gas customer reads of gas. */
export function letterSupplyOf(kind: SupplyKind | ''): 'electricity' | 'gas' | 'water' {
  if (kind === 'gas' || kind === 'lp-gas') return 'gas'
  return kind === 'water' ? 'water' : 'electricity'
}
