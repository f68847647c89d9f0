import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { fiscalYear, fiscalYearOf, formatFiscalYear } from '#kernel/fiscal-year.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CsvLink } from '#ui/csv-link.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { LETTER_STAGE_NAMES } from '../letter.ts'
import { HANDOUT_CHANNELS, type HandoutRow, readHandoutLedger } from '../stock/handout-contract.ts'
import {
  type Counted,
  countedBy,
  LANGUAGE_NAMES,
  monthsOf,
  OUTSIDE_HEADER,
  outsideLine,
  textsOf,
} from './ledger-words.ts'
import { YearPicture } from './year-picture.tsx'

const thisYear = () => fiscalYearOf(todayInJapan(new Date())).year

/** A fiscal year of hand-outs: what was handed over how, and what came of it. */
export function HandoutLedger() {
  const [year, setYear] = useState(thisYear)
  const reading = useApi(readHandoutLedger, { query: { year } })
  return (
    <div className="flex flex-col gap-6">
      <div className="flex max-w-line flex-col gap-3">
        <p>
          「お渡し」と「自社の連絡につながった」は、自社で書いた記録の数です。自社の中では、10未満の数もそのまま出ます。
        </p>
        <p>
          ご本人がページを開いたか、相談窓口に連絡を頼んだかは、ご本人と窓口のあいだのことです。会社には、人数でも伝わりません。
        </p>
      </div>
      <ButtonRow>
        <Button kind="tertiary" onClick={() => setYear(year - 1)}>{`${year - 1}年度を見る`}</Button>
        {year < thisYear() && (
          <Button kind="tertiary" onClick={() => setYear(year + 1)}>{`${year + 1}年度を見る`}</Button>
        )}
      </ButtonRow>
      <Loaded reading={reading}>{({ rows }) => <Year year={year} rows={rows} />}</Loaded>
    </div>
  )
}

function Year({ year, rows }: { year: number; rows: readonly HandoutRow[] }) {
  if (rows.length === 0) return <EmptyState title={`${year}年度に数えた案内は、まだありません`} />
  const named = formatFiscalYear(fiscalYear(year))
  return (
    <>
      <figure className="flex flex-col gap-3">
        <figcaption className="font-bold">
          {named}に月ごとにお渡しした案内（濃い部分は、自社の連絡につながったもの）
        </figcaption>
        <YearPicture months={monthsOf(year, rows)} />
      </figure>
      <section aria-label={`${named}の案内の台帳`} className="flex flex-col gap-3">
        <p className="font-bold">{named}の案内の台帳（新しい月から）</p>
        {countedBy(rows, ({ month }) => month).map((month, at) => (
          <MonthRows key={month.name} month={month} open={at === 0} />
        ))}
      </section>
      <CsvLink
        label="社外の会議用に保存する（CSV。10人未満が分かる数は、すべて伏せます）"
        fileName={`annai-daichou-${year}.csv`}
        header={OUTSIDE_HEADER}
        lines={rows.map(outsideLine)}
      />
    </>
  )
}

const figure = (count: number) => count.toLocaleString('ja-JP')
const keyOf = (row: HandoutRow) => textsOf(row).join('|')

/** One month: what was handed over at each stage, and every line of it folded below. */
function MonthRows({ month: { name, handed, led, rows }, open }: { month: Counted<string>; open: boolean }) {
  const said = `${Number(name.slice(0, 4))}年${Number(name.slice(5))}月`
  return (
    <Disclosure summary={`${said}：お渡し${figure(handed)}、つながった${figure(led)}`} open={open}>
      <div className="flex flex-col gap-4">
        <DataTable
          caption={`${said}の段階ごとの件数`}
          columns={stageColumns}
          rows={countedBy(rows, ({ stage }) => stage)}
          rowKey={(stage) => stage.name}
        />
        <Disclosure summary="市区町村・渡し方・ことばごとに見る">
          <DataTable caption={`${said}の案内の台帳`} columns={columns} rows={rows} rowKey={keyOf} />
        </Disclosure>
      </div>
    </Disclosure>
  )
}

type Stage = Counted<HandoutRow['stage']>
const counts = [
  { key: 'handed', header: 'お渡し', align: 'end', cell: ({ handed }) => figure(handed) },
  { key: 'led', header: '自社の連絡につながった', align: 'end', cell: ({ led }) => figure(led) },
] as const satisfies readonly Column<Pick<HandoutRow, 'handed' | 'led'>>[]

const stageColumns: readonly Column<Stage>[] = [
  { key: 'stage', header: '段階', names: true, cell: ({ name }) => LETTER_STAGE_NAMES[name] },
  ...counts,
]

const columns: readonly Column<HandoutRow>[] = [
  {
    key: 'what',
    header: '案内',
    names: true,
    cell: ({ municipalityName, stage, channel }) =>
      `${municipalityName} ${LETTER_STAGE_NAMES[stage]}・${HANDOUT_CHANNELS[channel]}`,
  },
  { key: 'words', header: 'ことば・版', cell: (row) => `${LANGUAGE_NAMES[row.language]}・${row.wordingVersion}` },
  ...counts,
]
