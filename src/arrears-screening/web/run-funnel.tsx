import { CsvLink } from '#ui/csv-link.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Icon } from '#ui/icon.tsx'
import { type FunnelStep, figure, funnelOf, type RunCounts, sumOf } from './funnel.ts'

/** From the rows read to the people guided: drawn, said, added up, as a table and as CSV. */
export function RunFunnel({ counts }: { counts: RunCounts }) {
  const steps = funnelOf(counts)
  return (
    <div className="flex flex-col gap-6">
      <ol className="flex flex-col">
        {steps.map((step, at) => (
          <li key={step.title}>
            <Step step={step} most={counts.read} last={at === steps.length - 1} />
          </li>
        ))}
      </ol>
      <Sum counts={counts} />
      <Details counts={counts} />
    </div>
  )
}

function Step({ step: { title, left, leaving }, most, last }: { step: FunnelStep; most: number; last: boolean }) {
  const width = most === 0 ? 0 : (left / most) * 100
  return (
    <div className="flex flex-col">
      {leaving.map(({ because, people, unit }) => (
        <p
          key={because}
          className="flex items-start gap-2 border-l-4 border-solid-gray-300 py-1 pl-4 text-solid-gray-700"
        >
          <span aria-hidden="true">－</span>
          <span className="min-w-0 flex-1">{because}</span>
          <span className="shrink-0 figures">
            <span className="sr-only">を除く：</span>
            {figure(people)}
            {unit}
          </span>
        </p>
      ))}
      <div className="flex flex-col gap-1 py-2">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <strong className={last ? 'text-std-18B-160 text-blue-1000' : ''}>{title}</strong>
          <span className={last ? 'text-std-24B-150 text-blue-1000 figures' : 'text-std-18B-160 figures'}>
            {figure(left)}
            <span className="ml-1 text-[1rem]">{last || title.endsWith('方') ? '人' : '行'}</span>
          </span>
        </p>
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className="h-6 w-full">
          <rect width="100" height="8" className="fill-solid-gray-50" />
          <rect width={width} height="8" className={last ? 'fill-blue-900' : 'fill-blue-300'} />
        </svg>
      </div>
    </div>
  )
}

/** The numbers reconcile before everybody's eyes. */
function Sum({ counts }: { counts: RunCounts }) {
  const { read, parts, together, adds } = sumOf(counts)
  return (
    <div className="rounded-12 border-1 border-solid-gray-420 bg-solid-gray-50 p-4 md:p-6">
      <h3 className="flex items-start gap-2 text-std-18B-160">
        <Icon name={adds ? 'check' : 'warning'} className="mt-0.5" />
        {adds ? '数は、ぴったり合っています' : '数が合いません。このまま使わずに、もう一度さがしましょう。'}
      </h3>
      <p className="mt-2 figures" data-testid="sum">
        ファイルの行 {figure(read)} ＝ {parts.map(({ title, people }) => `${title} ${figure(people)}`).join(' ＋ ')}
        {adds ? '' : `（足すと${figure(together)}）`}
      </p>
    </div>
  )
}

type Line = { readonly title: string; readonly people: number }
const columns: readonly Column<Line>[] = [
  { key: 'title', header: 'どうなったか', names: true, cell: ({ title }) => title },
  { key: 'people', header: '数', align: 'end', cell: ({ people }) => figure(people) },
]

function Details({ counts }: { counts: RunCounts }) {
  const lines: readonly Line[] = [
    { title: 'ファイルの行', people: counts.read },
    { title: 'ご案内する方', people: counts.matched },
    { title: '当てはまらない方：協定のない地域', people: counts.unmatched.noAgreement },
    { title: '当てはまらない方：条件', people: counts.unmatched.conditionsNotMet },
    ...counts.suppressed.map(({ sentence, people }) => ({ title: `ご案内を控える方：${sentence}`, people })),
    { title: '読み取れなかった行', people: counts.rejected },
    ...(counts.merged === 0 ? [] : [{ title: '同じ契約にまとめた請求の行', people: counts.merged }]),
  ]
  return (
    <Disclosure summary="表で見る・CSVで受け取る">
      <DataTable caption="さがした結果の内訳" columns={columns} rows={lines} rowKey={({ title }) => title} />
      <CsvLink
        label="内訳をCSVで受け取る"
        fileName="funnel.csv"
        header={['どうなったか', '数']}
        lines={lines.map(({ title, people }) => [title, people])}
      />
    </Disclosure>
  )
}
