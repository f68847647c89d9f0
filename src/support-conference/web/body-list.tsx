import { LinkButton } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { AppLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { type ConferenceBodyRow, listConferenceBodies } from '../conference-body-contract.ts'

/** Conference bodies: of this municipality, and of the prefecture where a town sits in its conference. */
export function BodyList() {
  const reading = useApi(listConferenceBodies, {})
  return (
    <Page
      title="運営要領と構成員名簿"
      lead="支援会議の会議体ごとに、運営要領を版で残し、構成員と守秘の確認をそろえます。"
      back={{ href: '/conference', label: '支援会議の一覧' }}
      width="wide"
      action={
        reading.data?.allowed.includes('create') === true && (
          <LinkButton icon="plus" href="/conference/bodies/new">
            会議体を作る
          </LinkButton>
        )
      }
    >
      <Loaded reading={reading}>
        {({ bodies }) => (
          <DataTable
            caption="支援会議の会議体"
            columns={columns}
            rows={bodies}
            rowKey={({ id }) => id}
            empty={
              <EmptyState title="会議体はまだありません" icon="people">
                主管課が会議体を作ると、運営要領と名簿をここで守れます。
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}

const columns: readonly Column<ConferenceBodyRow>[] = [
  {
    key: 'name',
    header: '会議体',
    names: true,
    cell: ({ id, name }) => (
      <AppLink href={`/conference/bodies/${id}`} className="link-text inline-flex min-h-11 items-center">
        {name}
      </AppLink>
    ),
  },
  { key: 'heldBy', header: '主催', cell: ({ heldBy }) => heldBy },
  {
    key: 'edition',
    header: '運営要領',
    cell: ({ edition, validFrom }) => `第${edition}版（${dayText(validFrom)}から）`,
  },
  {
    key: 'towns',
    header: '一緒に入る町村',
    cell: ({ towns }) => (towns.length === 0 ? 'なし' : towns.map(({ name }) => name).join('、')),
  },
  { key: 'members', header: '構成員', align: 'end', cell: ({ members }) => `${members}名` },
  {
    key: 'unsigned',
    header: '守秘の確認',
    cell: ({ unsigned }) => (unsigned === 0 ? '全員済み' : `${unsigned}名がまだ`),
  },
]
