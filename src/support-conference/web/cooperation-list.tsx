import { LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { AppLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { COOPERATION_STATES, type CooperationState } from '../cooperation.ts'
import { type CooperationRow, listCooperationRequests } from '../cooperation-contract.ts'
import { CooperationPage } from './cooperation-page.tsx'
import { COOPERATION_LOOKS, leftText } from './cooperation-words.ts'

/** Word and icon of a request's state. */
export function CooperationChip({ state }: { state: CooperationState }) {
  const { tone, icon } = COOPERATION_LOOKS[state]
  return (
    <ChipLabel tone={tone} icon={icon}>
      {COOPERATION_STATES[state]}
    </ChipLabel>
  )
}

/** Cooperation requests by the days left; `?request=` opens one of them. */
export function CooperationList({ search }: ScreenProps) {
  const chosen = search.get('request')
  return chosen === null ? <Requests /> : <CooperationPage key={chosen} id={chosen} />
}

function Requests() {
  const reading = useApi(listCooperationRequests, {})
  return (
    <Page
      title="協力の求め（第9条第3項）"
      lead="会議に招いていない方に、資料や情報、ご意見を伺うお願いです。期日の近い順に並びます。"
      width="wide"
      back={{ href: '/conference', label: '支援会議' }}
      action={
        reading.data?.allowed.includes('draft') === true && (
          <LinkButton kind="primary" icon="edit" href="/cooperation/new">
            協力の求めを書く
          </LinkButton>
        )
      }
    >
      <Loaded reading={reading}>
        {({ requests }) => (
          <DataTable
            caption="協力の求め"
            columns={[recipient, left, state, about, by]}
            rows={requests}
            rowKey={({ id }) => id}
            empty={
              <EmptyState title="協力の求めはまだありません" icon="document">
                ケースの担当が書き、別の主任か主管課の方が送ると、ここに期日が並びます。
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}

const recipient: Column<CooperationRow> = {
  key: 'recipient',
  header: '求める先',
  names: true,
  cell: ({ id, recipient: name, way }) => (
    <>
      <AppLink href={`/cooperation?request=${id}`} className="link-text inline-flex min-h-11 items-center">
        {name}
      </AppLink>
      <span className="block text-[0.875rem] font-normal text-solid-gray-700">
        {way === 'letter' ? 'お手紙' : '画面'}
      </span>
    </>
  ),
}
const left: Column<CooperationRow> = {
  key: 'left',
  header: '期日',
  cell: (row) => `${dayText(row.dueOn)} ${leftText(row.dueOn, row.state)}`,
}
const state: Column<CooperationRow> = {
  key: 'state',
  header: '状態',
  cell: (row) => <CooperationChip state={row.state} />,
}
const about: Column<CooperationRow> = { key: 'about', header: 'ケース', cell: (row) => row.caseNumber }
const by: Column<CooperationRow> = { key: 'by', header: '書いた方', cell: (row) => row.draftedBy }
