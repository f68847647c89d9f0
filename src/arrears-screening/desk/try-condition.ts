import { calendarDate } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { notFound } from '#platform/http/problem.ts'
import { FACTS, needsAgreement } from '../account.ts'
import type { Condition } from '../condition.ts'
import { factsAskedBy } from '../condition.ts'
import type { Suppression } from '../screening-pack-contract.ts'
import { isRunDay } from '../to-sql.ts'
import type { CompanyDesk } from './desk.ts'
import { listMonths } from './kept-months.ts'
import type { DeskAgreement, DryRunAnswer } from './trial-contract.ts'
import type { TrialCounter } from './trial-counter.ts'
import type { TrialVersion } from './trial-statement.ts'

export type AskedVersion = {
  readonly agreementId: string
  readonly condition: Condition
  readonly suppression: Suppression
}
type Trial = {
  readonly desk: CompanyDesk
  readonly counter: TrialCounter
  readonly agreements: readonly DeskAgreement[]
  readonly owner: string
  readonly signal: AbortSignal
}

/** The version with where it counts; refuses an agreement of others, and facts of a household that it does not name. */
export function versionOf(agreements: readonly DeskAgreement[], asked: AskedVersion): Result<TrialVersion> {
  const agreement = agreements.find(({ agreementId }) => agreementId === asked.agreementId)
  if (agreement === undefined) return { ok: false, refusal: notFound }
  const inSupport = asked.suppression.inSupport ? (['inSupport'] as const) : []
  const stranger = [...factsAskedBy(asked.condition), ...inSupport].find(
    (fact) => needsAgreement(fact) && !agreement.factsAllowed.includes(fact),
  )
  if (stranger !== undefined) {
    return refuse('fact_not_agreed', `この協定では「${FACTS[stranger]}」を条件に使うことになっていません。`)
  }
  const { condition, suppression } = asked
  return ok({ condition, suppression, municipalities: agreement.municipalities.map(({ code }) => code) })
}

/** How many people one or two versions reach, by day and municipality. Counts alone; nothing is written. */
export async function tryConditions(
  { desk, counter, agreements, owner, signal }: Trial,
  { workId, versions: asked }: { readonly workId: string | null; readonly versions: readonly AskedVersion[] },
): Promise<Result<DryRunAnswer>> {
  const began = performance.now()
  const versions: TrialVersion[] = []
  for (const one of asked) {
    const version = versionOf(agreements, one)
    if (!version.ok) return version
    versions.push(version.value)
  }
  const months = (await listMonths(desk, workId)).filter(({ asOf }) => isRunDay(calendarDate(asOf)))
  if (months.length === 0) {
    return refuse(
      'no_month',
      '数えるファイルがありません。ファイルを置いて列の読み方を決め、いつのものかを選んでください。',
    )
  }
  const cells = await counter.count({ owner, months, versions, signal })
  const names = new Map(
    agreements.flatMap(({ municipalities }) => municipalities.map(({ code, name }) => [code, name])),
  )
  return ok({
    milliseconds: Math.round(performance.now() - began),
    months: months.map(({ asOf, accounts }) => ({ asOf, accounts })),
    cells: cells.map(({ asOf, municipality, reached, suppressed, newly, noLonger }) => ({
      ...{ asOf, municipality, reached: [...reached], suppressed: [...suppressed] },
      name: names.get(municipality) ?? '',
      newly: newly[0] ?? 0,
      noLonger: noLonger[0] ?? 0,
    })),
    capacity: [...new Set(asked.map(({ agreementId }) => agreementId))].map((agreementId) => ({
      agreementId,
      agencies: agreements.find((one) => one.agreementId === agreementId)?.capacity ?? [],
    })),
  })
}
