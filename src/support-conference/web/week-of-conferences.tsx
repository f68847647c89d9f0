import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listSittings, type SittingRow } from '../sitting-list-contract.ts'
import { SittingStateChip } from './conference-parts.tsx'
import { leftWords, sittingPath, sittingTitle } from './conference-words.ts'

/** For the homes of officer and lead: the sittings of the coming seven days, and those with something left to do. */
export function WeekOfConferences() {
  const reading = useApi(listSittings, { query: { show: 'coming' } })
  return (
    <Section title="今週の会議" aside={<Link href="/conference">支援会議の一覧</Link>}>
      <Loaded reading={reading}>
        {({ sittings }) => {
          const week = sittings.filter(isThisWeek)
          if (week.length === 0) {
            return (
              <EmptyState title="7日以内の会議も、後片付けの残りもありません" icon="calendar">
                会議を予定すると、7日前からここに並びます。
              </EmptyState>
            )
          }
          return (
            <ul className="flex flex-col gap-3">
              {week.map((row) => (
                <li
                  key={row.id}
                  className="flex flex-col items-start gap-1 rounded-12 border-1 border-solid-gray-420 p-4"
                >
                  <Link href={sittingPath(row.id)} className="inline-flex min-h-11 items-center font-bold">
                    {sittingTitle(row)}
                  </Link>
                  <SittingStateChip state={row.state} />
                  <p>{row.state === 'closed' ? leftWords(row) : aheadWords(row)}</p>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Section>
  )
}

function isThisWeek({ state, startsAt }: SittingRow): boolean {
  if (state === 'closed' || state === 'open') return true
  return todayInJapan(new Date(startsAt)) <= addDays(todayInJapan(new Date()), 7)
}

function aheadWords({ items, called, unsigned }: SittingRow): string {
  const secrecy = unsigned === 0 ? '' : `・守秘の確認がまだの方 ${unsigned}名`
  return `案件 ${items}件・呼ぶ方 ${called}名${secrecy}`
}
