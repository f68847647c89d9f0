import { sqlText } from '#platform/duckdb/open-duckdb.ts'
import { choicesOf, type FileColumn } from './account-columns.ts'

/**
 * What a fact of a contract is where its file has a row for each bill. `same`: the rows must agree, a contract has one.
 * `any`: one row that says yes is enough. `first`: of the first row that has a name and an address. `counted`: out of all bills.
 */
export const billRules = {
  contractId: 'first',
  supply: 'same',
  municipality: 'same',
  monthsInArrears: 'counted',
  unpaidYen: 'counted',
  oldestDueOn: 'counted',
  noticeStage: 'highest',
  stopOn: 'earliest',
  cannotPaySaid: 'any',
  deferralAsked: 'any',
  // Between none, kept and broken the last is what a person at the counter would go by.
  instalmentPlan: 'highest',
  elderlyAlone: 'any',
  infant: 'any',
  medicalDevice: 'any',
  winterArea: 'any',
  lastGuidedOn: 'latest',
  unpaidYenWhenGuided: 'same',
  objection: 'any',
  customer: 'same',
  inSupport: 'any',
  personName: 'same',
  postalCode: 'same',
  address: 'same',
  language: 'first',
  reference: 'first',
} as const satisfies Record<FileColumn, 'same' | 'highest' | 'earliest' | 'latest' | 'any' | 'first' | 'counted'>

const choices = (column: FileColumn) => `[${Object.keys(choicesOf(column)).map(sqlText).join(', ')}]`

/** The place of a code among the column's codes, which stand in rising order. */
export function rankSql(column: FileColumn, value: string): string {
  return `list_position(${choices(column)}, ${value})`
}

/** The code that has this place. */
export function unrankSql(column: FileColumn, rank: string): string {
  return `${choices(column)}[${rank}]`
}
