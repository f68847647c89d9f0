import { roleNames } from '#organization/organization.ts'
import type { AccountChange } from '#platform/auth/account-contract.ts'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Section } from '#ui/page.tsx'
import { momentText } from './moment.ts'

const KINDS = {
  invited: '招待された',
  reset: 'ログインの方法が作り直しになった',
  roles: '役割が変わった',
  contact: '名前や連絡先が変わった',
  stopped: '利用が止まった',
  reopened: '利用が再開した',
} as const satisfies Record<AccountChange['kind'], string>

const rolesText = (roles: AccountChange['rolesAfter']) => roles.map((role) => roleNames[role]).join('・')

function whatText({ kind, rolesBefore, rolesAfter }: AccountChange): string {
  if (kind === 'invited') return `${KINDS.invited}（${rolesText(rolesAfter)}）`
  if (kind !== 'roles') return KINDS[kind]
  return `${KINDS.roles}（${rolesText(rolesBefore ?? [])}から、${rolesText(rolesAfter)}に）`
}

const columns: readonly Column<AccountChange>[] = [
  {
    key: 'who',
    header: '利用者',
    names: true,
    cell: ({ own, name, organization }) => (own ? 'あなた' : `${name}（${organization}）`),
  },
  { key: 'what', header: '変わったこと', cell: whatText },
  { key: 'by', header: '手続きをした人', cell: ({ by }) => by ?? '運用の担当者' },
  { key: 'at', header: 'いつ', cell: ({ at }) => momentText(at) },
]

/** What was done to one's own account and to those that one watches over, so that nobody gets a puppet unseen. */
export function AccountChanges({ changes }: { changes: readonly AccountChange[] }) {
  return (
    <Section title="この90日の、利用者についての変更">
      <DataTable
        caption="この90日の、利用者についての変更"
        columns={columns}
        rows={changes}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="変わったことはありません" icon="check">
            招待、役割の変更、ログインの作り直しがあると、ここに並び、お知らせとメールが届きます。
          </EmptyState>
        }
      />
      {changes.length > 0 && (
        <p className="max-w-line">
          心当たりのないものがあるときは、その利用者の上司と、組織の管理者・運用の担当者に知らせます。
        </p>
      )}
    </Section>
  )
}
