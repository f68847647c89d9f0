import type { StaffRole } from '#platform/auth/auth-contract.ts'
import type { HomeEntry, NavItem, ScreenEntry } from './screen-table.ts'

/**
 * Every screen, home and menu entry of the staff web. A feature adds its lines here and nothing else:
 * `{ path: '/reports/new', roles: ['field_worker'], load: async () => (await import('#referral/web/new-report.tsx')).NewReport },`
 */
export const screens: readonly ScreenEntry[] = [
  {
    path: '/danger',
    roles: 'anyone',
    load: async () => (await import('#referral/web/danger-screen.tsx')).DangerScreen,
  },
  {
    path: '/reports/new/$kind',
    roles: ['field_worker', 'liaison', 'arrears_clerk'],
    load: async () => (await import('#referral/web/field-worker-report.tsx')).FieldWorkerReport,
  },
]

/** What each role sees first. A feature replaces a line when it brings the real home. */
export const homes: Readonly<Record<StaffRole, HomeEntry>> = {
  field_worker: { load: async () => (await import('#referral/web/field-worker-home.tsx')).FieldWorkerHome },
  arrears_clerk: { load: async () => (await import('./homes/arrears-clerk-home.tsx')).ArrearsClerkHome },
  liaison: { load: async () => (await import('./homes/liaison-home.tsx')).LiaisonHome },
  utility_admin: { load: async () => (await import('./homes/utility-admin-home.tsx')).UtilityAdminHome },
  consultation_worker: {
    load: async () => (await import('./homes/consultation-worker-home.tsx')).ConsultationWorkerHome,
  },
  lead_worker: { load: async () => (await import('./homes/lead-worker-home.tsx')).LeadWorkerHome },
  municipal_officer: { load: async () => (await import('./homes/municipal-officer-home.tsx')).MunicipalOfficerHome },
  tenant_admin: { load: async () => (await import('./homes/tenant-admin-home.tsx')).TenantAdminHome },
  auditor: { load: async () => (await import('./homes/auditor-home.tsx')).AuditorHome },
}

/** The menu of each role, after ホーム; at most five entries. */
export const navigation: Readonly<Record<StaffRole, readonly NavItem[]>> = {
  field_worker: [],
  arrears_clerk: [],
  liaison: [],
  utility_admin: [],
  consultation_worker: [],
  lead_worker: [],
  municipal_officer: [],
  tenant_admin: [],
  auditor: [],
}
