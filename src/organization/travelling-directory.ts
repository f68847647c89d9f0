/** The directory of windows as it lies in a pack: looked up without database or connection. */
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type ContactWindow, type Freshness, freshnessOf } from './contact-window.ts'
import type { TravellingWindow } from './contact-window-contract.ts'
import { cityFinder, findPlaces } from './find-windows.ts'
import { findNationalArea, placeOf } from './national-areas.ts'
import { type AddressPlace, findResponsibleWindows, type ResponsibleWindow } from './responsible-window.ts'
import type { ExtraArea } from './window-store.ts'

/** An address as a company's file has it; the municipality is the company's own word and is believed only with the rest. */
export type RoutedAddress = Readonly<{ postalCode?: string; address?: string; municipality?: string }>

/** The window that answers, and the place it answers for. */
export type Routed = ResponsibleWindow & Readonly<{ places: readonly AddressPlace[] }>

export type TravellingDirectory = Readonly<{
  route: (asked: RoutedAddress) => Result<Routed>
  windows: ReadonlyMap<string, ContactWindow>
  /** 「灯県灯町市」 of a code of the directory or the postal data. */
  nameOfPlace: (code: string) => string | undefined
  /** How long ago the window was confirmed, seen from `today` (YYYY-MM-DD). */
  freshness: (window: ContactWindow, today: string) => Freshness
}>

/** Opens a directory once for many addresses. */
export function openTravellingDirectory(windows: readonly TravellingWindow[]): TravellingDirectory {
  const extra = extraAreas(windows)
  const cityOf = cityFinder(extra)
  const byPrefecture = new Map<string, ContactWindow[]>()
  for (const window of windows) {
    for (const prefecture of new Set(window.areas.map(({ code }) => code.slice(0, 2)))) {
      byPrefecture.set(prefecture, [...(byPrefecture.get(prefecture) ?? []), window])
    }
  }
  const areaOf = (code: string) => findNationalArea(code) ?? extra.find((area) => area.code === code)
  const placeOfCode = (code: string) => {
    const area = areaOf(code)
    return area === undefined ? undefined : placeOf(area)
  }
  return {
    windows: new Map(windows.map((window) => [window.id, window])),
    freshness: freshnessOf,
    nameOfPlace: (code) => placeOfCode(code)?.name,
    route: (asked) => {
      const found = placesOf(asked, { extra, placeOfCode })
      if (!found.ok) return found
      const prefectures = new Set(found.value.map(({ code }) => code.slice(0, 2)))
      const around = [...new Set([...prefectures].flatMap((prefecture) => byPrefecture.get(prefecture) ?? []))]
      return ok({ ...findResponsibleWindows(found.value, around, cityOf), places: found.value })
    },
  }
}

type Register = Readonly<{
  extra: readonly ExtraArea[]
  placeOfCode: (code: string) => AddressPlace | undefined
}>

/** The municipality settles what address and postal code leave open; where it contradicts them, nobody is believed. */
function placesOf(asked: RoutedAddress, { extra, placeOfCode }: Register): Result<readonly AddressPlace[]> {
  const { municipality, ...where } = asked
  const found = findPlaces(where, extra)
  if (!found.ok || municipality === undefined || municipality === '') return found
  const own = placeOfCode(municipality)
  if (found.value.length === 0) return ok(own === undefined ? [] : [own])
  const within = found.value.filter(
    ({ code, cityCode }) => code === municipality || cityCode === municipality || own?.cityCode === code,
  )
  if (within.length > 0) {
    // The address names the designated city, the file its ward.
    return ok(within.map((place) => (own?.cityCode === place.code ? { ...own, ...townOf(place) } : place)))
  }
  const names = [...new Set(found.value.map(({ name }) => name))].join('、')
  const told = own?.name ?? `コード${municipality}`
  return refuse(
    'municipality_contradicts_address',
    `住所は${names}、市区町村コードは${told}です。どちらが正しいかを確かめてください。`,
  )
}

const townOf = ({ town }: AddressPlace) => (town === undefined ? {} : { town })

function extraAreas(windows: readonly TravellingWindow[]): readonly ExtraArea[] {
  const areas = new Map<string, ExtraArea>()
  for (const { code, place } of windows.flatMap(({ areas: all }) => all)) {
    if (place !== undefined) areas.set(code, { code, ...place })
  }
  return [...areas.values()]
}
