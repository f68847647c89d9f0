import { lazy, Suspense } from 'react'
import { listReferrals } from '#referral/referral-contract.ts'
import { ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { Link } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { instantText, whoText } from './case-words.ts'
import { Inbox, showOf } from './inbox.tsx'

const CaseLoad = lazy(async () => ({ default: (await import('./case-load.tsx')).CaseLoad }))

/** The lead's first screen: what waits for somebody, what is late, who carries how much. */
export function LeadHome({ search }: ScreenProps) {
  return (
    <Page
      title="担当の決まっていない通報はありますか"
      lead="期限を過ぎた通報が先に並びます。その下に、届いている通報と、担当ごとの件数があります。"
      width="wide"
      action={
        <ButtonRow>
          <LinkButton href="/cases" icon="search">
            ケースを探す
          </LinkButton>
          <LinkButton href="/conference" icon="people">
            今週の支援会議
          </LinkButton>
        </ButtonRow>
      }
    >
      <Late />
      <Section title="届いている通報">
        <Inbox show={showOf(search)} />
      </Section>
      <Suspense fallback={<Skeleton />}>
        <CaseLoad />
      </Suspense>
    </Page>
  )
}

/** Reports that nobody has read in time. */
function Late() {
  const reading = useApi(listReferrals, { query: { show: 'open' }, refetchEvery: 60_000 })
  const late = (reading.data?.referrals ?? []).filter(({ overdue }) => overdue)
  if (late.length === 0) return null
  return (
    <Section title={`受け取りの期限を過ぎた通報 ${late.length}件`}>
      <ul className="flex flex-col border-l-8 border-orange-900 pl-3 md:pl-5">
        {late.map((row) => (
          <li
            key={row.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t-1 border-solid-gray-420 py-3 last:border-b-1"
          >
            <Link href={`/referrals/${row.id}`}>{whoText(row.name)}</Link>
            <ChipLabel icon="clock" tone="orange">
              {`${instantText(row.dueAt)}が期限でした`}
            </ChipLabel>
            <span className="text-solid-gray-700">
              {row.reporter.name}・担当：{row.assignedTo?.name ?? 'まだ決まっていません'}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
