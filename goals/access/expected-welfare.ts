import { mayWithAgreements } from '#agreement/agreement-access.ts'
import { mayAsAgency } from '#referral/referral-access.ts'
import { caseRelationOf, mayOpenCases, mayWithCase } from '#support-case/support-case-access.ts'
import type { Rules } from './expected.ts'
import { agencyRelation, type Eye, opensItNow } from './scene.ts'
import type { Case, ContactRequest, Referral } from './world-model.ts'

const inTenant = (eye: Eye, row: { tenant_id: string | null }) => eye.roles.length > 0 && row.tenant_id === eye.tenantId
const officer = (eye: Eye) => mayWithAgreements(eye.roles, 'write')
const keepsWindows = (eye: Eye) => eye.roles.includes('municipal_officer') || eye.roles.includes('tenant_admin')
const ownWindow = (eye: Eye, id: string) =>
  eye.scene.world.contact_windows.some((one) => one.id === id && one.tenant_id === eye.tenantId)
const worksOn = (eye: Eye, row: Referral | ContactRequest) =>
  mayAsAgency(eye.roles, 'acknowledge', agencyRelation(eye, row))
const readsAs = (eye: Eye, row: Referral | ContactRequest) => mayAsAgency(eye.roles, 'read', agencyRelation(eye, row))
const seesCaseOf = (eye: Eye, row: { case_id: string }) => eye.cases.has(row.case_id)
const worksOnCaseOf = (eye: Eye, row: { case_id: string }) => eye.ownCases.has(row.case_id)
const readsReferral = (eye: Eye, row: Referral) => eye.referrals.has(row.id)
const plansDuty = (eye: Eye, row: { agency_id: string }) =>
  mayAsAgency(eye.roles, 'plan-duty', row.agency_id === eye.organizationId ? 'inbox' : 'other')

function isOnCase(eye: Eye, { case_id }: { case_id: string }): boolean {
  const facts = eye.scene.facts.get(case_id)
  return facts !== undefined && eye.cases.has(case_id) && caseRelationOf(eye.caseActor, facts) === 'assigned'
}

function edits(eye: Eye, row: Case): boolean {
  const facts = eye.scene.facts.get(row.id)
  return facts !== undefined && row.erased_on === null && mayWithCase(eye.caseActor, 'edit', facts)
}

/** Staff of a municipality and its agencies: by municipality, then by agency, then by case. */
export const welfareRules = {
  users: { see: inTenant },
  teams: { see: inTenant },
  team_members: { see: inTenant },
  contact_windows: { see: () => true, change: (eye, row) => keepsWindows(eye) && inTenant(eye, row) },
  window_areas: { see: () => true, remove: (eye, row) => keepsWindows(eye) && ownWindow(eye, row.window_id) },
  agreements: {
    see: (eye, row) => mayWithAgreements(eye.roles, 'read') && inTenant(eye, row),
    change: (eye, row) => officer(eye) && inTenant(eye, row),
  },
  agreement_parties: {
    see: (eye, row) => mayWithAgreements(eye.roles, 'read') && inTenant(eye, row),
    change: (eye, row) => officer(eye) && inTenant(eye, row),
    remove: (eye, row) => officer(eye) && inTenant(eye, row),
  },
  agency_capacity: { see: inTenant },
  // Counts are for those who decide conditions and capacity: the office in charge and the agency's lead.
  screening_counts: {
    see: (eye, row) => (officer(eye) || eye.roles.includes('lead_worker')) && inTenant(eye, row),
  },
  // People in the custody of the municipality; what is sealed for them stands elsewhere, behind the case.
  subjects: {
    see: (eye, row) =>
      mayOpenCases(eye.roles) &&
      row.scope_id === eye.tenantId &&
      !eye.scene.world.cases.some((one) => one.subject_id === row.id && one.protected && !eye.cases.has(one.id)),
  },
  cases: {
    see: (eye, row) =>
      row.erased_on === null && (eye.cases.has(row.id) || (mayOpenCases(eye.roles) && opensItNow(eye, row))),
    change: edits,
  },
  case_members: { see: seesCaseOf, change: worksOnCaseOf },
  case_entries: { see: seesCaseOf },
  case_search: { see: worksOnCaseOf, remove: worksOnCaseOf },
  safe_contacts: { see: isOnCase, change: isOnCase },
  referrals: { see: readsReferral, change: (eye, row) => row.erased_on === null && worksOn(eye, row) },
  household_keys: { see: (eye, row) => eye.referrals.has(row.referral_id) },
  snapshots: {
    see: (eye, row) =>
      row.recipient_id === eye.organizationId &&
      row.recalled_at === null &&
      (row.use_until === null || row.use_until >= eye.scene.today) &&
      eye.reached.has(row.report_id),
  },
  // The administrator answers for the ledger, which holds ids and categories and no content.
  sharings: {
    see: (eye, row) => inTenant(eye, row) && (eye.roles.includes('tenant_admin') || eye.reached.has(row.report_id)),
  },
  report_updates: { see: (eye, row) => row.recalled_at === null && eye.reached.has(row.report_id) },
  feedback: { see: (eye, row) => eye.reached.has(row.report_id) },
  questions: {
    see: (eye, row) => mayAsAgency(eye.roles, 'answer-question', row.tenant_id === eye.tenantId ? 'inbox' : 'other'),
    // Nobody writes over what another agency answered.
    change: (eye, row) =>
      mayAsAgency(eye.roles, 'answer-question', row.tenant_id === eye.tenantId ? 'inbox' : 'other') &&
      [null, eye.organizationId].includes(row.answering_agency_id),
  },
  contact_requests: { see: readsAs, change: readsAs },
  duty_roster: { see: (eye) => eye.actor.signedIn, remove: plansDuty },
} satisfies Partial<Rules>
