import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, calendarDate } from '#kernel/calendar-date.ts'
import { yen } from '#kernel/yen.ts'
import type { Suppression } from '../screening-pack-contract.ts'
import { findSuppression, type SuppressionFacts, suppressionSql } from './suppression.ts'

const runDate = calendarDate('2026-01-20')

describe('suppression in SQL', { timeout: 60_000 }, () => {
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

  it('gives the same reason as in the code for any agreement and any accounts', async () => {
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
