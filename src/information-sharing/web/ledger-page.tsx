import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { queryText } from '#ui/api-client.ts'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Form } from '#ui/form.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { Select } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { ledgerGrounds } from '../grounds.ts'
import { type LedgerEntry, type LedgerQuery, ledgerQuery, listSharings, prepareExport } from '../sharing-contract.ts'
import { LEDGER_GROUNDS, type LedgerGround } from '../who-was-told.ts'
import { FlowTable } from './flow-table.tsx'

/** What the address asks for; what cannot be read is left out. */
function queryOf(search: URLSearchParams): LedgerQuery {
  const { from, until, ground, organization } = ledgerQuery.shape
  return {
    from: from.catch(undefined).parse(search.get('from') ?? undefined),
    until: until.catch(undefined).parse(search.get('until') ?? undefined),
    ground: ground.catch(undefined).parse(search.get('ground') ?? undefined),
    organization: organization.catch(undefined).parse(search.get('organization') ?? undefined),
  }
}

/** A file leaves the house with whoever takes it: the server asks once more who sits here, then the browser fetches it. */
function Export({ query }: { query: LedgerQuery }) {
  const send = useSend(prepareExport, { makesStale: [] })
  const take = ({ file }: { file: string }) => window.location.assign(`${file}${queryText(query)}`)
  return (
    <Button icon="document" busy={send.isPending} onClick={() => send.mutate({}, { onSuccess: take })}>
      この範囲をCSVで書き出す
    </Button>
  )
}

/** The ledger: what passed from whom to whom, on which ground; narrowed by the address, so that a view can be kept. */
export function LedgerPage({ search }: ScreenProps) {
  const query = queryOf(search)
  const reading = useApi(listSharings, { query })
  return (
    <Page
      title="何が、どの根拠で伝わりましたか"
      lead="情報共有の台帳です。お名前は載っていません。見たこと・書き出したことも記録されます。"
      back={{ href: '/', label: 'ホームに戻る' }}
      width="wide"
      action={<Export query={query} />}
    >
      <Filters key={search.toString()} query={query} organizations={reading.data?.organizations ?? []} />
      <Loaded reading={reading}>
        {({ sharings, more, flows }) => (
          <>
            <Section title="組織と根拠ごとの件数">
              <FlowTable flows={flows} />
            </Section>
            <Section title={`一件ずつ（${sharings.length}件${more ? '、新しいものから' : ''}）`}>
              {more && <p className="max-w-line">これより前のものは、期間を狭めるか、CSVで見られます。</p>}
              <DataTable
                caption="情報共有の一覧"
                columns={columns}
                rows={sharings}
                rowKey={({ id }) => id}
                empty={
                  <EmptyState title="この範囲の記録はありません">
                    期間や組織を変えると見つかることがあります。
                  </EmptyState>
                }
              />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

type Organizations = readonly { id: string; name: string }[]
const grounds: readonly { value: LedgerGround | 'all'; label: string }[] = [
  { value: 'all', label: 'すべての根拠' },
  ...ledgerGrounds.map((value) => ({ value, label: LEDGER_GROUNDS[value] })),
]

function unreadDays(from: string, until: string) {
  const days = [
    { path: 'from', label: 'いつから', text: from },
    { path: 'until', label: 'いつまで', text: until },
  ]
  return days.flatMap(({ path, label, text }) =>
    text.trim() === '' || readDate(text) !== undefined
      ? []
      : [{ path, message: `「${label}」を日付として読めません。例：2026年11月22日` }],
  )
}

function Filters({ query, organizations }: { query: LedgerQuery; organizations: Organizations }) {
  const [from, setFrom] = useState(query.from ?? '')
  const [until, setUntil] = useState(query.until ?? '')
  const [ground, setGround] = useState<LedgerGround | 'all'>(query.ground ?? 'all')
  const [organization, setOrganization] = useState(query.organization ?? 'all')
  const [tried, setTried] = useState(false)
  const problems = unreadDays(from, until)
  function show() {
    setTried(true)
    if (problems.length > 0) return
    const asked = { from: readDate(from), until: readDate(until) }
    const chosen = {
      ground: ground === 'all' ? undefined : ground,
      organization: organization === 'all' ? undefined : organization,
    }
    goTo(`/sharings${queryText({ ...asked, ...chosen })}`, { replace: true })
  }
  return (
    <Form label="範囲を選ぶ" problems={tried ? problems : undefined} onSubmit={show}>
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
        <Select label="根拠" name="ground" value={ground} onChange={setGround} choices={grounds} />
        <Select
          label="渡した、または受け取った組織"
          name="organization"
          value={organization}
          onChange={setOrganization}
          choices={[
            { value: 'all', label: 'すべての組織' },
            ...organizations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <DateField label="いつから" name="from" hint="例：2026年4月1日" value={from} onChange={setFrom} />
        <DateField label="いつまで" name="until" hint="この日も含みます" value={until} onChange={setUntil} />
      </div>
      <ButtonRow>
        <Button type="submit" icon="search">
          この範囲を見る
        </Button>
        <LinkButton kind="tertiary" href="/sharings">
          すべての範囲に戻す
        </LinkButton>
      </ButtonRow>
    </Form>
  )
}

const columns: readonly Column<LedgerEntry>[] = [
  {
    key: 'who',
    header: 'だれからだれへ',
    names: true,
    cell: ({ provider, recipient }) => (
      <>
        <span className="inline-block">{provider}から</span>
        <span className="inline-block">{recipient}へ</span>
      </>
    ),
  },
  {
    key: 'at',
    header: '日時',
    cell: ({ at }) =>
      momentText(at)
        .split(' ')
        .map((part) => (
          <span key={part} className="mr-2 inline-block whitespace-nowrap figures">
            {part}
          </span>
        )),
  },
  { key: 'what', header: '伝わったこと', cell: ({ texts }) => texts.categories },
  {
    key: 'ground',
    header: '根拠と目的',
    cell: ({ texts, art29RecordDuty }) => (
      <span className="flex flex-col">
        {texts.ground}
        <span className="text-[0.875rem] text-solid-gray-700">{texts.purpose}</span>
        {art29RecordDuty && (
          <span className="text-[0.875rem] text-solid-gray-700">個人情報保護法第29条の記録の対象</span>
        )}
      </span>
    ),
  },
  {
    key: 'until',
    header: 'いつまで',
    cell: ({ until }) => (until === undefined ? '定めなし' : <span className="inline-block">{dayText(until)}</span>),
  },
]
