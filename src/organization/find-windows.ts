/** Use case: from an address or a postal code to the window, the choice, or the sentence. Names no person. */
import { todayInJapan } from '#kernel/calendar-date.ts'
import { parsePostalCode } from '#kernel/postal-code.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { Database } from '#platform/database/session.ts'
import { type AskedAddress, buildGazetteer, joinGazetteers, joinPlaces, listPlacesOfAddress } from './address-places.ts'
import { type ContactWindow, freshnessOf } from './contact-window.ts'
import { findNationalArea, listNationalAreas, listPlacesOfPostalCode, placeOf } from './national-areas.ts'
import { japanTimeOf } from './opening-hours.ts'
import type { WindowAnswer, WindowCard } from './organization-contract.ts'
import { type AddressPlace, findResponsibleWindows, type ResponsibleWindow } from './responsible-window.ts'
import { answersNow, emergencySentence } from './who-answers.ts'
import { type DutyNow, type ExtraArea, listExtraAreas, listWindowsAround } from './window-store.ts'

let national: ReturnType<typeof buildGazetteer> | undefined

let joined: { readonly of: string; readonly gazetteer: ReturnType<typeof buildGazetteer> } | undefined

/** The last one is kept: areas of a register change once in months. */
function gazetteerWith(extra: readonly ExtraArea[]) {
  national ??= buildGazetteer(listNationalAreas())
  if (extra.length === 0) return national
  const of = JSON.stringify(extra)
  if (joined?.of !== of) joined = { of, gazetteer: joinGazetteers(national, buildGazetteer(extra)) }
  return joined.gazetteer
}

/** The places a question may mean; refused when the postal code cannot be read or contradicts the address. */
export function findPlaces(asked: AskedAddress, extra: readonly ExtraArea[]): Result<readonly AddressPlace[]> {
  const address = asked.address?.trim() ?? ''
  const byAddress = address === '' ? [] : listPlacesOfAddress(address, gazetteerWith(extra))
  if ((asked.postalCode ?? '').trim() === '') return ok(byAddress)
  const code = parsePostalCode(asked.postalCode ?? '')
  if (!code.ok) return code
  const own = extra.filter((area) => area.postalCodes.includes(code.value)).map((area) => placeOf(area))
  const both = joinPlaces([...own, ...listPlacesOfPostalCode(code.value)], byAddress)
  if (both.kind === 'places') return ok(both.places)
  return { ok: false, refusal: { code: 'address_contradicts_postal_code', because: both.because } }
}

type Frame = {
  readonly now: Date
  readonly duty: readonly DutyNow[]
  readonly centrals: readonly ContactWindow[]
  readonly cityOf: (ward: string) => string | undefined
  readonly areaNames: ReadonlyMap<string, string>
}

/** The central number of the window's own municipality, if there is exactly one. */
function fallbackOf(window: ContactWindow, { centrals, cityOf }: Frame): ContactWindow | undefined {
  const codes = new Set(window.areas.flatMap(({ code }) => [code, cityOf(code) ?? code]))
  const own = centrals.filter((central) => central.areas.some((area) => codes.has(area.code)))
  return own.length === 1 ? own[0] : undefined
}

function answeringOf(window: ContactWindow, frame: Frame): WindowCard['answersNow'] {
  const { now, duty } = frame
  const fallback = fallbackOf(window, frame)
  const at = japanTimeOf(now)
  const minute = { from: at, until: { date: at.date, minutes: at.minutes + 1 } }
  const roster = duty
    .filter((shift) => shift.agencyId === window.organizationId)
    .map(({ name, phone }) => ({ name, phone, ...minute }))
  const who = answersNow(window, at, fallback === undefined ? { roster } : { roster, fallback })
  return {
    state: who.state.kind,
    by: who.by,
    name: who.name,
    because: who.because,
    ...(who.phone === undefined ? {} : { phone: who.phone }),
  }
}

function cardOf(window: ContactWindow, frame: Frame): WindowCard {
  const { areas, hours, whenClosed: _whenClosed, ...rest } = window
  const { kind, because } = freshnessOf(window, todayInJapan(frame.now))
  return {
    ...rest,
    areas: areas.map((area) => ({ ...area, name: frame.areaNames.get(area.code) ?? area.code })),
    freshness: { kind, because },
    answersNow: answeringOf(window, frame),
    ...(hours.text === undefined ? {} : { hoursText: hours.text }),
  }
}

function windowsOf(answer: ResponsibleWindow): readonly ContactWindow[] {
  switch (answer.kind) {
    case 'one':
      return [answer.window]
    case 'choose':
      return answer.windows
    case 'none':
      return answer.nearest
    default: {
      const never: never = answer
      return never
    }
  }
}

/** The designated city of a ward, from the postal data or from an area that only this installation knows. */
export function cityFinder(extra: readonly ExtraArea[]): (ward: string) => string | undefined {
  const own = new Map(extra.map((area) => [area.code, area.cityCode]))
  return (ward) => findNationalArea(ward)?.cityCode ?? own.get(ward)
}

/** What the last question found in the register: taken for granted by the next one, which looks again at the same time. */
let expected: { readonly extra: readonly ExtraArea[]; readonly text: string } | undefined

/** The places of a question and the windows around them; one trip to the database as long as the register is the same. */
async function lookAround(db: Database, asked: AskedAddress, at: Date) {
  const around = async (extra: readonly ExtraArea[]) => {
    const places = findPlaces(asked, extra)
    return { extra, places, around: await listWindowsAround(db, { places: places.ok ? places.value : [], at }) }
  }
  const guess = expected
  const [extra, early] = await Promise.all([listExtraAreas(db), guess && around(guess.extra)])
  const text = JSON.stringify(extra)
  if (early !== undefined && guess?.text === text) return early
  expected = { extra, text }
  return around(extra)
}

/** Answers a question about an address; the same for the staff API and the command line. */
export async function findWindows(db: Database, asked: AskedAddress, now: Date): Promise<Result<WindowAnswer>> {
  const { extra, places: found, around: beside } = await lookAround(db, asked, now)
  if (!found.ok) return found
  const { windows: around, areaNames, duty } = beside
  const cityOf = cityFinder(extra)
  const answer = findResponsibleWindows(found.value, around, cityOf)
  const windows = windowsOf(answer)
  const centrals = around.filter((window) => window.role === 'fallback')
  const frame: Frame = { now, duty, centrals, cityOf, areaNames }
  return ok({
    kind: answer.kind,
    because: answer.because,
    windows: windows.map((window) => cardOf(window, frame)),
    places: found.value.map(({ code, name, town }) => ({ code, name, ...(town === undefined ? {} : { town }) })),
    attributions: [...new Set(windows.flatMap((window) => window.attribution ?? []))],
    emergency: emergencySentence,
  })
}
