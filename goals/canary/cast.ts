import { v7 as newId } from 'uuid'
import { addInventedAreas, saveOwnWindows } from '#organization/index.ts'
import { withClient } from '#platform/database/connection.ts'
import { ownerRole } from '#platform/database/roles.ts'
import type { TestDatabase } from '#platform/database/test-database.ts'
import {
  addOrganization,
  addSession,
  addTenant,
  addUser,
  type TestOrganization,
  type TestSession,
  type TestUser,
} from '#platform/database/test-world.ts'

/** Somebody who asks: one user of one organisation. `name` is unique, such as `town-0 agency-1 lead`. */
export type Actor = { readonly name: string; readonly user: TestUser; readonly session: TestSession }
export type Agency = {
  readonly organization: TestOrganization
  readonly place: string
  readonly worker: Actor
  readonly other: Actor
  readonly lead: Actor
}
export type Town = {
  readonly id: string
  readonly areaCode: string
  readonly name: string
  readonly agencies: readonly Agency[]
  readonly officer: Actor
  readonly admin: Actor
  readonly auditor: Actor
}
export type Company = {
  readonly organization: TestOrganization
  readonly field: Actor
  readonly otherField: Actor
  readonly clerk: Actor
  readonly liaison: Actor
  readonly admin: Actor
}
export type Cast = { readonly towns: readonly Town[]; readonly companies: readonly Company[] }

/** Municipalities with two agencies each, companies that work with all of them, everybody signed in. */
export async function castOf(database: TestDatabase, sizes: { towns: number; companies: number }): Promise<Cast> {
  const towns: Town[] = []
  for (let at = 0; at < sizes.towns; at += 1) towns.push(await addTown(database, at))
  const companies: Company[] = []
  for (let at = 0; at < sizes.companies; at += 1) companies.push(await addCompany(database, at))
  // The last company has no agreement: the smallest scope, the lowest level.
  for (const town of towns)
    for (const company of companies.slice(0, -1)) await agree(database, town, company.organization.id)
  return { towns, companies }
}

/** Everybody of a cast. */
export function actorsOf({ towns, companies }: Cast): readonly Actor[] {
  return [...towns.flatMap(peopleOfTown), ...companies.flatMap(peopleOfCompany)]
}

export const peopleOfAgency = ({ worker, other, lead }: Agency) => [worker, other, lead]
export const peopleOfCompany = (one: Company) => [one.field, one.otherField, one.clerk, one.liaison, one.admin]
export const peopleOfTown = (town: Town) => [
  ...town.agencies.flatMap(peopleOfAgency),
  town.officer,
  town.admin,
  town.auditor,
]

type Hire = { readonly organization: TestOrganization; readonly name: string; readonly role: string }
async function hire({ admin }: TestDatabase, { organization, name, role }: Hire): Promise<Actor> {
  const user = await addUser(admin, { organization, roles: [role] })
  await admin.query("update app.users set mail = 'shokuin@example.jp' where id = $1", [user.id])
  return { name, user, session: await addSession(admin, user) }
}

async function addTown(database: TestDatabase, at: number): Promise<Town> {
  const areaCode = `99${at}011`
  const name = `灯${'甲乙丙丁戊己'.charAt(at)}市`
  const { id } = await addTenant(database.admin, { name, municipalityCode: areaCode })
  const kind = 'municipality'
  const city = await addOrganization(database.admin, { kind, tenantId: id, name: `${name}役所` })
  const agencies = [
    await addAgency(database, { id, label: `town-${at} agency-0`, name, place: '本町' }),
    await addAgency(database, { id, label: `town-${at} agency-1`, name, place: 'みなと' }),
  ]
  const of = (role: string) => hire(database, { organization: city, name: `town-${at} ${role}`, role })
  const town = { id, areaCode, name, agencies, officer: await of('municipal_officer'), admin: await of('tenant_admin') }
  await placeWindows(database, town)
  return { ...town, auditor: await of('auditor') }
}

type NewAgency = { readonly id: string; readonly label: string; readonly name: string; readonly place: string }
async function addAgency(database: TestDatabase, { id, label, name, place }: NewAgency): Promise<Agency> {
  const kind = 'consultation-agency'
  const organization = await addOrganization(database.admin, { kind, tenantId: id, name: `${name}${place}相談室` })
  const of = (as: string, role: string) => hire(database, { organization, name: `${label} ${as}`, role })
  return {
    organization,
    place,
    worker: await of('worker', 'consultation_worker'),
    other: await of('other', 'consultation_worker'),
    lead: await of('lead', 'lead_worker'),
  }
}

async function addCompany(database: TestDatabase, at: number): Promise<Company> {
  const kind = 'electricity-retailer'
  const organization = await addOrganization(database.admin, { kind, name: `あかり電気${at}` })
  const of = (as: string, role: string) => hire(database, { organization, name: `company-${at} ${as}`, role })
  return {
    organization,
    field: await of('field', 'field_worker'),
    otherField: await of('other-field', 'field_worker'),
    clerk: await of('clerk', 'arrears_clerk'),
    liaison: await of('liaison', 'liaison'),
    admin: await of('admin', 'utility_admin'),
  }
}

/** The whole town has one window, the harbour a finer one. */
async function placeWindows(database: TestDatabase, town: Pick<Town, 'id' | 'areaCode' | 'name' | 'agencies'>) {
  const { id: tenantId, areaCode: code, name } = town
  await withClient({ ...database.connection, role: ownerRole }, async (writer) => {
    const names = { name, fullName: name, prefectureName: '灯県' }
    await addInventedAreas(writer, [{ ...names, code, kind: 'municipality', postalCodes: [`0000${code.slice(0, 3)}`] }])
    await saveOwnWindows(
      writer,
      town.agencies.map(({ organization, place }, at) => ({
        id: newId(),
        tenantId,
        organizationId: organization.id,
        name: organization.name,
        section: '相談支援係',
        role: 'responsible' as const,
        areas: [at === 0 ? { level: 'municipality', code } : { level: 'town', code, town: place }],
        hours: { kind: 'unknown' as const },
        phone: '0120-000-001',
      })),
    )
  })
}

async function agree({ admin }: TestDatabase, town: Town, company: string): Promise<void> {
  const id = newId()
  await admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, categories, feedback_ceiling)
     values ($1, $2, '連携協定', 'report', 'in-force', '2020-04-01', $3, 'supported')`,
    [town.id, id, ['identity', 'contact', 'supply', 'observation', 'arrears']],
  )
  await admin.query("insert into app.agreement_parties values ($1, $2, $3, '2020-04-01')", [town.id, id, company])
}
