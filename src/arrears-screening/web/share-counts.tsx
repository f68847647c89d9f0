import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { capacityLine } from '#ui/capacity-words.ts'
import { HiddenCounts } from '#ui/hidden-counts.tsx'
import { Section } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'
import { useSend } from '#ui/use-api.ts'
import type { Condition } from '../condition.ts'
import {
  previewDryRunShare,
  previewRunShare,
  type SharePreview,
  shareDryRun,
  shareRun,
} from '../desk/trial-contract.ts'
import type { DeskAgreement } from './desk-shapes.ts'

/** What is to be shown: a version that was tried, or what a run has found. */
export type ShareSource =
  | {
      readonly kind: 'dry-run'
      readonly workId: string
      readonly agreement: DeskAgreement
      readonly condition: Condition
    }
  | { readonly kind: 'run'; readonly workId: string; readonly agreement: DeskAgreement }

/** Counts for the partners: first exactly what they would see, then the decision to show it. */
export function ShareCounts({ source }: { source: ShareSource }) {
  const { preview, share, look, show } = useSharing(source)
  const { title } = source.agreement
  const error = preview.error ?? share.error
  if (share.data !== undefined) {
    return (
      <ResultPanel
        title="人数を、協定の相手に見せました"
        told={[`「${title}」の市の担当と、相談窓口の主任`]}
        next="相手の協定の画面に、受けられる人数と並んで表示されます。"
        undo="新しい人数を見せると、いちばん上が新しいものに替わります。"
      />
    )
  }
  return (
    <Section title="協定の相手に、人数を見せる">
      <p className="max-w-line">見せるのは人数だけです。相手にそのまま見える内容を、先に確かめられます。</p>
      {error !== null && <NotificationBanner tone="error" live title={error.title} />}
      {preview.data === undefined ? (
        <div>
          <Button icon="eye" busy={preview.isPending} busyLabel="数えています…" onClick={look}>
            相手に見える内容を確かめる
          </Button>
        </div>
      ) : (
        <Summary preview={preview.data} agreement={source.agreement} busy={share.isPending} onShow={show} />
      )}
    </Section>
  )
}

function useSharing(source: ShareSource) {
  const tried = { preview: useSend(previewDryRunShare, quiet), share: useSend(shareDryRun, quiet) }
  const found = { preview: useSend(previewRunShare, quiet), share: useSend(shareRun, quiet) }
  const { workId, agreement } = source
  const { agreementId, suppression } = agreement
  if (source.kind === 'run') {
    const call = { params: { id: workId }, body: { agreementId } }
    return { ...found, look: () => found.preview.mutate(call), show: () => found.share.mutate(call) }
  }
  const call = { body: { workId, agreementId, condition: source.condition, suppression } }
  return { ...tried, look: () => tried.preview.mutate(call), show: () => tried.share.mutate(call) }
}

/** Nothing that stands on the screen changes by sharing. */
const quiet = { makesStale: [] } as const

type SummaryProps = { preview: SharePreview; agreement: DeskAgreement; busy: boolean; onShow: () => void }

function Summary({ preview, agreement, busy, onShow }: SummaryProps) {
  const { title } = agreement
  const { cells, sentences, rule, sharesLeft } = preview
  return (
    <>
      <div className="rounded-12 border-1 border-solid-gray-420 p-4 md:p-6">
        <h3 className="mb-3 text-std-18B-160">相手の画面には、こう見えます</h3>
        <HiddenCounts
          cells={cells}
          sentences={sentences}
          rule={rule}
          line={capacityLine(agreement.capacity, agreement.municipalities.length)}
        />
      </div>
      <SummaryPanel
        title="見せる前の確認"
        toWhom={`「${title}」の相手である、市の担当と相談窓口の主任`}
        what="月と市区町村ごとの人数（10人未満は伏せ、10人きざみ）と、条件の文章"
        ground="個人の情報を含まない集計です。だれのことかは、わかりません。"
        until="協定の画面に、見せた日とともに残ります。"
        comesBack="相談窓口が、受けられる人数を知らせ直すことがあります。"
        action={
          <Button disabled={sharesLeft === 0} busy={busy} busyLabel="見せています…" onClick={onShow}>
            人数を見せる
          </Button>
        }
        preview={<span className="text-solid-gray-700">この30日に、あと{sharesLeft}回見せられます。</span>}
      />
    </>
  )
}
