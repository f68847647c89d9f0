import { useState } from 'react'
import { beginAuthenticator, confirmAuthenticator, readOwnSecurity } from '#platform/auth/account-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Form } from '#ui/form.tsx'
import { useSend } from '#ui/use-api.ts'
import { AuthenticatorSteps } from './authenticator-steps.tsx'

/** A new authenticator; the old one works until the new one's first six digits were right. */
export function ChangeAuthenticator() {
  const [code, setCode] = useState('')
  const begin = useSend(beginAuthenticator, { makesStale: [] })
  const confirm = useSend(confirmAuthenticator, { makesStale: [readOwnSecurity] })
  if (confirm.isSuccess) return <NotificationBanner tone="success" live title="認証アプリを登録しました" />
  if (begin.data === undefined) {
    return (
      <div className="flex flex-col gap-4">
        {begin.error && <NotificationBanner tone="error" live title={begin.error.title} />}
        <p className="max-w-line">新しいアプリの登録が終わるまで、いまの方法はそのまま使えます。</p>
        <div>
          <Button busy={begin.isPending} busyLabel="用意しています…" onClick={() => begin.mutate({})}>
            登録を始める
          </Button>
        </div>
      </div>
    )
  }
  return (
    <Form
      label="認証アプリの登録"
      problems={confirm.error?.fields}
      onSubmit={() => confirm.mutate({ body: { code: code.trim() === '' ? '-' : code.trim() } })}
    >
      <AuthenticatorSteps authenticator={begin.data} name="code" code={code} onCode={setCode} />
      <div>
        <Button type="submit" kind="primary" busy={confirm.isPending} busyLabel="確かめています…">
          登録を終える
        </Button>
      </div>
    </Form>
  )
}
