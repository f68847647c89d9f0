import { useState } from 'react'
import { CONCLUSIONS, FEEDBACK_WORDS, wordsToldAtEnd } from '#referral/referral-words-contract.ts'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { Form } from '#ui/form.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'
import { TextArea } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { type CaseEnd, caseEnds } from '../support-case.ts'
import { type CaseReferral, type CaseView, concludeCase, getCase, reopenCase } from '../support-case-contract.ts'
import { FormCard, SendProblem } from './form-card.tsx'

type Props = { view: CaseView; onDone: () => void }

/** The end, and what each company will hear of it: never why. */
export function ConcludeForm({ view, onDone }: Props) {
  const [code, setCode] = useState<CaseEnd>()
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState<readonly { path: string; message: string }[]>()
  const send = useSend(concludeCase, { makesStale: [getCase] })
  function submit() {
    if (code === undefined) return setMissing([{ path: 'code', message: '終わり方を選んでください。' }])
    setMissing(undefined)
    const body = { version: view.version, code, note: note || undefined }
    send.mutate({ params: { id: view.id }, body }, { onSuccess: onDone })
  }
  const live = view.referrals.filter(({ state }) => state === 'accepted')
  return (
    <FormCard title="支援を終わりにする" onCancel={onDone}>
      <Form problems={missing ?? send.error?.fields} onSubmit={submit}>
        <RadioGroup
          name="code"
          label="どのように終わりましたか"
          hint="この区分は、窓口の中だけに残ります。"
          required
          value={code}
          onChange={setCode}
          choices={caseEnds.map((value) => ({ value, label: CONCLUSIONS[value].label }))}
        />
        <TextArea name="note" label="終わりの記録" required={false} value={note} onChange={setNote} />
        {code !== undefined &&
          live.map((referral) => <WhatTheyHear key={referral.id} referral={referral} code={code} />)}
        <SendProblem error={send.error} />
        <Button type="submit" kind="primary" busy={send.isPending}>
          支援を終わりにする
        </Button>
      </Form>
    </FormCard>
  )
}

function WhatTheyHear({ referral, code }: { referral: CaseReferral; code: CaseEnd }) {
  const { level, told, reporter, ground } = referral
  const words = wordsToldAtEnd(code, level).filter((word) => !told.some((one) => one.word === word))
  return (
    <SummaryPanel
      title={`${reporter.name}に届くこと`}
      toWhom={`${reporter.name}の連絡担当と、通報した人`}
      what={words.length === 0 ? '何も届きません' : words.map((word) => `「${FEEDBACK_WORDS[word]}」`).join('')}
      ground={
        ground === 'consent'
          ? 'ご本人の同意と、会社との協定。終わった理由は伝わりません。'
          : '受け取った通報への返事。ご本人のことは伝わりません。'
      }
      until="同意が取り消されると、「終了しました」のほかは見えなくなります。"
      comesBack="会社からは何も求めません。"
    />
  )
}

export function ReopenForm({ view, onDone }: Props) {
  const [because, setBecause] = useState('')
  const send = useSend(reopenCase, { makesStale: [getCase] })
  return (
    <FormCard title="もう一度始める" onCancel={onDone}>
      <Form
        problems={send.error?.fields}
        onSubmit={() =>
          send.mutate({ params: { id: view.id }, body: { version: view.version, because } }, { onSuccess: onDone })
        }
      >
        <TextArea
          name="because"
          label="もう一度始める理由"
          hint="会社には何も届きません。"
          required
          value={because}
          onChange={setBecause}
        />
        <SendProblem error={send.error} />
        <Button type="submit" kind="primary" busy={send.isPending}>
          もう一度始める
        </Button>
      </Form>
    </FormCard>
  )
}
