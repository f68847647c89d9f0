import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { fiscalYear, fiscalYearOf, formatFiscalYear } from '#kernel/fiscal-year.ts'
import { BarRows } from '#ui/bar-rows.tsx'
import { Button } from '#ui/button.tsx'
import { CsvLink } from '#ui/csv-link.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { type HandoutCalls, readHandoutCalls } from '../handout-calls-contract.ts'
import { LETTER_STAGE_NAMES, LETTER_STAGES } from '../letter.ts'
import { HANDOUT_CHANNELS, handoutChannels } from '../stock/handout-contract.ts'

type Line = { readonly label: string; readonly count: number | null }
const words = (count: number | null) => (count === null ? '10未満など' : `${count}件`)

/** Which hand-outs led to a call, for the yearly meeting: a fiscal year, by stage and by way. */
export function HandoutCallsSection() {
  const now = fiscalYearOf(todayInJapan(new Date())).year
  const [year, setYear] = useState<number>(now)
  const reading = useApi(readHandoutCalls, { query: { year } })
  return (
    <Section
      title={`案内から相談につながった件数（${formatFiscalYear(fiscalYear(year))}）`}
      aside={
        <Button kind="tertiary" onClick={() => setYear(year === now ? now - 1 : now)}>
          {year === now ? '前の年度を見る' : '今年度を見る'}
        </Button>
      }
    >
      <Loaded reading={reading}>{(calls) => <Calls calls={calls} />}</Loaded>
    </Section>
  )
}

function Calls({ calls: { fiscalYear: year, total, byStage, byChannel } }: { calls: HandoutCalls }) {
  const stages = LETTER_STAGES.map((one) => ({ label: LETTER_STAGE_NAMES[one], count: byStage[one] }))
  const ways = handoutChannels.map((one) => ({ label: HANDOUT_CHANNELS[one], count: byChannel[one] }))
  const said = (kind: string, lines: readonly Line[]) => lines.map(({ label, count }) => [kind, label, words(count)])
  return (
    <>
      <p className="text-std-20B-150">合わせて {total === null ? '10未満' : `${total}件`}</p>
      {total !== null && (
        <>
          <h3 className="font-bold">お渡しした段階ごと</h3>
          <Lines lines={stages} />
          <h3 className="font-bold">渡し方ごと</h3>
          <Lines lines={ways} />
          <CsvLink
            label="この表をCSVで保存する"
            fileName={`案内から相談につながった件数-${year}.csv`}
            header={['分け方', '区分', '件数']}
            lines={[...said('段階', stages), ...said('渡し方', ways)]}
          />
        </>
      )}
      <Disclosure summary="何を数えていますか">
        <p className="max-w-line">
          案内のQRコードから「連絡をもらう」と伝えた方のうち、相談窓口がお話しし、支援を始めた方の数です。10に満たない数と、引き算でそれが分かってしまう数は出しません。
        </p>
      </Disclosure>
    </>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const most = Math.max(10, ...lines.map(({ count }) => count ?? 0))
  return (
    <BarRows
      most={most}
      line={null}
      rows={lines.map(({ label, count }) => ({
        key: label,
        label,
        bars: count === null ? [] : [count],
        said: <span className="figures">{words(count)}</span>,
      }))}
    />
  )
}
