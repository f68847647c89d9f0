import { addressSearchKey, nameSearchKey } from '#kernel/search-key.ts'

/** What a case can be found by. */
export type SearchableHousehold = {
  readonly name?: string | undefined
  readonly reading?: string | undefined
  readonly address?: string | undefined
  readonly phone?: string | undefined
}

/** Shorter terms would answer everybody. */
export const SHORTEST_TERM = 2

type Kind = 'name' | 'phone' | 'address'

/** The forms in which a household is compared. */
export function searchForms(household: SearchableHousehold): readonly { kind: Kind; text: string }[] {
  const forms: readonly { kind: Kind; text: string | undefined }[] = [
    { kind: 'name', text: household.name && nameSearchKey(household.name) },
    { kind: 'name', text: household.reading && nameSearchKey(household.reading) },
    { kind: 'address', text: household.address && addressSearchKey(household.address) },
    { kind: 'phone', text: household.phone && digitsOf(household.phone) },
  ]
  return forms.flatMap(({ kind, text }) => (text ? [{ kind, text }] : []))
}

/** How a typed term may be meant: as a name, an address, and as a number when it is one. */
export function termForms(term: string): readonly { kind: Kind; text: string }[] {
  const digits = digitsOf(term)
  const isNumber = /^[\d\s()+-]+$/.test(term.normalize('NFKC'))
  const forms: readonly { kind: Kind; text: string }[] = [
    { kind: 'name', text: nameSearchKey(term) },
    { kind: 'address', text: addressSearchKey(term) },
    ...(isNumber ? [{ kind: 'phone' as const, text: digits }] : []),
  ]
  return forms.filter(({ text }) => Array.from(text).length >= SHORTEST_TERM)
}

/** Pairs of neighbouring characters with their kind; each is hashed with the tenant's key before it is stored. */
export function gramsOf({ kind, text }: { kind: Kind; text: string }): readonly string[] {
  const letters = Array.from(text)
  return [...new Set(letters.slice(1).map((letter, index) => `${kind}:${letters[index]}${letter}`))]
}

/** Whether the term really stands in the household: pairs may lie apart. */
export function holdsTerm(household: SearchableHousehold, term: string): boolean {
  const forms = searchForms(household)
  return termForms(term).some((wanted) =>
    forms.some(({ kind, text }) => kind === wanted.kind && text.includes(wanted.text)),
  )
}

/** What two households have in common, letter for letter as they are compared. A reading alone is no equal name. */
export function equalKinds(one: SearchableHousehold, other: SearchableHousehold): ReadonlySet<Kind> {
  const [mine, theirs] = [one, other].map(({ name, address, phone }) => searchForms({ name, address, phone }))
  const same = mine?.filter(({ kind, text }) => theirs?.some((form) => form.kind === kind && form.text === text))
  return new Set(same?.map(({ kind }) => kind))
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '')
}
