import { Button, LinkButton } from '#ui/button.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import type { Call } from './caller-call.ts'
import { ReportSent } from './report-sent.tsx'
import { shortNumber } from './report-text.ts'

/** After the call: the receipt, or that it stayed inside the company; then the next call. */
export function CallDone({ call, onNext }: { call: Call; onNext: () => void }) {
  const { reportId } = call.draft.value
  const actions = (
    <>
      <Button kind="primary" icon="phone" onClick={onNext}>
        次のお電話へ
      </Button>
      <LinkButton href={`/reports/${reportId}`}>この連絡を見る</LinkButton>
    </>
  )
  const { data } = call.sending.submit
  if (data !== undefined) return <ReportSent sent={data} actions={actions} />
  return (
    <ResultPanel
      title="会社の中に残しました"
      receipt={{ label: '社内の受け取り番号', number: shortNumber(reportId) }}
      told={[]}
      next="あとで同意を伺えたときは、この連絡を開いて続きから送れます。"
      undo="連絡の一覧から開いて書き直せます。"
      actions={actions}
    />
  )
}
