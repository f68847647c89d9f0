import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import type { Condition } from './condition.ts'
import { conditionShape } from './condition-contract.ts'
import { type SqlDialect, sqlDialects, tableName, textLiteral } from './sql-dialect.ts'
import { conditions } from './test-arbitraries.ts'
import { toSql, toSqlClauses, toSqlFilter } from './to-sql.ts'

const runOn = calendarDate('2026-03-01')

/** Trino and Spark cannot be started beside these tests: their text is held word for word. */
const CONDITION: Condition = {
  kind: 'any',
  of: [
    {
      kind: 'all',
      of: [
        { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 },
        { kind: 'stage-at-least', stage: 'reminder' },
        { kind: 'not', of: { kind: 'flag', fact: 'deferralAsked', is: true } },
        { kind: 'season', from: '11-01', to: '03-31' },
      ],
    },
    { kind: 'days-since', fact: 'oldestDueOn', is: 'more-than', days: 1 },
    { kind: 'days-until', fact: 'stopOn', is: 'at-most', days: 7 },
    { kind: 'one-of', fact: 'supply', values: ['gas', 'lp-gas'] },
  ],
}

const WITH_DATES_AND_TRUTH = {
  standard:
    "coalesce(((months_in_arrears >= 2 AND notice_stage IN ('reminder', 'stop-notice', 'stopped') AND (NOT (deferral_asked = TRUE) OR deferral_asked IS NULL) AND TRUE) OR oldest_due_on < DATE '2026-02-28' OR stop_on <= DATE '2026-03-08' OR supply IN ('gas', 'lp-gas')), FALSE)",
  clickhouse:
    "coalesce(((months_in_arrears >= 2 AND notice_stage IN ('reminder', 'stop-notice', 'stopped') AND (NOT (deferral_asked = 1) OR deferral_asked IS NULL) AND 1) OR oldest_due_on < toDate('2026-02-28') OR stop_on <= toDate('2026-03-08') OR supply IN ('gas', 'lp-gas')), 0)",
}
const GOLDEN = {
  duckdb: WITH_DATES_AND_TRUTH.standard,
  postgres: WITH_DATES_AND_TRUTH.standard,
  trino: WITH_DATES_AND_TRUTH.standard,
  spark: WITH_DATES_AND_TRUTH.standard,
  clickhouse: WITH_DATES_AND_TRUTH.clickhouse,
} as const satisfies Record<SqlDialect, string>

describe('A condition as SQL', () => {
  test.each(sqlDialects)('is held word for word in %s', (dialect) => {
    expect(toSql(CONDITION, dialect, runOn)).toBe(GOLDEN[dialect])
  })

  test('gives each alternative its own expression, numbered as people count', () => {
    expect(
      toSqlClauses(CONDITION, 'trino', runOn)
        .map(({ path, filter }) => [path, filter])
        .slice(1),
    ).toEqual([
      ['2', "oldest_due_on < DATE '2026-02-28'"],
      ['3', "stop_on <= DATE '2026-03-08'"],
      ['4', "supply IN ('gas', 'lp-gas')"],
    ])
  })

  test('says yes or no for what asks nothing', () => {
    expect(sqlDialects.map((dialect) => toSqlFilter({ kind: 'all', of: [] }, dialect, runOn))).toEqual([
      'TRUE',
      'TRUE',
      '1',
      'TRUE',
      'TRUE',
    ])
    expect(sqlDialects.map((dialect) => toSqlFilter({ kind: 'any', of: [] }, dialect, runOn))).toEqual([
      'FALSE',
      'FALSE',
      '0',
      'FALSE',
      'FALSE',
    ])
  })

  test('refuses run dates whose bounds an engine could not hold', () => {
    for (const day of ['1999-12-31', '2090-01-01']) {
      expect(() => toSql(CONDITION, 'duckdb', calendarDate(day))).toThrow(RangeError)
    }
  })
})

describe('No value can leave its place in a statement', () => {
  const nasty = "x' OR '1'='1\\' -- \\"

  test.each([
    ['duckdb', "'x'' OR ''1''=''1\\'' -- \\'"],
    ['postgres', "'x'' OR ''1''=''1\\'' -- \\'"],
    ['trino', "'x'' OR ''1''=''1\\'' -- \\'"],
    ['clickhouse', "'x'' OR ''1''=''1\\\\'' -- \\\\'"],
    ['spark', "'x\\' OR \\'1\\'=\\'1\\\\\\' -- \\\\'"],
  ] as const)('text in %s', (dialect, literal) => {
    expect(textLiteral(nasty, dialect)).toBe(literal)
    expect(() => textLiteral('a\0b', dialect)).toThrow(RangeError)
  })

  test.each([
    ['postgres', 'warehouse.contracts', 'warehouse.contracts'],
    ['postgres', 'a"; drop table b; --', '"a""; drop table b; --"'],
    ['clickhouse', 'a`\\b', '`a\\`\\\\b`'],
    ['spark', '契約', '`契約`'],
  ] as const)('a table in %s: %s', (dialect, name, written) => {
    expect(tableName(name, dialect)).toBe(written)
  })

  test('no statement holds a quote that was not written by us, whatever the condition', () => {
    const text = /'(?:[a-z-]+|\d{6}|\d{4}-\d{2}-\d{2})'/g
    fc.assert(
      fc.property(conditions(fc), fc.constantFrom(...sqlDialects), (condition, dialect) => {
        expect(toSql(condition, dialect, runOn).replaceAll(text, '')).not.toMatch(/['"\\;]|--/)
      }),
    )
  })

  test('values that no checked condition holds never become text of a statement', () => {
    expect(() => toSql({ kind: 'number', fact: 'unpaidYen', is: 'at-least', value: 0.5 }, 'duckdb', runOn)).toThrow(
      RangeError,
    )
    expect(() => toSql({ kind: 'days-until', fact: 'stopOn', is: 'at-least', days: 99_999 }, 'duckdb', runOn)).toThrow(
      RangeError,
    )
    for (const wrong of [
      { kind: 'one-of', fact: 'supply', values: ["gas' OR 1=1"] },
      { kind: 'one-of', fact: 'municipality', values: ["432067'"] },
      { kind: 'number', fact: 'unpaid_yen; drop table x', is: 'at-least', value: 1 },
      { kind: 'season', from: '02-30', to: '03-01' },
      { kind: 'flag', fact: 'infant', is: 'true' },
      { kind: 'flag', fact: 'infant', is: true, and: 1 },
    ]) {
      expect(conditionShape.safeParse(wrong).success).toBe(false)
    }
  })
})
