import { goTo } from '#ui/address.ts'
import { ChipGroup } from '#ui/chip-group.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { AppLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { type JudgementRow, listJudgements } from '../judgement-contract.ts'
import { JudgementStateChip } from './judgement-words.tsx'

const shows = ['waiting', 'mine', 'all'] as const
type Show = (typeof shows)[number]
const showOf = (search: URLSearchParams): Show => shows.find((one) => one === search.get('show')) ?? 'waiting'

const nothing = {
  waiting: { title: '判断を待っているものはありません', text: 'お願いが届くと、お知らせとここに出ます。' },
  mine: { title: '書いた記録はありません', text: '同意が伺えないときは、連絡の画面から書き始められます。' },
  all: { title: '判断の記録はまだありません', text: '同意が伺えないときに、ここに記録が残ります。' },
} as const satisfies Record<Show, { title: string; text: string }>

/** Guided records: first those that wait for the one who looks. */
export function JudgementList({ search }: ScreenProps) {
  const show = showOf(search)
  const reading = useApi(listJudgements, { query: { show } })
  return (
    <Page
      title="同意によらずに渡す判断"
      lead="ご本人の同意を伺えないときに、何を根拠に渡してよいとしたかの記録です。"
      back={{ href: '/', label: 'ホームに戻る' }}
      width="wide"
    >
      <ChipGroup
        label="どれを見ますか"
        size="small"
        value={show}
        onChange={(next) => goTo(`/judgements?show=${next}`, { replace: true })}
        choices={[
          { value: 'waiting', label: '自分の判断を待つもの' },
          { value: 'mine', label: '自分が書いたもの' },
          { value: 'all', label: 'すべて' },
        ]}
      />
      <Loaded reading={reading}>
        {({ judgements }) => (
          <DataTable
            caption="判断の記録の一覧"
            columns={columns}
            rows={judgements}
            rowKey={({ id }) => id}
            empty={<EmptyState title={nothing[show].title}>{nothing[show].text}</EmptyState>}
          />
        )}
      </Loaded>
    </Page>
  )
}

const columns: readonly Column<JudgementRow>[] = [
  {
    key: 'ground',
    header: '根拠と渡す相手',
    names: true,
    cell: ({ id, groundText, recipient }) => (
      <AppLink href={`/judgements/${id}`} className="link-text inline-flex min-h-11 items-center">
        {groundText}：{recipient.name}
      </AppLink>
    ),
  },
  { key: 'state', header: '状態', cell: ({ state }) => <JudgementStateChip state={state} /> },
  {
    key: 'second',
    header: 'もう一人の確認',
    cell: ({ secondDueOn, signedBy }) =>
      signedBy !== undefined
        ? `${signedBy.name}`
        : secondDueOn === undefined
          ? '要りません'
          : `${dayText(secondDueOn)}まで`,
  },
  { key: 'by', header: '書いた人', cell: ({ requestedBy }) => requestedBy.name },
  { key: 'at', header: '更新', cell: ({ updatedAt }) => <span className="figures">{momentText(updatedAt)}</span> },
]
