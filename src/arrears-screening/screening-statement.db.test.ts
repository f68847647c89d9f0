import { DuckDBInstance } from '@duckdb/node-api'
import { query } from 'chdb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { calendarDate } from '#kernel/calendar-date.ts'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import type { Account } from './account.ts'
import { clausesOf } from './condition.ts'
import { matches } from './matches.ts'
import { findSuppression } from './run/suppression.ts'
import type { ScreeningPack, Suppression } from './screening-pack-contract.ts'
import { type StatementRequest, screeningStatement } from './screening-statement.ts'
import { accounts, conditions, runDays, towns } from './test-arbitraries.ts'
import { type TestedEngine, tableColumns, tableRows } from './test-engine-table.ts'

const agreementIds = ['019f0000-0000-7000-8000-000000000001', '019f0000-0000-7000-8000-00000000000A']

const suppressions: fc.Arbitrary<Suppression> = fc.record({
  keptPlan: fc.boolean(),
  guidedWithinDays: fc.constantFrom(null, 0, 30, 3660),
  unlessRoseByYen: fc.constantFrom(null, 1, 10_000),
  objection: fc.constant(true as const),
  notCustomer: fc.boolean(),
  inSupport: fc.boolean(),
})

const packs: fc.Arbitrary<ScreeningPack> = fc.record({
  format: fc.constant('tomoshibi-screening-pack/1' as const),
  issuedOn: fc.constant(calendarDate('2026-04-01')),
  company: fc.constant({ organizationId: '019f0000-0000-7000-8000-0000000000ff', name: '灯電気' }),
  windows: fc.constant([]),
  agreements: fc.array(
    fc.record({
      agreementId: fc.constantFrom(...agreementIds),
      version: fc.integer({ min: 1, max: 3 }),
      title: fc.constant("灯町市の協定' -- "),
      municipalities: fc.subarray([...towns], { minLength: 1 }),
      condition: conditions(fc),
      suppression: suppressions,
      factsAllowed: fc.constant([]),
    }),
    { minLength: 1, maxLength: 5 },
  ),
})

const worlds = runDays(fc).chain((runOn) =>
  fc.record({
    runOn: fc.constant(runOn),
    accounts: fc
      .array(accounts(fc, runOn), { minLength: 20, maxLength: 60 })
      .map((list) => list.map((account, index) => ({ ...account, contractId: String(1000 + index) }))),
    pack: packs,
  }),
)
type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never

const Rows = z.array(
  z.object({
    contract_id: z.string(),
    agreement_id: z.string(),
    agreement_version: z.coerce.number(),
    matched_clause: z.string(),
    suppressed_because: z.string().nullable(),
  }),
)
type Row = z.infer<typeof Rows>[number]

/** What the readers in memory say: the first agreement of the pack that matches, its first clause, the first reason. */
function expected({ accounts: given, pack, runOn }: World): Row[] {
  return given.flatMap((account) => {
    const covering = pack.agreements.filter(({ municipalities }) => municipalities.includes(account.municipality))
    const agreement = covering.find(({ condition }) => matches(condition, account, runOn))
    return agreement === undefined ? [] : [rowOf(account, agreement, runOn)]
  })
}

function rowOf(account: Account, agreement: ScreeningPack['agreements'][number], runOn: World['runOn']): Row {
  const { agreementId, version, condition, suppression } = agreement
  const clause = clausesOf(condition).find((each) => matches(each.condition, account, runOn))
  return {
    contract_id: account.contractId,
    agreement_id: agreementId,
    agreement_version: version,
    matched_clause: clause?.path ?? '',
    suppressed_because: findSuppression(account, suppression, runOn) ?? null,
  }
}

let database: TestDatabase
let duckdb: DuckDBInstance
beforeAll(async () => {
  database = await testDatabase()
  duckdb = await DuckDBInstance.create(':memory:', { threads: '1' })
})
afterAll(async () => {
  duckdb.closeSync()
  await database.close()
})

const asks = {
  duckdb: async (world: World) => {
    const connection = await duckdb.connect()
    try {
      await connection.run(`CREATE OR REPLACE TABLE accounts (${tableColumns('duckdb')})`)
      await connection.run(`INSERT INTO accounts VALUES ${tableRows(world.accounts, 'duckdb')}`)
      return (await connection.runAndReadAll(statementOf(world, 'duckdb', 'accounts'))).getRowObjects()
    } finally {
      connection.closeSync()
    }
  },
  postgres: async (world: World) => {
    const client = await database.admin.connect()
    try {
      await client.query(
        `DROP TABLE IF EXISTS pg_temp.accounts; CREATE TEMP TABLE accounts (${tableColumns('postgres')})`,
      )
      await client.query(`INSERT INTO pg_temp.accounts VALUES ${tableRows(world.accounts, 'postgres')}`)
      return (await client.query(statementOf(world, 'postgres', 'pg_temp.accounts'))).rows
    } finally {
      client.release()
    }
  },
  clickhouse: async (world: World) => {
    const structure = tableColumns('clickhouse').replaceAll("'", "''")
    const values = `values('${structure}', ${tableRows(world.accounts, 'clickhouse')})`
    const statement = statementOf(world, 'clickhouse', 'accounts').replace('FROM accounts\n', () => `FROM ${values}\n`)
    return z.object({ data: z.unknown() }).parse(JSON.parse(query(statement, 'JSON'))).data
  },
} as const satisfies Record<TestedEngine, (world: World) => Promise<unknown>>

function statementOf({ pack, runOn }: World, dialect: TestedEngine, table: string): string {
  const request: StatementRequest = { pack, dialect, runOn, table }
  const statement = screeningStatement(request)
  if (!statement.ok) throw new Error(statement.refusal.because)
  return statement.value
}

describe('One statement for a pack finds the same people as the readers in memory', () => {
  test.each(['duckdb', 'postgres', 'clickhouse'] as const)('%s', async (engine) => {
    const met = { people: 0, suppressed: 0, contracts: 0 }
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const rows = expected(world)
        expect(Rows.parse(await asks[engine](world))).toEqual(rows)
        met.contracts += world.accounts.length
        met.people += rows.length
        met.suppressed += rows.filter((row) => row.suppressed_because !== null).length
      }),
      { numRuns: 40, seed: 20_260_401 },
    )
    expect(met.people).toBeGreaterThan(200)
    expect(met.people).toBeLessThan(met.contracts - 200)
    expect(met.suppressed).toBeGreaterThan(100)
    expect(met.suppressed).toBeLessThan(met.people - 100)
  })
})
