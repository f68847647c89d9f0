import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { readScreeningPack } from '#arrears-screening/read-screening-file.ts'
import { type CompiledPack, compilePack } from '#arrears-screening/run/compile-pack.ts'
import { layPackDown, matchSql } from '#arrears-screening/run/match-accounts.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import { getValue } from '#kernel/result.ts'
import { handSql } from './hand-sql.ts'
import { jsonRulesOverParquet } from './json-rules.ts'
import { benchPack } from './pack.ts'
import { benchAgreements, benchMunicipalities, benchRunDate, conditionOf } from './rules.ts'
import { type Found, loopOverParquet } from './ts-loop.ts'

/**
 * Four ways of answering the same question over the same Parquet file: which contracts does which clause find, and who of
 * them is left alone. Each call reads the file anew. The two in SQL keep the rows they found in a table.
 */
export type Matchers = {
  readonly ours: () => Promise<Found>
  readonly hand: () => Promise<Found>
  readonly loop: () => Promise<Found>
  readonly jsonRules: () => Promise<Found>
  readonly close: () => void
}

export async function openMatchers(parquet: string, jsonRulesRows: number): Promise<Matchers> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '512MB' })
  const connection = await instance.connect()
  const pack = compilePack(getValue(readScreeningPack(benchPack())), calendarDate(benchRunDate))
  await layPackDown(connection, pack)
  const rules = benchMunicipalities.slice(0, benchAgreements).map((code, at) => `('${code}', ${conditionOf(at)})`)
  await connection.run('create temp table hand_municipalities (municipality varchar, rule integer)')
  await connection.run(`insert into hand_municipalities values ${rules.join(', ')}`)
  return {
    ours: async () => foundBy(connection, oursSql(pack, parquet), clauseWithinRule(pack)),
    hand: async () => foundBy(connection, handSql(parquet), 'clause'),
    loop: () => loopOverParquet(connection, parquet),
    jsonRules: () => jsonRulesOverParquet(connection, parquet, jsonRulesRows),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const oursSql = (pack: CompiledPack, parquet: string) =>
  `select contract_id, municipality, clause, reason from (${matchSql(pack, `read_parquet('${parquet}')`)})`

/** Our clauses are numbered through all rules; the others count within a rule. */
function clauseWithinRule({ clauses }: CompiledPack): string {
  return `case clause ${clauses.map(({ number, path }) => `when ${number} then ${Number(path) - 1}`).join(' ')} end`
}

const shape = z.object({ hits: z.number(), guided: z.number(), clauses: z.number() })

async function foundBy(connection: DuckDBConnection, sql: string, clause: string): Promise<Found> {
  await connection.run(`create or replace temp table found as ${sql}`)
  const reader = await connection.runAndReadAll(
    `select count(*)::DOUBLE hits, (count(*) - count(reason))::DOUBLE guided, sum(${clause})::DOUBLE clauses from found`,
  )
  return shape.parse(reader.getRowObjectsJson()[0])
}
