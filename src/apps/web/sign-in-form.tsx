import { useState } from 'react'
import { login, type Session } from '#platform/auth/auth-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import type { ApiProblem } from '#ui/problem.ts'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'

type SignInFormProps = {
  /** Known when the session of a person ended: they type the password only. */
  loginName?: string | undefined
  onSignedIn: (session: Session) => void
}

type Typed = { loginName: string; password: string; code: string }

/** What is still missing before the form can be sent. */
export function missingIn({ loginName, password, code }: Typed, asksCode: boolean): readonly FieldProblem[] {
  const missing: FieldProblem[] = []
  if (loginName.trim() === '') missing.push({ path: 'loginName', message: 'ログイン名を入力してください。' })
  else if (!loginName.includes('@'))
    missing.push({ path: 'loginName', message: 'ログイン名は「名前@組織の記号」の形で入力してください。' })
  if (password === '') missing.push({ path: 'password', message: 'パスワードを入力してください。' })
  if (asksCode && code.trim() === '') missing.push({ path: 'code', message: '確認コードを入力してください。' })
  return missing
}

function useSignIn({ loginName, onSignedIn }: SignInFormProps) {
  const [typed, setTyped] = useState<Typed>({ loginName: loginName ?? '', password: '', code: '' })
  const [asksCode, setAsksCode] = useState(false)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const send = useSend(login, { makesStale: [] })
  function refused(error: ApiProblem) {
    // After too many tries from one place only both factors together open: the field for the code appears as well.
    if (error.code === 'second_factor_required' || error.code === 'too_many') setAsksCode(true)
    else setProblems(error.fields)
  }
  function submit() {
    const missing = missingIn(typed, asksCode)
    setProblems(missing)
    if (missing.length > 0 || send.isPending) return
    const code = asksCode ? { code: typed.code.trim() } : {}
    const body = { loginName: typed.loginName.trim(), password: typed.password, ...code }
    send.mutate({ body }, { onSuccess: onSignedIn, onError: refused })
  }
  const put = (change: Partial<Typed>) => setTyped({ ...typed, ...change })
  const failed = send.error !== null && send.error.code !== 'second_factor_required' && problems.length === 0
  return { typed, put, asksCode, problems, submit, busy: send.isPending, failure: failed ? send.error : undefined }
}

/** Login name, password and, when the server asks for it, the second factor. What was typed stays after an error. */
export function SignInForm(props: SignInFormProps) {
  const { typed, put, asksCode, problems, submit, busy, failure } = useSignIn(props)
  return (
    <Form label="ログイン" problems={problems} onSubmit={submit}>
      {failure && <NotificationBanner tone="error" live title={failure.title} />}
      <TextField
        label="ログイン名"
        name="loginName"
        hint="例：tanaka@akari-denki"
        value={typed.loginName}
        readOnly={props.loginName !== undefined}
        onChange={(text) => put({ loginName: text })}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        inputMode="email"
      />
      <TextField
        label="パスワード"
        name="password"
        type="password"
        value={typed.password}
        onChange={(text) => put({ password: text })}
        autoComplete="current-password"
      />
      {asksCode && <CodeField value={typed.code} onChange={(text) => put({ code: text })} />}
      <Button type="submit" kind="primary" size="large" wide busy={busy} busyLabel="確かめています…">
        ログインする
      </Button>
    </Form>
  )
}

/** The second factor; takes the focus when it is asked for. */
export function CodeField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <TextField
      label="確認コード"
      name="code"
      hint="認証アプリに出ている6桁の数字か、印刷した控えのコードを入力します。"
      value={value}
      onChange={onChange}
      autoComplete="one-time-code"
      size="middle"
      autoFocus
    />
  )
}
