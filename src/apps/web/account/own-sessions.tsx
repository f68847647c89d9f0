import { endOwnSession, type OwnSession, readOwnSecurity } from '#platform/auth/account-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { Section } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'
import { useSession } from '../session.tsx'
import { momentText } from './moment.ts'

/** Where one is signed in now; each other place can be ended, or all at once. */
export function OwnSessions({ sessions }: { sessions: readonly OwnSession[] }) {
  const { signOut } = useSession()
  const end = useSend(endOwnSession, { makesStale: [readOwnSecurity] })
  const columns: readonly Column<OwnSession>[] = [
    { key: 'device', header: '端末', names: true, cell: (one) => one.device || '種類のわからない端末' },
    { key: 'opened', header: 'ログイン', cell: (one) => momentText(one.openedAt) },
    { key: 'seen', header: '最後の操作', cell: (one) => momentText(one.seenAt) },
    {
      key: 'end',
      header: '操作',
      cell: (one) =>
        one.current ? (
          <ChipLabel tone="green" icon="check">
            この端末
          </ChipLabel>
        ) : (
          <Button busy={end.isPending} onClick={() => end.mutate({ params: { name: one.name } })}>
            この端末のログインを終える
          </Button>
        ),
    },
  ]
  return (
    <Section title="いまログインしている端末">
      {end.error && <NotificationBanner tone="error" live title={end.error.title} />}
      <DataTable caption="いまログインしている端末" columns={columns} rows={sessions} rowKey={(one) => one.name} />
      <p className="max-w-line">
        心当たりのない端末があるときは、すべての端末でログアウトし、パスワードを変えてから、組織の管理者に知らせます。
      </p>
      <div>
        <Button onClick={() => void signOut(true)}>すべての端末でログアウトする</Button>
      </div>
    </Section>
  )
}
