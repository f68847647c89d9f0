import { goTo } from '#ui/address.ts'
import { ChipGroup } from '#ui/chip-group.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listReports } from '../report-contract.ts'
import { ReportRows } from './report-rows.tsx'

const shows = [
  { value: 'all', label: 'すべて', icon: 'document' },
  { value: 'waiting', label: '送信待ち', icon: 'clock' },
  { value: 'sent', label: '送信済み', icon: 'send' },
  { value: 'mine', label: '自分が書いた', icon: 'person' },
] as const

const empty = {
  all: '連絡はまだありません',
  waiting: '送信を待つ連絡はありません',
  sent: '送った連絡はまだありません',
  mine: '自分が書いた連絡はまだありません',
} as const

/** The company's reports; the filter stands in the address. */
export function ReportList({ search }: ScreenProps) {
  const show = shows.find(({ value }) => value === search.get('show'))?.value ?? 'all'
  const reading = useApi(listReports, { query: { show } })
  return (
    <Page title="連絡の一覧" lead="自社が書いた連絡と、相談窓口からの短い返事です。" width="wide">
      <ChipGroup
        label="しぼり込み"
        size="small"
        choices={shows}
        value={show}
        onChange={(next) => goTo(`/reports?show=${next}`, { replace: true })}
      />
      <Loaded reading={reading}>
        {({ reports }) =>
          reports.length === 0 ? (
            <EmptyState title={empty[show]}>新しい連絡ができると、ここに並びます。</EmptyState>
          ) : (
            <ReportRows label="連絡" reports={reports} />
          )
        }
      </Loaded>
    </Page>
  )
}
