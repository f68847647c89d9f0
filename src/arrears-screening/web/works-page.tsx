import { goTo } from '#ui/address.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useRequestKey, useSend } from '#ui/use-api.ts'
import { listWorks, openWork } from '../desk/desk-contract.ts'
import type { DeskLimits } from './desk-shapes.ts'
import { KeptMonths } from './kept-months.tsx'
import { NotStored } from './not-stored.tsx'
import { WorkRows } from './work-rows.tsx'
import { bytesText } from './work-steps.ts'

/** The company's screening works: what is open, how to begin, and what is kept of all that. */
export function WorksPage() {
  const reading = useApi(listWorks, {})
  const limits = reading.data?.limits
  const full = reading.data !== undefined && limits !== undefined && reading.data.works.length >= limits.openWorks
  return (
    <Page
      title="ご案内の対象をさがす"
      lead="未払いの一覧のファイルと協定の条件から、ご案内する方を見つけ、お手紙まで用意します。個人の情報が会社の外に出ることはありません。"
      back={{ href: '/', label: 'ホームに戻る' }}
      width="wide"
    >
      <Section title="開いている作業">
        <Loaded reading={reading}>
          {({ works }) =>
            works.length === 0 ? (
              <EmptyState title="開いている作業はありません">
                ファイルを用意して、はじめましょう。途中でやめても、続きからできます。
              </EmptyState>
            ) : (
              <WorkRows works={works} />
            )
          }
        </Loaded>
        {limits !== undefined && (full ? <Full limits={limits} /> : <Begin limits={limits} />)}
      </Section>
      <NotStored hours={limits?.hours} />
      <KeptMonths />
    </Page>
  )
}

function Begin({ limits }: { limits: DeskLimits }) {
  const send = useSend(openWork)
  const key = useRequestKey()
  function begin() {
    send.mutate(
      { idempotencyKey: key.current() },
      {
        onSuccess: ({ id }) => {
          key.renew()
          goTo(`/screening/${id}`)
        },
      },
    )
  }
  return (
    <div className="flex flex-col gap-3">
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      <div>
        <Button
          kind="primary"
          size="large"
          icon="search"
          busy={send.isPending}
          busyLabel="用意しています…"
          onClick={begin}
        >
          新しくさがしはじめる
        </Button>
      </div>
      <p className="text-solid-gray-700">
        ファイルは1つ{bytesText(limits.fileBytes)}、{limits.files}個まで。CSV・XLSX・Parquet を読めます。
      </p>
    </div>
  )
}

function Full({ limits: { openWorks } }: { limits: DeskLimits }) {
  return (
    <NotificationBanner tone="information" title={`作業は${openWorks}件まで同時に開けます`}>
      終わった作業を開き、「終えて、すべて消す」を押すと、新しくはじめられます。
    </NotificationBanner>
  )
}
