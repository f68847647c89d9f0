import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'

/** The frame of this role's home until its feature brings the content. */
export function TenantAdminHome() {
  return (
    <Page
      title="職員と権限に、確かめることはありますか"
      lead="市と相談窓口の職員の招待、役割、ログインの状態を見ます。"
      width="wide"
    >
      <EmptyState title="確かめることはありません">
        招待の期限切れや、長く使われていない職員がいると、ここに並びます。
      </EmptyState>
    </Page>
  )
}
