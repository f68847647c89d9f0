import { addDays, type CalendarDate } from '#kernel/calendar-date.ts'
import { ACCOUNT_COLUMNS, noticeStages } from './account.ts'
import {
  type Clause,
  type ClausePath,
  type Comparison,
  type Condition,
  clausesOf,
  dateBoundOf,
  isInSeason,
  LARGEST_CONDITION,
} from './condition.ts'
import { dateLiteral, numberLiteral, type SqlDialect, textLiteral, truthLiteral } from './sql-dialect.ts'

/** Between these days every bound of a date lies in what all engines can hold: ClickHouse begins in 1970, its old server ends in 2105. */
const RUN_DAYS = { first: '2000-01-01', last: '2089-12-31' } as const

/** Whether a condition can be written for this run date. */
export function isRunDay(day: CalendarDate): boolean {
  return RUN_DAYS.first <= day && day <= RUN_DAYS.last
}

type Reading = { readonly dialect: SqlDialect; readonly runOn: CalendarDate }

/**
 * The second reader: one boolean expression over the columns of `ACCOUNT_COLUMNS`, never NULL, so that it may stand
 * anywhere. Days are counted here and not by the engine, so every engine compares with the same day.
 * Throws a RangeError on a run date outside 2000–2089 and on values that no checked condition holds.
 */
export function toSql(condition: Condition, dialect: SqlDialect, runOn: CalendarDate): string {
  const { no } = bothOf(dialect)
  return `coalesce(${toSqlFilter(condition, dialect, runOn)}, ${no})`
}

/** The same as it may stand after WHERE or WHEN, where NULL counts as no: what one would write by hand, and as fast. */
export function toSqlFilter(condition: Condition, dialect: SqlDialect, runOn: CalendarDate): string {
  if (!isRunDay(runOn)) throw new RangeError('a run date lies between 2000 and 2089')
  return holds(condition, { dialect, runOn })
}

/** Each alternative of a condition as its own expression, to say which one matched. */
export function toSqlClauses(
  condition: Condition,
  dialect: SqlDialect,
  runOn: CalendarDate,
): readonly { readonly path: ClausePath; readonly filter: string }[] {
  return clausesOf(condition).map(({ path, condition: clause }) => ({
    path,
    filter: toSqlFilter(clause, dialect, runOn),
  }))
}

function bothOf(dialect: SqlDialect): { yes: string; no: string } {
  return { yes: truthLiteral(true, dialect), no: truthLiteral(false, dialect) }
}

/** True where the condition holds; false or NULL where it does not. Without `NOT`, NULL can never turn into true. */
function holds(condition: Condition, reading: Reading): string {
  const { yes, no } = bothOf(reading.dialect)
  switch (condition.kind) {
    case 'all':
      return joined(
        condition.of.map((part) => holds(part, reading)),
        { word: 'AND', empty: yes },
      )
    case 'any':
      return joined(
        condition.of.map((part) => holds(part, reading)),
        { word: 'OR', empty: no },
      )
    case 'not':
      return fails(condition.of, reading)
    default:
      return clauseHolds(condition, reading)
  }
}

/** True where the condition does not hold, an unknown fact included; false or NULL where it does. */
function fails(condition: Condition, reading: Reading): string {
  const { yes, no } = bothOf(reading.dialect)
  switch (condition.kind) {
    case 'all':
      return joined(
        condition.of.map((part) => fails(part, reading)),
        { word: 'OR', empty: no },
      )
    case 'any':
      return joined(
        condition.of.map((part) => fails(part, reading)),
        { word: 'AND', empty: yes },
      )
    case 'not':
      return holds(condition.of, reading)
    default:
      return clauseFails(condition, reading)
  }
}

function joined(parts: readonly string[], { word, empty }: { word: 'AND' | 'OR'; empty: string }): string {
  if (parts.length === 0) return empty
  return parts.length === 1 ? parts.join('') : `(${parts.join(` ${word} `)})`
}

function clauseFails(clause: Clause, reading: Reading): string {
  if (clause.kind === 'season') return truthLiteral(!isInSeason(reading.runOn, clause), reading.dialect)
  const column = clause.kind === 'stage-at-least' ? ACCOUNT_COLUMNS.noticeStage : ACCOUNT_COLUMNS[clause.fact]
  return `(NOT (${clauseHolds(clause, reading)}) OR ${column} IS NULL)`
}

function clauseHolds(clause: Clause, { dialect, runOn }: Reading): string {
  switch (clause.kind) {
    case 'one-of':
      return among(ACCOUNT_COLUMNS[clause.fact], clause.values, dialect)
    case 'number':
      return `${ACCOUNT_COLUMNS[clause.fact]} ${SIGNS[clause.is]} ${numberLiteral(clause.value)}`
    case 'stage-at-least':
      return among(ACCOUNT_COLUMNS.noticeStage, noticeStages.slice(noticeStages.indexOf(clause.stage)), dialect)
    case 'flag':
      return `${ACCOUNT_COLUMNS[clause.fact]} = ${truthLiteral(clause.is, dialect)}`
    case 'days-since':
    case 'days-until': {
      const { daysAfterRun, is } = dateBoundOf(clause)
      return `${ACCOUNT_COLUMNS[clause.fact]} ${SIGNS[is]} ${dateLiteral(addDays(runOn, checkedDays(daysAfterRun)), dialect)}`
    }
    case 'season':
      return truthLiteral(isInSeason(runOn, clause), dialect)
    default: {
      const never: never = clause
      return never
    }
  }
}

function among(column: string, values: readonly string[], dialect: SqlDialect): string {
  if (values.length === 0) return truthLiteral(false, dialect)
  return `${column} IN (${values.map((value) => textLiteral(value, dialect)).join(', ')})`
}

function checkedDays(days: number): number {
  if (!Number.isSafeInteger(days) || Math.abs(days) > LARGEST_CONDITION.days) throw new RangeError('too many days')
  return days
}

const SIGNS = {
  'at-least': '>=',
  'more-than': '>',
  'at-most': '<=',
  'less-than': '<',
  exactly: '=',
} as const satisfies Record<Comparison, string>
