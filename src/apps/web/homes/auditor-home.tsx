import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'

/** The frame of this role's home until its feature brings the content. */
export function AuditorHome() {
  return (
    <Page
      title="だれが、何を、どの根拠で見ましたか"
      lead="情報提供・閲覧・書き出しの記録を、根拠と組織ごとに確かめます。"
      width="wide"
    >
      <EmptyState title="記録の画面は、まだありません">
        用意されると、記録の鎖が最後に確かめられた時刻とともに、ここに並びます。
      </EmptyState>
    </Page>
  )
}
