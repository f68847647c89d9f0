import { Button } from '#ui/button.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'
import { useSend } from '#ui/use-api.ts'
import { issuePacks, type MaterialView } from '../pack-contract.ts'
import { getSitting, type SittingItem, type SittingView } from '../sitting-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { windowText } from './conference-words.ts'
import { basisText } from './material-fields.tsx'

type Props = { view: SittingView; item: SittingItem; paper: MaterialView }

/** Before packs leave: to whom, what, on which ground, until when, what comes back; afterwards what happened. */
export function HandOver({ view, item, paper }: Props) {
  const send = useSend(issuePacks, { makesStale: [getSitting] })
  const names = paper.previews.map(({ organization, name }) => `${organization} ${name}`)
  if (paper.material === undefined || names.length === 0) return null
  if (!paper.allowed.includes('issue-pack')) {
    return view.state === 'planned' ? (
      <p className="max-w-line">会議を招集すると、ここから資料を渡せます。まだだれにも見えていません。</p>
    ) : null
  }
  const again = item.called.some(({ pack }) => pack.state !== 'none')
  return (
    <>
      {send.isSuccess && (
        <ResultPanel
          key={send.submittedAt}
          title={`${names.length}名に資料を渡しました`}
          told={names}
          next={`${windowText(paper.opensAt, paper.closesAt)}開き、自動で閉じます。台帳に1行ずつ残りました。紙で使う方には、下で番号付きの写しを作れます。`}
          undo="資料を直してもう一度渡すと、前の資料は閉じて入れ替わります。呼ぶ方から外すと、その方の資料はすぐに閉じます。"
        />
      )}
      <SummaryPanel
        title={again ? 'もう一度渡す前の確認' : '資料を渡す前の確認'}
        toWhom={`${names.join('、')}（${names.length}名）。この案件に呼ばれた方だけです。`}
        what={<PerMember paper={paper} />}
        ground={`支援会議（生活困窮者自立支援法 第9条）。${basisText(paper.material)}`}
        until={`${windowText(paper.opensAt, paper.closesAt)}。過ぎると自動で閉じ、鍵も壊します。`}
        comesBack="だれがいつ開いたかが記録に残り、会議で役割と宿題が決まります。"
        action={
          <Button
            kind={again ? 'secondary' : 'primary'}
            icon="send"
            busy={send.isPending}
            busyLabel="渡しています…"
            onClick={() => send.mutate({ params: { id: item.id }, body: { version: paper.version } })}
          >
            {again ? '直した資料を渡し直す' : `${names.length}名に資料を渡す`}
          </Button>
        }
      />
      <SendProblem error={send.error} />
    </>
  )
}

function PerMember({ paper: { previews } }: { paper: MaterialView }) {
  return (
    <ul>
      {previews.map(({ callId, organization, name, lines }) => (
        <li key={callId}>
          {organization} {name}：
          {lines.length === 0 ? '見える項目はありません' : lines.map(({ label }) => label).join('、')}
        </li>
      ))}
    </ul>
  )
}
