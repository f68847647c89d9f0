import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, calendarDate } from '#kernel/calendar-date.ts'
import {
  CONSENT_STATES,
  type Consent,
  consentStateOn,
  dataCategories,
  doorstepScope,
  feedbackLevels,
  lowestLevel,
  NEXT_CONSENT_STATE,
} from './consent.ts'
import { consentLanguages, consentWording, WORDING_VERSION, withdrawalWords } from './consent-wording.ts'

const today = calendarDate('2026-11-22')
const consent: Consent = {
  outcome: 'given',
  withdrawn: false,
  recipientTenantId: 't',
  categories: ['identity'],
  purposes: ['consultation'],
  feedbackLevel: 'received',
  until: today,
}

test('A consent holds on its last day and no longer', () => {
  expect(consentStateOn(consent, today)).toBe('given')
  expect(consentStateOn(consent, addDays(today, 1))).toBe('expired')
})

test('A withdrawn consent is withdrawn also after its time', () => {
  expect(consentStateOn({ ...consent, withdrawn: true }, addDays(today, 1))).toBe('withdrawn')
})

test('Nothing but an answer leads to given, and withdrawal is possible from given alone', () => {
  const ways = Object.entries(NEXT_CONSENT_STATE).flatMap(([from, commands]) =>
    Object.entries(commands).map(([command, to]) => [from, command, to]),
  )
  expect(ways.filter(([, , to]) => to === 'given')).toEqual([['asked', 'give', 'given']])
  expect(ways.filter(([, command]) => command === 'withdraw')).toEqual([['given', 'withdraw', 'withdrawn']])
  expect(Object.keys(NEXT_CONSENT_STATE)).toEqual(Object.keys(CONSENT_STATES))
})

test('The preset scope is never more than the agreement allows', () => {
  fc.assert(
    fc.property(fc.subarray([...dataCategories]), fc.constantFrom(...feedbackLevels), (allowed, ceiling) => {
      const scope = doorstepScope({ recipientTenantId: 't', allowed, ceiling }, today)
      expect(scope.categories).toEqual(allowed)
      expect(scope.feedbackLevel).toBe(ceiling)
    }),
  )
})

test('The lowest of several levels counts', () => {
  expect(lowestLevel(['supported', 'received', 'contacted'])).toBe('received')
  expect(lowestLevel([])).toBe('none')
})

test.each(consentLanguages)(
  'In %s the question says to whom, what, until when, and that no changes nothing',
  (language) => {
    const wording = consentWording(consent, { companyName: 'あかり電力', municipalityName: '灯町市' }, language)
    const all = [wording.question, ...wording.sentences].join('')
    for (const part of ['あかり電力', '灯町市', '2026年11月22日']) expect(all).toContain(part)
    expect(wording.nothingChanges).toMatch(/変(\(か\))?わりません/)
    expect(wording.version).toBe(WORDING_VERSION)
    expect(withdrawalWords[language].stays.length).toBeGreaterThan(0)
  },
)
