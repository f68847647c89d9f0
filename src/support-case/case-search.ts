import { addressSearchKey } from '#kernel/search-key.ts'
import { surnameForms } from '#kernel/surname.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { householdKeys } from '#referral/index.ts'
import { gramsOf, type SearchableHousehold, searchForms, termForms } from './case-search-terms.ts'
import type { CaseKeys } from './support-case-store.ts'

/** What is kept of a household besides its seal. */
export function caseKeysOf(keys: KeyRing, tenantId: string, household: SearchableHousehold): CaseKeys {
  const index = (kind: 'surname' | 'address') => (text: string) => keys.blindIndex(tenantId, `trait-${kind}`, text)
  return {
    search: searchKeysOf(keys, tenantId, household),
    household: householdKeys(keys, tenantId, [
      { category: 'identity', name: household.name },
      { category: 'contact', address: household.address ?? '', phone: household.phone || undefined },
    ]),
    traits: {
      surname: surnameForms(household.name ?? '').map(index('surname')),
      address: household.address ? [addressSearchKey(household.address)].map(index('address')) : [],
    },
  }
}

/** Keyed hashes of all pairs under which a household is found. */
function searchKeysOf(keys: KeyRing, tenantId: string, household: SearchableHousehold): readonly Uint8Array[] {
  const grams = new Set(searchForms(household).flatMap((form) => gramsOf(form)))
  return [...grams].map((gram) => keys.blindIndex(tenantId, 'case-search', gram))
}

/** Per meaning of the term, the keys that a case must hold all of. */
export function termKeysOf(keys: KeyRing, tenantId: string, term: string): readonly (readonly Uint8Array[])[] {
  return termForms(term).map((form) => gramsOf(form).map((gram) => keys.blindIndex(tenantId, 'case-search', gram)))
}

/** Per name, telephone and address of a household, the keys that a case must hold all of to have the same. */
export function householdTermKeys(
  keys: KeyRing,
  tenantId: string,
  household: SearchableHousehold,
): readonly (readonly Uint8Array[])[] {
  return searchForms(household)
    .map((form) => gramsOf(form).map((gram) => keys.blindIndex(tenantId, 'case-search', gram)))
    .filter((form) => form.length > 0)
}
