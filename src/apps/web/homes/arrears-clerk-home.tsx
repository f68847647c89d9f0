import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'

/** The frame of this role's home until its feature brings the content. */
export function ArrearsClerkHome() {
  return (
    <Page title="お電話の方の相談窓口はどこですか" lead="住所か郵便番号から、担当の相談窓口を探します。" width="wide">
      <EmptyState title="窓口の検索は、まだ使えません">
        用意されると、住所から窓口を探し、案内・同意・連絡までをこの画面で行えます。
      </EmptyState>
    </Page>
  )
}
