import type pg from 'pg'
import { v5 as nameId } from 'uuid'
import { demoOrganizations, demoUsers, loginNameOf, town } from './people.ts'

const space = '6f3f2f7e-0000-4000-8000-746f6d6f7368'
/** Ids follow from names, so that links in the manual and in tests stay true from seed to seed. */
export const demoId = (name: string) => nameId(name, space)
export const tenantId = demoId('tenant')
export const organizationId = (code: string) => demoId(`organization ${code}`)
export const userId = (login: string) => demoId(`user ${login}`)

/** Municipality, organisations, staff and teams. Runs as tomoshibi_gate. */
export async function writePeople(client: pg.Client, passwordHash: string): Promise<void> {
  await client.query('insert into app.tenants (id, municipality_code, name, demo) values ($1, $2, $3, true)', [
    tenantId,
    town.tenant.municipalityCode,
    town.tenant.name,
  ])
  for (const one of demoOrganizations) {
    const code = (name: string | undefined) => (name === undefined ? null : organizationId(name))
    await client.query(
      `insert into app.organizations (id, tenant_id, code, name, kind, legal_kind, commissioned_by, section_of, phone)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        organizationId(one.code),
        one.inTown ? tenantId : null,
        one.code,
        one.name,
        one.kind,
        one.legalKind,
        code(one.commissionedBy),
        code(one.sectionOf),
        one.phone,
      ],
    )
  }
  for (const user of demoUsers) {
    const id = userId(loginNameOf(user))
    await client.query(
      `insert into app.users (id, organization_id, tenant_id, plane, login_name, display_name, roles, employed_by, phone, mail, demo)
       values ($1, $2, $3, $4, $5, $6, $7, $8, '000-0000-0000', $9, true)`,
      [
        id,
        organizationId(user.organization),
        user.plane === 'utility' ? null : tenantId,
        user.plane,
        user.login,
        user.name,
        user.roles,
        user.employedBy ? organizationId(user.employedBy) : null,
        `${user.login}@${user.organization}.example.jp`,
      ],
    )
    await client.query(
      'insert into auth.credentials (user_id, password_hash, password_set_at) values ($1, $2, now())',
      [id, passwordHash],
    )
  }
  await writeTeam(client)
}

async function writeTeam(client: pg.Client): Promise<void> {
  const team = demoId('team visits')
  await client.query('insert into app.teams (tenant_id, id, organization_id, name) values ($1, $2, $3, $4)', [
    tenantId,
    team,
    organizationId('kurashi'),
    '訪問チーム',
  ])
  for (const login of ['soudan@kurashi', 'shunin@kurashi']) {
    await client.query('insert into app.team_members (tenant_id, team_id, user_id) values ($1, $2, $3)', [
      tenantId,
      team,
      userId(login),
    ])
  }
}
