import { DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listCaseLoad } from '../support-case-contract.ts'

/** Who carries how many cases; fetched after the first screen of the lead stands. */
export function CaseLoad() {
  const reading = useApi(listCaseLoad, {})
  return (
    <Section title="担当ごとの件数" aside={<Link href="/capacity">受けられる人数</Link>}>
      <p className="max-w-line">保護の印があるケースは、担当の人のほかには見えないため、数えていません。</p>
      <Loaded reading={reading}>
        {({ people, teams, withoutPeople }) => (
          <>
            {withoutPeople > 0 && <p className="font-bold">担当のいないケースが{withoutPeople}件あります。</p>}
            <DataTable
              caption="相談支援員ごとの支援中のケース"
              rows={people}
              rowKey={({ id }) => id}
              columns={[
                { key: 'name', header: '担当', names: true, cell: ({ name }) => name },
                { key: 'open', header: '支援中', align: 'end', cell: ({ open }) => `${open}件` },
                { key: 'soon', header: '3日以内に停止', align: 'end', cell: ({ stopSoon }) => `${stopSoon}件` },
                { key: 'quiet', header: '14日動きなし', align: 'end', cell: ({ quiet }) => `${quiet}件` },
              ]}
              empty={<EmptyState title="相談支援員の登録がまだありません" />}
            />
            {teams.length > 0 && (
              <DataTable
                caption="チームごとの支援中のケース"
                rows={teams}
                rowKey={({ id }) => id}
                columns={[
                  { key: 'name', header: 'チーム', names: true, cell: ({ name }) => name },
                  { key: 'open', header: '支援中', align: 'end', cell: ({ open }) => `${open}件` },
                ]}
              />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}
