import { useState } from 'react'
import type { z } from 'zod'
import { completeEnrolment, type openEnrolment } from '#platform/auth/account-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'
import { AuthenticatorSteps } from './authenticator-steps.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { PrintedCodes } from './printed-codes.tsx'

type Enrolment = z.output<(typeof openEnrolment)['response']>
type Way = 'app' | 'paper'
const ways = [
  { value: 'app', label: '認証アプリの6桁の数字', hint: 'スマートフォンなどのアプリが、30秒ごとに作ります。' },
  { value: 'paper', label: '印刷した控えのコードだけ', hint: '職場に携帯電話を持ち込めないときに選べます。' },
] as const

/** Password and second factor; afterwards the sheet of codes, and the way in. */
export function ChooseFactors({ enrolment, code }: { enrolment: Enrolment; code: string }) {
  const { typed, put, problems, submit, send } = useFactors(code)
  if (send.data !== undefined) return <Finished codes={send.data.codes} loginName={enrolment.loginName} />
  return (
    <Page
      title={`${enrolment.displayName}さん、ログインの方法を決めましょう`}
      lead={`${enrolment.organizationName}のログイン名は「${enrolment.loginName}」です。`}
    >
      <Form label="ログインの方法" problems={problems} onSubmit={submit}>
        {send.error && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
        <input type="text" name="username" autoComplete="username" value={enrolment.loginName} readOnly hidden />
        <NewPasswordField
          label="パスワード"
          name="password"
          value={typed.password}
          onChange={(password) => put({ password })}
        />
        <RadioGroup<Way>
          label="もう一つの確認"
          name="way"
          hint="パスワードのほかに、もう一つで本人を確かめます。"
          value={typed.way}
          onChange={(way) => put({ way })}
          choices={ways}
        />
        {typed.way === 'app' && (
          <AuthenticatorSteps
            authenticator={enrolment.authenticator}
            name="authenticatorCode"
            code={typed.digits}
            onCode={(digits) => put({ digits })}
          />
        )}
        <div>
          <Button type="submit" kind="primary" size="large" busy={send.isPending} busyLabel="確かめています…">
            この方法に決める
          </Button>
        </div>
      </Form>
    </Page>
  )
}

function useFactors(code: string) {
  const [typed, setTyped] = useState<{ password: string; way: Way; digits: string }>({
    password: '',
    way: 'app',
    digits: '',
  })
  const [missing, setMissing] = useState<readonly FieldProblem[]>([])
  const send = useSend(completeEnrolment, { makesStale: [] })
  const byApp = typed.way === 'app'
  function submit() {
    const found = [
      ...(typed.password === '' ? [{ path: 'password', message: 'パスワードを入力してください。' }] : []),
      ...(byApp && typed.digits.trim() === ''
        ? [{ path: 'authenticatorCode', message: 'アプリに出ている6桁の数字を入力してください。' }]
        : []),
    ]
    setMissing(found)
    if (found.length > 0 || send.isPending) return
    const digits = byApp ? { authenticatorCode: typed.digits.trim() } : {}
    send.mutate({ body: { code, password: typed.password, ...digits } })
  }
  const problems = missing.length > 0 ? missing : (send.error?.fields ?? [])
  return { typed, put: (change: Partial<typeof typed>) => setTyped({ ...typed, ...change }), problems, submit, send }
}

function Finished({ codes, loginName }: { codes: readonly string[]; loginName: string }) {
  return (
    <Page
      title="ログインの準備ができました"
      lead="控えのコードを印刷するか書き写してから、始めましょう。このコードが画面に出るのは、いまだけです。"
    >
      <PrintedCodes codes={codes} loginName={loginName} />
      <div data-print="never">
        <Button kind="primary" size="large" onClick={() => window.location.assign('/')}>
          控えを保管して始める
        </Button>
      </div>
    </Page>
  )
}
