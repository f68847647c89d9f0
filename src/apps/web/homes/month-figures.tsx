import { type MonthFigures, readMonthFigures } from '#information-sharing/figures-contract.ts'
import { partsOf } from '#kernel/calendar-date.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'

const kinds = { arrears: 'お支払いにお困りの様子', signs: '気がかりな様子', danger: '命の危険' } as const
const states = {
  waiting: '受け取りを待っている',
  working: '対応している',
  concluded: '対応を終えた',
  elsewhere: 'ほかの窓口へ・取り下げなど',
} as const

/** A count, or the word for one that is not told. */
function Figure({ count }: { count: number | null }) {
  return (
    <span className="block text-right figures">
      {count === null ? '10未満など' : `${count.toLocaleString('ja-JP')}件`}
    </span>
  )
}

/** How many reports came this month; small counts are never told, since they could point at somebody. */
export function MonthFiguresSection() {
  const reading = useApi(readMonthFigures, {})
  return <Loaded reading={reading}>{(figures) => <Figures figures={figures} />}</Loaded>
}

function Figures({ figures: { firstDay, total, byKind, byState } }: { figures: MonthFigures }) {
  const { month } = partsOf(firstDay)
  const row = (term: string, count: number | null) => ({ term, description: <Figure count={count} /> })
  if (total === null) {
    return (
      <Section title={`${month}月に届いた連絡`}>
        <p className="text-std-20B-150">10未満</p>
        <p className="max-w-line">数が少ないため、内訳も出しません。どなたのことか分かってしまうのを防ぐためです。</p>
      </Section>
    )
  }
  return (
    <Section title={`${month}月に届いた連絡`}>
      <DescriptionList items={[row('合わせて', total)]} />
      <h3 className="font-bold">種類ごと</h3>
      <DescriptionList
        items={[row(kinds.arrears, byKind.arrears), row(kinds.signs, byKind.signs), row(kinds.danger, byKind.danger)]}
      />
      <h3 className="font-bold">いまの状態ごと</h3>
      <DescriptionList
        items={[
          row(states.waiting, byState.waiting),
          row(states.working, byState.working),
          row(states.concluded, byState.concluded),
          row(states.elsewhere, byState.elsewhere),
        ]}
      />
      <Disclosure summary="「10未満など」とは">
        <p className="max-w-line">
          人数が少ないと、どなたのことか分かってしまうことがあります。そのため、10に満たない数（0を含む）は出しません。引き算で分からないように、隣の数も一緒に伏せることがあります。
        </p>
      </Disclosure>
    </Section>
  )
}
