import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { listKeptMonths, removeKeptMonth } from '../desk/trial-contract.ts'
import { figure } from './funnel.ts'

type Month = { id: string; asOf: string; accounts: number; keptAt: string; removedAt: string }

/** Months that the company asked to keep for deciding a condition: without names, until a day. Not shown while there is none. */
export function KeptMonths() {
  const reading = useApi(listKeptMonths, {})
  const remove = useSend(removeKeptMonth)
  if (reading.data?.months.length === 0) return null
  const columns: readonly Column<Month>[] = [
    { key: 'asOf', header: 'いつの一覧か', names: true, cell: ({ asOf }) => dayText(asOf) },
    { key: 'accounts', header: 'ご契約', align: 'end', cell: ({ accounts }) => `${figure(accounts)}件` },
    { key: 'removedAt', header: '自動で消える時', cell: ({ removedAt }) => momentText(removedAt) },
    {
      key: 'remove',
      header: '消す',
      cell: ({ id, asOf }) => (
        <Button busy={remove.isPending} busyLabel="消しています…" onClick={() => remove.mutate({ params: { id } })}>
          {dayText(asOf)}の一覧を消す
        </Button>
      ),
    },
  ]
  return (
    <Section title="条件を決めるために残している月">
      <p className="max-w-line">氏名・住所・契約番号は残していません。</p>
      {remove.error !== null && <NotificationBanner tone="error" live title={remove.error.title} />}
      <Loaded reading={reading}>
        {({ months }) => <DataTable caption="残している月" columns={columns} rows={months} rowKey={({ id }) => id} />}
      </Loaded>
    </Section>
  )
}
