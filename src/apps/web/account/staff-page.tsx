import { useState } from 'react'
import type { z } from 'zod'
import { roleNames } from '#organization/organization.ts'
import type { StaffRole } from '#platform/auth/auth-contract.ts'
import { type HandedOver, listStaff, type StaffAccount } from '#platform/auth/staff-contract.ts'
import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { AccountDialog } from './account-dialog.tsx'
import { HandOver } from './hand-over.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { momentText } from './moment.ts'

type Staff = z.output<(typeof listStaff)['response']>
type Doing =
  | { kind: 'nothing' }
  | { kind: 'invite' }
  | { kind: 'account'; id: string }
  | { kind: 'code'; handed: HandedOver }

/** Accounts of the company or municipality: who may do what, who waits with a code, who has not come for long. */
export function StaffPage() {
  const reading = useApi(listStaff, {})
  const [doing, setDoing] = useState<Doing>({ kind: 'nothing' })
  return (
    <Page
      title="利用者に、確かめることはありますか"
      lead="招待、役割、利用の停止、ログインの方法の作り直しができます。パスワードは本人だけが決めます。"
      width="wide"
      action={
        <Button kind="primary" icon="plus" onClick={() => setDoing({ kind: 'invite' })}>
          利用者を招待する
        </Button>
      }
    >
      {doing.kind === 'code' && <HandOver handed={doing.handed} onClose={() => setDoing({ kind: 'nothing' })} />}
      {/* A slip for one person carries nobody else's name. */}
      <div data-print={doing.kind === 'code' ? 'never' : undefined}>
        <Loaded reading={reading}>{(staff) => <StaffList staff={staff} doing={doing} onDo={setDoing} />}</Loaded>
      </div>
    </Page>
  )
}

type StaffListProps = { staff: Staff; doing: Doing; onDo: (doing: Doing) => void }

function StaffList({ staff, doing, onDo }: StaffListProps) {
  const close = () => onDo({ kind: 'nothing' })
  const show = (handed: HandedOver) => onDo({ kind: 'code', handed })
  const chosen = doing.kind === 'account' ? staff.accounts.find((account) => account.id === doing.id) : undefined
  return (
    <>
      <DataTable
        caption={`利用者（${staff.accounts.length}人）`}
        showCaption
        columns={columnsFor(staff, (id) => onDo({ kind: 'account', id }))}
        rows={staff.accounts}
        rowKey={(account) => account.id}
        empty={<EmptyState title="利用者はまだいません">最初の人を招待しましょう。</EmptyState>}
      />
      {doing.kind === 'invite' && (
        <InviteDialog organizations={staff.organizations} roles={staff.roles} onClose={close} onDone={show} />
      )}
      {chosen && <AccountDialog key={chosen.id} account={chosen} roles={staff.roles} onClose={close} onCode={show} />}
    </>
  )
}

function columnsFor(staff: Staff, open: (id: string) => void): readonly Column<StaffAccount>[] {
  const organization: Column<StaffAccount> = {
    key: 'organization',
    header: '組織',
    cell: (account) => account.organizationName,
  }
  return [
    {
      key: 'name',
      header: '名前',
      names: true,
      cell: (account) => (
        <span className="flex flex-col">
          {account.displayName}
          <span className="text-[0.875rem] font-normal break-all text-solid-gray-700">{account.loginName}</span>
        </span>
      ),
    },
    ...(staff.organizations.length > 1 ? [organization] : []),
    { key: 'roles', header: '役割', cell: (account) => namesOf(account.roles) },
    { key: 'state', header: '状態', cell: (account) => <State account={account} /> },
    {
      key: 'seen',
      header: '最後の利用',
      cell: (account) => (account.lastSeenAt === null ? 'まだありません' : momentText(account.lastSeenAt)),
    },
    {
      key: 'do',
      header: '操作',
      cell: (account) => (account.self ? 'あなたです' : <Open account={account} open={open} />),
    },
  ]
}

function Open({ account, open }: { account: StaffAccount; open: (id: string) => void }) {
  return (
    <Button onClick={() => open(account.id)} aria-label={`${account.displayName}さんの設定を開く`}>
      設定を開く
    </Button>
  )
}

function namesOf(roles: readonly StaffRole[]): string {
  return roles.map((role) => roleNames[role]).join('、')
}

function State({ account }: { account: StaffAccount }) {
  if (account.disabledAt !== null) return <ChipLabel icon="lock">停止中</ChipLabel>
  if (account.invitedUntil !== null) {
    return (
      <span className="flex flex-col items-start gap-1">
        <ChipLabel tone="yellow" icon="mail">
          コードを渡して待っています
        </ChipLabel>
        <span className="text-[0.875rem]">{momentText(account.invitedUntil)}まで</span>
      </span>
    )
  }
  if (account.hasPassword) {
    return (
      <ChipLabel tone="green" icon="check">
        利用中
      </ChipLabel>
    )
  }
  return (
    <ChipLabel tone="orange" icon="warning">
      コードの期限が過ぎました
    </ChipLabel>
  )
}
