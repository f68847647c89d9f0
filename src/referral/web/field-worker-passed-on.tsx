import type { WindowCard } from '#organization/organization-contract.ts'
import { CallButton } from '#ui/banner.tsx'
import { LinkButton } from '#ui/button.tsx'
import { Page } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import type { ReportDraft } from './report-draft.ts'
import { keptNumberText, shortNumber } from './report-text.ts'

type PassedOnProps = { draft: ReportDraft; window: WindowCard | undefined }

/** The receipt at the door: the number, who answers now, what happens next. */
export function PassedOn({ draft, window }: PassedOnProps) {
  const { consent, keptNumber, reportId } = draft
  const answers = window?.answersNow
  return (
    <Page title="連絡担当に渡しました" back={{ href: '/', label: 'ホーム' }}>
      <ResultPanel
        title="会社の連絡担当に渡しました"
        receipt={{
          label: '社内の受け取り番号',
          number: shortNumber(reportId),
          note:
            keptNumber === ''
              ? undefined
              : `ご本人の控え番号 ${keptNumberText(keptNumber)}（ちらしに書いてお渡しします）`,
        }}
        told={['会社の連絡担当']}
        next={nextSentence(consent.outcome)}
        undo="送られる前なら、この連絡を開いて書き直せます。送らないでほしいときは、連絡担当に番号を伝えられます。"
        actions={
          <>
            <LinkButton kind="primary" href="/" icon="home">
              ホームへ戻る
            </LinkButton>
            <LinkButton href={`/reports/${reportId}`}>渡した内容を見る</LinkButton>
          </>
        }
      />
      {answers?.phone !== undefined && (
        <div className="flex flex-col items-start gap-2">
          <p>{answers.because}</p>
          <CallButton number={answers.phone} label={`いま電話に出るところ：${answers.name}`} />
        </div>
      )}
    </Page>
  )
}

function nextSentence(outcome: ReportDraft['consent']['outcome']): string {
  switch (outcome) {
    case 'given':
      return '連絡担当が内容を確かめて、相談窓口に送ります。相談窓口が読むと「受け取り」がこの連絡に付きます。'
    case 'refused':
      return 'お断りを伺ったので、お名前やご住所は会社の外に出ません。連絡担当が、ほかにできることを考えます。'
    case 'not-obtainable':
    case '':
      return '同意をまだ伺えていないので、連絡担当が次の伺い方を考えます。急ぐときは、下の電話に相談できます。'
    default: {
      const never: never = outcome
      return never
    }
  }
}
