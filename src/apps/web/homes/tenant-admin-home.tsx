import { DoorLink } from '#ui/door-link.tsx'
import { Page } from '#ui/page.tsx'

/** The doors of the municipality's administrator: accounts, ledger, windows, agreements. */
export function TenantAdminHome() {
  return (
    <Page title="今日は、何を確かめますか" lead="利用者の管理と、伝わった情報の台帳です。ご本人の記録は見えません。">
      <ul className="flex flex-col gap-4">
        {doors.map((door) => (
          <li key={door.href}>
            <DoorLink {...door} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

const doors = [
  { href: '/staff', title: '利用者', note: '招待、役割、利用の停止、ログインの作り直し', icon: 'people' },
  { href: '/sharings', title: '情報共有の台帳', note: '何が、だれからだれへ、どの根拠で伝わったか', icon: 'document' },
  { href: '/windows', title: '相談窓口', note: '電話番号と受付時間、最後に確かめた日', icon: 'building' },
  { href: '/agreements', title: '協定', note: '会社が連絡に含めてよいことと、戻る知らせの範囲', icon: 'hand' },
] as const
