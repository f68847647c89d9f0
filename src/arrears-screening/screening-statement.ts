import type { CalendarDate } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { ACCOUNT_COLUMNS, type Account } from './account.ts'
import { type Condition, conditionKey, factsAskedBy } from './condition.ts'
import type { ScreeningPack, Suppression } from './screening-pack-contract.ts'
import { isTableName, numberLiteral, type SqlDialect, tableName, textLiteral } from './sql-dialect.ts'
import { isRunDay, toSqlClauses, toSqlFilter } from './to-sql.ts'

/** What a statement is made from. `table` holds one row per contract with the columns of `ACCOUNT_COLUMNS`. */
export type StatementRequest = {
  readonly pack: ScreeningPack
  readonly dialect: SqlDialect
  readonly runOn: CalendarDate
  readonly table: string
}

/**
 * One SELECT for a whole pack: a row per contract that matches, with the agreement version and the clause and, where the
 * person is not to be guided all the same, the reason. Of several agreements of a municipality the first of the pack that
 * matches counts, as in a run. Equal conditions of many agreements are written once.
 * It names every column it needs and no name, address or other fact of a person.
 */
export function screeningStatement(request: StatementRequest): Result<string> {
  if (request.pack.agreements.length === 0) {
    return refuse('pack_without_agreements', 'この条件ファイルには、条件のある協定が一つもありません。')
  }
  if (!isRunDay(request.runOn)) {
    return refuse('run_date_out_of_range', '基準日は、2000年から2089年までの日にしてください。')
  }
  if (!isTableName(request.table))
    return refuse('table_name_wrong', '表の名前を「スキーマ.表」のように書いてください。')
  return ok(statementOf(request))
}

function statementOf({ pack, dialect, runOn, table }: StatementRequest): string {
  const conditions = distinct(
    pack.agreements.map(({ condition }) => condition),
    conditionKey,
  )
  const suppressions = distinct(
    pack.agreements.map(({ suppression }) => suppression),
    (each) => JSON.stringify(each),
  )
  const rows = pack.agreements.flatMap(({ agreementId, version, municipalities, condition, suppression }, index) =>
    municipalities.map((municipality) => [
      textLiteral(municipality, dialect),
      textLiteral(agreementId, dialect),
      numberLiteral(version),
      numberLiteral(index + 1),
      numberLiteral(conditions.numberOf(condition)),
      numberLiteral(suppressions.numberOf(suppression)),
    ]),
  )
  const clauseOf = byNumber('condition_number', conditions.values, (condition) => clauseCase(condition, dialect, runOn))
  const reasonOf = byNumber('suppression_number', suppressions.values, (each) => suppressionCase(each, dialect, runOn))
  const columns = columnsFor(conditions.values)
  const matched = `(
  SELECT contract_id, municipality, agreement_id, agreement_version, agreement_position,
    ${clauseOf} AS matched_clause,
    ${reasonOf} AS suppressed_because
  FROM (
    SELECT ${columns.join(', ')}
    FROM ${tableName(table, dialect)}
  ) account
  ${joinOf(dialect)} ${agreementRows(rows, dialect)}
    ON municipality = agreed_municipality
) matched
WHERE matched_clause IS NOT NULL`
  return firstOfEach(matched, dialect)
}

const ANSWER = 'contract_id, municipality, agreement_id, agreement_version, matched_clause, suppressed_because'

/** The first agreement that matches each contract. The old ClickHouse has no window functions and its own words for it. */
function firstOfEach(matched: string, dialect: SqlDialect): string {
  switch (dialect) {
    case 'duckdb':
    case 'postgres':
    case 'trino':
    case 'spark': {
      const turn = 'ROW_NUMBER() OVER (PARTITION BY contract_id ORDER BY agreement_position) AS agreement_turn'
      return `SELECT ${ANSWER}\nFROM (\nSELECT ${ANSWER}, ${turn}\nFROM ${matched}\n) ranked\nWHERE agreement_turn = 1\nORDER BY contract_id`
    }
    case 'clickhouse':
      return `SELECT ${ANSWER}\nFROM ${matched}\nORDER BY contract_id, agreement_position\nLIMIT 1 BY contract_id`
    default: {
      const never: never = dialect
      return never
    }
  }
}

function distinct<Value>(values: readonly Value[], keyOf: (value: Value) => string) {
  const kept = new Map<string, { value: Value; number: number }>()
  for (const value of values) {
    const key = keyOf(value)
    if (!kept.has(key)) kept.set(key, { value, number: kept.size + 1 })
  }
  return {
    values: [...kept.values()].map(({ value }) => value),
    numberOf: (value: Value) => kept.get(keyOf(value))?.number ?? 0,
  }
}

function byNumber<Value>(column: string, values: readonly Value[], write: (value: Value) => string): string {
  const cases = values.map((value, index) => `WHEN ${column} = ${index + 1} THEN ${write(value)}`)
  return `CASE\n      ${cases.join('\n      ')}\n      ELSE NULL END`
}

function clauseCase(condition: Condition, dialect: SqlDialect, runOn: CalendarDate): string {
  const cases = toSqlClauses(condition, dialect, runOn).map(
    ({ path, filter }) => `WHEN ${filter} THEN ${textLiteral(path, dialect)}`,
  )
  return `CASE ${cases.join(' ')} ELSE NULL END`
}

function suppressionCase(suppression: Suppression, dialect: SqlDialect, runOn: CalendarDate): string {
  const { objection, notCustomer, inSupport, keptPlan, guidedWithinDays, unlessRoseByYen } = suppression
  const cases: string[] = []
  const add = (reason: string, condition: Condition, also = '') => {
    cases.push(`WHEN ${toSqlFilter(condition, dialect, runOn)}${also} THEN ${textLiteral(reason, dialect)}`)
  }
  if (objection) add('objection', { kind: 'flag', fact: 'objection', is: true })
  if (notCustomer) add('not-customer', { kind: 'flag', fact: 'customer', is: false })
  if (inSupport) add('in-support', { kind: 'flag', fact: 'inSupport', is: true })
  if (keptPlan) add('kept-plan', { kind: 'one-of', fact: 'instalmentPlan', values: ['kept'] })
  if (guidedWithinDays !== null) {
    // A guidance dated after the run date had not happened yet.
    const is = [
      { kind: 'days-since', fact: 'lastGuidedOn', is: 'at-least', days: 0 },
      { kind: 'days-since', fact: 'lastGuidedOn', is: 'at-most', days: guidedWithinDays },
    ] as const
    add(
      'guided-recently',
      { kind: 'all', of: is },
      unlessRoseByYen === null ? '' : ` AND ${roseByLess(unlessRoseByYen)}`,
    )
  }
  return cases.length === 0 ? 'NULL' : `CASE ${cases.join(' ')} ELSE NULL END`
}

/** A rise that cannot be reckoned is no rise. */
function roseByLess(yen: number): string {
  const { unpaidYen: now, unpaidYenWhenGuided: then } = ACCOUNT_COLUMNS
  return `(${now} - ${then} < ${numberLiteral(yen)} OR ${now} IS NULL OR ${then} IS NULL)`
}

const FACTS_OF_SUPPRESSION = [
  'objection',
  'customer',
  'inSupport',
  'instalmentPlan',
  'lastGuidedOn',
  'unpaidYen',
  'unpaidYenWhenGuided',
] as const satisfies readonly (keyof Account)[]

function columnsFor(conditions: readonly Condition[]): readonly string[] {
  const asked = new Set<keyof Account>(['contractId', 'municipality', ...FACTS_OF_SUPPRESSION])
  for (const condition of conditions) for (const fact of factsAskedBy(condition)) asked.add(fact)
  return Object.entries(ACCOUNT_COLUMNS).flatMap(([fact, column]) =>
    [...asked].some((each) => each === fact) ? column : [],
  )
}

/** The old ClickHouse asks whether all partners of a row are wanted. */
function joinOf(dialect: SqlDialect): string {
  switch (dialect) {
    case 'duckdb':
    case 'postgres':
    case 'trino':
    case 'spark':
      return 'INNER JOIN'
    case 'clickhouse':
      return 'ALL INNER JOIN'
    default: {
      const never: never = dialect
      return never
    }
  }
}

const AGREEMENT_COLUMNS = [
  'agreed_municipality',
  'agreement_id',
  'agreement_version',
  'agreement_position',
  'condition_number',
  'suppression_number',
] as const

function agreementRows(rows: readonly (readonly string[])[], dialect: SqlDialect): string {
  const tuples = rows.map((row) => `(${row.join(', ')})`).join(',\n      ')
  switch (dialect) {
    case 'duckdb':
    case 'postgres':
    case 'trino':
    case 'spark':
      return `(\n    VALUES\n      ${tuples}\n  ) AS agreement (${AGREEMENT_COLUMNS.join(', ')})`
    case 'clickhouse': {
      const columns = AGREEMENT_COLUMNS.map((column, index) => `tupleElement(agreed, ${index + 1}) AS ${column}`)
      return `(\n    SELECT ${columns.join(', ')}\n    FROM (SELECT arrayJoin([\n      ${tuples}\n    ]) AS agreed)\n  ) agreement`
    }
    default: {
      const never: never = dialect
      return never
    }
  }
}
