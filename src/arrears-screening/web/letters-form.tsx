import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Select, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { listWorks, printWorkLetters, readWork } from '../desk/desk-contract.ts'
import type { WorkView } from './desk-shapes.ts'

const stages = [
  { value: 'each', label: 'お一人ごとの段階に合わせる' },
  { value: 'general', label: '単独のご案内（ほかのお知らせに触れない）' },
  { value: 'unpaid-notice', label: '未払いのお知らせに添える' },
  { value: 'reminder', label: '督促に添える' },
  { value: 'stop-notice', label: '停止の予告に添える' },
  { value: 'pledge', label: '支払いの約束に添える' },
] as const

const channels = [
  { value: 'enclosed', label: '請求書などに同封する' },
  { value: 'post', label: 'お手紙だけを郵送する' },
] as const

type Draft = {
  readonly phone: string
  readonly section: string
  readonly hours: string
  readonly stage: (typeof stages)[number]['value']
  readonly channel: (typeof channels)[number]['value']
}
const empty: Draft = { phone: '', section: '', hours: '', stage: 'each', channel: 'enclosed' }

/** What the letters say of the company, and how they go out. */
export function LettersForm({ work }: { work: WorkView }) {
  const print = useSend(printWorkLetters, { makesStale: [readWork, listWorks] })
  const [draft, setDraft] = useState(empty)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const edit = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  function order() {
    const body = { ...draft, stage: draft.stage === 'each' ? null : draft.stage }
    const read = printWorkLetters.body.safeParse(body)
    setProblems(read.success ? [] : read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
    if (!read.success) return
    print.mutate({ params: { id: work.id }, body: read.data }, { onError: (failed) => setProblems(failed.fields) })
  }
  return (
    <Form problems={problems} onSubmit={order} label="お手紙をつくる">
      <p className="max-w-line">
        お一人に一通、その方の地域の相談窓口をご案内するお手紙です。未払いの金額や、対象になったことは書きません。
      </p>
      <Sender draft={draft} edit={edit} />
      <Select
        label="お手紙の種類"
        name="stage"
        value={draft.stage}
        choices={stages}
        onChange={(stage) => edit({ stage })}
      />
      <RadioGroup
        label="送り方"
        name="channel"
        value={draft.channel}
        choices={channels}
        onChange={(channel) => edit({ channel })}
      />
      {print.error !== null && problems.length === 0 && (
        <NotificationBanner tone="error" live title={print.error.title} />
      )}
      <ButtonRow>
        <Button type="submit" kind="primary" icon="print" busy={print.isPending} busyLabel="始めています…">
          お手紙をつくる
        </Button>
      </ButtonRow>
    </Form>
  )
}

/** Whom a reader can ask about the letter. */
function Sender({ draft, edit }: { draft: Draft; edit: (change: Partial<Draft>) => void }) {
  return (
    <>
      <TextField
        label="会社の電話番号"
        name="phone"
        required
        size="middle"
        inputMode="tel"
        hint="お手紙について尋ねたい方が、かける番号です。"
        value={draft.phone}
        onChange={(phone) => edit({ phone })}
      />
      <TextField
        label="部署"
        name="section"
        required={false}
        size="middle"
        value={draft.section}
        onChange={(section) => edit({ section })}
      />
      <TextField
        label="受付時間"
        name="hours"
        required={false}
        size="middle"
        placeholder="平日9時から17時"
        value={draft.hours}
        onChange={(hours) => edit({ hours })}
      />
    </>
  )
}
