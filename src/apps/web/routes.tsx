import type { StaffRole } from '#platform/auth/auth-contract.ts'
import type { HomeEntry, NavItem, ScreenEntry } from './screen-table.ts'

/** Screens that need no sign-in: known from the first moment. */
export const openScreens: readonly ScreenEntry[] = [
  {
    path: '/enrolment',
    roles: 'anyone',
    load: async () => (await import('./account/enrolment-page.tsx')).EnrolmentPage,
  },
]

/** What each role sees first. A feature replaces a line when it brings the real home. */
export const homes: Readonly<Record<StaffRole, HomeEntry>> = {
  field_worker: { load: async () => (await import('#referral/web/field-worker-home.tsx')).FieldWorkerHome },
  arrears_clerk: { load: async () => (await import('#referral/web/caller-home.tsx')).CallerHome },
  liaison: { load: async () => (await import('./homes/screening-liaison-home.tsx')).ScreeningLiaisonHome },
  utility_admin: { load: async () => (await import('./account/staff-page.tsx')).StaffPage },
  consultation_worker: { load: async () => (await import('#support-case/web/worker-home.tsx')).WorkerHome },
  lead_worker: { load: async () => (await import('#support-case/web/lead-home.tsx')).LeadHome },
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
