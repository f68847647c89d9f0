import { useState } from 'react'
import { changePassword, readOwnSecurity } from '#platform/auth/account-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { NewPasswordField } from './new-password-field.tsx'

/** The current password, then the new one; the other devices are signed out. */
export function ChangePassword({ loginName }: { loginName: string }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [missing, setMissing] = useState<readonly FieldProblem[]>([])
  const send = useSend(changePassword, { makesStale: [readOwnSecurity] })
  function submit() {
    const found = [
      ...(current === '' ? [{ path: 'current', message: 'いまのパスワードを入力してください。' }] : []),
      ...(next === '' ? [{ path: 'next', message: '新しいパスワードを入力してください。' }] : []),
    ]
    setMissing(found)
    if (found.length > 0 || send.isPending) return
    const done = () => {
      setCurrent('')
      setNext('')
    }
    send.mutate({ body: { current, next } }, { onSuccess: done })
  }
  const problems = missing.length > 0 ? missing : (send.error?.fields ?? [])
  return (
    <Form label="パスワードを変える" problems={problems} onSubmit={submit}>
      {send.isSuccess && (
        <NotificationBanner tone="success" live title="パスワードを変えました">
          ほかの端末ではログアウトしました。次からは新しいパスワードでログインします。
        </NotificationBanner>
      )}
      {send.error && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      <input type="text" name="username" autoComplete="username" value={loginName} readOnly hidden />
      <TextField
        label="いまのパスワード"
        name="current"
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <NewPasswordField label="新しいパスワード" name="next" value={next} onChange={setNext} />
      <div>
        <Button type="submit" kind="primary" busy={send.isPending} busyLabel="確かめています…">
          パスワードを変える
        </Button>
      </div>
    </Form>
  )
}
