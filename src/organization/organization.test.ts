import { describe, expect, test } from 'vitest'
import {
  isPublicSide,
  legalKindOf,
  listOrganizationFaults,
  nameOfRole,
  type Organization,
  type OrganizationKind,
  organizationKinds,
} from './organization.ts'

const city: Organization = {
  id: 'city',
  code: 'akaricho',
  name: '灯町市',
  kind: 'municipality',
  legalKind: 'municipal-body',
  tenantId: 'tenant',
}

describe('which law binds an organisation that gives information', () => {
  test('a water bureau is a section of its municipality and falls under the rules for public bodies', () => {
    expect(legalKindOf({ kind: 'water-utility', sectionOf: city.id })).toBe('municipal-body')
    expect(legalKindOf({ kind: 'water-utility' })).toBe('private-business')
  })

  test('an agency run directly is a public body; a commissioned one is bound by its contract', () => {
    expect(legalKindOf({ kind: 'consultation-agency' })).toBe('municipal-body')
    expect(legalKindOf({ kind: 'consultation-agency', commissionedBy: city.id })).toBe('commissioned-body')
    expect(legalKindOf({ kind: 'budget-support-provider', commissionedBy: city.id })).toBe('commissioned-body')
  })

  test('companies and their contractors are private businesses', () => {
    const companies: OrganizationKind[] = ['electricity-retailer', 'network-operator', 'gas-retailer', 'contractor']
    for (const kind of companies) expect(legalKindOf({ kind }), organizationKinds[kind]).toBe('private-business')
  })
})

describe('what an entry must say', () => {
  test('a complete entry has no faults', () => {
    expect(listOrganizationFaults(city)).toEqual([])
  })

  test('an agency belongs to a municipality, a section says of which one', () => {
    const agency: Organization = { ...city, id: 'a', kind: 'consultation-agency' }
    const { tenantId: _tenant, ...homeless } = agency
    expect(listOrganizationFaults(homeless).map((fault) => fault.code)).toEqual(['tenant-missing'])
    const section: Organization = { ...city, id: 's', kind: 'municipal-section' }
    expect(listOrganizationFaults(section).map((fault) => fault.code)).toEqual(['section-of-missing'])
  })

  test('a retailer and a network operator of one group are two entries of two kinds, each with its own law', () => {
    const retailer: Organization = { ...city, id: 'r', kind: 'electricity-retailer', legalKind: 'private-business' }
    const network: Organization = { ...retailer, id: 'n', kind: 'network-operator' }
    expect([retailer, network].flatMap(listOrganizationFaults)).toEqual([])
    expect(isPublicSide(retailer.kind)).toBe(false)
  })

  test('a legal kind that does not follow from kind and contract is named', () => {
    const wrong: Organization = { ...city, legalKind: 'private-business' }
    expect(listOrganizationFaults(wrong).map((fault) => fault.code)).toEqual(['legal-kind-differs'])
    const loop: Organization = { ...city, kind: 'municipal-section', sectionOf: city.id }
    expect(listOrganizationFaults(loop).map((fault) => fault.code)).toEqual(['own-parent'])
  })
})

test('every role has a Japanese name', () => {
  expect(nameOfRole('arrears_clerk')).toBe('料金の電話窓口')
  expect(nameOfRole('lead_worker')).toBe('主任相談支援員')
})
