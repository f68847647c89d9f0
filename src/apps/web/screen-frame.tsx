import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useAddress } from '#ui/address.ts'
import { CallButton, EmergencyBanner, NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Skeleton } from '#ui/skeleton.tsx'

type Load = () => Promise<ComponentType<ScreenProps>>

/** A component whose code is fetched when it is first shown. */
export function lately(load: Load) {
  return lazy(async () => ({ default: await load() }))
}

/** Shows a screen with what its address says; grey lines while its code comes, a sentence when it cannot come. */
export function ScreenFrame({
  screen: Screen,
  params,
}: {
  screen: ComponentType<ScreenProps>
  params: ScreenProps['params']
}) {
  const { pathname, search } = useAddress()
  return (
    <Mishap key={pathname}>
      <Suspense fallback={<Waiting />}>
        <Screen key={pathname} params={params} search={search} />
      </Suspense>
    </Mishap>
  )
}

function Waiting() {
  return (
    <div className="mx-auto w-full max-w-[75rem] px-4 py-8 md:px-8">
      <Skeleton />
    </div>
  )
}

/** Keeps the menu alive when a screen fails. */
class Mishap extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Page title="この画面を開けませんでした" back={{ href: '/', label: 'ホームへ戻る' }}>
        <NotificationBanner
          tone="error"
          live
          title="画面の読み込みに失敗しました。自動で保存された書きかけは残っています。"
          actions={<Button onClick={() => window.location.reload()}>もう一度開く</Button>}
        />
      </Page>
    )
  }
}

/** Shown when the server cannot be reached at all; the numbers that save lives stay. */
export function Unreachable({ retry }: { retry: () => void }) {
  return (
    <main id="main" tabIndex={-1}>
      <Page title="つながりませんでした" lead="電波や回線を確かめて、もう一度お試しください。">
        <div>
          <Button kind="primary" onClick={retry}>
            もう一度つなぐ
          </Button>
        </div>
        <EmergencyBanner
          title="命の危険があるとき"
          actions={
            <>
              <CallButton number="119" label="救急・消防" tone="danger" />
              <CallButton number="110" label="警察" tone="danger" />
            </>
          }
        />
      </Page>
    </main>
  )
}

/** The frame of a screen that needs no sign-in. */
export function OpenFrame({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="w-full">
      {children}
    </main>
  )
}
