import type { ReactNode } from 'react'
import { LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Page, Section, TwoColumns } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listDangerReviews, listReports, type ReportRow } from '../report-contract.ts'
import { LiaisonAgreements } from './liaison-agreements.tsx'
import { LetterCountLines } from './liaison-letter-counts.tsx'
import { ReportRows } from './report-rows.tsx'
import { dayText } from './report-text.ts'

/** What needs the liaison today: dangers to look at, reports to send, then what was sent and what holds; `beside` is another feature's part. */
export function LiaisonHome({ beside }: { beside?: ReactNode }) {
  return (
    <Page
      title="今日、送るもの・答えるものは何ですか"
      width="wide"
      action={
        <LinkButton href="/call" icon="plus">
          新しい連絡を書く
        </LinkButton>
      }
    >
      <DangerReviews />
      <TwoColumns
        main={
          <>
            <Waiting />
            <Sent />
          </>
        }
        aside={
          <>
            {beside}
            <Section title="協定">
              <LiaisonAgreements />
            </Section>
            <Section title="ちらし・お手紙" aside={<Link href="/leaflets">ちらしをつくる</Link>}>
              <LetterCountLines />
            </Section>
          </>
        }
      />
    </Page>
  )
}

function DangerReviews() {
  const reading = useApi(listDangerReviews, {})
  const due = reading.data?.reviews.filter(({ reviewedAt }) => reviewedAt === undefined) ?? []
  if (due.length === 0) return null
  return (
    <Section title={`見直しを待つ緊急の連絡 ${due.length}件`}>
      <ul className="flex flex-col gap-3">
        {due.map(({ reportId, dueOn, place, what, reportedBy, mayReview }) => (
          <li key={reportId} className="flex flex-col gap-1 rounded-12 border-2 border-red-1000 bg-white p-4">
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <Link href={`/reports/${reportId}`} className="inline-flex min-h-11 items-center font-bold">
                {place}
              </Link>
              <ChipLabel tone="red" icon="alert">
                {`${dayText(dueOn)}までに見直し`}
              </ChipLabel>
            </p>
            <p>{what}</p>
            <p className="text-solid-gray-700">
              知らせた人：{reportedBy.name}
              {mayReview ? '' : '（ご自身の連絡は、別の人が見直します）'}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Nearest stop first; without a date last. */
function bySoonestStop(one: ReportRow, other: ReportRow): number {
  return (one.daysLeft ?? 9999) - (other.daysLeft ?? 9999)
}

function Waiting() {
  const reading = useApi(listReports, { query: { show: 'waiting' }, refetchEvery: 60_000 })
  return (
    <Section title="送るのを待っている連絡">
      <Loaded reading={reading}>
        {({ reports }) =>
          reports.length === 0 ? (
            <EmptyState title="待っている連絡はありません" icon="check">
              訪問の担当が連絡を渡すと、ここに並びます。
            </EmptyState>
          ) : (
            <ReportRows label="送るのを待っている連絡" reports={reports.toSorted(bySoonestStop)} />
          )
        }
      </Loaded>
    </Section>
  )
}

function Sent() {
  const reading = useApi(listReports, { query: { show: 'sent' } })
  return (
    <Section title="送った連絡と返事" aside={<Link href="/reports?show=sent">すべて見る</Link>}>
      <Loaded reading={reading}>
        {({ reports }) =>
          reports.length === 0 ? (
            <EmptyState title="送った連絡はまだありません">
              送ると、「受け取り」「お話しできた」「支援につながった」「終了」だけが、ここに戻ります。
            </EmptyState>
          ) : (
            <ReportRows label="送った連絡と返事" reports={reports.slice(0, 10)} />
          )
        }
      </Loaded>
    </Section>
  )
}
