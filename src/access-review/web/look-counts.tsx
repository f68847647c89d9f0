import { type Column, DataTable } from '#ui/data-table.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { REVIEW_OUTCOMES } from '../access-review.ts'
import type { LookCount } from '../access-review-contract.ts'

const KINDS = {
  'break-glass': '理由を書いて開いた',
  case: 'ふだんと違う閲覧',
  burst: '急に多い閲覧',
  administration: '管理者が自分で行った操作',
} as const

const columns: readonly Column<LookCount>[] = [
  { key: 'month', header: '月', names: true, cell: ({ month }) => `${month.slice(0, 4)}年${Number(month.slice(5))}月` },
  { key: 'kind', header: '種類', cell: ({ kind }) => KINDS[kind] },
  {
    key: 'outcome',
    header: '見直し',
    cell: ({ outcome }) => (outcome === 'waiting' ? '見直し待ち' : REVIEW_OUTCOMES[outcome]),
  },
  { key: 'n', header: '件数', align: 'end', cell: ({ n }) => `${n.toLocaleString('ja-JP')}件` },
]

/** How many of each, without a name: what may be published. */
export function LookCounts({ counts }: { counts: readonly LookCount[] }) {
  if (counts.length === 0) return null
  return (
    <Disclosure summary="件数だけを見る（お名前なし）">
      <DataTable
        caption="月ごとの件数"
        columns={columns}
        rows={counts}
        rowKey={({ month, kind, outcome }) => `${month} ${kind} ${outcome}`}
      />
    </Disclosure>
  )
}
