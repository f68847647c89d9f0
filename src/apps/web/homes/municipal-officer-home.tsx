import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'

/** The frame of this role's home until its feature brings the content. */
export function MunicipalOfficerHome() {
  return (
    <Page title="今週、決めることは何ですか" lead="協定の更新、情報の古い窓口、確認を待つ判断が並びます。" width="wide">
      <EmptyState title="決めることはありません">更新の近い協定や、確認の古い窓口があると、ここに並びます。</EmptyState>
    </Page>
  )
}
