import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { clockText, RETENTION_CLASSES } from '../retention.ts'
import { type ClassView, orderErasure, readRetention } from '../retention-contract.ts'
import { ClockForm } from './clock-form.tsx'
import { ErasureRuns } from './erasure-runs.tsx'
import { Holds } from './holds.tsx'

/** What has been kept long enough: how many, since when, what holds it back, and the step that makes it go. */
export function RetentionPage() {
  const reading = useApi(readRetention, { refetchEvery: 10_000 })
  return (
    <Page
      title="保存期間を過ぎた記録はありますか"
      lead="件数だけが出ます。消すと鍵も消え、元には戻せません。件数の統計と、だれに何が伝わったかの台帳は、お名前なしで残ります。"
      back={{ href: '/', label: 'ホームに戻る' }}
      width="wide"
    >
      <Loaded reading={reading}>
        {({ classes, holds, runs }) => (
          <>
            <Due classes={classes} busy={runs.some(({ finishedAt }) => finishedAt === undefined)} />
            <Holds holds={holds} />
            <ErasureRuns runs={runs} />
            <Section title="保存期間">
              <DataTable caption="保存期間" columns={clocks} rows={classes} rowKey={(one) => one.class} />
              <ClockForm classes={classes} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Due({ classes, busy }: { classes: readonly ClassView[]; busy: boolean }) {
  const send = useSend(orderErasure, { makesStale: [readRetention] })
  const past = classes.filter(({ due, held }) => due + held > 0)
  const total = past.reduce((sum, { due }) => sum + due, 0)
  return (
    <Section title="期間を過ぎた記録">
      <DataTable
        caption="期間を過ぎた記録"
        columns={dues}
        rows={past}
        rowKey={(one) => one.class}
        empty={
          <EmptyState title="期間を過ぎた記録はありません" icon="check">
            過ぎると、種類ごとの件数がここに並びます。
          </EmptyState>
        }
      />
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      {busy && (
        <NotificationBanner tone="information" live title="消しています">
          途中で止まっても、残りから続けます。この画面は自動で新しくなります。
        </NotificationBanner>
      )}
      {total > 0 && !busy && (
        <ButtonRow>
          <Button kind="danger" busy={send.isPending} onClick={() => send.mutate({ body: { id: newRequestKey() } })}>
            {total.toLocaleString('ja-JP')}件を消す（元に戻せません）
          </Button>
        </ButtonRow>
      )}
    </Section>
  )
}

const countText = (n: number) => `${n.toLocaleString('ja-JP')}件`

const dues: readonly Column<ClassView>[] = [
  { key: 'class', header: '種類', names: true, cell: (one) => RETENTION_CLASSES[one.class].title },
  { key: 'due', header: '消せる', align: 'end', cell: ({ due }) => countText(due) },
  {
    key: 'held',
    header: '残すもの',
    align: 'end',
    cell: ({ held }) => (held === 0 ? countText(0) : `${countText(held)}（止める理由があります）`),
  },
  {
    key: 'oldest',
    header: 'いちばん古いもの',
    cell: ({ oldest }) => (oldest === undefined ? '－' : `${dayText(oldest)}に期間を過ぎた`),
  },
  { key: 'goes', header: '消えるもの', cell: (one) => RETENTION_CLASSES[one.class].goes },
]

const BY = {
  officer: 'この画面から',
  job: '毎晩、自動で',
  operator: '運用する人が',
  nobody: '消しません',
} as const

const clocks: readonly Column<ClassView>[] = [
  { key: 'class', header: '種類', names: true, cell: (one) => RETENTION_CLASSES[one.class].title },
  { key: 'days', header: '期間', align: 'end', cell: ({ days }) => clockText(days) },
  { key: 'from', header: '数え始め', cell: (one) => RETENTION_CLASSES[one.class].from },
  { key: 'by', header: '消し方', cell: (one) => BY[RETENTION_CLASSES[one.class].by] },
]
