import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import type { LedgerFlow } from '../sharing-contract.ts'

const columns: readonly Column<LedgerFlow>[] = [
  {
    key: 'who',
    header: 'だれからだれへ',
    names: true,
    cell: ({ provider, providerId, recipient }) => (
      <Link href={`/sharings?organization=${providerId}`} className="inline-flex min-h-11 items-center">
        {`${provider}から${recipient}へ`}
      </Link>
    ),
  },
  { key: 'ground', header: '根拠', cell: ({ groundText }) => groundText },
  { key: 'count', header: '件数', align: 'end', cell: ({ count }) => `${count.toLocaleString('ja-JP')}件` },
]

/** Who passed something to whom, on which ground, how often. */
export function FlowTable({ flows }: { flows: readonly LedgerFlow[] }) {
  return (
    <DataTable
      caption="組織と根拠ごとの件数"
      columns={columns}
      rows={flows}
      rowKey={({ providerId, recipientId, ground }) => `${providerId}:${recipientId}:${ground}`}
      empty={
        <EmptyState title="この範囲の情報共有はありません">
          連絡が送られると、その根拠とともにここに並びます。
        </EmptyState>
      }
    />
  )
}
