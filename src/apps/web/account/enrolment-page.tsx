import { useState } from 'react'
import { openEnrolment } from '#platform/auth/account-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, LinkButton } from '#ui/button.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { ChooseFactors } from './choose-factors.tsx'

/** The first sign-in and the one after a reset: the code that was handed over, then password and second factor. */
export function EnrolmentPage() {
  const [code, setCode] = useState('')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const open = useSend(openEnrolment, { makesStale: [] })
  function submit() {
    const missing = code.trim() === '' ? [{ path: 'code', message: '受け取ったコードを入力してください。' }] : []
    setProblems(missing)
    if (missing.length > 0 || open.isPending) return
    open.mutate({ body: { code } })
  }
  if (open.data !== undefined) return <ChooseFactors enrolment={open.data} code={code} />
  return (
    <Page
      title="はじめてのログイン"
      lead="組織の管理者から受け取ったコードを入力します。コードは24時間、一度だけ使えます。"
      back={{ href: '/', label: 'ログインへ戻る' }}
    >
      <Form label="招待のコード" problems={problems} onSubmit={submit}>
        {open.error && <NotificationBanner tone="error" live title={open.error.title} />}
        <TextField
          label="受け取ったコード"
          name="code"
          hint="大文字と小文字、間の「-」は気にしなくてかまいません。"
          value={code}
          onChange={setCode}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <div className="flex flex-col gap-3 sm:flex-row">
          <Button type="submit" kind="primary" busy={open.isPending} busyLabel="確かめています…">
            次へ進む
          </Button>
          <LinkButton kind="tertiary" href="/">
            ログインへ戻る
          </LinkButton>
        </div>
      </Form>
    </Page>
  )
}
