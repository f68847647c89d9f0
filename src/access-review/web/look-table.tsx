import { ChipLabel } from '#ui/chip-label.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { REVIEW_OUTCOMES, type ReviewOutcome } from '../access-review.ts'
import type { CaseLook } from '../access-review-contract.ts'

/** Looks with a reason, as somebody reads them who judges none of them now. */
export function LookTable({ looks }: { looks: readonly CaseLook[] }) {
  return (
    <DataTable
      caption="担当でないケースの閲覧"
      columns={columns}
      rows={looks}
      rowKey={({ id }) => id}
      empty={<EmptyState title="まだありません">担当でないケースを開くと、ここに並びます。</EmptyState>}
    />
  )
}

const columns: readonly Column<CaseLook>[] = [
  { key: 'at', header: '開いた日時', names: true, cell: ({ at }) => <span className="figures">{momentText(at)}</span> },
  { key: 'viewer', header: 'だれが', cell: ({ viewer, agency }) => `${viewer}（${agency}）` },
  { key: 'number', header: 'ケース', cell: ({ number }) => number ?? '－' },
  { key: 'reason', header: '理由', cell: ({ reason }) => reason ?? '消去しました' },
  { key: 'outcome', header: '見直し', cell: (look) => <Judged {...look} /> },
]

type JudgedProps = {
  outcome?: ReviewOutcome | undefined
  reviewedBy?: string | undefined
  dueOn?: string | undefined
  overdue?: boolean | undefined
}

/** What was found, by whom; or until when somebody looks. */
export function Judged({ outcome, reviewedBy, dueOn, overdue = false }: JudgedProps) {
  if (outcome !== undefined)
    return (
      <span className="flex flex-col items-start gap-1">
        <ChipLabel icon={outcome === 'proper' ? 'check' : 'clock'} tone={outcome === 'proper' ? 'green' : 'yellow'}>
          {REVIEW_OUTCOMES[outcome]}
        </ChipLabel>
        {reviewedBy !== undefined && <span>{reviewedBy}さんが見直しました</span>}
      </span>
    )
  return (
    <ChipLabel icon="clock" tone={overdue ? 'orange' : 'neutral'}>
      {dueOn === undefined ? '見直し待ち' : `${dayText(dueOn)}までに見直し`}
    </ChipLabel>
  )
}
