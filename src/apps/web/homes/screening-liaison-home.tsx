import { LiaisonHome } from '#referral/web/liaison-home.tsx'
import { LinkButton } from '#ui/button.tsx'
import { Link } from '#ui/link.tsx'
import { Section } from '#ui/page.tsx'

/** The liaison's home with the ways into screening and the conference; features meet here because none knows the other. */
export function ScreeningLiaisonHome() {
  return (
    <LiaisonHome
      beside={
        <Section title="ご案内の対象をさがす">
          <p className="max-w-line">未払いの一覧と協定の条件から、ご案内する方を見つけ、お手紙まで用意します。</p>
          <div>
            <LinkButton href="/screening" icon="search">
              ご案内の対象をさがす
            </LinkButton>
          </div>
          <p>
            <Link href="/conference">支援会議に招かれたとき（案件・資料・宿題）</Link>
          </p>
          <p>
            <Link href="/recalls">同意の取り消しのあとの確かめ</Link>
          </p>
          <p>
            <Link href="/complaint-desks">苦情の申出先</Link>
          </p>
        </Section>
      }
    />
  )
}
