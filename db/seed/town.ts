import type pg from 'pg'
import { v5 as nameId } from 'uuid'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { addInventedAreas, saveOwnWindows, seedNationalAreas } from '../../src/organization/index.ts'
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

/** What was agreed, and who answers tonight. Runs as tomoshibi_gate. */
export async function writeAgreements(client: pg.Client, now: Date): Promise<void> {
  const today = todayInJapan(now)
  const agree = async (
    name: string,
    {
      title,
      state,
      from,
      parties,
      categories,
      ceiling,
    }: {
      title: string
      state: string
      from: string
      parties: readonly string[]
      categories: readonly string[]
      ceiling: string
    },
  ) => {
    await client.query(
      `insert into app.agreements (tenant_id, id, title, kind, state, valid_from, categories, feedback_ceiling)
       values ($1, $2, $3, 'report', $4, $5, $6, $7)`,
      [tenantId, demoId(name), title, state, from, categories, ceiling],
    )
    for (const party of parties) {
      await client.query('insert into app.agreement_parties values ($1, $2, $3, $4)', [
        tenantId,
        demoId(name),
        organizationId(party),
        state === 'drafted' && party !== 'tomoshi' ? null : from,
      ])
    }
  }
  await agree('agreement three', {
    title: '灯町市・あかり電気・あかり送配電 三者連携協定',
    state: 'in-force',
    from: addDays(today, -400),
    parties: ['tomoshi', 'akari-denki', 'akari-haiden'],
    categories: ['identity', 'contact', 'supply', 'observation', 'arrears'],
    ceiling: 'supported',
  })
  await agree('agreement gas', {
    title: '灯町市・ほのおガス 連携協定（案）',
    state: 'drafted',
    from: addDays(today, 60),
    parties: ['tomoshi', 'honoo-gas'],
    categories: ['identity', 'contact', 'supply', 'observation'],
    ceiling: 'contacted',
  })
  await client.query(
    `insert into app.duty_roster (tenant_id, id, agency_id, starts_at, ends_at, user_id, label, phone)
     select $1, gen_random_uuid(), $2, (d + time '17:15') at time zone 'Asia/Tokyo', (d + interval '1 day' + time '08:30') at time zone 'Asia/Tokyo',
       $3, '夜間・休日当番（見本 あおい）', '000-0000-0119'
     from generate_series($4::date - 1, $4::date + 13, interval '1 day') d`,
    [tenantId, organizationId('kurashi'), userId('shunin@kurashi'), today],
  )
}

const weekdays = [1, 2, 3, 4, 5] as const
const office = (from: number, to: number) =>
  ({
    kind: 'weekly',
    spans: [{ weekdays: [...weekdays], from, to }],
    closedOnHolidays: true,
    closedAtYearEnd: true,
  }) as const

/** Areas and windows. The whole of 灯町市 has one window, みなと地区 a finer one. Runs as tomoshibi_owner. */
export async function writeDirectory(client: pg.Client, now: Date): Promise<void> {
  const today = todayInJapan(now)
  const { municipalityCode, name } = town.tenant
  await seedNationalAreas(client)
  await addInventedAreas(client, [
    {
      code: municipalityCode,
      kind: 'municipality',
      name,
      fullName: name,
      prefectureName: town.prefectureName,
      postalCodes: ['0000001', '0000002', '0000003'],
    },
  ])
  await saveOwnWindows(client, [
    {
      id: demoId('window kurashi'),
      tenantId,
      organizationId: organizationId('kurashi'),
      name: 'くらし相談ともしび',
      section: '自立相談支援係',
      role: 'responsible',
      areas: [{ level: 'municipality', code: municipalityCode }],
      hours: office(510, 1035),
      phone: '000-000-0120',
      postalCode: '0000001',
      address: '見本県灯町市本町一丁目1番1号 灯会館2階',
      whenClosed: { name: '夜間・休日当番', phone: '000-0000-0119' },
      confirmedOn: addDays(today, -20),
    },
    {
      id: demoId('window minato'),
      tenantId,
      organizationId: organizationId('minato-soudan'),
      name: '灯町市 みなと相談室',
      section: 'くらし支援課 みなと分室',
      role: 'responsible',
      areas: [{ level: 'town', code: municipalityCode, town: 'みなと' }],
      hours: office(540, 1020),
      phone: '000-000-0130',
      postalCode: '0000003',
      address: '見本県灯町市みなと二丁目3番4号',
      confirmedOn: addDays(today, -250),
    },
    {
      id: demoId('window city'),
      tenantId,
      organizationId: organizationId('tomoshi'),
      name: '灯町市役所',
      section: 'くらし支援課',
      role: 'fallback',
      areas: [{ level: 'municipality', code: municipalityCode }],
      hours: office(510, 1035),
      phone: '000-000-0100',
      postalCode: '0000001',
      address: '見本県灯町市本町一丁目1番1号',
      confirmedOn: addDays(today, -40),
    },
  ])
}
