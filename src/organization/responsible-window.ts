/** Which window answers for an address. The finer area wins; where several fit, a human chooses. Never a silent guess. */
import { addressSearchKey } from '#kernel/search-key.ts'
import { isTownOrVillage } from './area-code.ts'
import { areaLevels, type ContactWindow, deskKey, type WindowArea } from './contact-window.ts'

/** One municipality or ward in which an address may lie. */
export type AddressPlace = {
  readonly code: string
  /** With prefecture, for sentences: 「愛知県弥富市」. */
  readonly name: string
  /** The designated city, when `code` is a ward. */
  readonly cityCode?: string
  /** 町域 or 町丁目 as far as it is known. */
  readonly town?: string
}

export type ResponsibleWindow =
  | { readonly kind: 'one'; readonly window: ContactWindow; readonly because: string }
  | { readonly kind: 'choose'; readonly windows: readonly ContactWindow[]; readonly because: string }
  | { readonly kind: 'none'; readonly because: string; readonly nearest: readonly ContactWindow[] }

type Fit = 'yes' | 'maybe' | 'no'

/**
 * A town name covers its 丁目 and blocks and nothing that merely begins with the same letters: 本町 is not 本町通,
 * 一丁目 is not 十丁目. A place that says less than the area (「本町」 for 「本町一丁目」) may or may not lie in it.
 */
function fitTown(area: string, place: string | undefined): Fit {
  if (place === undefined) return 'maybe'
  const [wanted, given] = [addressSearchKey(area), addressSearchKey(place)]
  if (given === wanted || given.startsWith(`${wanted}-`)) return 'yes'
  if (given.startsWith(wanted))
    return /^\D*$/u.test(wanted.slice(-1)) && /^\d/u.test(given.slice(wanted.length)) ? 'yes' : 'no'
  return wanted.startsWith(given) && /^[\d-]/u.test(wanted.slice(given.length)) ? 'maybe' : 'no'
}

type CityOf = (ward: string) => string | undefined

/** An address that names only the designated city may lie in any of its wards, so a ward's area fits it perhaps. */
function fitTownArea(area: WindowArea, place: AddressPlace, cityOf: CityOf): Fit {
  const fit = fitTown(area.town ?? '', place.town)
  if (area.code === place.code || area.code === place.cityCode) return fit
  return cityOf(area.code) === place.code && fit !== 'no' ? 'maybe' : 'no'
}

/** Does an area contain a place: yes, perhaps (the place is not known finely enough), or no. */
export function fitArea(area: WindowArea, place: AddressPlace, cityOf: CityOf): Fit {
  switch (area.level) {
    case 'prefecture-towns':
      return isTownOrVillage(place.code) && area.code.slice(0, 2) === place.code.slice(0, 2) ? 'yes' : 'no'
    case 'municipality':
      return area.code === place.code || area.code === place.cityCode ? 'yes' : 'no'
    case 'ward':
      if (area.code === place.code) return 'yes'
      return cityOf(area.code) === place.code ? 'maybe' : 'no'
    case 'town':
      return fitTownArea(area, place, cityOf)
    default: {
      const never: never = area.level
      return never
    }
  }
}

type Hit = { readonly window: ContactWindow; readonly level: number; readonly fit: Fit; readonly part: boolean }

function listHits(place: AddressPlace, windows: readonly ContactWindow[], cityOf: CityOf) {
  const hits: Hit[] = []
  for (const window of windows) {
    for (const area of window.areas) {
      const fit = fitArea(area, place, cityOf)
      if (fit === 'no') continue
      hits.push({ window, level: areaLevels.indexOf(area.level), fit, part: area.part !== undefined })
    }
  }
  return hits
}

function distinctDesks(windows: readonly ContactWindow[]): readonly ContactWindow[] {
  const byDesk = new Map<string, ContactWindow>()
  for (const window of windows) if (!byDesk.has(deskKey(window))) byDesk.set(deskKey(window), window)
  return [...byDesk.values()]
}

/** For one place: the windows that compete, and whether the register is sure about them. */
function decideForPlace(place: AddressPlace, hits: readonly Hit[]) {
  const real = hits.filter((hit) => hit.window.role === 'responsible')
  const finestSure = Math.max(-1, ...real.filter((hit) => hit.fit === 'yes' && !hit.part).map((hit) => hit.level))
  const competing = real.filter((hit) => hit.level >= finestSure)
  const sure = competing.every((hit) => hit.fit === 'yes' && !hit.part)
  return { place, windows: distinctDesks(competing.map((hit) => hit.window)), sure }
}

type Decided = ReturnType<typeof decideForPlace>

function becauseChoose(decided: readonly Decided[], windows: readonly ContactWindow[]): string {
  const names = [...new Set(decided.map(({ place }) => place.name))]
  const unknown = decided.filter((one) => one.windows.length === 0).map(({ place }) => place.name)
  if (names.length > 1) {
    const missing = unknown.length > 0 ? `${unknown.join('、')}には登録された窓口がありません。` : ''
    return `${names.join('、')}のどれかです。${missing}住所を確かめてお選びください。`
  }
  if (windows.length === 1) {
    return `この窓口が受け持つのは${names.join('')}の一部です。住所が入るかを確かめてください。`
  }
  return `${names.join('')}には窓口が${windows.length}か所あります。住所や事情に合う窓口をお選びください。`
}

/** Windows that stand in the same ward come first: a hint for the eye, not a decision. */
function inOrder(windows: readonly ContactWindow[], places: readonly AddressPlace[]): readonly ContactWindow[] {
  const tails = places.map((place) => place.name.replace(/^.{2,3}?[都道府県]/u, ''))
  const isNear = (window: ContactWindow) => tails.some((tail) => window.address?.includes(tail) === true)
  return [...windows.filter(isNear), ...windows.filter((window) => !isNear(window))]
}

type Asked = {
  readonly places: readonly AddressPlace[]
  readonly windows: readonly ContactWindow[]
  readonly cityOf: CityOf
}

function answerNone({ places, windows, cityOf }: Asked, hits: readonly Hit[]): ResponsibleWindow {
  const names = [...new Set(places.map((place) => place.name))].join('、')
  const pointers = hits.filter((hit) => hit.window.role === 'pointer').map((hit) => hit.window)
  if (pointers.length > 0) {
    const because = `${names}の窓口は区ごとに分かれ、それぞれの連絡先は登録されていません。公式の案内で区の窓口を確かめてください。`
    return { kind: 'none', because, nearest: distinctDesks(pointers) }
  }
  const fallbacks = hits.filter((hit) => hit.window.role === 'fallback').map((hit) => hit.window)
  if (fallbacks.length > 0) {
    const because = `${names}の担当の窓口は登録されていません。代表電話で確かめられます。`
    return { kind: 'none', because, nearest: distinctDesks(fallbacks) }
  }
  const cities = new Set(places.flatMap((place) => place.cityCode ?? []))
  const isInCity = (code: string) => cities.has(code) || cities.has(cityOf(code) ?? '')
  const nearest = distinctDesks(windows.filter((window) => window.areas.some((area) => isInCity(area.code))))
  const hint =
    nearest.length > 0 ? '同じ市の窓口に、どこが担当かを尋ねられます。' : '市区町村の福祉の担当課に尋ねられます。'
  return { kind: 'none', because: `${names}を受け持つ窓口は登録されていません。${hint}`, nearest }
}

/**
 * The windows answering for an address. `places` are all municipalities or wards in which it may lie (a postal code can
 * belong to several); `cityOf` gives the designated city of a ward. Only `one` may be used without asking anybody.
 */
export function findResponsibleWindows(
  places: readonly AddressPlace[],
  windows: readonly ContactWindow[],
  cityOf: CityOf = () => undefined,
): ResponsibleWindow {
  if (places.length === 0) {
    return { kind: 'none', because: 'この住所や郵便番号がどの市区町村か分かりませんでした。', nearest: [] }
  }
  const allHits = places.map((place) => ({ place, hits: listHits(place, windows, cityOf) }))
  const decided = allHits.map(({ place, hits }) => decideForPlace(place, hits))
  const found = distinctDesks(decided.flatMap((one) => one.windows))
  const [first, ...others] = found
  if (first === undefined) {
    const hits = allHits.flatMap((one) => one.hits)
    return answerNone({ places, windows, cityOf }, hits)
  }
  if (others.length === 0 && decided.every((one) => one.sure && one.windows.length === 1)) {
    const names = [...new Set(places.map((place) => place.name))].join('、')
    return { kind: 'one', window: first, because: `${names}を受け持つ窓口です。` }
  }
  return { kind: 'choose', windows: inOrder(found, places), because: becauseChoose(decided, found) }
}
