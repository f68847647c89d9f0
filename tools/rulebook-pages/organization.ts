import {
  legalKindOf,
  legalKinds,
  type OrganizationKind,
  organizationKinds,
  rolesByPlane,
} from '#organization/organization.ts'
import { listOf, type RulebookPage } from '../rulebook-page.ts'

/** How an organisation of a kind may be run: alone, as a section of a municipality, on commission. */
const waysToRun = [
  { way: '自ら運営', of: {} },
  { way: '自治体の課・室として', of: { sectionOf: 'municipality' } },
  { way: '委託を受けて', of: { commissionedBy: 'municipality' } },
] as const

const isKind = (key: string): key is OrganizationKind => key in organizationKinds

export const organizationPage: RulebookPage = {
  file: 'organization.md',
  title: '機関・事業者と役割',
  intro: '情報を渡すときにどの法律が当てはまるかは、渡す側の種類と運営のしかたで決まります。',
  sections: [
    {
      heading: '種類と、当てはまる法律',
      columns: ['種類', ...waysToRun.map(({ way }) => way)],
      rows: Object.keys(organizationKinds)
        .filter(isKind)
        .map((kind) => [
          organizationKinds[kind],
          ...waysToRun.map(({ of }) => legalKinds[legalKindOf({ kind, ...of })]),
        ]),
    },
    { heading: '事業者の職員の役割', ...listOf('役割', rolesByPlane.utility) },
    { heading: '自治体・支援機関の職員の役割', ...listOf('役割', rolesByPlane.welfare) },
    { heading: '監査の役割', ...listOf('役割', rolesByPlane.auditor) },
  ],
}
