import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { v7 as newId } from 'uuid'
import { isMunicipalityCode } from '#kernel/municipality-code.ts'
import { type Result, refuse } from '#kernel/result.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { gateRole } from '#platform/database/roles.ts'
import type { StaffRole } from './auth-contract.ts'
import { enrolmentCodeHash, newEnrolmentCode } from './codes.ts'
import { hashPassword } from './password.ts'

/** Printed once on the operator's own screen; good for 24 hours, once. */
export type Invited = { readonly userId: string; readonly loginName: string; readonly enrolmentCode: string }

type NewTenant = {
  readonly municipalityCode: string
  readonly name: string
  /** The code of the municipality's own organisation, after the `@` of its people's login names. */
  readonly organizationCode: string
  readonly administrator: { readonly loginName: string; readonly displayName: string }
}

/**
 * Opens a municipality with its own organisation and the first administrator's invitation, in one transaction. From
 * this moment the people of a demo town in the same database are outside.
 */
export async function createTenant(
  admin: AdminConnection,
  tenant: NewTenant,
): Promise<Result<Invited & { tenantId: string }>> {
  if (!isMunicipalityCode(tenant.municipalityCode))
    return refuse('municipality_code', '全国地方公共団体コードは、検査数字を含む6桁です。例：131016')
  const tenantId = newId()
  return asGate(admin, async (client) => {
    await client.query('insert into app.tenants (id, municipality_code, name) values ($1, $2, $3)', [
      tenantId,
      tenant.municipalityCode,
      tenant.name,
    ])
    const organizationId = newId()
    await client.query(
      `insert into app.organizations (id, tenant_id, code, name, kind, legal_kind)
       values ($1, $2, $3, $4, 'municipality', 'municipal-body')`,
      [organizationId, tenantId, tenant.organizationCode, tenant.name],
    )
    const invited = await invite(client, {
      ...tenant.administrator,
      organizationCode: tenant.organizationCode,
      roles: ['tenant_admin'],
    })
    return { ...invited, tenantId }
  })
}

type NewOrganization = {
  readonly code: string
  readonly name: string
  /** As the organisation feature names them; it also says which law follows from the kind. */
  readonly kind: string
  readonly legalKind: string
  /** The municipality's code; a company that works nationwide has none. */
  readonly municipalityCode?: string | undefined
  /** The code of the body that commissioned it. */
  readonly commissionedBy?: string | undefined
  /** The code of the body whose section it is. */
  readonly sectionOf?: string | undefined
  readonly phone?: string | undefined
}

/** Adds a company, an agency or a section; its administrator is invited with `inviteUser`. */
export async function createOrganization(
  admin: AdminConnection,
  organization: NewOrganization,
): Promise<Result<{ organizationId: string }>> {
  const { code, name, kind, legalKind, municipalityCode, commissionedBy, sectionOf, phone } = organization
  const organizationId = newId()
  return asGate(admin, async (client) => {
    const tenantId = await idOf(client, 'app.tenants where municipality_code', municipalityCode)
    await client.query(
      `insert into app.organizations (id, tenant_id, code, name, kind, legal_kind, commissioned_by, section_of, phone)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        organizationId,
        tenantId,
        code,
        name,
        kind,
        legalKind,
        await idOf(client, 'app.organizations where code', commissionedBy),
        await idOf(client, 'app.organizations where code', sectionOf),
        phone ?? null,
      ],
    )
    await client.query("select audit.append($1, null, 'organization.added', null, $2, $3)", [
      tenantId ?? organizationId,
      organizationId,
      JSON.stringify({ kind, through: 'command-line' }),
    ])
    return { organizationId }
  })
}

type Lookup = 'app.tenants where municipality_code' | 'app.organizations where code'

async function idOf(client: pg.Client, lookup: Lookup, code: string | undefined): Promise<string | null> {
  if (code === undefined) return null
  const { rows } = await client.query<{ id: string }>(`select id from ${lookup} = $1`, [code])
  const id = rows[0]?.id
  if (id === undefined) throw new NotThere(`「${code}」は、まだ登録されていません。先にそちらを登録してください。`)
  return id
}

type NewUser = {
  readonly organizationCode: string
  readonly loginName: string
  readonly displayName: string
  readonly roles: readonly StaffRole[]
}

/** Invites somebody; the code is handed over in person. Roles that do not fit one plane are refused. */
export async function inviteUser(admin: AdminConnection, user: NewUser): Promise<Result<Invited>> {
  return asGate(admin, (client) => invite(client, user))
}

async function invite(client: pg.Client, user: NewUser): Promise<Invited> {
  const userId = newId()
  const enrolmentCode = newEnrolmentCode((length) => new Uint8Array(randomBytes(length)))
  const { rowCount } = await client.query(
    `insert into app.users (id, organization_id, tenant_id, plane, login_name, display_name, roles)
     select $1, o.id, o.tenant_id, $2, $3, $4, $5 from app.organizations o where o.code = $6`,
    [userId, planeOf(user.roles), user.loginName, user.displayName, user.roles, user.organizationCode],
  )
  if (rowCount === 0) throw new NotThere('この記号の組織は、まだ登録されていません。')
  await client.query(`select auth.put_enrolment($1, 'invitation', $2, null)`, [
    userId,
    enrolmentCodeHash(enrolmentCode),
  ])
  await client.query("select sec.tell_of_account($1, 'invited', null, null)", [userId])
  await client.query(
    `select audit.append(coalesce(u.tenant_id, u.organization_id), null, 'account.invited', null, u.id, $2)
       from app.users u where u.id = $1`,
    [userId, JSON.stringify({ roles: user.roles, through: 'command-line' })],
  )
  return { userId, loginName: `${user.loginName}@${user.organizationCode}`, enrolmentCode }
}

function planeOf(roles: readonly StaffRole[]): 'utility' | 'welfare' | 'auditor' {
  if (roles.includes('auditor')) return 'auditor'
  const companies: readonly StaffRole[] = ['field_worker', 'arrears_clerk', 'liaison', 'utility_admin']
  return roles.some((role) => companies.includes(role)) ? 'utility' : 'welfare'
}

/** For the seed: a password for a person of the demo town, good alone while nothing but the demo town is there. */
export async function setDemoPassword(client: pg.Client | pg.Pool, userId: string, password: string): Promise<void> {
  await client.query(
    `insert into auth.credentials (user_id, password_hash, password_set_at)
     select u.id, $2, now() from app.users u where u.id = $1 and u.demo
     on conflict (user_id) do update set password_hash = excluded.password_hash`,
    [userId, await hashPassword(password)],
  )
}

class NotThere extends Error {}

const sentences: Readonly<Record<string, string>> = {
  '23505': '同じコード、記号またはログイン名が、すでに登録されています。',
  '23514':
    '形の合わない項目があります。組織の記号とログイン名は半角の英小文字と数字、役割は一つの側のものだけを選びます。',
}

/** One transaction with the rights of the gate; what the database refuses becomes a sentence for the operator. */
async function asGate<T>(admin: AdminConnection, work: (client: pg.Client) => Promise<T>): Promise<Result<T>> {
  return withClient({ ...admin, role: gateRole }, async (client) => {
    try {
      await client.query('begin')
      const value = await work(client)
      await client.query('commit')
      return { ok: true, value }
    } catch (error) {
      await client.query('rollback')
      if (error instanceof NotThere) return refuse('not_there', error.message)
      const state = error instanceof Error && 'code' in error ? String(error.code) : ''
      const because = sentences[state]
      if (because === undefined) throw error
      return refuse('not_possible', because)
    }
  })
}
