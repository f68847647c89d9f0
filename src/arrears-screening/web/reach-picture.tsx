import { BarKey, BarRows } from '#ui/bar-rows.tsx'
import { capacityOf, capacityWords } from '#ui/capacity-words.ts'
import { CsvLink } from '#ui/csv-link.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText } from '#ui/day-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Icon } from '#ui/icon.tsx'
import type { DeskAgreement } from './desk-shapes.ts'
import { figure } from './funnel.ts'
import { beyond, changeOf, type ReachPlace, type ReachRow, reachHeader, reachLines, scaleOf } from './trial-model.ts'

type PictureProps = {
  places: readonly ReachPlace[]
  agencies: DeskAgreement['capacity']
  /** A second version stands beside the first. */
  both: boolean
}

/** People per month and municipality as bars, the declared capacity as a line across them; the same as a table and as CSV. */
export function ReachPicture({ places, agencies, both }: PictureProps) {
  const most = scaleOf(places)
  if (places.every(({ rows }) => rows.length === 0)) return <p>数えられる月が、まだありません。</p>
  return (
    <div className="flex flex-col gap-6">
      <Legend both={both} agencies={agencies} municipalities={places.filter(({ isSum }) => !isSum).length} />
      {both && <Change places={places} />}
      {places.map((place) => (
        <Place key={place.municipality} place={place} most={most} both={both} />
      ))}
      <Disclosure summary="表で見る・CSVで受け取る">
        <ReachTable places={places} both={both} agencies={agencies} />
        <CsvLink label="人数をCSVで受け取る" fileName="reach.csv" header={reachHeader} lines={reachLines(places)} />
      </Disclosure>
    </div>
  )
}

type LegendProps = { both: boolean; agencies: DeskAgreement['capacity']; municipalities: number }

function Legend({ both, agencies, municipalities }: LegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1">
      <BarKey of={both ? 'first' : 'last'}>いまの条件</BarKey>
      {both && <BarKey of="last">動かした条件</BarKey>}
      {capacityOf(agencies) === null ? (
        <li className="text-solid-gray-700">受けられる人数は、まだ知らされていません</li>
      ) : (
        <BarKey of="line">{capacityWords(agencies, municipalities)}</BarKey>
      )}
    </ul>
  )
}

function Change({ places }: { places: readonly ReachPlace[] }) {
  const { newly, noLonger } = changeOf(places)
  return (
    <p role="status" className="flex flex-wrap gap-x-6 gap-y-1 rounded-8 bg-blue-50 p-4">
      <span className="flex items-center gap-2">
        <Icon name="plus" className="size-5" />
        新たに届く方 <strong className="figures">{figure(newly)}人</strong>
      </span>
      <span className="flex items-center gap-2">
        <Icon name="undo" className="size-5" />
        届かなくなる方 <strong className="figures">{figure(noLonger)}人</strong>
      </span>
    </p>
  )
}

type PlaceProps = { place: ReachPlace; most: number; both: boolean }

function Place({ place, most, both }: PlaceProps) {
  return (
    <section aria-label={place.name} className="flex flex-col gap-2">
      <h3 className="text-std-18B-160">{place.name}</h3>
      <BarRows
        rows={place.rows.map((row) => ({
          key: row.asOf,
          label: dayText(row.asOf),
          bars: row.reached,
          said: <Figures row={row} capacity={place.capacity} both={both} />,
        }))}
        most={most}
        line={place.capacity}
      />
    </section>
  )
}

function Figures({ row: { reached }, capacity, both }: { row: ReachRow; capacity: number | null; both: boolean }) {
  const [now = 0, moved] = reached
  const shown = both ? (moved ?? now) : now
  const over = beyond(shown, capacity)
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 figures">
      <strong>{both && moved !== undefined ? `${figure(now)}人 → ${figure(moved)}人` : `${figure(now)}人`}</strong>
      {over > 0 && (
        <span className="inline-flex items-center gap-1 text-[0.875rem] text-orange-1000">
          <Icon name="warning" className="size-4" />
          {figure(over)}人多い
        </span>
      )}
    </span>
  )
}

type Line = ReachRow & { readonly place: ReachPlace }

const capacityText = ({ capacity }: ReachPlace, agencies: DeskAgreement['capacity']) => {
  if (capacity !== null) return `${figure(capacity)}人`
  return capacityOf(agencies) === null ? '知らせなし' : '合計で見ます'
}

function ReachTable({ places, both, agencies }: PictureProps) {
  const lines: readonly Line[] = places.flatMap((place) => place.rows.map((row) => ({ ...row, place })))
  const people = (count: number | undefined) => (count === undefined ? '－' : `${figure(count)}人`)
  const always: readonly Column<Line>[] = [
    { key: 'month', header: '時点', names: true, cell: ({ asOf }) => dayText(asOf) },
    { key: 'place', header: '市区町村', cell: ({ place }) => place.name },
    { key: 'now', header: 'いまの条件', align: 'end', cell: ({ reached }) => people(reached[0]) },
  ]
  const second: readonly Column<Line>[] = [
    { key: 'moved', header: '動かした条件', align: 'end', cell: ({ reached }) => people(reached[1]) },
    { key: 'newly', header: '新たに届く', align: 'end', cell: ({ newly }) => people(newly) },
    { key: 'noLonger', header: '届かなくなる', align: 'end', cell: ({ noLonger }) => people(noLonger) },
  ]
  const last: readonly Column<Line>[] = [
    { key: 'left', header: '控える方', align: 'end', cell: ({ suppressed }) => people(suppressed.at(-1)) },
    {
      key: 'capacity',
      header: '受けられる人数',
      align: 'end',
      cell: ({ place }) => capacityText(place, agencies),
    },
  ]
  return (
    <DataTable
      caption="月と市区町村ごとの人数"
      columns={[...always, ...(both ? second : []), ...last]}
      rows={lines}
      rowKey={({ asOf, place }) => `${asOf} ${place.municipality}`}
    />
  )
}
