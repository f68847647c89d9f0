import type { CalendarDate } from '#kernel/calendar-date.ts'
import { ACCOUNT_COLUMNS, type Account } from './account.ts'
import type { Condition } from './condition.ts'
import { numberLiteral, type SqlDialect, textLiteral, truthLiteral } from './sql-dialect.ts'
import { toSql, toSqlClauses, toSqlFilter } from './to-sql.ts'

/** Engines that hold a table of accounts in these tests; the old ClickHouse has no Bool and writes Nullable first. */
export type TestedEngine = 'duckdb' | 'postgres' | 'clickhouse'

type ColumnKind = 'text' | 'number' | 'date' | 'flag'

const isColumn = (name: string): name is keyof Account => Object.hasOwn(ACCOUNT_COLUMNS, name)
const columns = Object.keys(ACCOUNT_COLUMNS).filter(isColumn)

function kindOf(column: keyof Account): ColumnKind {
  if (column.endsWith('On')) return 'date'
  if (['monthsInArrears', 'unpaidYen', 'unpaidYenWhenGuided'].includes(column)) return 'number'
  return ['contractId', 'supply', 'municipality', 'noticeStage', 'instalmentPlan'].includes(column) ? 'text' : 'flag'
}

const types = {
  duckdb: { text: 'VARCHAR', number: 'BIGINT', date: 'DATE', flag: 'BOOLEAN' },
  postgres: { text: 'text', number: 'bigint', date: 'date', flag: 'boolean' },
  clickhouse: { text: 'Nullable(String)', number: 'Nullable(Int64)', date: 'Nullable(Date)', flag: 'Nullable(UInt8)' },
} as const satisfies Record<TestedEngine, Record<ColumnKind, string>>

/** The columns of a table of accounts, for CREATE TABLE. `n` keeps the order of the rows. */
export function tableColumns(engine: TestedEngine): string {
  const count = engine === 'clickhouse' ? 'UInt32' : 'INTEGER'
  return [`n ${count}`, ...columns.map((column) => `${ACCOUNT_COLUMNS[column]} ${types[engine][kindOf(column)]}`)].join(
    ', ',
  )
}

/** The accounts as rows of VALUES. */
export function tableRows(accounts: readonly Account[], engine: TestedEngine): string {
  return accounts
    .map(
      (account, n) =>
        `(${[String(n), ...columns.map((column) => literal(account[column], kindOf(column), engine))].join(', ')})`,
    )
    .join(', ')
}

function literal(value: Account[keyof Account], kind: ColumnKind, dialect: SqlDialect): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return truthLiteral(value, dialect)
  if (typeof value === 'number') return numberLiteral(value)
  if (kind === 'date' && dialect !== 'clickhouse') return `DATE ${textLiteral(value, dialect)}`
  return textLiteral(value, dialect)
}

/**
 * Asks all conditions about all accounts at once: one row per account, one text per row. Each condition gives three
 * characters: the value (`1`, `0`, or `2` should it be NULL), the same as a filter, and the number of its first clause.
 */
export function question(given: {
  conditions: readonly Condition[]
  engine: TestedEngine
  runOn: CalendarDate
  table: string
}): string {
  const { conditions, engine, runOn, table } = given
  const answers = conditions.flatMap((condition) => {
    const value = toSql(condition, engine, runOn)
    const filter = toSqlFilter(condition, engine, runOn)
    const clauses = toSqlClauses(condition, engine, runOn).map(
      ({ path, filter: holds }) => `WHEN ${holds} THEN '${path}'`,
    )
    return [
      `CASE WHEN ${value} THEN '1' WHEN NOT (${value}) THEN '0' ELSE '2' END`,
      `CASE WHEN ${filter} THEN '1' ELSE '0' END`,
      `CASE ${clauses.join(' ')} ELSE '0' END`,
    ]
  })
  return `SELECT concat(${answers.join(', ')}) AS answer FROM ${table} ORDER BY n`
}
