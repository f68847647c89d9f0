import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { fiscalYearOf } from '#kernel/fiscal-year.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { LETTER_STAGE_NAMES } from '../letter.ts'
import { outsideCount } from '../small-cells.ts'
import { HANDOUT_CHANNELS, type HandoutRow, readHandoutLedger } from '../stock/stock-contract.ts'
import { CsvLink } from './csv-link.tsx'

const LANGUAGES = { ja: '日本語', 'ja-easy': 'やさしい日本語' } as const
const few = '10未満'

/** A fiscal year of hand-outs: what was handed over how, and what came of it. */
export function HandoutLedger() {
  const [year, setYear] = useState(() => fiscalYearOf(todayInJapan(new Date())).year)
  const reading = useApi(readHandoutLedger, { query: { year } })
  return (
    <div className="flex flex-col gap-4">
      <p>
        ページを開いた方、連絡を頼んだ方の数は、ご本人と相談窓口のあいだのことです。10人以上のときだけ、ここに出ます。
      </p>
      <ButtonRow>
        <Button kind="tertiary" onClick={() => setYear(year - 1)}>{`${year - 1}年度を見る`}</Button>
        <Button kind="tertiary" onClick={() => setYear(year + 1)}>{`${year + 1}年度を見る`}</Button>
      </ButtonRow>
      <Loaded reading={reading}>{({ rows }) => <Year year={year} rows={rows} />}</Loaded>
    </div>
  )
}

function Year({ year, rows }: { year: number; rows: readonly HandoutRow[] }) {
  if (rows.length === 0) return <EmptyState title={`${year}年度に数えた案内は、まだありません`} />
  return (
    <>
      <DataTable caption={`${year}年度の案内の台帳`} showCaption columns={columns} rows={rows} rowKey={keyOf} />
      <CsvLink
        label="社外の会議用に保存する（CSV。10未満は伏せます）"
        fileName={`annai-daichou-${year}.csv`}
        header={[
          '月',
          '市区町村',
          '段階',
          '渡し方',
          'ことば',
          '文面の版',
          'お渡し',
          '連絡につながった',
          'ページを開いた',
          '連絡を頼んだ',
        ]}
        lines={rows.map((row) => [
          ...textsOf(row),
          ...[row.handed, row.led, row.opened, row.asked].map((count) => outsideCount(count) ?? few),
        ])}
      />
    </>
  )
}

const keyOf = (row: HandoutRow) => textsOf(row).join('|')
const textsOf = ({ month, municipalityName, stage, channel, language, wordingVersion }: HandoutRow) => [
  month,
  municipalityName,
  LETTER_STAGE_NAMES[stage],
  HANDOUT_CHANNELS[channel],
  LANGUAGES[language],
  wordingVersion,
]

const columns: readonly Column<HandoutRow>[] = [
  {
    key: 'what',
    header: '案内',
    names: true,
    cell: (row) =>
      `${row.month} ${row.municipalityName} ${LETTER_STAGE_NAMES[row.stage]}・${HANDOUT_CHANNELS[row.channel]}`,
  },
  { key: 'words', header: 'ことば・版', cell: (row) => `${LANGUAGES[row.language]}・${row.wordingVersion}` },
  { key: 'handed', header: 'お渡し', align: 'end', cell: ({ handed }) => handed.toLocaleString('ja-JP') },
  { key: 'led', header: '連絡につながった', align: 'end', cell: ({ led }) => led.toLocaleString('ja-JP') },
  {
    key: 'opened',
    header: 'ページを開いた',
    align: 'end',
    cell: ({ opened }) => opened?.toLocaleString('ja-JP') ?? few,
  },
  { key: 'asked', header: '連絡を頼んだ', align: 'end', cell: ({ asked }) => asked?.toLocaleString('ja-JP') ?? few },
]
