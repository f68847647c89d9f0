import { BarKey, BarRows } from './bar-rows.tsx'
import { CsvLink } from './csv-link.tsx'
import { type Column, DataTable } from './data-table.tsx'
import { Disclosure } from './disclosure.tsx'

/** A number of people; null where it is hidden. */
export type HiddenCount = {
  /** `2026-03`. */
  readonly month: string
  /** The place's key. */
  readonly municipality: string
  readonly name: string
  readonly people: number | null
}

type HiddenCountsProps = {
  cells: readonly HiddenCount[]
  /** What was counted, in sentences. */
  sentences: readonly string[]
  /** How and why numbers are hidden. */
  rule: string
  /** What the line stands for, and where; drawn nowhere where the number is for all places together. */
  line: { readonly at: number | null; readonly words: string } | null
}

const hidden = '※'
const columns: readonly Column<HiddenCount>[] = [
  { key: 'month', header: '月', names: true, cell: ({ month }) => monthText(month) },
  { key: 'place', header: '市区町村', cell: ({ name }) => name },
  { key: 'people', header: '人数', align: 'end', cell: Shown },
]

/** People by month and place, small numbers hidden: the same picture for whoever shows it and for whoever is shown it. */
export function HiddenCounts({ cells, sentences, rule, line }: HiddenCountsProps) {
  const most = Math.max(1, (line?.at ?? 0) * 1.15, ...cells.map(({ people }) => people ?? 0))
  const places = [...Map.groupBy(cells, ({ municipality }) => municipality).values()]
  return (
    <div className="flex flex-col gap-4">
      {sentences.map((sentence) => (
        <p key={sentence} className="max-w-line">
          {sentence}
        </p>
      ))}
      {line !== null && <ul>{line.at === null ? <li>{line.words}</li> : <BarKey of="line">{line.words}</BarKey>}</ul>}
      {places.map((of) => (
        <div key={of[0]?.municipality} className="flex flex-col gap-1">
          <p className="font-bold">{of[0]?.name}</p>
          <BarRows rows={of.map(barOf)} most={most} line={line?.at ?? null} />
        </div>
      ))}
      <p className="max-w-line text-solid-gray-700">{rule}</p>
      <Disclosure summary="人数を表で見る・CSVで受け取る">
        <DataTable
          caption="月と市区町村ごとの人数"
          columns={columns}
          rows={cells}
          rowKey={({ month, municipality }) => `${month} ${municipality}`}
        />
        <CsvLink
          label="人数をCSVで受け取る"
          fileName="counts.csv"
          header={['月', '市区町村コード', '市区町村', '人数']}
          lines={cells.map(({ month, municipality, name, people }) => [month, municipality, name, people ?? hidden])}
        />
      </Disclosure>
    </div>
  )
}

function barOf(cell: HiddenCount) {
  const { month, people } = cell
  return { key: month, label: monthText(month), bars: people === null ? [] : [people], said: <Shown {...cell} /> }
}

function Shown({ people }: HiddenCount) {
  if (people !== null) return <strong className="figures">約{people.toLocaleString('ja-JP')}人</strong>
  return (
    <span>
      {hidden}
      <span className="sr-only">（伏せた数）</span>
    </span>
  )
}

/** `2026-03` and `2026-03-31` as 2026年3月. */
function monthText(month: string): string {
  const [year = '', number = ''] = month.split('-')
  return `${year}年${Number(number)}月`
}
