import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api'
import { benchAgreements, benchMunicipalities, benchRunDate, conditionOf } from './rules.ts'

const today = Math.round(Date.parse(`${benchRunDate}T00:00:00Z`) / 86_400_000)

/** What a way of matching found, by which two ways are compared. */
export type Found = { hits: number; guided: number; clauses: number }

/** The cells of one row, asked for one by one: a loop pays only for what its rule looks at. */
export type Cells = {
  number(column: Column): number
  text(column: Column): unknown
}

const days = (column: string) => `datediff('day', DATE '1970-01-01', ${column})::INTEGER as ${column}`
const columns = [
  'contract_id',
  'municipality',
  'supply',
  'months_in_arrears',
  'unpaid_yen',
  'oldest_due_on',
  'notice_stage',
  'stop_on',
  'cannot_pay_said',
  'deferral_asked',
  'instalment_plan',
  'elderly_alone',
  'infant',
  'medical_device',
  'winter_area',
  'last_guided_on',
  'unpaid_yen_when_guided',
  'objection',
  'customer',
  'in_support',
] as const
type Column = (typeof columns)[number]
const at: ReadonlyMap<Column, number> = new Map(columns.map((column, index) => [column, index]))

const ruleOf = new Map(benchMunicipalities.slice(0, benchAgreements).map((code, index) => [code, conditionOf(index)]))

/** The rule of a municipality; undefined where there is no agreement. */
export const ruleOfMunicipality = (municipality: unknown) =>
  typeof municipality === 'string' ? ruleOf.get(municipality) : undefined

/**
 * The same rows decided one by one by hand-written TypeScript in one thread, as a company without a database would:
 * read by the fastest Parquet reader that Node has (DuckDB's own, by whole columns), dates already as numbers.
 */
export async function loopOverParquet(connection: DuckDBConnection, parquet: string): Promise<Found> {
  const found: Found = { hits: 0, guided: 0, clauses: 0 }
  const result = await connection.stream(`select ${selectList} from read_parquet('${parquet}')`)
  const contracts: unknown[] = []
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return found
    const vectors = columns.map((_, index) => chunk.getColumnVector(index))
    const cells = new VectorCells(vectors)
    for (let row = 0; row < chunk.rowCount; row += 1) {
      cells.row = row
      const clause = clauseOf(cells)
      if (clause === undefined) continue
      contracts.push(cells.text('contract_id'))
      found.hits += 1
      found.clauses += clause
      if (!isLeftAlone(cells)) found.guided += 1
    }
  }
}

export const selectList = columns.map((column) => (column.endsWith('_on') ? days(column) : column)).join(', ')

class VectorCells implements Cells {
  row = 0
  readonly #vectors: readonly DuckDBVector[]
  constructor(vectors: readonly DuckDBVector[]) {
    this.#vectors = vectors
  }
  text(column: Column): unknown {
    return this.#vectors[at.get(column) ?? 0]?.getItem(this.row)
  }
  number(column: Column): number {
    const value = this.text(column)
    return typeof value === 'number' ? value : Number.NaN
  }
}

/** The first clause that holds, counted from 0 within its rule. An unknown number is NaN, which compares with nothing. */
export function clauseOf(row: Cells): number | undefined {
  const rule = ruleOfMunicipality(row.text('municipality'))
  return rule === undefined ? undefined : clausesOfRule[rule]?.(row)
}

const months = (row: Cells) => row.number('months_in_arrears')
const unpaid = (row: Cells) => row.number('unpaid_yen')
const isNearStop = (row: Cells) => {
  const stage = row.text('notice_stage')
  return stage === 'stop-notice' || stage === 'stopped'
}

const clausesOfRule: readonly ((row: Cells) => number | undefined)[] = [
  (row) => (months(row) >= 3 && isNearStop(row) ? 0 : undefined),
  (row) => (months(row) >= 2 && row.text('elderly_alone') === true ? 0 : months(row) >= 4 ? 1 : undefined),
  (row) =>
    months(row) >= 1 && row.text('cannot_pay_said') === true
      ? 0
      : months(row) >= 3 && unpaid(row) >= 30_000
        ? 1
        : undefined,
  (row) => (unpaid(row) >= 20_000 && row.number('oldest_due_on') <= today - 75 ? 0 : undefined),
  (row) => (isNearStop(row) && row.number('stop_on') <= today + 14 ? 0 : undefined),
  (row) => {
    if (months(row) >= 2 && row.text('infant') === true) return 0
    if (months(row) >= 1 && row.text('medical_device') === true) return 1
    return months(row) >= 3 && row.text('deferral_asked') !== true ? 2 : undefined
  },
  (row) =>
    months(row) >= 1 && row.text('winter_area') === true
      ? 0
      : months(row) >= 3 && unpaid(row) >= 25_000
        ? 1
        : undefined,
  (row) =>
    months(row) >= 2 && isNearStop(row) && row.text('supply') !== 'lp-gas' && row.text('supply') !== 'water'
      ? 0
      : undefined,
  (row) => {
    if (row.text('instalment_plan') === 'broken') return 0
    if (unpaid(row) >= 10_000 && row.text('cannot_pay_said') === true) return 1
    return months(row) >= 4 && row.text('customer') === true ? 2 : undefined
  },
  (row) =>
    (months(row) >= 2 || unpaid(row) >= 15_000) &&
    (row.text('elderly_alone') === true ||
      row.text('infant') === true ||
      row.text('medical_device') === true ||
      row.text('deferral_asked') === true) &&
    row.text('instalment_plan') !== 'kept'
      ? 0
      : undefined,
]

/** Whether one of the five reasons speaks against guiding. */
export function isLeftAlone(row: Cells): boolean {
  if (row.text('objection') === true || row.text('customer') === false || row.text('in_support') === true) return true
  if (row.text('instalment_plan') === 'kept') return true
  const guided = row.number('last_guided_on')
  if (!(guided >= today - 90 && guided <= today)) return false
  return !(row.number('unpaid_yen') - row.number('unpaid_yen_when_guided') >= 10_000)
}
