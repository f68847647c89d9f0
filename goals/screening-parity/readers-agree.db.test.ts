import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Account } from '#arrears-screening/account.ts'
import type { Condition } from '#arrears-screening/condition.ts'
import { explain, explainMatch } from '#arrears-screening/explain.ts'
import { matches } from '#arrears-screening/matches.ts'
import { screeningStatement } from '#arrears-screening/screening-statement.ts'
import { question } from '#arrears-screening/test-engine-table.ts'
import { openChdb, openDuckdb, openPostgres } from './engines.ts'
import { expectedAnswers, expectedRows, packWorlds, Rows, type World, worlds } from './worlds.ts'

const runs = { numRuns: 30, seed: 20_260_401 }
const Answers = z.array(z.object({ answer: z.string() }))
const engines = [
  ['DuckDB', openDuckdb],
  ['PostgreSQL', openPostgres],
  ['ClickHouse', openChdb],
] as const

describe('Every reader gives the same answer to any condition about any contract', () => {
  test.each(engines)('%s', async (_, open) => {
    const engine = await open()
    let pairs = 0
    let matched = 0
    try {
      await fc.assert(
        fc.asyncProperty(worlds, async (world) => {
          const expected = expectedAnswers(world)
          const rows = await engine.ask(world.accounts, (table) =>
            question({ ...world, engine: engine.dialect, table }),
          )
          expect(Answers.parse(rows).map(({ answer }) => answer)).toEqual(expected)
          pairs += world.accounts.length * world.conditions.length
          matched += expected.flatMap((answer) => answer.match(/.{3}/g) ?? []).filter((each) => each !== '000').length
        }),
        runs,
      )
    } finally {
      await engine.close()
    }
    expect(pairs).toBeGreaterThanOrEqual(10_000)
    // A test in which hardly anything matches, or everything does, could not fail.
    expect(matched / pairs).toBeGreaterThan(0.2)
    expect(matched / pairs).toBeLessThan(0.8)
  })

  test('the explanation', () => {
    let pairs = 0
    fc.assert(
      fc.property(worlds, ({ accounts: given, conditions: asked, runOn }) => {
        for (const account of given) {
          for (const condition of asked) {
            expect(explainedVerdict(condition, account, runOn)).toEqual(matches(condition, account, runOn))
            pairs += 1
          }
        }
      }),
      runs,
    )
    expect(pairs).toBeGreaterThanOrEqual(10_000)
  })
})

/** The verdict of the explanation; undefined should it differ from the first alternative that it names. */
function explainedVerdict(condition: Condition, account: Account, runOn: World['runOn']): boolean | undefined {
  const { matched } = explain(condition, account, runOn)
  const match = explainMatch(condition, account, runOn)
  return matched === (match !== undefined) ? matched : undefined
}

describe('One statement for a pack finds the same people as the readers in memory', () => {
  test.each(engines)('%s', async (_, open) => {
    const engine = await open()
    const met = { people: 0, suppressed: 0, contracts: 0 }
    try {
      await fc.assert(
        fc.asyncProperty(packWorlds, async (world) => {
          const expected = expectedRows(world)
          const rows = await engine.ask(world.accounts, (table) => {
            const statement = screeningStatement({ ...world, dialect: engine.dialect, table })
            return statement.ok ? statement.value : statement.refusal.because
          })
          expect(Rows.parse(rows)).toEqual(expected)
          met.contracts += world.accounts.length
          met.people += expected.length
          met.suppressed += expected.filter((row) => row.suppressed_because !== null).length
        }),
        runs,
      )
    } finally {
      await engine.close()
    }
    expect(met.people).toBeGreaterThan(200)
    expect(met.people).toBeLessThan(met.contracts - 200)
    expect(met.suppressed).toBeGreaterThan(100)
    expect(met.suppressed).toBeLessThan(met.people - 100)
  })
})
