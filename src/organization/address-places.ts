/** Which municipality or ward an address as people write it may lie in. All possibilities, never the likeliest one. */
import { addressSearchKey } from '#kernel/search-key.ts'
import type { NationalArea } from './national-areas.ts'
import { placeOf } from './national-areas.ts'
import type { AddressPlace } from './responsible-window.ts'

export type Gazetteer = {
  readonly prefectures: readonly string[]
  readonly entries: ReadonlyArray<{ readonly key: string; readonly area: NationalArea }>
}

/** All ways in which an address may begin. Build it once: for the whole country it holds some 3,000 names. */
export function buildGazetteer(areas: readonly NationalArea[]): Gazetteer {
  const places = areas.filter((area) => area.kind === 'municipality' || area.kind === 'ward')
  const entries = places.flatMap((area) =>
    [...new Set([area.fullName, area.name].map(addressSearchKey))].map((key) => ({ key, area })),
  )
  const prefectures = [...new Set(areas.map((area) => area.prefectureName))]
  return { prefectures, entries }
}

/** One gazetteer of two: the country's and what an installation adds to it. */
export function joinGazetteers(left: Gazetteer, right: Gazetteer): Gazetteer {
  return {
    prefectures: [...left.prefectures, ...right.prefectures],
    entries: [...left.entries, ...right.entries],
  }
}

/**
 * The places that an address may lie in: one for 「東京都府中市…」, two for 「府中市…」, many for 「中央区…」, none for a text
 * that begins with no municipality. The text after the municipality is kept as the town.
 */
export function listPlacesOfAddress(address: string, gazetteer: Gazetteer): readonly AddressPlace[] {
  const text = addressSearchKey(address.replace(/^\s*〒?\s*[\d０-９]{3}[-－ー]?[\d０-９]{4}/u, ''))
  const prefecture = gazetteer.prefectures.find((name) => text.startsWith(addressSearchKey(name)))
  const rest = prefecture === undefined ? text : text.slice(addressSearchKey(prefecture).length)
  const fits = gazetteer.entries.filter(
    ({ key, area }) => rest.startsWith(key) && (prefecture === undefined || area.prefectureName === prefecture),
  )
  const longest = Math.max(...fits.map(({ key }) => key.length))
  return fits.filter(({ key }) => key.length === longest).map(({ key, area }) => placeOf(area, rest.slice(key.length)))
}

export type AskedAddress = { readonly postalCode?: string; readonly address?: string }

export type FoundPlaces =
  | { readonly kind: 'places'; readonly places: readonly AddressPlace[] }
  | { readonly kind: 'contradiction'; readonly because: string }

/**
 * Places by postal code, by address, or by both. When both are given the address decides among the municipalities of
 * the postal code; when they have none in common, neither is believed.
 */
export function joinPlaces(byCode: readonly AddressPlace[], byAddress: readonly AddressPlace[]): FoundPlaces {
  if (byCode.length === 0) return { kind: 'places', places: byAddress }
  if (byAddress.length === 0) return { kind: 'places', places: byCode }
  const both = byAddress.flatMap((place) => {
    const same = byCode.filter((one) => one.code === place.code)
    if (same.length > 0) return [place]
    // The address names the designated city only; the postal code knows the ward.
    return byCode.filter((one) => one.cityCode === place.code)
  })
  if (both.length > 0) return { kind: 'places', places: both }
  const names = (places: readonly AddressPlace[]) => [...new Set(places.map((place) => place.name))].join('、')
  return {
    kind: 'contradiction',
    because: `郵便番号は${names(byCode)}、住所は${names(byAddress)}です。どちらが正しいかを確かめてください。`,
  }
}
