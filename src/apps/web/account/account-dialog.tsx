import { useState } from 'react'
import { roleNames } from '#organization/organization.ts'
import type { StaffRole } from '#platform/auth/auth-contract.ts'
import {
  changeStaff,
  type HandedOver,
  listStaff,
  reopenStaff,
  resetStaff,
  type StaffAccount,
  stopStaff,
} from '#platform/auth/staff-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { CheckboxGroup } from '#ui/choice-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'

type AccountProps = {
  account: StaffAccount
  roles: readonly StaffRole[]
  onClose: () => void
  onCode: (handed: HandedOver) => void
}

/** One account: name and roles, a new way to sign in, stop and reopen. Only what the answer allows is offered. */
export function AccountDialog({ account, roles, onClose, onCode }: AccountProps) {
  const { allowed } = account
  return (
    <Dialog open title={`${account.displayName}さんの設定`} onClose={onClose}>
      <div className="flex flex-col gap-8">
        {allowed.includes('change') && <ChangeForm account={account} roles={roles} onClose={onClose} />}
        {allowed.includes('reset') && <Reset account={account} onCode={onCode} />}
        {allowed.includes('stop') && <Stop account={account} onClose={onClose} />}
        {allowed.includes('reopen') && <Reopen account={account} onClose={onClose} />}
      </div>
    </Dialog>
  )
}

function ChangeForm({ account, roles, onClose }: Pick<AccountProps, 'account' | 'roles' | 'onClose'>) {
  const [displayName, setDisplayName] = useState(account.displayName)
  const [chosen, setChosen] = useState<readonly StaffRole[]>(account.roles)
  const send = useSend(changeStaff, { makesStale: [listStaff] })
  function submit() {
    if (send.isPending) return
    const { phone, mail } = account
    const kept = { ...(phone === null ? {} : { phone }), ...(mail === null ? {} : { mail }) }
    const body = { displayName, roles: [...chosen], before: account.roles, ...kept }
    send.mutate({ params: { id: account.id }, body }, { onSuccess: onClose })
  }
  return (
    <Form label="名前と役割" problems={send.error?.fields} onSubmit={submit}>
      {send.error && send.error.fields.length === 0 && (
        <NotificationBanner tone="error" live title={send.error.title} />
      )}
      <TextField label="名前" name="displayName" value={displayName} onChange={setDisplayName} size="middle" />
      <CheckboxGroup<StaffRole>
        label="役割"
        name="roles"
        hint="役割を変えると、本人はもう一度ログインします。"
        value={chosen}
        onChange={setChosen}
        choices={roles.map((role) => ({ value: role, label: roleNames[role] }))}
      />
      <div>
        <Button type="submit" kind="primary" busy={send.isPending} busyLabel="保存しています…">
          名前と役割を保存する
        </Button>
      </div>
    </Form>
  )
}

function Reset({ account, onCode }: Pick<AccountProps, 'account' | 'onCode'>) {
  const send = useSend(resetStaff, { makesStale: [listStaff] })
  return (
    <Section title="ログインの方法を作り直す">
      {send.error && <NotificationBanner tone="error" live title={send.error.title} />}
      <p className="max-w-line">
        端末をなくした、パスワードを忘れたとき。いまのパスワード、認証アプリ、控えのコードはすぐに使えなくなり、新しい招待のコードを手渡します。
      </p>
      <div>
        <Button
          busy={send.isPending}
          busyLabel="作っています…"
          onClick={() => send.mutate({ params: { id: account.id } }, { onSuccess: onCode })}
        >
          新しいコードを作る
        </Button>
      </div>
    </Section>
  )
}

function Stop({ account, onClose }: Pick<AccountProps, 'account' | 'onClose'>) {
  const send = useSend(stopStaff, { makesStale: [listStaff] })
  return (
    <Section title="利用を止める">
      {send.error && <NotificationBanner tone="error" live title={send.error.title} />}
      <p className="max-w-line">すべての端末からすぐにログアウトします。記録は残り、あとで再開できます。</p>
      <div>
        <Button
          busy={send.isPending}
          busyLabel="止めています…"
          onClick={() => send.mutate({ params: { id: account.id } }, { onSuccess: onClose })}
        >
          利用を止める
        </Button>
      </div>
    </Section>
  )
}

function Reopen({ account, onClose }: Pick<AccountProps, 'account' | 'onClose'>) {
  const send = useSend(reopenStaff, { makesStale: [listStaff] })
  return (
    <Section title="利用を再開する">
      {send.error && <NotificationBanner tone="error" live title={send.error.title} />}
      <p className="max-w-line">前と同じ役割とログインの方法で、また使えるようになります。</p>
      <div>
        <Button
          busy={send.isPending}
          busyLabel="再開しています…"
          onClick={() => send.mutate({ params: { id: account.id } }, { onSuccess: onClose })}
        >
          利用を再開する
        </Button>
      </div>
    </Section>
  )
}
