import { LinkButton } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import { useViewer } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { AGREEMENT_KINDS } from '../agreement.ts'
import { mayWithAgreements } from '../agreement-access.ts'
import { type AgreementView, listAgreements } from '../agreement-contract.ts'
import { missingForAgreeing, othersText } from '../agreement-words.ts'
import { periodText, StateChip } from './agreement-state.tsx'
import { TakePack } from './take-pack.tsx'

/** Every agreement: what waits for a step, what rules now, what was. */
export function AgreementList() {
  const reading = useApi(listAgreements, {})
  const roles = useViewer()?.roles ?? []
  return (
    <Page
      title="協定は、いまどうなっていますか"
      lead="協定は、会社が連絡に含めてよいことと、会社に戻る知らせの範囲を決めます。協定がなくても連絡はできます。"
      back={{ href: '/', label: 'ホームに戻る' }}
      width="wide"
      action={
        reading.data?.mayDraft === true && (
          <LinkButton kind="primary" icon="plus" href="/agreements/new">
            協定の案を作る
          </LinkButton>
        )
      }
    >
      <Loaded reading={reading}>{({ agreements }) => <Groups agreements={agreements} />}</Loaded>
      {mayWithAgreements(roles, 'take-pack') && <TakePack />}
    </Page>
  )
}

function Groups({ agreements }: { agreements: readonly AgreementView[] }) {
  if (agreements.length === 0) {
    return (
      <EmptyState title="協定はまだありません">
        協定がなくても、ご本人の同意があれば、会社は最小の範囲で連絡できます。
      </EmptyState>
    )
  }
  const of = (...states: readonly AgreementView['state'][]) => agreements.filter(({ state }) => states.includes(state))
  const groups = [
    { title: '進めている協定', rows: of('drafted', 'agreed') },
    { title: 'いま有効な協定', rows: of('in-force') },
    { title: '終わった協定', rows: of('superseded', 'ended') },
  ]
  return groups.map(
    ({ title, rows }) =>
      rows.length > 0 && (
        <Section key={title} title={title}>
          <Table caption={title} rows={rows} />
        </Section>
      ),
  )
}

function Table({ caption, rows }: { caption: string; rows: readonly AgreementView[] }) {
  const own = useViewer()?.organization.id
  return <DataTable caption={caption} columns={columnsFor(own)} rows={rows} rowKey={({ id }) => id} />
}

function columnsFor(own: string | undefined): readonly Column<AgreementView>[] {
  return [
    {
      key: 'title',
      header: '協定',
      names: true,
      cell: ({ id, title, kind }) => (
        <span className="flex flex-col">
          <Link href={`/agreements/${id}`} className="inline-flex min-h-11 items-center">
            {title}
          </Link>
          <span className="text-[0.875rem] font-normal text-solid-gray-700">{AGREEMENT_KINDS[kind]}</span>
        </span>
      ),
    },
    { key: 'others', header: '相手', cell: (one) => othersText(one, own) },
    { key: 'period', header: '期間', cell: periodText },
    {
      key: 'state',
      header: '状態',
      cell: (one) => (
        <span className="flex flex-col items-start gap-1">
          <StateChip state={one.state} />
          {one.state === 'drafted' && <span className="text-[0.875rem]">{missingForAgreeing(one)}</span>}
        </span>
      ),
    },
  ]
}
