import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { fiscalYear, fiscalYearOf, formatFiscalYear } from '#kernel/fiscal-year.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CsvLink } from '#ui/csv-link.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { LETTER_STAGE_NAMES } from '../letter.ts'
import { HANDOUT_CHANNELS, type HandoutRow, readHandoutLedger } from '../stock/stock-contract.ts'
import { LANGUAGE_NAMES, monthsOf, NOT_TOLD, OUTSIDE_HEADER, outsideLine, textsOf } from './ledger-words.ts'
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
          「ページを開いた」「連絡を頼んだ」は、ご本人と相談窓口のあいだのことです。した方も、しなかった方も10人以上いるときだけ、10人きざみで出ます。
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
      <DataTable caption={`${named}の案内の台帳`} showCaption columns={columns} rows={rows} rowKey={keyOf} />
      <CsvLink
        label="社外の会議用に保存する（CSV。10人未満が分かる数は、すべて伏せます）"
        fileName={`annai-daichou-${year}.csv`}
        header={OUTSIDE_HEADER}
        lines={rows.map(outsideLine)}
      />
    </>
  )
}

const keyOf = (row: HandoutRow) => textsOf(row).join('|')
const counted = (count: number | null) => count?.toLocaleString('ja-JP') ?? NOT_TOLD
const inTens = (count: number | null) => (count === null ? NOT_TOLD : `${counted(count)}人台`)

const columns: readonly Column<HandoutRow>[] = [
  {
    key: 'what',
    header: '案内',
    names: true,
    cell: (row) =>
      `${row.month} ${row.municipalityName} ${LETTER_STAGE_NAMES[row.stage]}・${HANDOUT_CHANNELS[row.channel]}`,
  },
  { key: 'words', header: 'ことば・版', cell: (row) => `${LANGUAGE_NAMES[row.language]}・${row.wordingVersion}` },
  { key: 'handed', header: 'お渡し', align: 'end', cell: ({ handed }) => counted(handed) },
  { key: 'led', header: '自社の連絡につながった', align: 'end', cell: ({ led }) => counted(led) },
  { key: 'opened', header: 'ページを開いた', align: 'end', cell: ({ opened }) => inTens(opened) },
  { key: 'asked', header: '連絡を頼んだ', align: 'end', cell: ({ asked }) => inTens(asked) },
]
