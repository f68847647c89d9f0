import type { Plane } from '#platform/database/roles.ts'
import { companyRules } from './expected-company.ts'
import { welfareRules } from './expected-welfare.ts'
import type { Eye } from './scene.ts'
import type { RowOf, TableName } from './world-model.ts'

/** Who sees, changes and removes a row of one table. What no rule names is refused. */
export type Rule<Row> = {
  readonly see: (eye: Eye, row: Row) => boolean
  readonly change?: (eye: Eye, row: Row) => boolean
  readonly remove?: (eye: Eye, row: Row) => boolean
}
export type Rules = { readonly [T in TableName]: Rule<RowOf<T>> }

const always = { see: () => true }
const signedIn = { see: (eye: Eye) => eye.actor.signedIn }
const mine = (eye: Eye, row: { user_id: string }) => eye.actor.signedIn && row.user_id === eye.userId

/** Where help is may be read by everybody, also from a page without a session. */
const directory = {
  areas: always,
  directory_imports: always,
  contact_windows: always,
  window_areas: always,
} satisfies Partial<Rules>

/** Municipalities and organisations are public knowledge; notices and drafts have one reader. */
const staff = {
  ...directory,
  tenants: signedIn,
  organizations: signedIn,
  notices: { see: mine, change: mine },
  drafts: { see: mine, change: mine, remove: mine },
} satisfies Partial<Rules>

const auditsTenant = (eye: Eye, scope: string | null) => eye.roles.includes('auditor') && scope === eye.tenantId

const auditorRules = {
  users: { see: (eye, row) => auditsTenant(eye, row.tenant_id) },
  teams: { see: (eye, row) => auditsTenant(eye, row.tenant_id) },
  team_members: { see: (eye, row) => auditsTenant(eye, row.tenant_id) },
  agreements: { see: (eye, row) => auditsTenant(eye, row.tenant_id) },
  agreement_parties: { see: (eye, row) => auditsTenant(eye, row.tenant_id) },
  agency_capacity: { see: (eye, row) => auditsTenant(eye, row.tenant_id) },
  screening_counts: { see: (eye, row) => auditsTenant(eye, row.tenant_id) },
  sharings: { see: (eye, row) => auditsTenant(eye, row.tenant_id) },
  entries: { see: (eye, row) => auditsTenant(eye, row.scope_id) },
  heads: { see: (eye, row) => auditsTenant(eye, row.scope_id) },
} satisfies Partial<Rules>

const weekOld = (row: { updated_at: string }, today: string) =>
  new Date(row.updated_at).getTime() < new Date(today).getTime() - 7 * 86_400_000

/** The worker speaks for nobody: clocks, heads to sign, whom to tell; never content. */
const workerRules = {
  ...directory,
  tenants: always,
  organizations: always,
  users: always,
  heads: always,
  referrals: { see: () => true, change: () => true },
  danger_reviews: always,
  reports: always,
  contact_requests: always,
  duty_roster: always,
  drafts: {
    see: (eye, row) => weekOld(row, eye.scene.today),
    remove: (eye, row) => weekOld(row, eye.scene.today),
  },
} satisfies Partial<Rules>

const rules: Readonly<Record<Plane, Partial<Rules>>> = {
  welfare: { ...staff, ...welfareRules },
  utility: { ...staff, ...companyRules },
  auditor: { ...staff, ...auditorRules },
  worker: workerRules,
  public: directory,
  login: {},
}

/** The rule of a table on a plane; without one the table is closed to the plane. */
export function ruleOf<T extends TableName>(plane: Plane, table: T): Rule<RowOf<T>> | undefined {
  return rules[plane][table]
}
