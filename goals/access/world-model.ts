import type { Area, ContactWindow, DirectoryImport, Duty, WindowArea } from './world-directory-rows.ts'
import type { DecisionDuty, Handout, LeafletMove, LeafletPlace, ScreeningCounts } from './world-leaflets.ts'
import type { CaseLook } from './world-looks.ts'

export type { Area, ContactWindow, DirectoryImport, Duty, WindowArea } from './world-directory-rows.ts'

/** The rows of a generated world, under the names of their columns; columns that no rule reads are left to defaults. */
export type Tenant = { id: string; municipality_code: string; name: string; demo: boolean }
export type Organization = {
  id: string
  tenant_id: string | null
  code: string
  name: string
  kind: string
  legal_kind: string
}
export type User = {
  id: string
  organization_id: string
  tenant_id: string | null
  plane: 'welfare' | 'utility' | 'auditor'
  login_name: string
  display_name: string
  roles: string[]
  disabled_at: string | null
}
export type Team = { tenant_id: string; id: string; organization_id: string; name: string }
export type TeamMember = { tenant_id: string; team_id: string; user_id: string }
export type Session = {
  token_hash: string
  plane: string
  user_id: string | null
  guidance_code_hash: string | null
  idle_until: string
  absolute_until: string
  stepped_up_at: string | null
  revoked_at: string | null
}
export type Agreement = {
  tenant_id: string
  id: string
  title: string
  kind: string
  state: string
  categories: string[]
  feedback_ceiling: string
}
export type AgreementParty = { tenant_id: string; agreement_id: string; organization_id: string }
export type Capacity = {
  tenant_id: string
  id: string
  organization_id: string
  valid_from: string
  people_per_month: number
  declared_by: string
}
export type Subject = { scope_id: string; id: string; wrapped_key: string }
export type Consent = {
  organization_id: string
  id: string
  subject_id: string
  outcome: string
  recipient_tenant_id: string
  categories: string[]
  purposes: string[]
  feedback_level: string
  until: string
  method: string
  capacity: string
  language: string
  wording_version: string
  sealed: string
  obtained_by: string
  obtained_at: string
  withdrawn_at: string | null
  withdrawn_through: string | null
}
export type Report = {
  organization_id: string
  id: string
  tenant_id: string
  subject_id: string
  kind: string
  state: string
  urgency: string
  consent_id: string | null
  sealed: string
  written_by: string
  sent_by: string | null
  sent_at: string | null
  receipt_number: string | null
}
export type Sharing = {
  tenant_id: string
  id: string
  provider_id: string
  recipient_id: string
  report_organization_id: string
  report_id: string
  categories: string[]
  purpose: string
  ground: string
  consent_id: string | null
  level: string | null
  until: string | null
  requested_by: string
  decided_by: string
  art29_record_duty: boolean
}
export type Snapshot = {
  tenant_id: string
  sharing_id: string
  category: string
  recipient_id: string
  report_organization_id: string
  report_id: string
  sealed: string
  wrapped_key: string | null
  use_until: string | null
  recalled_at: string | null
}
export type Case = {
  tenant_id: string
  id: string
  number: string
  agency_id: string
  subject_id: string
  state: string
  protected: boolean
  sealed: string
  urgency: string
  conclusion_code: string | null
  opened_by: string
  erased_on: string | null
}
export type CaseMember = {
  tenant_id: string
  case_id: string
  id: string
  user_id: string | null
  team_id: string | null
  ended_at: string | null
}
export type CaseEntry = { tenant_id: string; case_id: string; id: string; kind: string; at: string; written_by: string }
export type CaseKey = { tenant_id: string; case_id: string; key: string }
export type Referral = {
  tenant_id: string
  id: string
  agency_id: string
  reporter_id: string
  report_id: string
  sharing_id: string
  kind: string
  state: string
  urgency: string
  sent_at: string
  due_at: string
  case_id: string | null
  erased_on: string | null
  protected: boolean
  assigned_to: string | null
}
export type SafeContact = {
  tenant_id: string
  case_id: string
  sealed: string
  no_letters: boolean
  updated_by: string
}
export type HouseholdKey = { tenant_id: string; referral_id: string; kind: string; key: string }
export type ReportUpdate = {
  organization_id: string
  report_id: string
  id: string
  tenant_id: string
  sharing_id: string
  field: string
  sealed: string
  written_by: string
  recalled_at: string | null
}
export type Feedback = {
  organization_id: string
  report_id: string
  id: string
  tenant_id: string
  sharing_id: string
  word: string
  recalled_at: string | null
}
export type DangerReview = {
  organization_id: string
  report_id: string
  due_on: string
  called_119_or_110: boolean
  session_was_expired: boolean
  reported_by: string
}
export type Notice = { user_id: string; id: string; kind: string; read_at: string | null }
export type Draft = { user_id: string; key: string; sealed: string; updated_at: string }
export type Question = {
  tenant_id: string
  id: string
  organization_id: string
  asked_by: string
  area_code: string
  stage: string
  body: string
  answered_by: string | null
  answering_agency_id: string | null
  answered_at: string | null
}
export type GuidanceCode = {
  code_hash: string
  organization_id: string
  tenant_id: string
  kind: string
  number: string
  language: string
  report_id: string | null
}
export type ContactRequest = {
  tenant_id: string
  id: string
  agency_id: string
  subject_id: string
  sealed: string
  language: string
  case_id: string | null
  protected: boolean
}
export type AuditHead = { scope_id: string; sequence: number; hash: string }
export type AuditEntry = {
  scope_id: string
  sequence: number
  at: string
  actor_id: string | null
  action: string
  detail: string
  previous: string
  hash: string
}

/** Which row stands in which table. */
type Rows = {
  tenants: Tenant
  organizations: Organization
  users: User
  teams: Team
  team_members: TeamMember
  sessions: Session
  areas: Area
  directory_imports: DirectoryImport
  contact_windows: ContactWindow
  window_areas: WindowArea
  agreements: Agreement
  agreement_parties: AgreementParty
  agency_capacity: Capacity
  screening_counts: ScreeningCounts
  subjects: Subject
  consents: Consent
  reports: Report
  sharings: Sharing
  snapshots: Snapshot
  cases: Case
  case_members: CaseMember
  case_entries: CaseEntry
  case_search: CaseKey
  case_looks: CaseLook
  safe_contacts: SafeContact
  referrals: Referral
  household_keys: HouseholdKey
  report_updates: ReportUpdate
  feedback: Feedback
  danger_reviews: DangerReview
  notices: Notice
  drafts: Draft
  questions: Question
  guidance_codes: GuidanceCode
  contact_requests: ContactRequest
  duty_roster: Duty
  decision_duty: DecisionDuty
  leaflet_places: LeafletPlace
  leaflet_moves: LeafletMove
  handouts: Handout
  heads: AuditHead
  entries: AuditEntry
}
export type TableName = keyof Rows
export type RowOf<T extends TableName> = Rows[T]
/** Everything that stands in the database at the moment of the questions, in the order in which it is written. */
export type World = { [T in TableName]: Rows[T][] }

/** Instants and calendar days from the moment of the questions. */
export type Clock = { readonly at: (hours: number) => string; readonly day: (days: number) => string }
