import { type Column, DataTable } from '#ui/data-table.tsx'
import type { SharedCounts } from './desk-shapes.ts'
import { figure } from './funnel.ts'

type Cell = SharedCounts['cells'][number]
const columns: readonly Column<Cell>[] = [
  { key: 'month', header: '月', names: true, cell: ({ month }) => monthText(month) },
  { key: 'place', header: '市区町村', cell: ({ name }) => name },
  { key: 'people', header: '人数', align: 'end', cell: ({ people }) => <People people={people} /> },
]

/** What the partners see of a sharing, and nothing else: on the company's side before it is shown, on theirs afterwards. */
export function SharedCells({ cells, sentences, rule }: Pick<SharedCounts, 'cells' | 'sentences'> & { rule: string }) {
  return (
    <div className="flex flex-col gap-3">
      {sentences.map((sentence) => (
        <p key={sentence} className="max-w-line">
          {sentence}
        </p>
      ))}
      <DataTable
        caption="月と市区町村ごとの人数"
        columns={columns}
        rows={cells}
        rowKey={({ month, municipality }) => `${month} ${municipality}`}
      />
      <p className="max-w-line text-solid-gray-700">{rule}</p>
    </div>
  )
}

function People({ people }: { people: number | null }) {
  if (people !== null) return `約${figure(people)}人`
  return (
    <span>
      <span aria-hidden="true">※</span>
      <span className="sr-only">伏せた数</span>
    </span>
  )
}

/** `2026-03` and `2026-03-31` as 2026年3月. */
export function monthText(month: string): string {
  const [year = '', number = ''] = month.split('-')
  return `${year}年${Number(number)}月`
}
