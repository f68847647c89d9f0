/** Who exists around a household: municipalities, agencies, companies. Glossary: 機関・事業者. */

export const organizationKinds = {
  municipality: '市区町村',
  prefecture: '都道府県',
  'municipal-section': '自治体の課・室',
  'consultation-agency': '自立相談支援機関',
  'budget-support-provider': '家計改善支援の実施機関',
  'electricity-retailer': '小売電気事業者',
  'network-operator': '一般送配電事業者',
  'gas-retailer': 'ガス小売事業者',
  'gas-pipeline-operator': '一般ガス導管事業者',
  'water-utility': '水道事業者',
  'lp-gas-retailer': 'LPガス販売事業者',
  'member-business': '協力事業者',
  contractor: '委託先',
  platform: '支援のプラットフォーム',
} as const

export type OrganizationKind = keyof typeof organizationKinds

/** Which law the sharing gate applies to the provider of information. */
export const legalKinds = {
  'private-business': '民間の事業者（個人情報保護法第27条）',
  'municipal-body': '行政機関等（個人情報保護法第69条）',
  'commissioned-body': '受託した法人（委託契約の定めによる）',
} as const

export type LegalKind = keyof typeof legalKinds

export type Organization = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: OrganizationKind
  readonly legalKind: LegalKind
  /** The municipality it belongs to or answers to; a company that works nationwide has none. */
  readonly tenantId?: string
  /** A water bureau or a welfare section is a section of its municipality. */
  readonly sectionOf?: string
  /** An agency run on contract names who commissioned it; one run directly does not. */
  readonly commissionedBy?: string
}

export type OrganizationFault = { readonly code: string; readonly because: string }

/**
 * Legal kind of an organisation, from what it is and how it is run.
 * APPI Art. 2(11) and 2(16): a body of a municipality falls under Art. 69, everybody else under Art. 27; who works on a
 * municipality's contract is bound by that contract.
 */
export function legalKindOf(organization: Pick<Organization, 'kind' | 'sectionOf' | 'commissionedBy'>): LegalKind {
  switch (organization.kind) {
    case 'municipality':
    case 'prefecture':
    case 'municipal-section':
      return 'municipal-body'
    case 'consultation-agency':
    case 'budget-support-provider':
      return organization.commissionedBy === undefined ? 'municipal-body' : 'commissioned-body'
    case 'water-utility':
      return organization.sectionOf === undefined ? 'private-business' : 'municipal-body'
    case 'electricity-retailer':
    case 'network-operator':
    case 'gas-retailer':
    case 'gas-pipeline-operator':
    case 'lp-gas-retailer':
    case 'member-business':
    case 'contractor':
    case 'platform':
      return 'private-business'
    default: {
      const never: never = organization.kind
      return never
    }
  }
}

/** Is it reached through the tenant (welfare plane), or is it a company with records of its own (utility plane)? */
export function isPublicSide(kind: OrganizationKind): boolean {
  return (
    kind === 'municipality' || kind === 'prefecture' || kind === 'municipal-section' || kind === 'consultation-agency'
  )
}

/** What does not fit together in an organisation's entry; an empty list means it may be kept. */
export function listOrganizationFaults(organization: Organization): readonly OrganizationFault[] {
  const faults: OrganizationFault[] = []
  if (isPublicSide(organization.kind) && organization.tenantId === undefined) {
    faults.push({
      code: 'tenant-missing',
      because: `${organizationKinds[organization.kind]}は、属する自治体が必要です。`,
    })
  }
  if (organization.kind === 'municipal-section' && organization.sectionOf === undefined) {
    faults.push({ code: 'section-of-missing', because: '自治体の課・室は、どの自治体のものかが必要です。' })
  }
  if (organization.sectionOf === organization.id || organization.commissionedBy === organization.id) {
    faults.push({ code: 'own-parent', because: '自分自身の課や委託先にはなれません。' })
  }
  if (organization.legalKind !== legalKindOf(organization)) {
    faults.push({
      code: 'legal-kind-differs',
      because: `この種類と運営のしかたでは「${legalKinds[legalKindOf(organization)]}」になります。`,
    })
  }
  return faults
}

/** Roles by plane; a user has one organisation and one or more roles of one plane. */
export const rolesByPlane = {
  utility: {
    field_worker: '訪問・検針の担当',
    arrears_clerk: '料金の電話窓口',
    liaison: '会社の連絡担当',
    utility_admin: '会社の管理者',
  },
  welfare: {
    consultation_worker: '相談支援員',
    lead_worker: '主任相談支援員',
    municipal_officer: '市の主管部局',
    tenant_admin: '市の管理者',
  },
  auditor: { auditor: '監査・個人情報保護' },
} as const

export type StaffPlane = keyof typeof rolesByPlane
export type StaffRole = { [P in StaffPlane]: keyof (typeof rolesByPlane)[P] }[StaffPlane]

/** What people call the roles: on every screen, in the rulebook and in the operator's commands. */
export const roleNames = {
  ...rolesByPlane.utility,
  ...rolesByPlane.welfare,
  ...rolesByPlane.auditor,
} as const satisfies Record<StaffRole, string>

/** The Japanese name of a role. */
export function nameOfRole(role: StaffRole): string {
  return roleNames[role]
}
