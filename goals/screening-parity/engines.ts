import { DuckDBInstance } from '@duckdb/node-api'
import { query } from 'chdb'
import { z } from 'zod'
import type { Account } from '#arrears-screening/account.ts'
import { type TestedEngine, tableColumns, tableRows } from '#arrears-screening/test-engine-table.ts'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'

/** An engine with a table of contracts: the rows that a statement over it answers. */
export type Engine = {
  readonly name: string
  readonly dialect: TestedEngine
  /** Fills the table anew and asks; the statement is told the table's name. */
  ask(accounts: readonly Account[], statement: (table: string) => string): Promise<unknown>
  close(): Promise<void>
}

export async function openDuckdb(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  return {
    name: 'DuckDB',
    dialect: 'duckdb',
    ask: async (accounts, statement) => {
      const connection = await instance.connect()
      try {
        await connection.run(`CREATE OR REPLACE TABLE accounts (${tableColumns('duckdb')})`)
        await connection.run(`INSERT INTO accounts VALUES ${tableRows(accounts, 'duckdb')}`)
        return (await connection.runAndReadAll(statement('accounts'))).getRowObjects()
      } finally {
        connection.closeSync()
      }
    },
    close: async () => instance.closeSync(),
  }
}

export async function openPostgres(): Promise<Engine> {
  const database: TestDatabase = await testDatabase()
  const table = 'pg_temp.accounts'
  return {
    name: 'PostgreSQL',
    dialect: 'postgres',
    ask: async (accounts, statement) => {
      const client = await database.admin.connect()
      try {
        await client.query(`DROP TABLE IF EXISTS ${table}; CREATE TEMP TABLE accounts (${tableColumns('postgres')})`)
        await client.query(`INSERT INTO ${table} VALUES ${tableRows(accounts, 'postgres')}`)
        return (await client.query(statement(table))).rows
      } finally {
        client.release()
      }
    },
    close: () => database.close(),
  }
}

const Answer = z.object({ data: z.unknown() })

/** ClickHouse inside this process, which keeps no tables: the rows stand in the statement itself. */
export async function openChdb(): Promise<Engine> {
  return {
    name: 'ClickHouse (chdb)',
    dialect: 'clickhouse',
    ask: async (accounts, statement) => {
      const structure = tableColumns('clickhouse').replaceAll("'", "''")
      const values = `values('${structure}', ${tableRows(accounts, 'clickhouse')})`
      const text = statement('contracts_of_this_test').replace('contracts_of_this_test', () => values)
      return Answer.parse(JSON.parse(query(text, 'JSON'))).data
    },
    close: async () => undefined,
  }
}

/** The name of the cluster that the servers' configuration must give, see docs/how-to/screening-on-clickhouse.md. */
const CLUSTER = 'tomoshibi'

/**
 * ClickHouse servers that hold one part of the contracts each, behind a Distributed table on the first of them.
 * Uses the database `tomoshibi_parity` and drops it at the end. Throws what a server refuses.
 */
export async function openClickhouse(urls: readonly string[]): Promise<Engine> {
  const [first] = urls
  if (first === undefined) throw new Error('name at least one ClickHouse server')
  const everywhere = async (sql: string) => {
    for (const url of urls) await send(url, sql)
  }
  await everywhere('CREATE DATABASE IF NOT EXISTS tomoshibi_parity')
  await everywhere('DROP TABLE IF EXISTS tomoshibi_parity.part')
  const columns = tableColumns('clickhouse')
  await everywhere(`CREATE TABLE tomoshibi_parity.part (${columns}) ENGINE = MergeTree ORDER BY n`)
  await send(first, 'DROP TABLE IF EXISTS tomoshibi_parity.accounts')
  await send(
    first,
    `CREATE TABLE tomoshibi_parity.accounts (${columns}) ENGINE = Distributed(${CLUSTER}, tomoshibi_parity, part, n)`,
  )
  const version = (await send(first, 'SELECT version()')).trim()
  return {
    name: `ClickHouse ${version} (${urls.length} nodes)`,
    dialect: 'clickhouse',
    ask: async (accounts, statement) => {
      await everywhere('TRUNCATE TABLE tomoshibi_parity.part')
      await send(first, `INSERT INTO tomoshibi_parity.accounts VALUES ${tableRows(accounts, 'clickhouse')}`)
      await refuseIdleNode(urls, accounts.length)
      const text = await send(first, `${statement('tomoshibi_parity.accounts')} FORMAT JSON`)
      return Answer.parse(JSON.parse(text)).data
    },
    close: () => everywhere('DROP DATABASE IF EXISTS tomoshibi_parity'),
  }
}

/** A distributed table whose rows all lie on one node would prove nothing. */
async function refuseIdleNode(urls: readonly string[], rows: number): Promise<void> {
  const counts: number[] = []
  for (const url of urls) counts.push(Number(await send(url, 'SELECT count() FROM tomoshibi_parity.part')))
  if (counts.some((count) => count === 0) || counts.reduce((sum, count) => sum + count, 0) !== rows) {
    throw new Error(`the rows lie unevenly: ${counts.join(' + ')} of ${rows}`)
  }
}

async function send(url: string, sql: string): Promise<string> {
  const settings = 'insert_distributed_sync=1&max_query_size=100000000&max_ast_elements=1000000'
  // The old server closes kept connections without a word.
  const headers = { connection: 'close' }
  const answer = await fetch(`${url}/?${settings}`, { method: 'POST', body: sql, headers })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${text.slice(0, 600)}\n${sql.slice(0, 200)}`)
  return text
}
