/** Reads the directory of contact windows. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/database/session.ts'
import type { ContactWindow } from './contact-window.ts'
import { contactWindowShape, type TravellingWindow } from './contact-window-contract.ts'
import { areaKinds, findNationalArea, type NationalArea } from './national-areas.ts'
import type { AddressPlace } from './responsible-window.ts'

const columns = sql`
  jsonb_strip_nulls(jsonb_build_object(
    'id', w.id, 'name', w.name, 'section', w.section, 'role', w.role, 'phone', w.phone, 'fax', w.fax, 'mail', w.mail,
    'postalCode', w.postal_code, 'address', w.address, 'officialUrl', w.official_url, 'methods', w.methods,
    'hours', w.hours, 'confirmedOn', w.confirmed_on, 'organizationId', w.organization_id, 'tenantId', w.tenant_id,
    'whenClosed', case when w.when_closed_name is not null
      then jsonb_build_object('name', w.when_closed_name, 'phone', w.when_closed_phone) end,
    'attribution', (select i.attribution from app.directory_imports i where i.source = w.source
      order by i.imported_at desc limit 1),
    'areas', (select coalesce(jsonb_agg(jsonb_build_object('level', a.level, 'code', a.area_code, 'town', a.town, 'part',
      a.part) order by a.position), '[]') from app.window_areas a where a.window_id = w.id)))`

const areaName = z.object({ code: z.string(), name: z.string() })
const fullAreaName = sql`case x.kind when 'prefecture' then x.name else x.prefecture_name || x.full_name end`

const duty = z.object({ name: z.string(), phone: z.string() })
/** Who is on duty for an agency (当番表). */
export type DutyNow = z.infer<typeof duty> & { readonly agencyId: string }

/** Windows with what is shown beside them: the names of their areas, and who is on duty at the instant, if one is asked for. */
export type WindowsAround = {
  readonly windows: readonly ContactWindow[]
  readonly areaNames: ReadonlyMap<string, string>
  readonly duty: readonly DutyNow[]
}

const beside = z.object({ names: z.array(areaName), duty: z.array(duty) })

/**
 * Every window that may matter for some places: of the municipality or ward itself, of its designated city and that
 * city's other wards, and of the prefecture for its towns. Retired ones are left out.
 */
export async function listWindowsAround(
  db: Database,
  { places, at = null }: { readonly places: readonly AddressPlace[]; readonly at?: Date | null },
): Promise<WindowsAround> {
  const codes = [...new Set(places.flatMap((place) => [place.code, ...(place.cityCode ? [place.cityCode] : [])]))]
  if (codes.length === 0) return { windows: [], areaNames: new Map(), duty: [] }
  const prefectures = [...new Set(codes.map((code) => code.slice(0, 2)))]
  const { rows } = await sql<{ window: unknown; beside: unknown }>`
    select ${columns} as window, jsonb_build_object(
      'names', (select coalesce(jsonb_agg(jsonb_build_object('code', x.code, 'name', ${fullAreaName})), '[]')
        from app.areas x where x.code in (select a.area_code from app.window_areas a where a.window_id = w.id)),
      'duty', (select coalesce(jsonb_agg(jsonb_build_object('name', d.label, 'phone', d.phone) order by d.starts_at), '[]')
        from app.duty_roster d where d.agency_id = w.organization_id and d.starts_at <= ${at} and d.ends_at > ${at}))
      as beside
    from app.contact_windows w
    where w.retired_at is null and exists (
      select 1 from app.window_areas a where a.window_id = w.id and (
        a.area_code = any(${codes}::text[])
        or a.area_code in (select x.code from app.areas x where x.city_code = any(${codes}::text[]))
        or (a.level = 'prefecture-towns' and left(a.area_code, 2) = any(${prefectures}::text[]))))
    order by w.name, w.id`.execute(db)
  const found = rows.map((row) => ({ window: contactWindowShape.parse(row.window), ...beside.parse(row.beside) }))
  return {
    windows: found.map(({ window }) => window),
    areaNames: new Map(found.flatMap(({ names }) => names.map(({ code, name }) => [code, name] as const))),
    duty: found.flatMap(({ window: { organizationId: agencyId }, duty }) =>
      agencyId === undefined ? [] : duty.map((shift) => ({ agencyId, ...shift })),
    ),
  }
}

/** One window by its id, retired or not; undefined when there is none. */
export async function findWindow(db: Database, id: string): Promise<ContactWindow | undefined> {
  const { rows } = await sql<{ window: unknown }>`
    select ${columns} as window from app.contact_windows w where w.id = ${id}::uuid`.execute(db)
  const row = rows[0]
  return row === undefined ? undefined : contactWindowShape.parse(row.window)
}

const extraArea = z.object({
  code: z.string(),
  kind: z.enum(areaKinds),
  name: z.string(),
  fullName: z.string(),
  prefectureName: z.string(),
  cityCode: z
    .string()
    .nullable()
    .transform((code) => code ?? undefined),
  postalCodes: z.array(z.string()),
})

export type ExtraArea = NationalArea & { readonly postalCodes: readonly string[] }

/** Areas that the postal data do not know: those of a register, and invented towns. */
export async function listExtraAreas(db: Database): Promise<readonly ExtraArea[]> {
  const { rows } = await sql`
    select code, kind, name, full_name as "fullName", prefecture_name as "prefectureName", city_code as "cityCode",
      postal_codes as "postalCodes"
    from app.areas where origin <> 'postal-data' order by code`.execute(db)
  return rows.map((row): ExtraArea => {
    const { cityCode, ...area } = extraArea.parse(row)
    return cityCode === undefined ? area : { ...area, cityCode }
  })
}

/** Names of areas with their prefecture, for showing. */
export async function listAreaNames(db: Database, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map()
  const { rows } = await sql`
    select x.code, ${fullAreaName} as name from app.areas x where x.code = any(${[...new Set(codes)]}::text[])`.execute(
    db,
  )
  return new Map(rows.map((row) => areaName.parse(row)).map(({ code, name }) => [code, name]))
}

/** The windows around some municipalities as a pack carries them, each area that no postal register knows with its place. */
export async function listTravellingWindows(
  db: Database,
  codes: readonly string[],
): Promise<readonly TravellingWindow[]> {
  const extra = new Map((await listExtraAreas(db)).map(({ code, ...place }) => [code, place]))
  const places = codes.map((code) => ({ code, name: code, ...cityOf(code, extra.get(code)) }))
  const { windows } = await listWindowsAround(db, { places })
  return windows.map((window) => ({
    ...window,
    areas: window.areas.map((area) => {
      const place = extra.get(area.code)
      return place === undefined ? area : { ...area, place }
    }),
  }))
}

function cityOf(code: string, own: Pick<NationalArea, 'cityCode'> | undefined) {
  const cityCode = findNationalArea(code)?.cityCode ?? own?.cityCode
  return cityCode === undefined ? {} : { cityCode }
}
