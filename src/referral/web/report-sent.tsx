import type { ReactNode } from 'react'
import { CallButton } from '#ui/banner.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import type { Sent } from './report-sending.ts'
import { momentText } from './report-text.ts'

/** The receipt of a report that was sent: number, who answers now, what comes back, how to correct it. */
export function ReportSent({ sent, actions }: { sent: Sent; actions: ReactNode }) {
  const { receipt, answersNow } = sent
  return (
    <div className="flex flex-col gap-4">
      <ResultPanel
        title={`${receipt.agencyName}に送りました`}
        receipt={{
          label: '受付番号',
          number: receipt.receiptNumber,
          note: `${momentText(receipt.sentAt)} に届いています。電話のときはこの番号だけで通じます。`,
        }}
        told={[receipt.agencyName]}
        next="相談窓口の人が読むと「受け取り」が付きます。期限までに読まれないときは、主任、市の順に知らせが上がります。"
        undo="送った連絡の画面から、変わったことの追加・取り下げ・同意の取り消しができます。"
        actions={actions}
      />
      {answersNow.phone !== undefined && (
        <div className="flex flex-col items-start gap-2">
          <p>{answersNow.because}</p>
          <CallButton number={answersNow.phone} label={`いま電話に出るところ：${answersNow.name}`} />
        </div>
      )}
    </div>
  )
}
