import { conferenceScreens } from './conference-screens.ts'
import { openScreens } from './routes.tsx'
import type { ScreenEntry } from './screen-table.ts'

/**
 * Every screen of the staff web, fetched when somebody leaves home. A feature adds its lines here and nothing else:
 * `{ path: '/reports/new', roles: ['field_worker'], load: async () => (await import('#referral/web/new-report.tsx')).NewReport },`
 */
export const screens: readonly ScreenEntry[] = [
  ...openScreens,
  {
    path: '/account',
    roles: 'everybody',
    load: async () => (await import('./account/own-security-page.tsx')).OwnSecurityPage,
  },
  {
    path: '/staff',
    roles: ['utility_admin', 'tenant_admin'],
    load: async () => (await import('./account/staff-page.tsx')).StaffPage,
  },
  {
    path: '/reports/new/$kind',
    roles: ['field_worker'],
    load: async () => (await import('#referral/web/field-worker-report.tsx')).FieldWorkerReport,
  },
  {
    path: '/call',
    roles: ['arrears_clerk', 'liaison'],
    load: async () => (await import('#referral/web/caller-home.tsx')).CallerHome,
  },
  {
    path: '/leaflets',
    roles: ['liaison', 'arrears_clerk'],
    load: async () => (await import('#referral/web/liaison-leaflets.tsx')).LiaisonLeaflets,
  },
  {
    path: '/leaflets/stock',
    roles: ['liaison', 'utility_admin'],
    load: async () => (await import('#letter/web/leaflet-stock-page.tsx')).LeafletStockPage,
  },
  {
    path: '/leaflets/stock/$placeId/edit',
    roles: ['liaison', 'utility_admin'],
    load: async () => (await import('#letter/web/place-edit.tsx')).PlaceEdit,
  },
  {
    path: '/handouts',
    roles: ['arrears_clerk', 'liaison', 'utility_admin'],
    load: async () => (await import('#letter/web/handout-page.tsx')).HandoutPage,
  },
  {
    path: '/reports',
    roles: ['field_worker', 'arrears_clerk', 'liaison'],
    load: async () => (await import('#referral/web/report-list.tsx')).ReportList,
  },
  {
    path: '/reports/$reportId',
    roles: ['field_worker', 'arrears_clerk', 'liaison'],
    load: async () => (await import('#referral/web/report-page.tsx')).ReportPage,
  },
  {
    path: '/reports/$reportId/edit',
    roles: ['field_worker', 'arrears_clerk', 'liaison'],
    load: async () => (await import('#referral/web/report-edit.tsx')).ReportEdit,
  },
  {
    path: '/referrals/$referralId',
    roles: ['consultation_worker', 'lead_worker'],
    load: async () => (await import('#support-case/web/referral-page.tsx')).ReferralPage,
  },
  {
    path: '/cases',
    roles: ['consultation_worker', 'lead_worker'],
    load: async () => (await import('#support-case/web/case-list.tsx')).CaseList,
  },
  {
    path: '/cases/$caseId',
    roles: ['consultation_worker', 'lead_worker'],
    load: async () => (await import('#support-case/web/case-page.tsx')).CasePage,
  },
  {
    path: '/case-looks/new',
    roles: ['consultation_worker'],
    load: async () => (await import('#access-review/web/look-page.tsx')).LookPage,
  },
  {
    path: '/retention',
    roles: ['municipal_officer'],
    load: async () => (await import('#retention/web/retention-page.tsx')).RetentionPage,
  },
  {
    path: '/access-review',
    roles: ['lead_worker', 'municipal_officer'],
    load: async () => (await import('#access-review/web/access-review-page.tsx')).AccessReviewPage,
  },
  {
    path: '/contact-requests',
    roles: ['consultation_worker', 'lead_worker'],
    load: async () => (await import('#support-case/web/contact-requests-page.tsx')).ContactRequestsPage,
  },
  {
    path: '/received-questions',
    roles: ['consultation_worker', 'lead_worker'],
    load: async () => (await import('#support-case/web/received-questions-page.tsx')).ReceivedQuestionsPage,
  },
  {
    path: '/agreements',
    roles: 'everybody',
    load: async () => (await import('#agreement/web/agreement-list.tsx')).AgreementList,
  },
  {
    path: '/agreements/new',
    roles: ['municipal_officer'],
    load: async () => (await import('#agreement/web/agreement-editor.tsx')).NewAgreement,
  },
  {
    path: '/agreements/$agreementId',
    roles: 'everybody',
    load: async () => (await import('#agreement/web/agreement-page.tsx')).AgreementPage,
  },
  {
    path: '/agreements/$agreementId/edit',
    roles: ['municipal_officer'],
    load: async () => (await import('#agreement/web/agreement-editor.tsx')).EditAgreement,
  },
  {
    path: '/agreements/$agreementId/condition',
    roles: ['municipal_officer'],
    load: async () => (await import('#agreement/web/condition-page.tsx')).ConditionPage,
  },
  {
    path: '/capacity',
    roles: ['municipal_officer', 'tenant_admin', 'lead_worker'],
    load: async () => (await import('#agreement/web/capacity-page.tsx')).CapacityPage,
  },
  {
    path: '/screening',
    roles: ['liaison', 'utility_admin'],
    load: async () => (await import('#arrears-screening/web/works-page.tsx')).WorksPage,
  },
  {
    path: '/screening/$workId',
    roles: ['liaison', 'utility_admin'],
    load: async () => (await import('#arrears-screening/web/work-page.tsx')).WorkPage,
  },
  {
    path: '/windows',
    roles: ['municipal_officer', 'tenant_admin', 'lead_worker', 'consultation_worker'],
    load: async () => (await import('#organization/web/window-list.tsx')).WindowList,
  },
  {
    path: '/windows/$windowId/edit',
    roles: ['municipal_officer', 'tenant_admin'],
    load: async () => (await import('#organization/web/window-edit.tsx')).WindowEdit,
  },
  {
    path: '/sharings',
    roles: ['auditor', 'tenant_admin', 'liaison'],
    load: async () => (await import('#information-sharing/web/ledger-page.tsx')).LedgerPage,
  },
  {
    path: '/judgements',
    roles: ['field_worker', 'arrears_clerk', 'consultation_worker', 'lead_worker', 'municipal_officer', 'liaison'],
    load: async () => (await import('#information-sharing/web/judgement-list.tsx')).JudgementList,
  },
  {
    path: '/judgements/new',
    roles: ['field_worker', 'arrears_clerk', 'consultation_worker', 'lead_worker', 'liaison'],
    load: async () => (await import('#information-sharing/web/judgement-start.tsx')).JudgementStart,
  },
  {
    path: '/judgements/$judgementId',
    roles: ['field_worker', 'arrears_clerk', 'consultation_worker', 'lead_worker', 'municipal_officer', 'liaison'],
    load: async () => (await import('#information-sharing/web/judgement-page.tsx')).JudgementPage,
  },
  {
    path: '/gate-rules',
    roles: 'everybody',
    load: async () => (await import('#information-sharing/web/gate-rules-page.tsx')).GateRulesPage,
  },
  {
    path: '/decision-duty',
    roles: ['arrears_clerk', 'liaison'],
    load: async () => (await import('#information-sharing/web/decision-duty-page.tsx')).DecisionDutyPage,
  },
  {
    path: '/recalls',
    roles: ['consultation_worker', 'lead_worker', 'liaison', 'municipal_officer'],
    load: async () => (await import('#information-sharing/web/recalls-page.tsx')).RecallsPage,
  },
  {
    path: '/statement-requests',
    roles: ['consultation_worker', 'lead_worker', 'municipal_officer'],
    load: async () => (await import('#information-sharing/web/statement-requests-page.tsx')).StatementRequestsPage,
  },
  {
    path: '/spoken',
    roles: ['arrears_clerk', 'liaison', 'consultation_worker', 'lead_worker'],
    load: async () => (await import('#information-sharing/web/spoken-page.tsx')).SpokenPage,
  },
  {
    path: '/complaint-desks',
    roles: ['liaison', 'utility_admin', 'municipal_officer', 'tenant_admin'],
    load: async () => (await import('#information-sharing/web/complaint-desks-page.tsx')).ComplaintDesksPage,
  },
  ...conferenceScreens,
  {
    path: '/cooperation',
    roles: ['consultation_worker', 'lead_worker', 'municipal_officer'],
    load: async () => (await import('#support-conference/web/cooperation-list.tsx')).CooperationList,
  },
  {
    path: '/cooperation/new',
    roles: ['consultation_worker', 'lead_worker'],
    load: async () => (await import('#support-conference/web/cooperation-form.tsx')).CooperationForm,
  },
  {
    path: '/received-requests',
    roles: ['liaison'],
    load: async () => (await import('#support-conference/web/cooperation-received-page.tsx')).ReceivedRequestsPage,
  },
  {
    path: '/audit',
    roles: ['auditor'],
    load: async () => (await import('#information-sharing/web/audit-page.tsx')).AuditPage,
  },
  {
    path: '/notices',
    roles: 'everybody',
    load: async () => (await import('#referral/web/notices-page.tsx')).NoticesPage,
  },
]
