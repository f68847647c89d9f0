import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Form } from '#ui/form.tsx'
import { Card, Section } from '#ui/page.tsx'
import type { ApiProblem } from '#ui/problem.ts'
import { TextArea } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import {
  decideJudgementRoute,
  getJudgement,
  type JudgementView,
  listJudgements,
  signJudgement,
  takeBackJudgement,
} from '../judgement-contract.ts'

const makesStale = [getJudgement, listJudgements]

/** The buttons of whoever may move this record now; none for everybody else. */
export function JudgementMoves({ view }: { view: JudgementView }) {
  const { allowed } = view
  if (allowed.includes('refuse')) return <Decide view={view} />
  if (allowed.includes('sign')) return <Sign view={view} />
  if (allowed.includes('take-back')) return <TakeBack view={view} />
  return null
}

/** By somebody else than who asked; manual 3(3): the decider belongs to the provider. */
function Decide({ view }: { view: JudgementView }) {
  const send = useSend(decideJudgementRoute, { makesStale })
  const [reason, setReason] = useState('')
  const needsSecond = view.allowed.includes('permit-until-signed')
  const decide = (verdict: 'permit' | 'refuse') =>
    send.mutate({ params: { id: view.id }, body: { version: view.version, verdict, ...said(reason) } })
  return (
    <Choice
      title="渡してよいかを判断する"
      lead={
        needsSecond
          ? 'いまは夜間・休日などのため、渡したあと、翌営業日にもう一人が確かめます。'
          : 'お願いした人とは別の人として判断します。判断した人と日時が残ります。'
      }
      reason={{
        label: '判断の理由',
        hint: '渡さないと判断するときは、理由が要ります。',
        value: reason,
        set: setReason,
      }}
      error={send.error}
      yes={{ label: '渡してよいと判断する', run: () => decide('permit') }}
      no={{ label: '渡さないと判断する', run: () => decide('refuse') }}
      busy={send.isPending}
    />
  )
}

function Sign({ view }: { view: JudgementView }) {
  const send = useSend(signJudgement, { makesStale })
  const [reason, setReason] = useState('')
  const sign = (verdict: 'sign' | 'overturn') =>
    send.mutate({ params: { id: view.id }, body: { version: view.version, verdict, ...said(reason) } })
  return (
    <Choice
      title="もう一人として確かめる"
      lead="取り消すと、渡したものは、その時から相手も開けなくなります。"
      reason={{ label: '確認の理由', hint: '取り消すときは、理由が要ります。', value: reason, set: setReason }}
      error={send.error}
      yes={{ label: '確認しました', run: () => sign('sign') }}
      no={{ label: 'この判断を取り消す', run: () => sign('overturn') }}
      busy={send.isPending}
    />
  )
}

const said = (reason: string) => (reason.trim() === '' ? {} : { reason })

type ChoiceProps = {
  title: string
  lead: string
  reason: { label: string; hint: string; value: string; set: (text: string) => void }
  error: ApiProblem | null
  yes: { label: string; run: () => void }
  no: { label: string; run: () => void }
  busy: boolean
}

function Choice({ title, lead, reason, error, yes, no, busy }: ChoiceProps) {
  return (
    <Section title={title}>
      <Card>
        <Form label={title} problems={error?.fields} onSubmit={yes.run}>
          <p className="max-w-line">{lead}</p>
          <TextArea
            label={reason.label}
            name="reason"
            hint={reason.hint}
            rows={2}
            value={reason.value}
            onChange={reason.set}
          />
          {error !== null && error.fields.length === 0 && <NotificationBanner tone="error" live title={error.title} />}
          <ButtonRow>
            <Button type="submit" kind="primary" busy={busy} busyLabel="記録しています…">
              {yes.label}
            </Button>
            <Button busy={busy} onClick={no.run}>
              {no.label}
            </Button>
          </ButtonRow>
        </Form>
      </Card>
    </Section>
  )
}

function TakeBack({ view }: { view: JudgementView }) {
  const send = useSend(takeBackJudgement, { makesStale })
  return (
    <div className="flex flex-col gap-3">
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      <div>
        <Button
          icon="undo"
          busy={send.isPending}
          onClick={() => send.mutate({ params: { id: view.id }, body: { version: view.version } })}
        >
          お願いを取り下げて書き直す
        </Button>
      </div>
    </div>
  )
}
