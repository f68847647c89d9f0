import { ChipLabel } from '#ui/chip-label.tsx'
import { FEEDBACK_WORDS, type FeedbackWord } from '../conclusion-codes.ts'
import type { ReportRow } from '../report-contract.ts'
import { daysLeftText, dayText, momentText } from './report-text.ts'

/** The coarse words that come back, as the company reads them. */
export const COMPANY_WORDS = {
  received: '受け取り',
  contacted: 'お話しできた',
  supported: '支援につながった',
  closed: '終了',
} as const satisfies Record<FeedbackWord, string>

/** Where a report stands: the company's own state, then the furthest word that came back. */
export function ReportState({ report }: { report: Pick<ReportRow, 'state' | 'passedOnAt' | 'feedback' | 'kind'> }) {
  const { state, passedOnAt, feedback } = report
  if (state === 'withdrawn') return <ChipLabel icon="undo">取り下げ</ChipLabel>
  if (state === 'draft') {
    return passedOnAt === undefined ? (
      <ChipLabel icon="edit">下書き</ChipLabel>
    ) : (
      <ChipLabel tone="yellow" icon="clock">
        送信待ち
      </ChipLabel>
    )
  }
  if (feedback === undefined) {
    return (
      <ChipLabel tone="blue" icon="send">
        送信済み
      </ChipLabel>
    )
  }
  return (
    <ChipLabel tone={feedback.word === 'closed' ? 'neutral' : 'green'} icon="check">
      {COMPANY_WORDS[feedback.word]}
    </ChipLabel>
  )
}

/** The company's own mark: whoever picks up the telephone sees it first. */
export function MarkOfReport({ report }: { report: Pick<ReportRow, 'protected'> }) {
  if (!report.protected) return null
  return (
    <p>
      <ChipLabel icon="lock" tone="yellow">
        あるともないとも答えません
      </ChipLabel>
    </p>
  )
}

/** Red only for the day itself and the day before. */
function toneOf(daysLeft: number) {
  if (daysLeft <= 1) return 'red'
  return daysLeft <= 3 ? 'orange' : 'blue'
}

type StopFacts = Pick<ReportRow, 'stopOn' | 'stoppedOn' | 'daysLeft'>

/** The stop date in words; red when it is today or tomorrow. */
export function StopDay({ report: { stopOn, stoppedOn, daysLeft } }: { report: StopFacts }) {
  if (stoppedOn !== undefined) {
    return (
      <ChipLabel tone="red" icon="bolt">
        {`${dayText(stoppedOn)}から停止中`}
      </ChipLabel>
    )
  }
  if (stopOn === undefined) return <span className="text-solid-gray-700">停止予定日は未定</span>
  if (daysLeft === undefined) return <span>停止予定 {dayText(stopOn)}</span>
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="figures">{dayText(stopOn)}</span>
      <ChipLabel tone={toneOf(daysLeft)} icon="bolt">
        {daysLeftText(daysLeft)}
      </ChipLabel>
    </span>
  )
}

/** Everything that came back, in order; the company learns nothing else. */
export function ToldWords({ told }: { told: readonly { word: FeedbackWord; at: string }[] }) {
  if (told.length === 0) return <p>まだ返事はありません。相談窓口の人が読むと「受け取り」が届きます。</p>
  return (
    <ol className="flex flex-col gap-2">
      {told.map(({ word, at }) => (
        <li key={word} className="flex flex-wrap items-center gap-x-3">
          <ChipLabel tone={word === 'closed' ? 'neutral' : 'green'} icon="check">
            {COMPANY_WORDS[word]}
          </ChipLabel>
          <span>{FEEDBACK_WORDS[word]}</span>
          <span className="text-solid-gray-700 figures">{momentText(at)}</span>
        </li>
      ))}
    </ol>
  )
}
