import { type ReactNode, useState } from 'react'
import { URGENCIES } from '#referral/referral-words-contract.ts'
import { goTo } from '#ui/address.ts'
import { ChipGroup } from '#ui/chip-group.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useApi } from '#ui/use-api.ts'
import { type CaseRow, listCases, searchCases } from '../support-case-contract.ts'
import { agoText, dayText, STEP_WORDS, stopTone, stopWords, whoText } from './case-words.ts'

const shows = ['mine', 'open', 'concluded'] as const

/** Cases that one may see; `/` leads to the search. */
export function CaseList({ search }: ScreenProps) {
  const [term, setTerm] = useState('')
  const asked = term.trim()
  const show = shows.find((one) => one === search.get('show')) ?? 'mine'
  return (
    <Page
      title="どの世帯を開きますか"
      lead="見られるケースだけが並び、探せます。"
      width="wide"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <search aria-label="ケースを探す">
        <TextField
          type="search"
          data-search
          label="お名前・電話番号・住所の一部"
          hint="2文字以上で探します。"
          autoComplete="off"
          value={term}
          onChange={setTerm}
        />
      </search>
      {asked.length >= 2 ? <Found term={asked} /> : <Listed show={show} />}
      <p>
        <Link href="/case-looks/new">担当でないケースを、理由を書いて開く</Link>
      </p>
    </Page>
  )
}

function Found({ term }: { term: string }) {
  const reading = useApi(searchCases, { query: { q: term } })
  return (
    <Loaded reading={reading}>
      {({ cases, more }) => (
        <>
          <p role="status">
            {cases.length}件見つかりました。{more ? '50件まで表示しています。もう少し長く入力すると絞れます。' : ''}
          </p>
          <Rows
            cases={cases}
            caption={`「${term}」のケース`}
            empty={
              <EmptyState title="見つかりませんでした">
                お名前の一部、電話番号の一部、町名と番地でも探せます。担当でないケースは出ません。
              </EmptyState>
            }
          />
        </>
      )}
    </Loaded>
  )
}

function Listed({ show }: { show: (typeof shows)[number] }) {
  const reading = useApi(listCases, { query: { show } })
  return (
    <>
      <ChipGroup
        label="表示するケース"
        size="small"
        value={show}
        onChange={(chosen) => goTo(`/cases?show=${chosen}`, { replace: true })}
        choices={[
          { value: 'mine', label: '自分の担当' },
          { value: 'open', label: '見られるものすべて' },
          { value: 'concluded', label: '終わったもの' },
        ]}
      />
      <Loaded reading={reading}>
        {({ cases }) => (
          <Rows
            cases={cases}
            caption="ケースの一覧"
            empty={<EmptyState title="ケースはありません">届いた通報から支援を始めると、ここに並びます。</EmptyState>}
          />
        )}
      </Loaded>
    </>
  )
}

function Rows({ cases, caption, empty }: { cases: readonly CaseRow[]; caption: string; empty: ReactNode }) {
  return <DataTable caption={caption} rows={cases} rowKey={({ id }) => id} empty={empty} columns={columns} />
}

const columns: readonly Column<CaseRow>[] = [
  {
    key: 'who',
    header: 'どなた',
    names: true,
    cell: (row) => <Who row={row} />,
  },
  {
    key: 'stop',
    header: '停止',
    cell: (row) => (
      <ChipLabel icon="bolt" tone={stopTone(row)}>
        {stopWords(row)}
      </ChipLabel>
    ),
  },
  {
    key: 'next',
    header: '次にすること',
    cell: (row) => (
      <>
        {STEP_WORDS[row.nextStep]}
        {row.followUpOn !== undefined && <span className="block">{dayText(row.followUpOn)}に確かめる</span>}
      </>
    ),
  },
  {
    key: 'last',
    header: '最後の連絡',
    cell: ({ lastAttempt }) =>
      lastAttempt === undefined
        ? 'まだしていません'
        : `${agoText(lastAttempt.at)} ${lastAttempt.reached ? '話せた' : '会えず'}`,
  },
  { key: 'urgency', header: '急ぎ方', cell: ({ urgency }) => URGENCIES[urgency] },
  { key: 'members', header: '担当', cell: ({ members }) => members.map(({ name }) => name).join('、') || 'なし' },
]

function Who({ row }: { row: CaseRow }) {
  return (
    <div className="flex flex-col gap-1">
      <Link href={`/cases/${row.id}`}>{whoText(row.name)}</Link>
      <span className="text-[0.875rem] font-normal text-solid-gray-700">ケース {row.number}</span>
      {row.protected && (
        <span>
          <ChipLabel icon="lock" tone="yellow">
            保護
          </ChipLabel>
        </span>
      )}
    </div>
  )
}
