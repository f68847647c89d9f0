import { CallButton, EmergencyBanner } from '#ui/banner.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'

/** The frame of this role's home until its feature brings the content. */
export function FieldWorkerHome() {
  return (
    <Page
      title="何を見つけましたか"
      lead="命の危険があるときは、119番・110番が先です。記録はあとからできます。"
      width="wide"
    >
      <EmergencyBanner
        title="命の危険があるとき"
        actions={
          <>
            <CallButton number="119" label="救急・消防" tone="danger" />
            <CallButton number="110" label="警察" tone="danger" />
          </>
        }
      >
        倒れている、返事がない、けがをしている、においや煙がする。迷ったときも、まず電話です。
      </EmergencyBanner>
      <EmptyState title="伝えられることは、まだありません">
        記録の画面が用意されると、ここに大きな入り口が並びます。それまでは、会社の連絡担当に電話でお伝えください。
      </EmptyState>
    </Page>
  )
}
