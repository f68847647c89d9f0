import { describe, expect, test } from 'vitest'
import {
  agencyActions,
  agencyRelations,
  companyActions,
  companyRelations,
  mayAnswerFor,
  mayAsAgency,
  mayAsCompany,
} from './referral-access.ts'

const granted = (role: string, relation: (typeof companyRelations)[number]) =>
  companyActions.filter((action) => mayAsCompany([role], action, relation)).toSorted()
const grantedToAgency = (role: string, relation: (typeof agencyRelations)[number]) =>
  agencyActions.filter((action) => mayAsAgency([role], action, relation)).toSorted()

describe('In a company', () => {
  test('a field worker works on own reports, keeps them inside, and tells of danger', () => {
    expect(granted('field_worker', 'own')).toEqual(['pass-on', 'read', 'report-danger', 'save', 'withdraw'])
    expect(granted('field_worker', 'colleague')).toEqual([])
  })

  test('clerk and liaison send what they wrote and go on with what was sent; a colleague’s draft the liaison alone', () => {
    for (const role of ['arrears_clerk', 'liaison']) {
      expect(granted(role, 'own')).toContain('send')
      expect(granted(role, 'colleague')).toEqual(expect.arrayContaining(['read', 'update', 'withdraw']))
    }
    expect(granted('arrears_clerk', 'colleague')).not.toContain('send')
    expect(granted('liaison', 'colleague')).toContain('send')
  })

  test('nobody answers for a draft that its author did not hand over, nor hands it over in the author’s place', () => {
    expect(mayAnswerFor('own', false)).toBe(true)
    expect(mayAnswerFor('colleague', true)).toBe(true)
    expect(mayAnswerFor('colleague', false)).toBe(false)
    expect(mayAnswerFor('other', true)).toBe(false)
    for (const role of ['arrears_clerk', 'liaison']) expect(granted(role, 'colleague')).not.toContain('pass-on')
  })

  test('nobody reviews a danger that they reported themselves', () => {
    for (const role of ['field_worker', 'arrears_clerk', 'liaison', 'utility_admin']) {
      expect(mayAsCompany([role], 'review-danger', 'own')).toBe(false)
    }
    expect(mayAsCompany(['liaison'], 'review-danger', 'colleague')).toBe(true)
    expect(mayAsCompany(['arrears_clerk'], 'review-danger', 'colleague')).toBe(false)
  })

  test('everybody may tell of danger and read what they told; an administrator nothing else', () => {
    for (const role of ['field_worker', 'arrears_clerk', 'liaison', 'utility_admin']) {
      expect(mayAsCompany([role], 'report-danger', 'own')).toBe(true)
    }
    expect(granted('utility_admin', 'own')).toEqual(['read', 'report-danger'])
    expect(granted('utility_admin', 'colleague')).toEqual([])
  })
})

describe('In an agency', () => {
  test('officers and administrators see no referral', () => {
    for (const role of ['municipal_officer', 'tenant_admin']) {
      for (const relation of agencyRelations) expect(grantedToAgency(role, relation)).toEqual([])
    }
  })

  test('a case that is closed to somebody, and another agency’s report, allow nothing to anybody', () => {
    for (const role of ['consultation_worker', 'lead_worker']) {
      expect(grantedToAgency(role, 'closed-case')).toEqual([])
      expect(grantedToAgency(role, 'other')).toEqual([])
    }
  })

  test('what belongs to a case is not passed on or declined any more', () => {
    for (const action of ['redirect', 'decline', 'accept'] as const) {
      expect(mayAsAgency(['lead_worker'], action, 'case')).toBe(false)
    }
  })
})

test('the other plane’s roles, unknown roles and no role at all are allowed nothing', () => {
  for (const action of companyActions) {
    for (const relation of companyRelations) {
      expect(mayAsCompany(['consultation_worker', 'auditor', 'toString'], action, relation)).toBe(false)
      expect(mayAsCompany([], action, relation)).toBe(false)
      if (relation === 'other') expect(mayAsCompany(['liaison', 'arrears_clerk'], action, relation)).toBe(false)
    }
  }
  for (const action of agencyActions) expect(mayAsAgency(['liaison', 'auditor'], action, 'inbox')).toBe(false)
})
