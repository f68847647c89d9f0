import { calendarDate } from '#kernel/calendar-date.ts'
import { sqlText } from '#platform/duckdb/open-duckdb.ts'
import type { Condition } from '../condition.ts'
import { suppressionSql } from '../run/suppression.ts'
import type { Suppression } from '../screening-pack-contract.ts'
import { toSqlFilter } from '../to-sql.ts'
import type { Month } from './kept-months.ts'

/** A condition as it is tried: what matches, who is left alone, and where it counts. */
export type TrialVersion = {
  readonly condition: Condition
  readonly suppression: Suppression
  readonly municipalities: readonly string[]
}

/**
 * Counts of every version for each day and municipality: `reached`, `suppressed`, and of each further version the people
 * that only it (`newly`) or only the first one reaches (`no_longer`). One statement over all days; no row leaves it. `people` is how many accounts a row stands for.
 * Throws where `toSqlFilter` does.
 */
export function trialSql(months: readonly Month[], versions: readonly TrialVersion[]): string {
  return months.map((month) => monthSql(month, versions)).join('\nunion all\n')
}

function monthSql({ asOf, paths }: Month, versions: readonly TrialVersion[]): string {
  const day = calendarDate(asOf)
  const everywhere = new Set(versions.flatMap(({ municipalities }) => municipalities))
  const columns = versions.flatMap(({ condition, suppression, municipalities }, at) => {
    const here = municipalities.length === everywhere.size ? 'true' : `municipality in (${listed(municipalities)})`
    const matched = `coalesce(${here} and (${toSqlFilter(condition, 'duckdb', day)}), false)`
    return [`${matched} as m${at}`, `(${suppressionSql(suppression, day)}) is null as f${at}`]
  })
  const reached = (at: number) => `m${at} and f${at}`
  const count = (what: string, name: string) => `coalesce(sum(people) filter (where ${what}), 0) as ${name}`
  const counts = versions.flatMap((_, at) => [
    count(reached(at), `r${at}`),
    count(`m${at} and not f${at}`, `s${at}`),
    ...(at === 0
      ? []
      : [
          count(`(${reached(at)}) and not (${reached(0)})`, `n${at}`),
          count(`(${reached(0)}) and not (${reached(at)})`, `l${at}`),
        ]),
  ])
  const files = paths.map(sqlText).join(', ')
  return `select '${day}' as as_of, municipality, ${counts.join(', ')}
from (select municipality, people, ${columns.join(', ')} from read_parquet([${files}]) where municipality in (${listed([...everywhere])}))
group by municipality`
}

const listed = (codes: readonly string[]) => (codes.length === 0 ? "''" : codes.map(sqlText).join(', '))
