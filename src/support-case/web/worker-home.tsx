import { todayInJapan } from '#kernel/calendar-date.ts'
import { LinkButton } from '#ui/button.tsx'
import { Link } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi } from '#ui/use-api.ts'
import { listCases } from '../support-case-contract.ts'
import { dayText, whoText } from './case-words.ts'
import { Inbox, showOf } from './inbox.tsx'

/** The consultation worker's first screen: which household first? */
export function WorkerHome({ search }: ScreenProps) {
  return (
    <Page
      title="いま、どの世帯から動きますか"
      lead="電気・ガスが止まる日の近い順に並びます。"
      width="wide"
      action={
        <LinkButton href="/cases" icon="search">
          ケースを探す
        </LinkButton>
      }
    >
      <FollowUps />
      <Inbox show={showOf(search)} />
    </Page>
  )
}

/** Households to which somebody wanted to look again by today. */
function FollowUps() {
  const reading = useApi(listCases, { query: { show: 'mine' } })
  const today = todayInJapan(new Date())
  const due = (reading.data?.cases ?? []).filter(({ followUpOn }) => followUpOn !== undefined && followUpOn <= today)
  if (due.length === 0) return null
  return (
    <Section title="その後を確かめる日が来ている世帯">
      <ul className="flex flex-col">
        {due.map((one) => (
          <li key={one.id} className="flex flex-wrap gap-x-4 border-t-1 border-solid-gray-420 py-3 last:border-b-1">
            <Link href={`/cases/${one.id}`}>{whoText(one.name)}</Link>
            <span className="text-solid-gray-700">
              ケース {one.number}・{one.followUpOn === undefined ? '' : dayText(one.followUpOn)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
