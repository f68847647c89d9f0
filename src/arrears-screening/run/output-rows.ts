import type { CalendarDate } from '#kernel/calendar-date.ts'
import { ACCOUNT_COLUMNS, FACTS, type Fact } from '../account.ts'
import { type Explanation, explainMatch, reasonsOf } from '../explain.ts'
import { agreementOf, type CompiledPack } from './compile-pack.ts'
import type { Hit } from './match-accounts.ts'
import { explainSuppression } from './suppression.ts'

/** The columns of people.csv and people.parquet, with their types in Parquet. `cli letters` reads them by these names. */
export const PEOPLE_COLUMNS = {
  contract_id: 'VARCHAR',
  source_line: 'BIGINT',
  supply: 'VARCHAR',
  municipality: 'VARCHAR',
  agreement_id: 'VARCHAR',
  agreement_version: 'INTEGER',
  clause: 'VARCHAR',
  because: 'VARCHAR',
  matched_values: 'VARCHAR',
  months_in_arrears: 'INTEGER',
  unpaid_yen: 'BIGINT',
  oldest_due_on: 'DATE',
  notice_stage: 'VARCHAR',
  stop_on: 'DATE',
  person_name: 'VARCHAR',
  postal_code: 'VARCHAR',
  address: 'VARCHAR',
  language: 'VARCHAR',
  reference: 'VARCHAR',
} as const

/** The columns of suppressed.csv: no name and no address, since nobody writes to these people. */
export const SUPPRESSED_COLUMNS = [
  'contract_id',
  'source_line',
  'supply',
  'municipality',
  'agreement_id',
  'agreement_version',
  'clause',
  'because',
  'matched_values',
  'reason',
  'suppressed_because',
] as const

type Cell = string | number | null

/** What a hit is counted under. */
export type CountKey = {
  readonly municipality: string
  readonly agreementId: string
  readonly version: number
  readonly clause: string
  readonly stage: string
}

/** A hit as the line of the file it belongs to. */
export type OutputRow = {
  readonly file: 'people' | 'suppressed'
  readonly line: string
  readonly counted: CountKey
}

/** Puts a hit into words. Throws when the sentence's reader and the statement's reader disagree: that is a defect, and no letter may rest on it. */
export function outputRow(pack: CompiledPack, hit: Hit, runDate: CalendarDate): OutputRow {
  const clause = pack.clauses[hit.clause]
  if (clause === undefined) throw new RangeError('a row matched a clause that the pack does not have')
  const agreement = agreementOf(pack, hit.municipality, clause)
  const explanation = explainMatch(agreement.condition, hit, runDate)
  if (explanation?.path !== clause.path) throw new RangeError(`two readers disagree on clause ${clause.path}`)
  const { agreementId, version, suppression } = agreement
  const counted = {
    municipality: hit.municipality,
    agreementId,
    version,
    clause: clause.path,
    stage: hit.noticeStage ?? '',
  }
  const start: Cell[] = [hit.contractId, hit.sourceLine, hit.supply, hit.municipality, agreementId, version]
  start.push(clause.path, reasonsOf(explanation).join(''), valuesText(explanation))
  if (hit.reason !== null) {
    const because = explainSuppression(hit.reason, hit, suppression)
    return { file: 'suppressed', line: csvLine([...start, hit.reason, because]), counted }
  }
  const bill = [hit.monthsInArrears, hit.unpaidYen, hit.oldestDueOn, hit.noticeStage, hit.stopOn]
  const person = [hit.personName, hit.postalCode, hit.address, hit.language, hit.reference].map(asText)
  return { file: 'people', line: csvLine([...start, ...bill, ...person]), counted }
}

/** `months_in_arrears=3; notice_stage=stop-notice`: the facts that the clause asked for, in the order of the fact sheet. */
function valuesText({ values }: Explanation): string {
  const isFact = (name: string): name is Fact => Object.hasOwn(FACTS, name)
  return Object.keys(values)
    .filter(isFact)
    .map((fact) => `${ACCOUNT_COLUMNS[fact]}=${values[fact] ?? ''}`)
    .join('; ')
}

/** What a customer could have typed: with a space before a sign that a spreadsheet takes for a formula. `cli letters` takes the space off again. */
export function asText(typed: string | null): string | null {
  return typed !== null && /^[=+\-@\t\r\n＝＋－＠]/.test(typed) ? ` ${typed}` : typed
}

/** One line of CSV with CRLF; an unknown value is an empty cell. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
