import { getPrefectureName, type MunicipalityCode } from './municipality-code.ts'
import type { PostalCode } from './postal-code.ts'
import { findPrefectureAtHead } from './prefecture.ts'
import { ok, type Result, refuse } from './result.ts'
import { addressSearchKey } from './search-key.ts'
import { guardText } from './text-guard.ts'

/**
 * An address after GIF DS-433. `raw` is the joined notation (連結表記) as it was given, building included, and is never altered.
 * Prefecture and municipality follow from the code, which a human decides where the postal code leaves a choice; town (町字),
 * lot (番地以下) and building (方書) are there only where a source delivers them apart.
 */
export type PostalAddress = Readonly<{
  raw: string
  postalCode?: PostalCode
  municipalityCode?: MunicipalityCode
  town?: string
  lot?: string
  building?: string
}>

/** What a form or a file delivers. */
export type PostalAddressInput = Readonly<{ [Part in keyof PostalAddress]: PostalAddress[Part] | undefined }> &
  Readonly<{ raw: string }>

const PARTS = [
  ['raw', '住所'],
  ['town', '町名'],
  ['lot', '番地'],
  ['building', '建物名'],
] as const

/** Keeps the address as typed. Refuses blank, broken, overlong text, and a prefecture that contradicts the municipality code. */
export function parsePostalAddress(input: PostalAddressInput): Result<PostalAddress> {
  for (const [part, label] of PARTS) {
    const text = input[part]
    const kept = guardText(text ?? '', { label, longest: 200, blank: part === 'raw' ? 'refused' : 'allowed' })
    if (!kept.ok) return kept
  }
  const written = findPrefectureAtHead(input.raw)
  const coded = input.municipalityCode && getPrefectureName(input.municipalityCode)
  if (written !== undefined && coded !== undefined && written !== coded) {
    return refuse(
      'address_prefecture_mismatch',
      `住所は${written}ですが、選ばれている市区町村は${coded}です。どちらが正しいか確かめてください。`,
    )
  }
  const { raw, postalCode, municipalityCode, town, lot, building } = input
  return ok({
    raw,
    ...(postalCode && { postalCode }),
    ...(municipalityCode && { municipalityCode }),
    ...(town && { town }),
    ...(lot && { lot }),
    ...(building && { building }),
  })
}

/** Key under which an address is found and two reports are proposed as one household; the prefecture at the head is left off. */
export function postalAddressKey({ raw }: PostalAddress): string {
  const prefecture = findPrefectureAtHead(raw)
  return addressSearchKey(prefecture === undefined ? raw : raw.trimStart().slice(prefecture.length))
}
