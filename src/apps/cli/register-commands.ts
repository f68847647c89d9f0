import { parseArgs } from 'node:util'
import { parseMunicipalityCode } from '#kernel/municipality-code.ts'
import { findMunicipality } from '#kernel/municipality-directory.ts'
import { seedNationalAreas } from '#organization/index.ts'
import {
  isPublicSide,
  legalKindOf,
  nameOfRole,
  type OrganizationKind,
  organizationKinds,
  rolesByPlane,
  type StaffRole,
} from '#organization/organization.ts'
import { createOrganization, createTenant, type Invited, inviteUser } from '#platform/auth/operator.ts'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { gateRole, ownerRole } from '#platform/database/roles.ts'
import { townState } from '../start/demo-town.ts'
import { type Command, needed, readFlags, type Tools, usageTrouble } from './command.ts'
import { inHouse } from './house.ts'

const tenantUsage =
  'cli tenant create --code 432067 [--name 市区町村名] --organization 記号 --login ログイン名 --admin-name 氏名'
const text = { type: 'string' } as const

export const tenantCreateCommand: Command = {
  name: 'tenant create',
  summary: '市区町村を作り、その管理者の招待コードを出します',
  usage: tenantUsage,
  run: async (args, { config, say }) => {
    const { values } = readFlags(tenantUsage, () =>
      parseArgs({
        args: [...args],
        options: { code: text, name: text, organization: text, login: text, 'admin-name': text },
      }),
    )
    const code = parseMunicipalityCode(needed(values.code, '--code', tenantUsage))
    if (!code.ok) throw usageTrouble(code.refusal.because, tenantUsage)
    const known = findMunicipality(code.value)
    const name = values.name ?? known?.name
    if (name === undefined) {
      const because = `コード ${code.value} の名前が手元の一覧にありません（都道府県や政令指定都市そのものは載っていません）。--name で指定してください。`
      throw usageTrouble(because, tenantUsage)
    }
    const organizationCode = needed(values.organization, '--organization', tenantUsage)
    const loginName = needed(values.login, '--login', tenantUsage)
    const displayName = needed(values['admin-name'], '--admin-name', tenantUsage)
    await inHouse(config, async ({ database: { admin } }) => {
      await refuseDemoTown(admin)
      const made = await createTenant(admin, {
        municipalityCode: code.value,
        name,
        organizationCode,
        administrator: { loginName, displayName },
      })
      if (!made.ok) throw notDone(made.refusal.because)
      await withClient({ ...admin, role: ownerRole }, seedNationalAreas)
      say(`${known?.prefecture ?? ''}${name}（${code.value}）を作りました。組織の記号は ${organizationCode} です。`)
      if (known !== undefined && known.name !== name) say(`  （一覧での名前は「${known.name}」です。）`)
      sayInvitation({ config, say }, made.value)
    })
    return 0
  },
}

/** A demo town beside real people: its logins are public knowledge, its figures are invented. */
async function refuseDemoTown(admin: AdminConnection): Promise<void> {
  if ((await townState(admin)) !== 'demo') return
  throw new OperatorTrouble(
    'demo-town-present',
    'このデータフォルダーには見本の町が入っています。本物の市区町村と混ぜないため、作りませんでした。新しいデータフォルダーで、見本の町なしに始めてください。\n  TOMOSHIBI_DATA=新しいフォルダー TOMOSHIBI_DEMO_TOWN=off npm start\n一度始めたら、同じ TOMOSHIBI_DATA を付けて、この命令をもう一度お試しください。',
  )
}

function notDone(because: string): OperatorTrouble {
  return new OperatorTrouble('not-done', `${because}何も書き込んでいません。`, { exitCode: 65 })
}

function sayInvitation({ config, say }: Pick<Tools, 'config' | 'say'>, { loginName, enrolmentCode }: Invited): void {
  const origin = config.publicUrl ?? `http://localhost:${config.port}`
  say(`\n  ログイン名    ${loginName}`)
  say(`  招待コード    ${enrolmentCode}`)
  say(
    `\n招待コードはここにしか出ません。24時間以内に一度だけ使えます。本人に直接渡し、${origin}/enrolment でパスワードと二つめの確認を本人が決めます。`,
  )
}

const isKind = (word: string): word is OrganizationKind => Object.hasOwn(organizationKinds, word)
const organizationUsage = `cli organization create --kind 種類 --name 名前 --code 記号 [--tenant 市区町村コード] [--commissioned-by 記号] [--section-of 記号] [--phone 電話番号]
  種類：
${Object.entries(organizationKinds)
  .map(([kind, name]) => `    ${kind.padEnd(24)} ${name}`)
  .join('\n')}`

export const organizationCreateCommand: Command = {
  name: 'organization create',
  summary: '相談機関や会社を登録します（小売と送配電は、同じグループでも別々に）',
  usage: organizationUsage,
  run: async (args, { config, say }) => {
    const { values } = readFlags(organizationUsage, () =>
      parseArgs({
        args: [...args],
        options: {
          kind: text,
          name: text,
          code: text,
          tenant: text,
          'commissioned-by': text,
          'section-of': text,
          phone: text,
        },
      }),
    )
    const kind = needed(values.kind, '--kind', organizationUsage)
    if (!isKind(kind)) throw usageTrouble(`「${kind}」という種類はありません。`, organizationUsage)
    const { 'commissioned-by': commissionedBy, 'section-of': sectionOf, tenant, phone } = values
    if (isPublicSide(kind) && tenant === undefined) {
      throw usageTrouble(`${organizationKinds[kind]}は、--tenant で属する市区町村を指定します。`, organizationUsage)
    }
    if (kind === 'municipal-section' && sectionOf === undefined) {
      throw usageTrouble('自治体の課・室は、--section-of でどの組織のものかを指定します。', organizationUsage)
    }
    const parents = { ...(sectionOf ? { sectionOf } : {}), ...(commissionedBy ? { commissionedBy } : {}) }
    const code = needed(values.code, '--code', organizationUsage)
    const name = needed(values.name, '--name', organizationUsage)
    await inHouse(config, async ({ database: { admin } }) => {
      await refuseDemoTown(admin)
      const legalKind = legalKindOf({ kind, ...parents })
      const made = await createOrganization(admin, {
        code,
        name,
        kind,
        legalKind,
        municipalityCode: tenant,
        ...parents,
        phone,
      })
      if (!made.ok) throw notDone(made.refusal.because)
      say(`${organizationKinds[kind]}「${name}」を登録しました。組織の記号は ${code} です。`)
      say(`続けて、担当の方を招きます：npm run cli -- user invite --organization ${code} …`)
    })
    return 0
  },
}

const roles: Readonly<Record<string, string>> = {
  ...rolesByPlane.utility,
  ...rolesByPlane.welfare,
  ...rolesByPlane.auditor,
}
const isRole = (word: string): word is StaffRole => Object.hasOwn(roles, word)
const userUsage = `cli user invite --organization 記号 --login ログイン名 --name 氏名 --roles 役割,役割
  役割：
${Object.entries(roles)
  .map(([role, name]) => `    ${role.padEnd(24)} ${name}`)
  .join('\n')}`

export const userInviteCommand: Command = {
  name: 'user invite',
  summary: '担当の方を招き、一度だけ使える招待コードを出します',
  usage: userUsage,
  run: async (args, { config, say }) => {
    const { values } = readFlags(userUsage, () =>
      parseArgs({ args: [...args], options: { organization: text, login: text, name: text, roles: text } }),
    )
    const organizationCode = needed(values.organization, '--organization', userUsage)
    const loginName = needed(values.login, '--login', userUsage)
    const displayName = needed(values.name, '--name', userUsage)
    const wanted = readRoles(needed(values.roles, '--roles', userUsage))
    await inHouse(config, async ({ database: { admin } }) => {
      await refuseDemoTown(admin)
      await refuseStrangeRoles(admin, organizationCode, wanted)
      const invited = await inviteUser(admin, { organizationCode, loginName, displayName, roles: wanted })
      if (!invited.ok) throw notDone(invited.refusal.because)
      say(`${displayName} さんを招きました（${wanted.map(nameOfRole).join('、')}）。`)
      sayInvitation({ config, say }, invited.value)
    })
    return 0
  },
}

function readRoles(words: string): StaffRole[] {
  const names = words.split(',').flatMap((word) => word.trim() || [])
  const strange = names.find((name) => !isRole(name))
  if (strange !== undefined) throw usageTrouble(`「${strange}」という役割はありません。`, userUsage)
  return [...new Set(names.filter(isRole))]
}

/** Bodies that only receive and help; a water bureau is a section and may also report. */
const receiving: readonly string[] = ['municipality', 'prefecture', 'consultation-agency', 'budget-support-provider']

/** Roles of the welfare side need a municipality, those of the company side a body that may report. */
async function refuseStrangeRoles(admin: AdminConnection, code: string, wanted: readonly StaffRole[]): Promise<void> {
  const organization = await withClient({ ...admin, role: gateRole }, async (client) => {
    const { rows } = await client.query<{ kind: string; in_tenant: boolean }>(
      'select kind, tenant_id is not null as in_tenant from app.organizations where code = $1',
      [code],
    )
    return rows[0]
  })
  if (organization === undefined) throw notDone(`記号「${code}」の組織は、まだ登録されていません。`)
  const { kind, in_tenant } = organization
  const fits = (role: StaffRole) => (Object.hasOwn(rolesByPlane.utility, role) ? !receiving.includes(kind) : in_tenant)
  const strange = wanted.find((role) => !fits(role))
  if (strange !== undefined) throw notDone(`役割「${nameOfRole(strange)}」は、この組織の方には付けられません。`)
}
