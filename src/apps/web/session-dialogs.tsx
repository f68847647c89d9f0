import { useState, useSyncExternalStore } from 'react'
import { stepUp } from '#platform/auth/auth-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { useSession } from './session.tsx'
import { CodeField, SignInForm } from './sign-in-form.tsx'

/** The questions over the page: sign in again, or prove once more who sits here. The page behind keeps everything. */
export function SessionDialogs() {
  const { questions } = useSession()
  const question = useSyncExternalStore(questions.subscribe, questions.current)
  if (question === 'sign-in') return <SignInAgain />
  if (question === 'step-up') return <StepUp />
  return null
}

function SignInAgain() {
  const { state, questions, accept } = useSession()
  const loginName = state.kind === 'somebody' ? state.session.user.loginName : undefined
  return (
    <Dialog open title="もう一度ログインしてください" onClose={() => questions.answer(false)}>
      <p className="mb-6">
        しばらく操作がなかったため、安全のためにログインが切れました。
        <strong>この画面の入力は消えていません。</strong>ログインすると、続きから始められます。
      </p>
      <p className="mb-6">
        命の危険があるときは、ログインしないで
        <Link href="/danger">119・110と相談窓口に知らせる</Link>
        ことができます。
      </p>
      <SignInForm loginName={loginName} onSignedIn={accept} />
    </Dialog>
  )
}

function useStepUp() {
  const { accept } = useSession()
  const [proof, setProof] = useState('')
  const [byCode, setByCode] = useState(false)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const send = useSend(stepUp, { makesStale: [] })
  function submit() {
    if (send.isPending) return
    const path = byCode ? 'code' : 'password'
    const message = byCode ? '確認コードを入力してください。' : 'パスワードを入力してください。'
    setProblems(proof === '' ? [{ path, message }] : [])
    if (proof === '') return
    send.mutate({ body: byCode ? { code: proof.trim() } : { password: proof } }, { onSuccess: accept })
  }
  function change() {
    setByCode(!byCode)
    setProof('')
    setProblems([])
    send.reset()
  }
  return { proof, setProof, byCode, change, problems, submit, busy: send.isPending, failure: send.error ?? undefined }
}

function StepUp() {
  const { questions } = useSession()
  const { proof, setProof, byCode, change, problems, submit, busy, failure } = useStepUp()
  return (
    <Dialog open title="ご本人の確認" onClose={() => questions.answer(false)}>
      <p className="mb-6">大切な操作のため、操作している方をもう一度確かめます。確かめると、そのまま続きます。</p>
      <Form label="ご本人の確認" problems={problems} onSubmit={submit}>
        {failure && <NotificationBanner tone="error" live title={failure.title} />}
        {byCode ? (
          <CodeField value={proof} onChange={setProof} />
        ) : (
          <TextField
            name="password"
            label="パスワード"
            type="password"
            autoComplete="current-password"
            value={proof}
            onChange={setProof}
            autoFocus
          />
        )}
        <ButtonRow>
          <Button type="submit" kind="primary" busy={busy} busyLabel="確かめています…">
            確かめて続ける
          </Button>
          <Button kind="tertiary" onClick={change}>
            {byCode ? 'パスワードで確かめる' : '確認コードで確かめる'}
          </Button>
        </ButtonRow>
      </Form>
    </Dialog>
  )
}
