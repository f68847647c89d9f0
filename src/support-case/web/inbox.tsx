import { listReferrals, type ReferralRow } from '#referral/referral-contract.ts'
import { goTo } from '#ui/address.ts'
import { ChipGroup } from '#ui/chip-group.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Icon, type IconName } from '#ui/icon.tsx'
import { LadderOfDays, type Rung } from '#ui/ladder-of-days.tsx'
import { AppLink } from '#ui/link.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { bundleRows, type InboxItem, InboxRow } from './inbox-row.tsx'

const shows = ['open', 'unassigned', 'mine', 'ended'] as const
type Show = (typeof shows)[number]

/** The filter in the address, so that going back shows the same list. */
export function showOf(search: URLSearchParams): Show {
  return shows.find((show) => show === search.get('show')) ?? 'open'
}

/** What reached the agency as a ladder of days; danger stands above it. */
export function Inbox({ show }: { show: Show }) {
  const reading = useApi(listReferrals, { query: { show }, refetchEvery: 60_000 })
  return (
    <Loaded reading={reading}>
      {({ referrals, counts }) => {
        const danger = referrals.filter(isUnreadDanger)
        const items = bundleRows(referrals.filter((row) => !isUnreadDanger(row)))
        return (
          <>
            {danger.length > 0 && <Danger items={bundleRows(danger)} />}
            <Waiting requests={counts.contactRequests} questions={counts.questions} />
            <Filters show={show} counts={counts} />
            {items.length === 0 ? <Nothing show={show} hasDanger={danger.length > 0} /> : <Ladder items={items} />}
          </>
        )
      }}
    </Loaded>
  )
}

function isUnreadDanger({ kind, state }: ReferralRow): boolean {
  return kind === 'danger' && (state === 'sent' || state === 'acknowledged')
}

function Danger({ items }: { items: readonly InboxItem[] }) {
  return (
    <section aria-labelledby="danger-inbox" className="rounded-8 border-6 border-red-900 bg-white px-4 pt-4 md:px-6">
      <h2 id="danger-inbox" className="flex items-start gap-2 text-std-20B-150 text-red-1000 md:text-std-22B-150">
        <Icon name="alert" className="mt-0.5 size-7" />
        命の危険の連絡が{items.length}件あります
      </h2>
      <ul className="flex flex-col">
        {items.map((item) => (
          <li key={item.row.id} className="border-t-1 border-solid-gray-420 first:border-t-0">
            <InboxRow item={item} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Waiting({ requests, questions }: { requests: number; questions: number }) {
  if (requests === 0 && questions === 0) return null
  return (
    <ul aria-label="ほかに待っていること" className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      {requests > 0 && (
        <WaitingLink href="/contact-requests" icon="phone" words={`ご本人からの「連絡がほしい」${requests}件`} />
      )}
      {questions > 0 && (
        <WaitingLink href="/received-questions" icon="question" words={`名前を伏せた質問 ${questions}件に答える`} />
      )}
    </ul>
  )
}

function WaitingLink({ href, icon, words }: { href: string; icon: IconName; words: string }) {
  return (
    <li className="flex">
      <AppLink
        href={href}
        className="flex min-h-14 w-full items-center gap-3 rounded-12 border-1 border-solid-gray-536 px-4 py-3 font-bold text-blue-1000 hover:border-blue-900 hover:bg-blue-50 hover:underline"
      >
        <Icon name={icon} />
        <span className="min-w-0 flex-1">{words}</span>
        <Icon name="arrow" className="size-5" />
      </AppLink>
    </li>
  )
}

type Counts = { open: number; unassigned: number; mine: number }

function Filters({ show, counts }: { show: Show; counts: Counts }) {
  return (
    <ChipGroup
      label="表示する通報"
      size="small"
      value={show}
      onChange={(chosen) => goTo(chosen === 'open' ? '/' : `/?show=${chosen}`, { replace: true })}
      choices={[
        { value: 'open', label: `進行中 ${counts.open}件` },
        { value: 'unassigned', label: `担当なし ${counts.unassigned}件` },
        { value: 'mine', label: `自分の担当 ${counts.mine}件` },
        { value: 'ended', label: '終わったもの' },
      ]}
    />
  )
}

const rungs = [
  { key: 'today', title: '今日', note: '止まっているか、今日までに止まります', tone: 'now' },
  { key: 'three-days', title: '3日以内', note: undefined, tone: 'soon' },
  { key: 'week', title: '今週', note: '7日以内に止まります', tone: 'later' },
  { key: 'later', title: 'それ以降', note: undefined, tone: 'later' },
  { key: 'no-date', title: '停止日未定', note: '急ぎ方の順に並んでいます', tone: 'later' },
] as const

function Ladder({ items }: { items: readonly InboxItem[] }) {
  const filled: readonly Rung<InboxItem>[] = rungs
    .map((rung) => ({ ...rung, rows: items.filter(({ row }) => row.rung === rung.key) }))
    .filter(({ key, rows }) => key !== 'later' || rows.length > 0)
  return (
    <LadderOfDays
      rungs={filled}
      rowKey={({ row }) => row.id}
      renderRow={(item) => <InboxRow item={item} />}
      counter="世帯"
      emptyRung="ありません"
    />
  )
}

function Nothing({ show, hasDanger }: { show: Show; hasDanger: boolean }) {
  switch (show) {
    case 'open':
      return (
        <EmptyState title={hasDanger ? 'ほかに届いている通報はありません' : '届いている通報はありません'}>
          電気・ガスの会社から通報が届くと、停止予定日の近い順に、ここに並びます。
        </EmptyState>
      )
    case 'unassigned':
      return <EmptyState title="担当を待つ通報はありません">届いた通報には、すべて担当が決まっています。</EmptyState>
    case 'mine':
      return (
        <EmptyState title="自分が担当の通報はありません">
          「担当なし」から通報を開くと、自分の担当にできます。支援中の世帯は「ケース」にあります。
        </EmptyState>
      )
    case 'ended':
      return <EmptyState title="終わった通報はまだありません">終わりにした通報が、新しい順に並びます。</EmptyState>
    default: {
      const never: never = show
      return never
    }
  }
}
