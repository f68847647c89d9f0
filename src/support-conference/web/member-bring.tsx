import { useState } from 'react'
import { DATA_CATEGORIES, REPORT_KINDS } from '#referral/referral-words-contract.ts'
import { getReport, listReports, previewReport, type ReportRow } from '#referral/report-contract.ts'
import { goTo } from '#ui/address.ts'
import { api } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, LinkButton } from '#ui/button.tsx'
import { momentText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { NotFound } from '#ui/not-found.tsx'
import { Page, Section } from '#ui/page.tsx'
import { sentenceFor } from '#ui/problem.ts'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { getOwnConference, type OwnItem } from '../member-contract.ts'
import { ownItemTitle } from './member-words.ts'

const back = { href: '/conference', label: '支援会議' } as const

/** Which of the company's own reports is brought to an item; the guided record begins from it. */
export function BringPage({ params }: ScreenProps) {
  const reading = useApi(getOwnConference, {})
  return (
    <LoadedPage reading={reading} what="案件" back={back}>
      {({ sittings, pledges }) => {
        const sitting = sittings.find(({ items }) => items.some(({ id }) => id === params.itemId))
        const item = sitting?.items.find(({ id }) => id === params.itemId)
        if (sitting === undefined || item === undefined || item.asked.length === 0) return <NotFound />
        const signed = sitting.kind === 'emergency' || pledges.every(({ body }) => body !== sitting.body)
        return (
          <Page
            title="どの連絡の内容を、会議に出しますか"
            lead={`案件「${ownItemTitle(item)}」のために、次の項目をお願いされています。`}
            back={back}
          >
            <ul>
              {item.asked.map((one) => (
                <li key={one} className="ml-5 list-disc">
                  {DATA_CATEGORIES[one]}
                </li>
              ))}
            </ul>
            {signed ? <Choose item={item} /> : <SignFirst />}
          </Page>
        )
      }}
    </LoadedPage>
  )
}

function SignFirst() {
  return (
    <NotificationBanner
      tone="information"
      title="先に、守秘の確認をお願いします"
      actions={
        <LinkButton kind="primary" href="/conference">
          文を読んで確かめる
        </LinkButton>
      }
    >
      確かめると、この案件に資料を出せるようになります。
    </NotificationBanner>
  )
}

function Choose({ item }: { item: OwnItem }) {
  const reading = useApi(listReports, { query: { show: 'all' } })
  return (
    <Section title="会社の連絡から選ぶ">
      <p className="max-w-line">
        選ぶと、渡してよいかの記録を書きはじめます。会社のほかの方が判断するまで、何も会社の外に出ません。
      </p>
      <Loaded reading={reading}>
        {({ reports }) => {
          const fitting = reports.filter(({ kind, state }) => kind !== 'danger' && state === 'draft')
          return fitting.length === 0 ? <NoReport /> : <Reports item={item} reports={fitting} />
        }}
      </Loaded>
    </Section>
  )
}

function NoReport() {
  return (
    <EmptyState
      title="出せる連絡がまだありません"
      icon="document"
      action={<LinkButton href="/call">連絡を書く</LinkButton>}
    >
      まだ送っていない連絡から選びます。下書きを残すと、ここに並びます。
    </EmptyState>
  )
}

/** Reads one's own report to learn which agency it would go to, then begins the record. */
function useBeginning(item: OwnItem) {
  const [chosen, setChosen] = useState<string>()
  const [problem, setProblem] = useState<string>()
  async function begin(id: string) {
    setChosen(id)
    setProblem(undefined)
    try {
      const { report } = await api(getReport, { params: { id } })
      if (report === undefined) throw new Error('This report has no content.')
      const { recipient } = await api(previewReport, { body: { id, report } })
      const query = new URLSearchParams({
        report: id,
        recipient: recipient.agencyId,
        ground: 'support-conference',
        item: item.id,
        categories: item.asked.join(','),
      })
      goTo(`/judgements/new?${query}`)
    } catch (error) {
      setProblem(sentenceFor(error))
      setChosen(undefined)
    }
  }
  return { chosen, problem, begin: (id: string) => void begin(id) }
}

function Reports({ item, reports }: { item: OwnItem; reports: readonly ReportRow[] }) {
  const { chosen, problem, begin } = useBeginning(item)
  return (
    <>
      {problem !== undefined && <NotificationBanner tone="error" live title={problem} />}
      <ul aria-label="選べる連絡" className="flex flex-col border-t-1 border-solid-gray-420">
        {reports.map((report) => (
          <li
            key={report.id}
            className="flex flex-col gap-2 border-b-1 border-solid-gray-420 py-3 sm:flex-row sm:items-center sm:justify-between"
          >
            <div>
              <p className="font-bold">{titleOf(report)}</p>
              <p>
                {REPORT_KINDS[report.kind]}　{report.address}
              </p>
              <p className="text-[0.875rem] text-solid-gray-700 figures">
                {momentText(report.updatedAt)} {report.writtenBy.name}
              </p>
            </div>
            <Button
              className="shrink-0"
              busy={chosen === report.id}
              busyLabel="用意しています…"
              onClick={() => begin(report.id)}
            >
              この連絡で記録を書く<span className="sr-only">（{titleOf(report)}）</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

const titleOf = ({ name }: ReportRow) => (name === undefined || name === '' ? 'お名前は不明' : `${name}さん`)
