import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, calendarDate } from '#kernel/calendar-date.ts'
import { yen } from '#kernel/yen.ts'
import type { Suppression } from '../screening-pack-contract.ts'
import { explainSuppression, findSuppression, type SuppressionFacts, suppressionSql } from './suppression.ts'

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

describe('somebody whom a condition found', { timeout: 60_000 }, () => {
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

describe('the same in SQL', { timeout: 60_000 }, () => {
  const opened = DuckDBInstance.create(':memory:', { threads: '1' }).then(async (instance) => ({
    instance,
    connection: await instance.connect(),
  }))
  beforeAll(() => opened)
  afterAll(async () => {
    const { instance, connection } = await opened
    connection.closeSync()
    instance.closeSync()
  })

  it('gives the same reason for any agreement and any accounts', async () => {
    const { connection } = await opened
    await fc.assert(
      fc.asyncProperty(
        anySuppression,
        fc.array(anyFacts, { minLength: 50, maxLength: 50 }),
        async (suppression, accounts) => {
          const reader = await connection.runAndReadAll(
            `select ${suppressionSql(suppression, runDate)} from (${valuesSql(accounts)}) order by number`,
          )
          const expected = accounts.map((account) => findSuppression(account, suppression, runDate) ?? null)
          expect(reader.getRows().map(([first]) => first)).toEqual(expected)
        },
      ),
      { numRuns: 100 },
    )
  })
})

const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
const anySuppression: fc.Arbitrary<Suppression> = fc.record({
  keptPlan: fc.boolean(),
  guidedWithinDays: perhaps(fc.integer({ min: 0, max: 5 })),
  unlessRoseByYen: perhaps(fc.integer({ min: 1, max: 3 })),
  objection: fc.constant(true),
  notCustomer: fc.boolean(),
  inSupport: fc.boolean(),
})
const anyFacts: fc.Arbitrary<SuppressionFacts> = fc.record({
  objection: perhaps(fc.boolean()),
  customer: perhaps(fc.boolean()),
  inSupport: perhaps(fc.boolean()),
  instalmentPlan: perhaps(fc.constantFrom('none', 'kept', 'broken')),
  lastGuidedOn: perhaps(fc.integer({ min: -2, max: 7 }).map((days) => addDays(runDate, -days))),
  unpaidYen: perhaps(fc.integer({ min: -2, max: 5 }).map(yen)),
  unpaidYenWhenGuided: perhaps(fc.integer({ min: -2, max: 5 }).map(yen)),
})

function valuesSql(accounts: readonly SuppressionFacts[]): string {
  const text = (value: string | null) => (value === null ? 'null' : `'${value}'`)
  const rows = accounts.map(
    (account, number) =>
      `(${number}, ${account.objection}, ${account.customer}, ${account.inSupport}, ${text(account.instalmentPlan)}, ` +
      `${text(account.lastGuidedOn)}::date, ${account.unpaidYen}, ${account.unpaidYenWhenGuided})`,
  )
  const columns =
    'number, objection, customer, in_support, instalment_plan, last_guided_on, unpaid_yen, unpaid_yen_when_guided'
  return `select number, objection::boolean objection, customer::boolean customer, in_support::boolean in_support,
    instalment_plan::varchar instalment_plan, last_guided_on, unpaid_yen::bigint unpaid_yen,
    unpaid_yen_when_guided::bigint unpaid_yen_when_guided from (values ${rows.join(', ')}) as t(${columns})`
}
