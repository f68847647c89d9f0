import type { StaffRole } from '#platform/auth/auth-contract.ts'
import { conferenceScreens } from './conference-screens.ts'
import type { HomeEntry, NavItem, ScreenEntry } from './screen-table.ts'

/**
 * Every screen, home and menu entry of the staff web. A feature adds its lines here and nothing else:
 * `{ path: '/reports/new', roles: ['field_worker'], load: async () => (await import('#referral/web/new-report.tsx')).NewReport },`
 */
export const screens: readonly ScreenEntry[] = [
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
    path: '/enrolment',
    roles: 'anyone',
    load: async () => (await import('./account/enrolment-page.tsx')).EnrolmentPage,
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

/** What each role sees first. A feature replaces a line when it brings the real home. */
export const homes: Readonly<Record<StaffRole, HomeEntry>> = {
  field_worker: { load: async () => (await import('#referral/web/field-worker-home.tsx')).FieldWorkerHome },
  arrears_clerk: { load: async () => (await import('#referral/web/caller-home.tsx')).CallerHome },
  liaison: { load: async () => (await import('./homes/screening-liaison-home.tsx')).ScreeningLiaisonHome },
  utility_admin: { load: async () => (await import('./account/staff-page.tsx')).StaffPage },
  consultation_worker: { load: async () => (await import('#support-case/web/worker-home.tsx')).WorkerHome },
  lead_worker: { load: async () => (await import('./homes/conference-lead-home.tsx')).ConferenceLeadHome },
  municipal_officer: { load: async () => (await import('./homes/municipal-officer-home.tsx')).MunicipalOfficerHome },
  tenant_admin: { load: async () => (await import('./homes/tenant-admin-home.tsx')).TenantAdminHome },
  auditor: { load: async () => (await import('#information-sharing/web/auditor-home.tsx')).AuditorHome },
}

const agencyMenu: readonly NavItem[] = [
  { href: '/cases', label: 'ケース', icon: 'people' },
  { href: '/contact-requests', label: 'ご本人から', icon: 'phone' },
  { href: '/received-questions', label: '会社からの質問', icon: 'question' },
  { href: '/conference', label: '支援会議', icon: 'calendar' },
]

/** The menu of each role, after ホーム; at most five entries. */
export const navigation: Readonly<Record<StaffRole, readonly NavItem[]>> = {
  field_worker: [{ href: '/reports', label: '自分の連絡', icon: 'document' }],
  arrears_clerk: [
    { href: '/reports', label: '連絡の一覧', icon: 'document' },
    { href: '/handouts', label: 'お渡しの記録', icon: 'check' },
  ],
  liaison: [
    { href: '/call', label: 'お電話の受け方', icon: 'phone' },
    { href: '/reports', label: '連絡の一覧', icon: 'document' },
    { href: '/leaflets', label: 'ちらし', icon: 'print' },
    { href: '/screening', label: 'ご案内の対象', icon: 'search' },
    { href: '/agreements', label: '協定', icon: 'hand' },
  ],
  utility_admin: [
    { href: '/screening', label: 'ご案内の対象', icon: 'search' },
    { href: '/agreements', label: '協定', icon: 'hand' },
    { href: '/leaflets/stock', label: '在庫と台帳', icon: 'print' },
  ],
  consultation_worker: agencyMenu,
  lead_worker: [...agencyMenu, { href: '/access-review', label: '閲覧の見直し', icon: 'search' }],
  municipal_officer: [
    { href: '/conference', label: '支援会議', icon: 'calendar' },
    { href: '/agreements', label: '協定', icon: 'hand' },
    { href: '/windows', label: '相談窓口', icon: 'building' },
    { href: '/access-review', label: '閲覧の見直し', icon: 'search' },
    { href: '/retention', label: '保存期間', icon: 'clock' },
  ],
  tenant_admin: [
    { href: '/staff', label: '利用者', icon: 'people' },
    { href: '/sharings', label: '台帳', icon: 'document' },
    { href: '/windows', label: '相談窓口', icon: 'building' },
    { href: '/agreements', label: '協定', icon: 'hand' },
    { href: '/capacity', label: '受けられる人数', icon: 'calendar' },
  ],
  auditor: [
    { href: '/sharings', label: '台帳', icon: 'document' },
    { href: '/audit', label: '操作の記録', icon: 'search' },
    { href: '/agreements', label: '協定', icon: 'hand' },
  ],
}
