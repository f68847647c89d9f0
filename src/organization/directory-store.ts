/**
 * Writes the directory: areas, windows, imports. Runs as the owner (migration, seed, command line), never in a request.
 */
import { z } from 'zod'
import type { ContactWindow } from './contact-window.ts'
import { listNationalAreas, type NationalArea } from './national-areas.ts'
import type { ImportSummary } from './windows-import.ts'
import type { ImportPlan, PlannedWindow } from './windows-import-model.ts'

/** One connection that entered the role `tomoshibi_owner`; a pg client is one. */
export type DirectoryWriter = {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
}

const insertAreas = `
  insert into app.areas (code, kind, name, full_name, prefecture_name, city_code, origin, postal_codes)
  select code, kind, name, "fullName", "prefectureName", "cityCode", $2, coalesce("postalCodes", '{}')
  from jsonb_to_recordset($1::jsonb) as x(code text, kind text, name text, "fullName" text, "prefectureName" text,
    "cityCode" text, "postalCodes" text[])
  on conflict (code) do nothing returning code`

/** Prefectures, municipalities and wards of the postal data. Harmless when repeated; answers how many were new. */
export async function seedNationalAreas(writer: DirectoryWriter): Promise<number> {
  const { rows } = await writer.query(insertAreas, [JSON.stringify(listNationalAreas()), 'postal-data'])
  return rows.length
}

/** Areas of an invented town, with the postal codes that lead to them. Harmless when repeated. */
export async function addInventedAreas(
  writer: DirectoryWriter,
  areas: ReadonlyArray<NationalArea & { readonly postalCodes?: readonly string[] }>,
): Promise<void> {
  await writer.query(insertAreas, [JSON.stringify(areas), 'invented'])
}

const upsertWindows = `
  insert into app.contact_windows (id, tenant_id, organization_id, name, section, role, phone, fax, mail, postal_code,
    address, official_url, methods, hours, when_closed_name, when_closed_phone, confirmed_on, source, source_record)
  select id, "tenantId", "organizationId", name, section, role, phone, fax, mail, "postalCode", address, "officialUrl",
    methods, hours, "whenClosed" ->> 'name', "whenClosed" ->> 'phone', "confirmedOn", $2, "sourceRecord"
  from jsonb_to_recordset($1::jsonb) as x(id uuid, "tenantId" uuid, "organizationId" uuid, name text, section text,
    role text, phone text, fax text, mail text, "postalCode" text, address text, "officialUrl" text, methods text,
    hours jsonb, "whenClosed" jsonb, "confirmedOn" date, "sourceRecord" text)
  on conflict `

const newValues = `
  name = excluded.name, section = excluded.section, role = excluded.role, phone = excluded.phone, fax = excluded.fax,
  mail = excluded.mail, postal_code = excluded.postal_code, address = excluded.address,
  official_url = excluded.official_url, methods = excluded.methods, hours = excluded.hours,
  confirmed_on = excluded.confirmed_on, retired_at = null, version = contact_windows.version + 1, updated_at = now()`

const deleteWindowAreas = `
  delete from app.window_areas
  where window_id in (select (w ->> 'id')::uuid from jsonb_array_elements($1::jsonb) w)`

const insertWindowAreas = `
  insert into app.window_areas (window_id, position, level, area_code, town, part)
  select (w ->> 'id')::uuid, a.position - 1, a.area ->> 'level', a.area ->> 'code', a.area ->> 'town', a.area ->> 'part'
  from jsonb_array_elements($1::jsonb) w, jsonb_array_elements(w -> 'areas') with ordinality as a(area, position)`

async function writeAreasOf(writer: DirectoryWriter, windows: ReadonlyArray<{ id: string; areas: unknown }>) {
  const document = JSON.stringify(windows.map(({ id, areas }) => ({ id, areas })))
  await writer.query(deleteWindowAreas, [document])
  await writer.query(insertWindowAreas, [document])
}

/** Windows of organisations that work with this installation, by their own ids (the demo town, a first set-up). */
export async function saveOwnWindows(writer: DirectoryWriter, windows: readonly ContactWindow[]): Promise<void> {
  const replace = `(id) do update set ${newValues}, tenant_id = excluded.tenant_id,
    organization_id = excluded.organization_id, when_closed_name = excluded.when_closed_name,
    when_closed_phone = excluded.when_closed_phone`
  await writer.query(`${upsertWindows} ${replace}`, [JSON.stringify(windows), null])
  await writeAreasOf(writer, windows)
}

const written = z.object({ id: z.string(), sourceRecord: z.string(), inserted: z.boolean() })
const counted = z.object({ retired: z.coerce.number() })

export type ImportResult = { readonly added: number; readonly updated: number; readonly retired: number }

const retireMissing = `
  with gone as (
    update app.contact_windows set retired_at = now(), updated_at = now(), version = version + 1
    where source = $1 and retired_at is null and not (source_record = any($2::text[])) returning 1)
  select count(*) as retired from gone`

async function upsertPlanned(writer: DirectoryWriter, plan: ImportPlan, newId: () => string): Promise<ImportResult> {
  const withIds = plan.windows.map((window: PlannedWindow) => ({ ...window, id: newId() }))
  const { rows } = await writer.query(
    `${upsertWindows} (source, source_record) do update set ${newValues}
     returning id, source_record as "sourceRecord", (xmax = 0) as inserted`,
    [JSON.stringify(withIds), plan.source.key],
  )
  const saved = rows.map((row) => written.parse(row))
  const idOf = new Map(saved.map(({ id, sourceRecord }) => [sourceRecord, id]))
  await writeAreasOf(
    writer,
    plan.windows.flatMap(({ sourceRecord, areas }) => {
      const id = idOf.get(sourceRecord)
      return id === undefined ? [] : [{ id, areas }]
    }),
  )
  const gone = await writer.query(retireMissing, [plan.source.key, plan.windows.map((window) => window.sourceRecord)])
  const added = saved.filter((one) => one.inserted).length
  return { added, updated: saved.length - added, retired: counted.parse(gone.rows[0]).retired }
}

/**
 * Writes a plan in one transaction: everything or nothing. The same plan again updates the same windows; a window that
 * left its register is retired, not deleted, because letters and reports name it.
 */
export async function applyImport(
  writer: DirectoryWriter,
  plan: ImportPlan,
  { summary, newId }: { summary: ImportSummary; newId: () => string },
): Promise<ImportResult> {
  await writer.query('begin')
  try {
    await writer.query("select pg_advisory_xact_lock(hashtext('tomoshibi directory import'))")
    await seedNationalAreas(writer)
    await writer.query(insertAreas, [JSON.stringify(plan.areas), 'register'])
    const result = await upsertPlanned(writer, plan, newId)
    await writer.query('insert into app.directory_imports (id, source, attribution, summary) values ($1, $2, $3, $4)', [
      newId(),
      plan.source.key,
      plan.source.attribution,
      JSON.stringify({ ...summary, ...result }),
    ])
    await writer.query('commit')
    return result
  } catch (error) {
    await writer.query('rollback')
    throw error
  }
}
