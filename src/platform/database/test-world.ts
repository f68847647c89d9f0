import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { v7 as newId } from 'uuid'
import type { SessionCredential } from './session.ts'

export type StaffPlane = 'welfare' | 'utility' | 'auditor'
export type TestOrganization = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly tenantId: string | null
}
export type TestUser = {
  readonly id: string
  readonly organizationId: string
  readonly tenantId: string | null
  readonly plane: StaffPlane
  readonly roles: readonly string[]
}
/** A living session: `cookie` goes into a request, `credential` into `inSession`. */
export type TestSession = { readonly token: string; readonly cookie: string; readonly credential: SessionCredential }

/**
 * Builds worlds for database tests as an administrator, row by row: `const town = await addTenant(admin)`. Names are
 * obviously fictional. What it builds is then looked at under the production roles.
 */
export async function addTenant(
  admin: pg.Pool,
  { name = '灯町市', municipalityCode = someCode(), demo = false } = {},
): Promise<{ id: string; name: string; municipalityCode: string }> {
  const id = newId()
  await admin.query('insert into app.tenants (id, municipality_code, name, demo) values ($1, $2, $3, $4)', [
    id,
    municipalityCode,
    name,
    demo,
  ])
  return { id, name, municipalityCode }
}

const someCode = () => String(990000 + (randomBytes(2).readUInt16BE() % 9999)).padStart(6, '9')

export type OrganizationKind =
  | 'municipality'
  | 'municipal-section'
  | 'consultation-agency'
  | 'electricity-retailer'
  | 'network-operator'
  | 'contractor'
  | 'water-utility'

export async function addOrganization(
  admin: pg.Pool,
  { kind, tenantId = null, name = '灯りの会' }: { kind: OrganizationKind; tenantId?: string | null; name?: string },
): Promise<TestOrganization> {
  const id = newId()
  const code = `org-${id.slice(-12)}`
  const legalKind = kind.startsWith('municipal')
    ? 'municipal-body'
    : kind === 'consultation-agency'
      ? 'commissioned-body'
      : 'private-business'
  await admin.query(
    'insert into app.organizations (id, tenant_id, code, name, kind, legal_kind) values ($1, $2, $3, $4, $5, $6)',
    [id, tenantId, code, name, kind, legalKind],
  )
  return { id, code, name, tenantId }
}

export async function addUser(
  admin: pg.Pool,
  {
    organization,
    roles,
    displayName = '灯 試',
  }: { organization: TestOrganization; roles: readonly string[]; displayName?: string },
): Promise<TestUser> {
  const id = newId()
  const plane = planeOf(roles)
  await admin.query(
    `insert into app.users (id, organization_id, tenant_id, plane, login_name, display_name, roles) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, organization.id, organization.tenantId, plane, `u${id.slice(-12)}`, displayName, roles],
  )
  return { id, organizationId: organization.id, tenantId: organization.tenantId, plane, roles }
}

function planeOf(roles: readonly string[]): StaffPlane {
  if (roles.includes('auditor')) return 'auditor'
  const utility = ['field_worker', 'arrears_clerk', 'liaison', 'utility_admin']
  return roles.some((role) => utility.includes(role)) ? 'utility' : 'welfare'
}

/** `expired` and `steppedUp` say what the session has been through. */
export async function addSession(
  admin: pg.Pool,
  user: TestUser,
  { expired = false, steppedUp = true } = {},
): Promise<TestSession> {
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  await admin.query(
    `insert into auth.sessions (token_hash, plane, user_id, idle_until, absolute_until, stepped_up_at)
     values (decode($1, 'hex'), $2, $3, now() + $4::interval, now() + $4::interval, case when $5 then now() end)`,
    [hash, user.plane, user.id, expired ? '-1 hour' : '1 hour', steppedUp],
  )
  return { token, cookie: `tomoshibi=${user.plane.charAt(0)}.${token}`, credential: { plane: user.plane, hash } }
}

export type TestTown = Awaited<ReturnType<typeof addTown>>

/** One municipality with an agency and a company, one user of each role: enough for most statements. */
export async function addTown(admin: pg.Pool) {
  const tenant = await addTenant(admin)
  const city = await addOrganization(admin, { kind: 'municipality', tenantId: tenant.id, name: '灯町市役所' })
  const agency = await addOrganization(admin, {
    kind: 'consultation-agency',
    tenantId: tenant.id,
    name: 'くらし相談ともしび',
  })
  const company = await addOrganization(admin, { kind: 'electricity-retailer', name: 'あかり電力' })
  return {
    tenant,
    city,
    agency,
    company,
    fieldWorker: await addUser(admin, { organization: company, roles: ['field_worker'] }),
    clerk: await addUser(admin, { organization: company, roles: ['arrears_clerk'] }),
    liaison: await addUser(admin, { organization: company, roles: ['liaison'] }),
    worker: await addUser(admin, { organization: agency, roles: ['consultation_worker'] }),
    lead: await addUser(admin, { organization: agency, roles: ['lead_worker'] }),
    officer: await addUser(admin, { organization: city, roles: ['municipal_officer'] }),
    tenantAdmin: await addUser(admin, { organization: city, roles: ['tenant_admin'] }),
    auditor: await addUser(admin, { organization: city, roles: ['auditor'] }),
  }
}
