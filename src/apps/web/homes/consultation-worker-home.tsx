import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'

/** The frame of this role's home until its feature brings the content. */
export function ConsultationWorkerHome() {
  return (
    <Page title="いま、どの世帯から動きますか" lead="停止予定日の近い順に並びます。" width="wide">
      <EmptyState title="届いている連絡はありません">
        電気・ガスの会社から連絡が届くと、停止予定日の近い順に、ここに並びます。
      </EmptyState>
    </Page>
  )
}
