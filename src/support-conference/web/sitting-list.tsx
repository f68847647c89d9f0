import { goTo } from '#ui/address.ts'
import { ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { AppLink, Link } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listSittings, type SittingRow } from '../sitting-contract.ts'
import { SittingStateChip } from './conference-parts.tsx'
import { leftWords, sittingPath, sittingTitle } from './conference-words.ts'
import { OwnCalls } from './member-calls.tsx'

const shows = ['coming', 'past'] as const
type Show = (typeof shows)[number]
const showOf = (search: URLSearchParams): Show => shows.find((one) => one === search.get('show')) ?? 'coming'

/** Sittings: what comes, what was held and still waits for something, and what is finished. */
export function SittingList({ search }: ScreenProps) {
  const show = showOf(search)
  const reading = useApi(listSittings, { query: { show } })
  const mayPlan = reading.data?.allowed.includes('plan') === true
  return (
    <Page
      title="支援会議"
      lead="これからの会議と、後片付けの残っている会議です。案件の資料は、案件ごとに招かれた方だけが見られます。"
      width="wide"
      action={
        mayPlan && (
          <LinkButton kind="primary" icon="calendar" href="/conference/sittings/new">
            会議を予定する
          </LinkButton>
        )
      }
    >
      <OwnCalls />
      <ButtonRow>
        <LinkButton icon="people" href="/conference/bodies">
          運営要領と構成員名簿
        </LinkButton>
        <LinkButton icon="document" href="/cooperation">
          協力の求め
        </LinkButton>
      </ButtonRow>
      <ChipGroup
        label="どれを見ますか"
        size="small"
        value={show}
        onChange={(next) => goTo(`/conference?show=${next}`, { replace: true })}
        choices={[
          { value: 'coming', label: 'これからと後片付け' },
          { value: 'past', label: '終わった会議' },
        ]}
      />
      <Loaded reading={reading}>
        {({ sittings }) => (show === 'coming' ? <Coming sittings={sittings} /> : <Past sittings={sittings} />)}
      </Loaded>
    </Page>
  )
}

type Rows = { sittings: readonly SittingRow[] }

function Coming({ sittings }: Rows) {
  const left = sittings.filter(({ state }) => state === 'closed')
  const ahead = sittings.filter(({ state }) => state !== 'closed')
  return (
    <>
      <Section title="これからの会議">
        <DataTable
          caption="これからの会議"
          columns={[when, state, place, items, unsigned]}
          rows={ahead}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="予定している会議はありません" icon="calendar">
              会議を予定すると、案件を加え、招く方を決められます。急ぐときは、緊急の会議としてすぐに招集できます。
            </EmptyState>
          }
        />
      </Section>
      {left.length > 0 && (
        <Section title="後片付けの残っている会議">
          <DataTable
            caption="後片付けの残っている会議"
            columns={[when, place, leftOpen]}
            rows={left}
            rowKey={({ id }) => id}
          />
        </Section>
      )}
    </>
  )
}

function Past({ sittings }: Rows) {
  return (
    <DataTable
      caption="終わった会議"
      columns={[when, state, place, items, actions]}
      rows={sittings}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="終わった会議はまだありません">会議を閉じて「完了」にすると、ここに残ります。</EmptyState>
      }
    />
  )
}

const when: Column<SittingRow> = {
  key: 'when',
  header: '会議',
  names: true,
  cell: (row) => (
    <>
      <AppLink href={sittingPath(row.id)} className="link-text inline-flex min-h-11 items-center">
        {sittingTitle(row)}
      </AppLink>
      <span className="block text-[0.875rem] font-normal text-solid-gray-700">{row.body}</span>
    </>
  ),
}
const state: Column<SittingRow> = {
  key: 'state',
  header: '状態',
  cell: (row) => <SittingStateChip state={row.state} />,
}
const place: Column<SittingRow> = { key: 'place', header: '場所', cell: (row) => row.place }
const items: Column<SittingRow> = { key: 'items', header: '案件', align: 'end', cell: (row) => `${row.items}件` }
const unsigned: Column<SittingRow> = {
  key: 'unsigned',
  header: '守秘の確認',
  cell: (row) => (row.unsigned === 0 ? '全員済み' : `${row.unsigned}名がまだ`),
}
const leftOpen: Column<SittingRow> = {
  key: 'left',
  header: '残っていること',
  cell: (row) => <Link href={sittingPath(row.id)}>{leftWords(row)}</Link>,
}
const actions: Column<SittingRow> = {
  key: 'actions',
  header: '残る宿題',
  align: 'end',
  cell: (row) => `${row.actionsOpen}件`,
}
