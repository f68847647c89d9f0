import { useState } from 'react'
import { roleNames } from '#organization/organization.ts'
import type { StaffRole } from '#platform/auth/auth-contract.ts'
import { type HandedOver, inviteStaff, listStaff } from '#platform/auth/staff-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { CheckboxGroup } from '#ui/choice-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Select, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'

type Organization = { readonly id: string; readonly code: string; readonly name: string }
type InviteProps = {
  organizations: readonly Organization[]
  roles: readonly StaffRole[]
  onClose: () => void
  onDone: (handed: HandedOver) => void
}

/** Whom to invite, where, and with which roles; the answer is the code to hand over. */
export function InviteDialog({ organizations, roles, onClose, onDone }: InviteProps) {
  const { typed, put, problems, submit, send } = useInvitation({ organizations, onDone })
  const organization = organizations.find((one) => one.id === typed.organizationId)
  return (
    <Dialog open title="利用者を招待する" onClose={onClose}>
      <Form label="利用者を招待する" problems={problems} onSubmit={submit}>
        {send.error && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
        <WhichOrganization organizations={organizations} chosen={typed.organizationId} onChoose={put} />
        <TextField
          label="名前"
          name="displayName"
          value={typed.displayName}
          onChange={(displayName) => put({ displayName })}
          autoComplete="off"
          size="middle"
        />
        <TextField
          label="ログイン名"
          name="loginName"
          hint={`半角の英小文字と数字。うしろに「@${organization?.code ?? '組織の記号'}」が付きます。`}
          value={typed.loginName}
          onChange={(loginName) => put({ loginName })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          size="middle"
        />
        <CheckboxGroup<StaffRole>
          label="役割"
          name="roles"
          value={typed.roles}
          onChange={(next) => put({ roles: next })}
          choices={roles.map((role) => ({ value: role, label: roleNames[role] }))}
        />
        <div>
          <Button type="submit" kind="primary" busy={send.isPending} busyLabel="招待しています…">
            招待のコードを作る
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

type WhichProps = {
  organizations: readonly Organization[]
  chosen: string
  onChoose: (change: { organizationId: string }) => void
}

/** Asked only where there is a choice. */
function WhichOrganization({ organizations, chosen, onChoose }: WhichProps) {
  if (organizations.length < 2) return null
  return (
    <Select
      label="組織"
      name="organizationId"
      value={chosen}
      onChange={(organizationId) => onChoose({ organizationId })}
      choices={organizations.map((one) => ({ value: one.id, label: one.name }))}
    />
  )
}

type Typed = { organizationId: string; displayName: string; loginName: string; roles: readonly StaffRole[] }

function useInvitation({ organizations, onDone }: Pick<InviteProps, 'organizations' | 'onDone'>) {
  const only = organizations.length === 1 ? organizations[0]?.id : undefined
  const [typed, setTyped] = useState<Typed>({ organizationId: only ?? '', displayName: '', loginName: '', roles: [] })
  const [missing, setMissing] = useState<readonly FieldProblem[]>([])
  const send = useSend(inviteStaff, { makesStale: [listStaff] })
  function submit() {
    const found = missingIn(typed)
    setMissing(found)
    if (found.length > 0 || send.isPending) return
    const body = { ...typed, loginName: typed.loginName.trim(), roles: [...typed.roles] }
    send.mutate({ body }, { onSuccess: onDone })
  }
  const problems = missing.length > 0 ? missing : (send.error?.fields ?? [])
  return { typed, put: (change: Partial<Typed>) => setTyped({ ...typed, ...change }), problems, submit, send }
}

function missingIn({ organizationId, displayName, loginName, roles }: Typed): readonly FieldProblem[] {
  return [
    ...(organizationId === '' ? [{ path: 'organizationId', message: '組織を選んでください。' }] : []),
    ...(displayName.trim() === '' ? [{ path: 'displayName', message: '名前を入力してください。' }] : []),
    ...(loginName.trim() === '' ? [{ path: 'loginName', message: 'ログイン名を入力してください。' }] : []),
    ...(roles.length === 0 ? [{ path: 'roles', message: '役割を一つ以上選んでください。' }] : []),
  ]
}
