import { lazy, Suspense } from 'react'
import { LiaisonHome } from '#referral/web/liaison-home.tsx'
import { LinkButton } from '#ui/button.tsx'
import { Section } from '#ui/page.tsx'

// Not part of the first screen: what stands here may come a moment later.
const OpenWorks = lazy(async () => ({ default: (await import('#arrears-screening/web/open-works.tsx')).OpenWorks }))

/** The liaison's home with the way into screening; two features meet here because neither knows the other. */
export function ScreeningLiaisonHome() {
  return (
    <LiaisonHome
      beside={
        <Section title="ご案内の対象をさがす">
          <p className="max-w-line">未払いの一覧と協定の条件から、ご案内する方を見つけ、お手紙まで用意します。</p>
          <Suspense fallback={null}>
            <OpenWorks />
          </Suspense>
          <div>
            <LinkButton href="/screening" icon="search">
              ご案内の対象をさがす
            </LinkButton>
          </div>
        </Section>
      }
    />
  )
}
