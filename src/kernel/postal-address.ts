import { getPrefectureName, type MunicipalityCode } from './municipality-code.ts'
import type { PostalCode } from './postal-code.ts'
import { findPrefectureAtHead } from './prefecture.ts'
import { ok, type Result, refuse } from './result.ts'
import { addressSearchKey } from './search-key.ts'
import { guardText } from './text-guard.ts'

/**
 * An address after GIF DS-433. `raw` is the joined notation (連結表記) as it was given, building included, and is never altered.
 * The municipality is decided by a human where the postal code leaves a choice.
 */
export type PostalAddress = Readonly<{
  raw: string
  postalCode?: PostalCode
  municipalityCode?: MunicipalityCode
}>

/** What a form delivers. */
export type PostalAddressInput = Readonly<{
  raw: string
  postalCode?: PostalCode | undefined
  municipalityCode?: MunicipalityCode | undefined
}>

/** Keeps the address as typed. Refuses blank, broken, overlong text, and a prefecture that contradicts the municipality code. */
export function parsePostalAddress({ raw, postalCode, municipalityCode }: PostalAddressInput): Result<PostalAddress> {
  const address = guardText(raw, { label: '住所', longest: 200 })
  if (!address.ok) return address
  const written = findPrefectureAtHead(raw)
  const coded = municipalityCode && getPrefectureName(municipalityCode)
  if (written !== undefined && coded !== undefined && written !== coded) {
    return refuse(
      'address_prefecture_mismatch',
      `住所は${written}ですが、選ばれている市区町村は${coded}です。どちらが正しいか確かめてください。`,
    )
  }
  return ok({
    raw,
    ...(postalCode === undefined ? {} : { postalCode }),
    ...(municipalityCode === undefined ? {} : { municipalityCode }),
  })
}

/** Key under which an address is found and two reports are proposed as one household; the prefecture at the head is left off. */
export function postalAddressKey({ raw }: PostalAddress): string {
  const prefecture = findPrefectureAtHead(raw)
  return addressSearchKey(prefecture === undefined ? raw : raw.trimStart().slice(prefecture.length))
}
