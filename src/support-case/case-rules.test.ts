import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proposeWord, wordsLeft } from './case-feedback.ts'
import { CASE_NUMBER_BYTES, caseNumber } from './case-number.ts'
import { gramsOf, holdsTerm, searchForms, termForms } from './case-search-terms.ts'
import { compareMatches, type HouseholdKeyKind, proposeSameHousehold } from './same-household.ts'
import { type CaseActor, type CaseFacts, maySeeCase, mayWithCase } from './support-case-access.ts'

const actor: CaseActor = {
  userId: 'me',
  tenantId: 'town',
  organizationId: 'agency',
  roles: ['consultation_worker'],
  teamIds: ['north'],
}
const facts: CaseFacts = { tenantId: 'town', agencyId: 'agency', protected: false, userIds: [], teamIds: [] }
const lead = { ...actor, roles: ['lead_worker'] }

describe('Who sees a case', () => {
  test('a worker sees what they or their team are on, and nothing else', () => {
    expect(maySeeCase(actor, facts)).toBe(false)
    expect(maySeeCase(actor, { ...facts, userIds: ['me'] })).toBe(true)
    expect(maySeeCase(actor, { ...facts, teamIds: ['north'] })).toBe(true)
    expect(maySeeCase(actor, { ...facts, teamIds: ['south'] })).toBe(false)
  })
  test('a lead sees all but the protected', () => {
    expect(maySeeCase(lead, facts)).toBe(true)
    expect(maySeeCase(lead, { ...facts, protected: true })).toBe(false)
    expect(maySeeCase(lead, { ...facts, protected: true, userIds: ['me'] })).toBe(true)
  })
  test('another agency of the same town, and another town, see nothing', () => {
    const assigned = { ...facts, userIds: ['me'] }
    expect(maySeeCase({ ...lead, organizationId: 'other' }, assigned)).toBe(false)
    expect(maySeeCase({ ...lead, tenantId: 'other' }, assigned)).toBe(false)
  })
  test('officer and administrator see no case, also when somebody put them on it', () => {
    for (const role of ['municipal_officer', 'tenant_admin', 'liaison', 'auditor', 'nobody']) {
      expect(maySeeCase({ ...actor, roles: [role] }, { ...facts, userIds: ['me'] }), role).toBe(false)
    }
  })
  test('only who keeps seeing the case marks it as protected', () => {
    expect(mayWithCase(lead, 'protect', facts)).toBe(false)
    expect(mayWithCase(lead, 'protect', { ...facts, userIds: ['me'] })).toBe(true)
  })
})

describe('Same household', () => {
  const kinds: readonly HouseholdKeyKind[] = ['address', 'phone', 'name']
  test('nothing equal proposes nothing; each equality says why', () => {
    fc.assert(
      fc.property(fc.subarray([...kinds]), (equal) => {
        const match = proposeSameHousehold(new Set(equal))
        if (equal.length === 0) return match === undefined
        const words = { address: '住所', phone: '電話番号', name: '名前' } as const
        return match !== undefined && equal.every((kind) => match.because.includes(words[kind]))
      }),
    )
  })
  test('two equalities are stronger than one, a name alone is weakest', () => {
    const of = (...equal: HouseholdKeyKind[]) => proposeSameHousehold(new Set(equal))
    const all = [of('name'), of('address'), of('name', 'address')].flatMap((one) => one ?? [])
    expect(all.toSorted(compareMatches).map(({ strength }) => strength)).toEqual(['strong', 'likely', 'weak'])
  })
})

describe('Feedback that a human is asked to confirm', () => {
  test('never above the ceiling, never twice', () => {
    expect(wordsLeft('received', [])).toEqual([])
    expect(wordsLeft('contacted', [])).toEqual(['contacted'])
    expect(wordsLeft('supported', ['contacted'])).toEqual(['supported'])
  })
  test('follows what happened', () => {
    const left = wordsLeft('supported', [])
    expect(proposeWord(left, { reached: false, connected: false })).toBeUndefined()
    expect(proposeWord(left, { reached: true, connected: false })).toBe('contacted')
    expect(proposeWord(left, { reached: true, connected: true })).toBe('supported')
    expect(proposeWord(wordsLeft('contacted', []), { reached: true, connected: true })).toBe('contacted')
  })
})

describe('Search', () => {
  const household = {
    name: '灯 花子',
    reading: 'あかり はなこ',
    address: '灯町市港町1丁目2番3号',
    phone: '000-1234-5678',
  }
  test('finds by part of name, reading, address and telephone, however it is written', () => {
    for (const term of ['花子', 'アカリ', 'はなこ', '港町1-2', '港町一丁目', '12345678', '000-1234', '１２３４']) {
      expect(holdsTerm(household, term), term).toBe(true)
    }
    for (const term of ['次郎', '9999', '港町2', '花 ']) expect(holdsTerm(household, term), term).toBe(false)
  })
  test('a term of one character asks nothing', () => {
    expect(termForms('花')).toEqual([])
  })
  test('whatever holds a term holds all its pairs', () => {
    const pairs = new Set(searchForms(household).flatMap((form) => gramsOf(form)))
    for (const { kind, text } of searchForms(household)) {
      const part = { kind, text: text.slice(1, 4) }
      expect(gramsOf(part).every((gram) => pairs.has(gram))).toBe(true)
    }
  })
})

test('a case number can be said aloud and tells nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: CASE_NUMBER_BYTES, maxLength: CASE_NUMBER_BYTES }), (random) =>
      /^[0-9A-Z]{3}-[0-9A-Z]{3}$/.test(caseNumber(random)),
    ),
  )
  expect(() => caseNumber(new Uint8Array(2))).toThrow(RangeError)
})
