import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { api } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { momentText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { discardDraft } from '#ui/draft-contract.ts'
import { Section } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'
import { closeWork, takeOutput } from '../desk/desk-contract.ts'
import type { RunView, WorkView } from './desk-shapes.ts'
import { Downloads, OUTPUT_WORDS } from './downloads.tsx'
import { figure } from './funnel.ts'
import { LettersSection } from './letters-section.tsx'
import { columnsDraftKey } from './mapping-draft.ts'
import { RunFunnel } from './run-funnel.tsx'
import { ShareRun } from './share-run.tsx'
import type { StepProps } from './step-props.ts'

/** The last step: everything that came out, letters, what was removed when, and the end. */
export function TakeStep({ work }: StepProps) {
  const { run } = work
  if (run === null) return null
  return (
    <>
      <p className="text-std-20B-150">
        ご案内する方は <span className="figures">{figure(run.counts.matched)}</span>人です。
      </p>
      <Section title="さがした結果">
        <RunFunnel counts={run.counts} />
        {run.remarks.map((remark) => (
          <NotificationBanner key={remark} tone="warning" title={remark} />
        ))}
      </Section>
      <Section title="ファイルを受け取る">
        <Downloads workId={work.id} files={inOrder(run)} route={takeOutput} />
      </Section>
      <LettersSection work={work} />
      <ShareRun work={work} />
      <Removed work={work} run={run} />
      <Finish work={work} />
    </>
  )
}

/** As people ask for them; what is not named here comes last. */
function inOrder({ outputs }: RunView) {
  const names = Object.keys(OUTPUT_WORDS)
  const place = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length)
  return outputs.toSorted((one, other) => place(one.name) - place(other.name))
}

function Removed({ work, run }: { work: WorkView; run: RunView }) {
  const { sourcesRemovedAt, removedAt, files } = work
  const names = files.map(({ name }) => name).join('、')
  return (
    <Section title="何が、いつ消えましたか">
      <DescriptionList
        items={[
          {
            term: '置いたファイル',
            description:
              sourcesRemovedAt === null
                ? 'まだ消えていません。'
                : `${momentText(sourcesRemovedAt)}に消しました（${names}）。読み取った中身も、いっしょに消えています。`,
          },
          {
            term: '結果のファイル',
            description: `「終えて、すべて消す」を押したとき、または${momentText(removedAt)}に消えます。`,
          },
          {
            term: '残るもの',
            description: 'いつ、だれが、どの協定の条件でさがしたか、という記録だけです。お客さまの情報は入りません。',
          },
          {
            term: '証明の鍵',
            description: (
              <span className="break-all">
                {run.keyFingerprint}（目録 manifest.json の署名です。あとから書き換えられていないことを確かめられます）
              </span>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Finish({ work }: { work: WorkView }) {
  const close = useSend(closeWork)
  const [open, setOpen] = useState(false)
  return (
    <>
      <ButtonRow>
        <Button icon="check" onClick={() => setOpen(true)}>
          終えて、すべて消す
        </Button>
        <p className="text-solid-gray-700">受け取ったファイルは、お手元に残ります。</p>
      </ButtonRow>
      <Dialog open={open} onClose={() => setOpen(false)} title="受け取り終えましたか">
        <div className="flex flex-col gap-4">
          <p>この作業の結果のファイルとお手紙が、サーバーからすべて消えます。元には戻せません。</p>
          {close.error !== null && <NotificationBanner tone="error" live title={close.error.title} />}
          <ButtonRow>
            <Button
              kind="danger"
              busy={close.isPending}
              busyLabel="消しています…"
              onClick={() => close.mutate({ params: { id: work.id } }, { onSuccess: () => void leave(work.id) })}
            >
              終えて、すべて消す
            </Button>
            <Button onClick={() => setOpen(false)}>まだ残しておく</Button>
          </ButtonRow>
        </div>
      </Dialog>
    </>
  )
}

/** What was half written about columns goes with the work; if that fails, it goes by itself after a week. */
async function leave(workId: string): Promise<void> {
  await api(discardDraft, { params: { key: columnsDraftKey(workId) } }).catch(() => undefined)
  goTo('/screening')
}
