import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'

/** The frame of this role's home until its feature brings the content. */
export function LeadWorkerHome() {
  return (
    <Page
      title="担当の決まっていない連絡はありますか"
      lead="受け取りを待つ連絡と、止まっている世帯が先に並びます。"
      width="wide"
    >
      <EmptyState title="担当を待つ連絡はありません">
        新しい連絡が届くか、期限を過ぎたものがあると、ここに並びます。
      </EmptyState>
    </Page>
  )
}
