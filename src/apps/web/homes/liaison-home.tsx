import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'

/** The frame of this role's home until its feature brings the content. */
export function LiaisonHome() {
  return (
    <Page
      title="今日、送るもの・答えるものは何ですか"
      lead="訪問の担当から届いた連絡と、相談窓口からの問い合わせが並びます。"
      width="wide"
    >
      <EmptyState title="待っているものはありません">
        訪問の担当が連絡を上げるか、相談窓口から問い合わせが届くと、ここに並びます。
      </EmptyState>
    </Page>
  )
}
