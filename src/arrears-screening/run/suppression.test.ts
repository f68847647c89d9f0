import { describe, expect, it } from 'vitest'
import { addDays, calendarDate } from '#kernel/calendar-date.ts'
import { yen } from '#kernel/yen.ts'
import type { Suppression } from '../screening-pack-contract.ts'
import { explainSuppression, findSuppression, type SuppressionFacts } from './suppression.ts'

const runDate = calendarDate('2026-01-20')
const agreed: Suppression = {
  keptPlan: true,
  guidedWithinDays: 90,
  unlessRoseByYen: 10_000,
  objection: true,
  notCustomer: true,
  inSupport: true,
}
const nothingSaid: SuppressionFacts = {
  objection: null,
  customer: null,
  inSupport: null,
  instalmentPlan: null,
  lastGuidedOn: null,
  unpaidYen: null,
  unpaidYenWhenGuided: null,
}
const guided = (days: number, rise?: number): SuppressionFacts => ({
  ...nothingSaid,
  lastGuidedOn: addDays(runDate, -days),
  ...(rise === undefined ? {} : { unpaidYen: yen(30_000 + rise), unpaidYenWhenGuided: yen(30_000) }),
})
const reason = (facts: Partial<SuppressionFacts>, suppression = agreed) =>
  findSuppression({ ...nothingSaid, ...facts }, suppression, runDate)

describe('somebody whom a condition found', () => {
  it('is guided where nothing speaks against it, and where the file does not say', () => {
    expect(reason({})).toBeUndefined()
  })

  it('is left alone with a running plan that is kept, not with one that stopped', () => {
    expect(reason({ instalmentPlan: 'kept' })).toBe('kept-plan')
    expect(reason({ instalmentPlan: 'broken' })).toBeUndefined()
  })

  it('is left alone after an objection, whatever else holds', () => {
    expect(reason({ objection: true, customer: false, instalmentPlan: 'kept' })).toBe('objection')
  })

  it('is not guided when not a customer any more', () => {
    expect(reason({ customer: false })).toBe('not-customer')
    expect(reason({ customer: true })).toBeUndefined()
  })

  it('is not guided when already in support, where the agreement shares that', () => {
    expect(reason({ inSupport: true })).toBe('in-support')
    expect(reason({ inSupport: true }, { ...agreed, inSupport: false })).toBeUndefined()
  })

  it('is not guided again within the agreed days, the last of them included', () => {
    expect(reason(guided(0))).toBe('guided-recently')
    expect(reason(guided(90))).toBe('guided-recently')
    expect(reason(guided(91))).toBeUndefined()
  })

  it('is guided again sooner when what is unpaid rose by as much as agreed', () => {
    expect(reason(guided(10, 9_999))).toBe('guided-recently')
    expect(reason(guided(10, 10_000))).toBeUndefined()
    expect(reason(guided(10, 10_000), { ...agreed, unlessRoseByYen: null })).toBe('guided-recently')
  })

  it('is not held back by a guidance that lies after the run date', () => {
    expect(reason(guided(-1))).toBeUndefined()
  })

  it('reads the reason with its values', () => {
    const because = (facts: SuppressionFacts) => explainSuppression('guided-recently', facts, agreed)
    expect(because(guided(10, 4_000))).toBe(
      '2026年1月10日にご案内しました（90日以内）。その後の未払いの増え方は4,000円で、10,000円に届きません。',
    )
    expect(because(guided(10, -4_000))).toContain('その後、未払いは増えていません。')
    expect(because(guided(10))).toContain('増え方はわかりません')
  })
})
