import { type CalendarDate, isCalendarDate } from '#kernel/calendar-date.ts'

/** The engines that a company may keep its contracts in. */
export const SQL_DIALECTS = {
  duckdb: 'DuckDB',
  postgres: 'PostgreSQL',
  clickhouse: 'ClickHouse',
  trino: 'Trino',
  spark: 'Spark SQL',
} as const
export type SqlDialect = keyof typeof SQL_DIALECTS
export const sqlDialects = ['duckdb', 'postgres', 'clickhouse', 'trino', 'spark'] as const

/** A text literal. Throws on NUL, which PostgreSQL cannot hold: nothing that is read from a pack contains it. */
export function textLiteral(text: string, dialect: SqlDialect): string {
  if (text.includes('\0')) throw new RangeError('a text literal holds no NUL')
  const doubled = text.replaceAll("'", "''")
  switch (dialect) {
    // The standard's text knows no escape but the doubled quote.
    case 'duckdb':
    case 'postgres':
    case 'trino':
      return `'${doubled}'`
    case 'clickhouse':
      return `'${doubled.replaceAll('\\', '\\\\')}'`
    // Spark before 4 glues `''` together as two texts, so the quote is escaped there.
    case 'spark':
      return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    default: {
      const never: never = dialect
      return never
    }
  }
}

/** A day as a literal of the type DATE. */
export function dateLiteral(date: CalendarDate, dialect: SqlDialect): string {
  if (!isCalendarDate(date)) throw new RangeError('not a calendar date')
  switch (dialect) {
    case 'duckdb':
    case 'postgres':
    case 'trino':
    case 'spark':
      return `DATE '${date}'`
    // The old server 18 knows no other way; Date compares with Date32 columns too.
    case 'clickhouse':
      return `toDate('${date}')`
    default: {
      const never: never = dialect
      return never
    }
  }
}

/** A whole number; throws on anything else, so that no text can slip through. */
export function numberLiteral(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError('not a whole number')
  return String(value)
}

/** True and false; the old ClickHouse has numbers only, and newer ones compare Bool with them. */
export function truthLiteral(truth: boolean, dialect: SqlDialect): string {
  switch (dialect) {
    case 'duckdb':
    case 'postgres':
    case 'trino':
    case 'spark':
      return truth ? 'TRUE' : 'FALSE'
    case 'clickhouse':
      return truth ? '1' : '0'
    default: {
      const never: never = dialect
      return never
    }
  }
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/

/** Whether a table can be named so: parts between dots, none of them empty. */
export function isTableName(name: string): boolean {
  return !name.includes('\0') && name.split('.').every((part) => part.trim() !== '')
}

/** A table's name with its schema and catalogue, `warehouse.contracts`. Plain names stay as they are; others are quoted. Throws where `isTableName` says no. */
export function tableName(name: string, dialect: SqlDialect): string {
  if (!isTableName(name)) throw new RangeError('not the name of a table')
  return name
    .split('.')
    .map((part) => (PLAIN.test(part) ? part : quotedName(part, dialect)))
    .join('.')
}

function quotedName(name: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'duckdb':
    case 'postgres':
    case 'trino':
      return `"${name.replaceAll('"', '""')}"`
    case 'clickhouse':
      return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
    case 'spark':
      return `\`${name.replaceAll('`', '``')}\``
    default: {
      const never: never = dialect
      return never
    }
  }
}
