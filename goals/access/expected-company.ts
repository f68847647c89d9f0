import { mayWithAgreements } from '#agreement/agreement-access.ts'
import { mayUseDesk } from '#arrears-screening/desk/desk-access.ts'
import { mayWithConsents } from '#consent/consent-access.ts'
import { mayAsCompany } from '#referral/referral-access.ts'
import type { Rules } from './expected.ts'
import type { Eye } from './scene.ts'

const ofHouse = (eye: Eye, row: { organization_id: string }) =>
  eye.roles.length > 0 && row.organization_id === eye.organizationId
const isParty = (eye: Eye, agreementId: string) =>
  eye.scene.world.agreement_parties.some(
    (one) => one.agreement_id === agreementId && one.organization_id === eye.organizationId,
  )

/** Parties weigh a condition against capacity while it is drafted and while it rules. */
const decidesWith = (eye: Eye, tenantId: string) =>
  eye.scene.world.agreements.some(
    (one) =>
      one.tenant_id === tenantId && ['drafted', 'agreed', 'in-force'].includes(one.state) && isParty(eye, one.id),
  )

/** Staff of a company: by organisation, across municipalities; the agency's side does not exist for them. */
export const companyRules = {
  users: { see: ofHouse },
  agreements: { see: (eye, row) => mayWithAgreements(eye.roles, 'read-own') && isParty(eye, row.id) },
  agreement_parties: { see: (eye, row) => mayWithAgreements(eye.roles, 'read-own') && isParty(eye, row.agreement_id) },
  agency_capacity: { see: (eye, row) => mayWithAgreements(eye.roles, 'read-own') && decidesWith(eye, row.tenant_id) },
  screening_counts: { see: (eye, row) => mayUseDesk(eye.roles) && ofHouse(eye, row) },
  subjects: { see: (eye, row) => eye.roles.length > 0 && row.scope_id === eye.organizationId },
  // Who may take a consent back reads them all; who asked reads the answer they got.
  consents: {
    see: (eye, row) =>
      ofHouse(eye, row) &&
      (mayWithConsents(eye.roles, 'withdraw') || (mayWithConsents(eye.roles, 'ask') && row.obtained_by === eye.userId)),
  },
  reports: { see: (eye, row) => eye.reports.has(row.id) },
  report_updates: { see: (eye, row) => eye.reports.has(row.report_id) },
  // A withdrawn consent takes back what the company was told about the person.
  feedback: { see: (eye, row) => eye.reports.has(row.report_id) && row.recalled_at === null },
  danger_reviews: {
    see: (eye, row) =>
      ofHouse(eye, row) &&
      (mayAsCompany(eye.roles, 'review-danger', 'colleague') ||
        (mayAsCompany(eye.roles, 'report-danger', 'own') && row.reported_by === eye.userId)),
  },
  // The chain from agency to agency is kept for the agencies and never shown to the company.
  sharings: {
    see: (eye, row) =>
      eye.reports.has(row.report_id) && [row.provider_id, row.recipient_id].includes(eye.organizationId),
  },
  snapshots: {
    see: (eye, row) =>
      eye.roles.includes('liaison') &&
      row.recipient_id === eye.organizationId &&
      row.recalled_at === null &&
      (row.use_until === null || row.use_until >= eye.scene.today),
  },
  questions: { see: (eye, row) => ofHouse(eye, row) && mayAsCompany(eye.roles, 'ask-question', 'own') },
  guidance_codes: { see: ofHouse },
  duty_roster: { see: (eye) => eye.actor.signedIn },
  decision_duty: { see: ofHouse, remove: (eye, row) => eye.roles.includes('liaison') && ofHouse(eye, row) },
} satisfies Partial<Rules>
