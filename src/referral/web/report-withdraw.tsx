import { useState } from 'react'
import { withdrawConsent } from '#consent/consent-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Form } from '#ui/form.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { TextArea } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import {
  getReport,
  listDangerReviews,
  listReports,
  type ReportView,
  reviewDanger,
  withdrawReport,
} from '../report-contract.ts'

/** 「取り下げる」: the company takes its report back, with a reason. */
export function WithdrawReport({ view }: { view: ReportView }) {
  const [open, setOpen] = useState(false)
  const [because, setBecause] = useState('')
  const send = useSend(withdrawReport, { makesStale: [getReport, listReports] })
  const close = () => setOpen(false)
  return (
    <>
      <Button icon="undo" onClick={() => setOpen(true)}>
        連絡を取り下げる
      </Button>
      <Dialog open={open} onClose={close} title="連絡を取り下げますか">
        <Form
          problems={send.error?.fields}
          onSubmit={() => send.mutate({ params: { id: view.id }, body: { because } }, { onSuccess: close })}
          label="取り下げ"
        >
          <p>
            {view.agencyName ?? '相談窓口'}に取り下げが伝わり、まだ支援が始まっていなければ、内容は見られなくなります。
            支援が始まっているときは、窓口自身の相談の記録は残ります。
          </p>
          <TextArea label="取り下げる理由" name="because" rows={2} value={because} onChange={setBecause} />
          {send.isError && <NotificationBanner tone="error" live title={send.error.title} />}
          <ButtonRow>
            <Button type="submit" kind="danger" busy={send.isPending}>
              連絡を取り下げる
            </Button>
            <Button onClick={close}>そのままにする</Button>
          </ButtonRow>
        </Form>
      </Dialog>
    </>
  )
}

const stops = [
  'これから先、この方のことが新しく伝わることはありません。',
  '同意によって伝わっていた内容は、相談窓口でも会社でも、すぐに開けなくなります。',
] as const

/** Said after the withdrawal: what stopped, what stays, word by word. */
export function ConsentWithdrawn({ stays }: { stays: readonly string[] }) {
  return (
    <ResultPanel
      title="同意の取り消しを記録しました"
      told={['相談窓口']}
      next={
        <>
          <strong>止まったこと</strong>
          <Sentences sentences={stops} />
          <strong>残るもの</strong>
          <Sentences sentences={stays} />
        </>
      }
      undo="ご本人があらためて同意されたときは、新しい同意として伺えます。"
    />
  )
}

type WithdrawProps = { consentId: string; onWithdrawn: (stays: readonly string[]) => void }

/** The person told the company that the consent is taken back: says exactly what stops and what stays. */
export function WithdrawConsent({ consentId, onWithdrawn }: WithdrawProps) {
  const [open, setOpen] = useState(false)
  const send = useSend(withdrawConsent, { makesStale: [listReports] })
  const close = () => setOpen(false)
  function withdraw() {
    const options = { params: { id: consentId } }
    send.mutate(options, {
      onSuccess: (answer) => {
        close()
        onWithdrawn(answer.stays)
      },
    })
  }
  return (
    <>
      <Button icon="hand" onClick={() => setOpen(true)}>
        ご本人の同意の取り消しを記録する
      </Button>
      <Dialog open={open} onClose={close} title="同意の取り消しを記録しますか">
        <BeforeWithdrawal />
        {send.isError && <NotificationBanner tone="error" live title={send.error.title} />}
        <div className="mt-5">
          <ButtonRow>
            <Button kind="danger" busy={send.isPending} onClick={withdraw}>
              取り消しを記録する
            </Button>
            <Button onClick={close}>そのままにする</Button>
          </ButtonRow>
        </div>
      </Dialog>
    </>
  )
}

/** Said before it is done: what stops at once, what stays. */
function BeforeWithdrawal() {
  return (
    <>
      <p>ご本人からの申し出があったときに記録します。理由は伺いません。</p>
      <h3 className="mt-4 font-bold">すぐに止まること</h3>
      <Sentences sentences={stops} />
      <h3 className="mt-4 font-bold">残るもの</h3>
      <Sentences sentences={stays} />
    </>
  )
}

const stays = [
  '会社自身の記録（この連絡の控え）と、法律で残すことになっている記録',
  '相談窓口がすでに相談を始めているときの、その相談の記録',
  'お支払いや供給停止の扱いは変わりません。',
] as const

function Sentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-6">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

/** Somebody other than the one who reported looks at an immediate danger once more. */
export function ReviewDanger({ reportId }: { reportId: string }) {
  const [finding, setFinding] = useState('')
  const send = useSend(reviewDanger, { makesStale: [listDangerReviews, listReports] })
  if (send.isSuccess) {
    return (
      <NotificationBanner tone="success" live title="見直しを記録しました">
        {finding}
      </NotificationBanner>
    )
  }
  return (
    <Form
      problems={send.error?.fields}
      onSubmit={() => send.mutate({ params: { id: reportId }, body: { finding } })}
      label="緊急の連絡の見直し"
    >
      <TextArea
        label="見直しの結果"
        name="finding"
        hint="知らせた人を評価するためではなく、次に生かすための記録です。"
        rows={3}
        value={finding}
        onChange={setFinding}
      />
      {send.isError && <NotificationBanner tone="error" live title={send.error.title} />}
      <div>
        <Button type="submit" busy={send.isPending} busyLabel="記録しています…">
          見直しを記録する
        </Button>
      </div>
    </Form>
  )
}
