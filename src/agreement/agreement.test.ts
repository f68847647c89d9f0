import { expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import {
  AGREEMENT_STATES,
  type Agreement,
  type AgreementCommand,
  type AgreementState,
  checkTerms,
  decideAgreement,
  isInForce,
  NEXT_AGREEMENT_STATE,
} from './agreement.ts'
import { AGREEMENT_ACCESS, mayWithAgreements } from './agreement-access.ts'

const day = calendarDate
const agreement: Agreement = {
  title: '灯町市とあかり電力の協定',
  kind: 'report',
  state: 'drafted',
  validFrom: day('2026-04-01'),
  validUntil: day('2027-03-31'),
  categories: ['identity', 'contact'],
  feedbackCeiling: 'contacted',
  parties: [
    { organizationId: 'city', agreedOn: day('2026-03-01') },
    { organizationId: 'company', agreedOn: day('2026-03-02') },
  ],
}
const commands: readonly AgreementCommand[] = ['agree', 'start', 'supersede', 'end']
const states = Object.keys(AGREEMENT_STATES).filter((state): state is AgreementState => state in NEXT_AGREEMENT_STATE)

test('every state meets every command: a named next state or a sentence', () => {
  for (const state of states) {
    for (const command of commands) {
      const next: Partial<Record<AgreementCommand, AgreementState>> = NEXT_AGREEMENT_STATE[state]
      const decided = decideAgreement({ ...agreement, state }, command)
      if (next[command] === undefined)
        expect(decided).toMatchObject({ ok: false, refusal: { code: 'transition-not-allowed' } })
      else expect(decided).toEqual({ ok: true, value: next[command] })
    }
  }
})

test('the old version rules until every party agreed', () => {
  const waiting = {
    ...agreement,
    parties: [
      agreement.parties[0] ?? { organizationId: 'city', agreedOn: undefined },
      { organizationId: 'company', agreedOn: undefined },
    ],
  }
  expect(decideAgreement(waiting, 'agree')).toMatchObject({ refusal: { code: 'party-has-not-agreed' } })
  expect(decideAgreement({ ...agreement, parties: [] }, 'agree')).toMatchObject({
    refusal: { code: 'parties-missing' },
  })
})

test('an agreement rules from its first to its last day and only while in force', () => {
  const running: Agreement = { ...agreement, state: 'in-force' }
  for (const [today, rules] of [
    ['2026-03-31', false],
    ['2026-04-01', true],
    ['2027-03-31', true],
    ['2027-04-01', false],
  ] as const) {
    expect(isInForce(running, day(today)), today).toBe(rules)
    expect(isInForce(agreement, day(today))).toBe(false)
  }
})

test('terms without name and address, without a title or with reversed dates get a sentence', () => {
  expect(checkTerms({ ...agreement, categories: ['identity'] })).toMatchObject({
    refusal: { code: 'categories-too-few' },
  })
  expect(checkTerms({ ...agreement, title: '　' })).toMatchObject({ refusal: { code: 'title-missing' } })
  expect(checkTerms({ ...agreement, validUntil: day('2026-03-31') })).toMatchObject({
    refusal: { code: 'dates-reversed' },
  })
  expect(checkTerms({ ...agreement, categories: ['arrears', 'contact', 'identity'] })).toEqual({
    ok: true,
    value: ['identity', 'contact', 'arrears'],
  })
})

test('only the municipal officer writes agreements', () => {
  const writers = Object.keys(AGREEMENT_ACCESS).filter((role) => mayWithAgreements([role], 'write'))
  expect(writers).toEqual(['municipal_officer'])
  expect(mayWithAgreements(['somebody'], 'read')).toBe(false)
})
