import { DuckDBInstance } from '@duckdb/node-api'
import { query } from 'chdb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import type { Account } from './account.ts'
import { type Condition, clausesOf } from './condition.ts'
import { explain, explainMatch } from './explain.ts'
import { matches } from './matches.ts'
import { accounts, conditions, runDays } from './test-arbitraries.ts'
import { question, type TestedEngine, tableColumns, tableRows } from './test-engine-table.ts'

const worlds = runDays(fc).chain((runOn) =>
  fc.record({
    runOn: fc.constant(runOn),
    accounts: fc.array(accounts(fc, runOn), { minLength: 30, maxLength: 60 }),
    conditions: fc.array(conditions(fc), { minLength: 10, maxLength: 25 }),
  }),
)
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never

const ROUNDS = 30
const seed = 20_260_401

/** What the reader in memory says, in the very text that the engines answer with. */
function expected({ accounts: given, conditions: asked, runOn }: World): string[] {
  return given.map((account) =>
    asked
      .map((condition) => {
        const verdict = matches(condition, account, runOn) ? '1' : '0'
        const clause = clausesOf(condition).find((each) => matches(each.condition, account, runOn))?.path ?? '0'
        return `${verdict}${verdict}${clause}`
      })
      .join(''),
  )
}

type Ask = (world: World) => Promise<string[]>
let database: TestDatabase
let duckdb: DuckDBInstance
const asks = {
  duckdb: askDuckdb,
  postgres: askPostgres,
  clickhouse: askClickhouse,
} as const satisfies Record<TestedEngine, Ask>

beforeAll(async () => {
  database = await testDatabase()
  duckdb = await DuckDBInstance.create(':memory:', { threads: '1' })
})
afterAll(async () => {
  duckdb.closeSync()
  await database.close()
})

const Rows = z.array(z.object({ answer: z.string() }))
const answersOf = (rows: unknown) => Rows.parse(rows).map(({ answer }) => answer)

async function askDuckdb(world: World): Promise<string[]> {
  const connection = await duckdb.connect()
  try {
    await connection.run(`CREATE OR REPLACE TABLE accounts (${tableColumns('duckdb')})`)
    await connection.run(`INSERT INTO accounts VALUES ${tableRows(world.accounts, 'duckdb')}`)
    const answer = await connection.runAndReadAll(question({ ...world, engine: 'duckdb', table: 'accounts' }))
    return answersOf(answer.getRowObjects())
  } finally {
    connection.closeSync()
  }
}

async function askPostgres(world: World): Promise<string[]> {
  const client = await database.admin.connect()
  try {
    await client.query(
      `DROP TABLE IF EXISTS pg_temp.accounts; CREATE TEMP TABLE accounts (${tableColumns('postgres')})`,
    )
    await client.query(`INSERT INTO pg_temp.accounts VALUES ${tableRows(world.accounts, 'postgres')}`)
    const answer = await client.query(question({ ...world, engine: 'postgres', table: 'pg_temp.accounts' }))
    return answersOf(answer.rows)
  } finally {
    client.release()
  }
}

async function askClickhouse(world: World): Promise<string[]> {
  const structure = tableColumns('clickhouse').replaceAll("'", "''")
  const table = `values('${structure}', ${tableRows(world.accounts, 'clickhouse')})`
  const text = query(question({ ...world, engine: 'clickhouse', table }), 'JSON')
  return answersOf(z.object({ data: z.unknown() }).parse(JSON.parse(text)).data)
}

describe('Every reader gives the same answer to any condition about any contract', () => {
  test.each(['duckdb', 'postgres', 'clickhouse'] as const)('%s', async (engine) => {
    let pairs = 0
    let matched = 0
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const answers = expected(world)
        expect(await asks[engine](world)).toEqual(answers)
        pairs += world.accounts.length * world.conditions.length
        matched += answers.flatMap((answer) => answer.match(/.{3}/g) ?? []).filter((each) => each !== '000').length
      }),
      { numRuns: ROUNDS, seed },
    )
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
            expect(verdictsOf(condition, account, runOn)).toEqual(matches(condition, account, runOn))
            pairs += 1
          }
        }
      }),
      { numRuns: ROUNDS, seed },
    )
    expect(pairs).toBeGreaterThanOrEqual(10_000)
  })
})

/** The verdict of the explanation; undefined should it differ from the first alternative that it names. */
function verdictsOf(condition: Condition, account: Account, runOn: World['runOn']): boolean | undefined {
  const { matched } = explain(condition, account, runOn)
  const match = explainMatch(condition, account, runOn)
  return matched === (match !== undefined) ? matched : undefined
}
