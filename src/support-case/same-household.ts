/** Which keyed hashes of two reports are equal. The hashes say nothing by themselves. */
export type HouseholdKeyKind = 'address' | 'phone' | 'name'
export type HouseholdMatch = { readonly strength: 'strong' | 'likely' | 'weak'; readonly because: string }

export const STRENGTHS = {
  strong: '同じ世帯と思われます',
  likely: '同じ世帯かもしれません',
  weak: '別の世帯のこともあります',
} as const satisfies Record<HouseholdMatch['strength'], string>

/**
 * A proposal for a human, never a decision: neighbours share an address, families a telephone, strangers a name.
 * Undefined when nothing is equal.
 */
export function proposeSameHousehold(equal: ReadonlySet<HouseholdKeyKind>): HouseholdMatch | undefined {
  const [address, phone, name] = [equal.has('address'), equal.has('phone'), equal.has('name')]
  if (name && address && phone) return { strength: 'strong', because: 'お名前・住所・電話番号が同じです。' }
  if (name && address) return { strength: 'strong', because: 'お名前と住所が同じです。' }
  if (name && phone)
    return { strength: 'strong', because: 'お名前と電話番号が同じです。引っ越された可能性もあります。' }
  if (address && phone)
    return { strength: 'strong', because: '住所と電話番号が同じです。ご家族のどなたかかもしれません。' }
  if (phone) return { strength: 'likely', because: '電話番号が同じです。ご家族や代わりの連絡先かもしれません。' }
  if (address) return { strength: 'likely', because: '住所が同じです。集合住宅では別の世帯のこともあります。' }
  if (name) return { strength: 'weak', because: 'お名前だけが同じです。同じお名前の別の方かもしれません。' }
  return undefined
}

const order = ['strong', 'likely', 'weak'] as const

/** Strongest first. */
export function compareMatches(one: HouseholdMatch, other: HouseholdMatch): number {
  return order.indexOf(one.strength) - order.indexOf(other.strength)
}
