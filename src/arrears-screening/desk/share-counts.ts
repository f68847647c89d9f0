import { calendarDate } from '#kernel/calendar-date.ts'
import { isMunicipalityCode } from '#kernel/municipality-code.ts'
import { findMunicipality } from '#kernel/municipality-directory.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { findText } from '#platform/files/private-files.ts'
import type { Condition } from '../condition.ts'
import { clausesOf, conditionKey } from '../condition.ts'
import { phraseOf } from '../condition-words.ts'
import { readScreeningPack } from '../read-screening-file.ts'
import { isRunDay } from '../to-sql.ts'
import type { CompanyDesk } from './desk.ts'
import { dataMark, listMonths, type Month } from './kept-months.ts'
import { type EarlierCell, sharedNumber } from './shared-cells.ts'
import type { Basis, EarlierShare, StoredCell } from './shared-counts-store.ts'
import type { DeskAgreement, SharedCounts } from './trial-contract.ts'
import type { TrialCell, TrialCounter } from './trial-counter.ts'
import { type AskedVersion, versionOf } from './try-condition.ts'
import { getWork } from './work-store.ts'

export const mostShares = 6

/** What would be shown, and over what it was counted. */
export type Prepared = AskedVersion & {
  readonly source: 'dry-run' | 'run'
  readonly edition: number
  readonly cells: readonly StoredCell[]
  readonly basis: readonly Basis[]
}

type Sharing = {
  readonly desk: CompanyDesk
  readonly counter: TrialCounter
  readonly agreements: readonly DeskAgreement[]
  /** Of the same company to the same municipality. */
  readonly earlier: readonly EarlierShare[]
  readonly owner: string
  readonly signal: AbortSignal
}

/** Counts a condition again on the server and holds every number against all that was shown before. */
export async function prepareDryRun(
  { desk, counter, agreements, earlier, owner, signal }: Sharing,
  asked: AskedVersion & { readonly workId: string | null },
): Promise<Result<Prepared>> {
  const version = versionOf(agreements, asked)
  if (!version.ok) return version
  const days = (await listMonths(desk, asked.workId)).filter(({ asOf }) => isRunDay(calendarDate(asOf)))
  // One day for each month: two days of one month would be told under the same name.
  const months = [...new Map(days.map((month) => [month.asOf.slice(0, 7), month])).values()]
  if (months.length === 0)
    return refuse('no_month', '数えるファイルがありません。ファイルを置いて列を合わせ、いつの一覧かを選んでください。')
  const { municipalities } = version.value
  const versions = [version.value, ...earlier.map((one) => ({ ...one, municipalities }))]
  const found = await counter.count({ owner, months, versions, signal })
  const cells = months.flatMap((month) =>
    municipalities.map((municipality) => {
      const cell = found.find((one) => one.asOf === month.asOf && one.municipality === municipality)
      return told({ month, municipality, cell }, earlier)
    }),
  )
  return ok({ ...preparedOf(agreements, asked), source: 'dry-run', ...apart(cells) })
}

/** What a run really found; its accounts are gone, so that an earlier number of the month is repeated or hidden. */
export async function prepareRun(
  { desk, agreements, earlier }: Pick<Sharing, 'desk' | 'agreements' | 'earlier'>,
  { workId, agreementId }: { readonly workId: string; readonly agreementId: string },
): Promise<Result<Prepared>> {
  const { run, runInputs } = await getWork(desk, workId)
  if (run === null) return refuse('run_missing', '先に「実行する」の画面で、ご案内する方をさがしてください。')
  const pack = readScreeningPack((await findText(desk.places.pack(workId))) ?? '')
  if (!pack.ok) return pack
  const screened = pack.value.agreements.find((one) => one.agreementId === agreementId)
  if (screened === undefined)
    return refuse(
      'agreement_not_run',
      'この協定の条件では、ご案内する方をさがしていません。協定が有効になってから、新しい作業でさがすと見せられます。',
    )
  const asked = { agreementId, condition: screened.condition, suppression: screened.suppression }
  const month = { asOf: run.runDate, data: dataMark(run.runDate, runInputs) }
  const cells = screened.municipalities.map((municipality) => {
    const people = run.byMunicipality.find(
      (one) => one.agreementId === agreementId && one.municipality === municipality,
    )
    const before = earlier.map((one) => {
      const same = conditionKey(one.condition) === conditionKey(asked.condition)
      const alike = same && JSON.stringify(one.suppression) === JSON.stringify(asked.suppression)
      return { share: one, differs: alike ? 0 : undefined }
    })
    return cellOf({ month, municipality, people: people?.people ?? 0 }, before)
  })
  return ok({ ...preparedOf(agreements, asked), source: 'run', ...apart(cells) })
}

function preparedOf(agreements: readonly DeskAgreement[], asked: AskedVersion) {
  const { agreementId, condition, suppression } = asked
  const edition = agreements.find((one) => one.agreementId === agreementId)?.edition ?? 1
  return { agreementId, condition, suppression, edition }
}

type Cell = { readonly shown: StoredCell; readonly basis: Basis }
const apart = (cells: readonly Cell[]) => ({
  cells: cells.map(({ shown }) => shown),
  basis: cells.map(({ basis }) => basis),
})

type Counted = { readonly month: Month; readonly municipality: string; readonly cell: TrialCell | undefined }

function told({ month, municipality, cell }: Counted, earlier: readonly EarlierShare[]): Cell {
  const before = earlier.map((share, at) => ({
    share,
    differs: (cell?.newly[at] ?? 0) + (cell?.noLonger[at] ?? 0),
  }))
  return cellOf({ month, municipality, people: cell?.reached[0] ?? 0 }, before)
}

type Before = { readonly share: EarlierShare; readonly differs: number | undefined }

/** One number, held against what each earlier sharing told of the same month and municipality. */
function cellOf(
  given: { readonly month: Pick<Month, 'asOf' | 'data'>; readonly municipality: string; readonly people: number },
  before: readonly Before[],
): Cell {
  const { municipality, people } = given
  const { data } = given.month
  const month = given.month.asOf.slice(0, 7)
  const earlier = before.flatMap(({ share, differs }): EarlierCell[] => {
    const at = share.cells.findIndex((one) => one.month === month && one.municipality === municipality)
    const [cell, from] = [share.cells[at], share.basis[at]]
    if (cell === undefined || from === undefined) return []
    return [{ people: cell.people, own: from.own, differs: from.data === data ? differs : undefined }]
  })
  const number = sharedNumber(people, earlier)
  return {
    shown: { month, municipality, people: number.people },
    basis: { month, municipality, data, own: number.own },
  }
}

/** Each alternative of a condition as a sentence. */
export const sentencesOf = (condition: Condition): string[] =>
  clausesOf(condition).map(({ condition: clause }) => phraseOf(clause))

/** The cells with the names of their municipalities, which the agreement or the directory knows. */
export function namedCells(cells: readonly StoredCell[], names: ReadonlyMap<string, string>): SharedCounts['cells'] {
  return cells.map((cell) => ({ ...cell, name: names.get(cell.municipality) ?? nameOf(cell.municipality) }))
}

function nameOf(code: string): string {
  return isMunicipalityCode(code) ? (findMunicipality(code)?.name ?? '') : ''
}
