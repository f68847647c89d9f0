import { goTo } from '#ui/address.ts'
import { queryText } from '#ui/api-client.ts'
import { ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { momentText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { type AuditLine, type AuditQuery, auditQuery, readAudit } from '../audit-contract.ts'
import { AUDIT_TOPICS, auditTopics } from '../audit-words.ts'
import { ChainState } from './chain-state.tsx'

function queryOf(search: URLSearchParams): AuditQuery {
  const { before, topic } = auditQuery.shape
  return {
    before: before.catch(undefined).parse(search.get('before') ?? undefined),
    topic: topic.catch(undefined).parse(search.get('topic') ?? undefined),
  }
}

const topics = [
  { value: 'all', label: 'すべて' } as const,
  ...auditTopics.map((value) => ({ value, label: AUDIT_TOPICS[value].label })),
]

/** The log of the municipality, newest first, page by page. */
export function AuditPage({ search }: ScreenProps) {
  const query = queryOf(search)
  const reading = useApi(readAudit, { query })
  return (
    <Page
      title="だれが、いつ、何をしましたか"
      lead="操作の記録です。お名前の代わりに、同じ方なら同じになる符号が出ます。この画面を見たことも記録されます。"
      back={{ href: '/', label: 'ホームに戻る' }}
      width="wide"
    >
      <ChipGroup
        label="操作の種類"
        size="small"
        choices={topics}
        value={query.topic ?? 'all'}
        onChange={(topic) => goTo(`/audit${topic === 'all' ? '' : queryText({ topic })}`, { replace: true })}
      />
      <Loaded reading={reading}>
        {({ lines, next, length, checkpoint }) => (
          <>
            <ChainState length={length} checkpoint={checkpoint} />
            <Section title={query.before === undefined ? '新しい操作から' : `${query.before}番より前の操作`}>
              <AuditTable lines={lines} />
              <ButtonRow>
                {next !== undefined && (
                  <LinkButton href={`/audit${queryText({ topic: query.topic, before: next })}`}>
                    前の50件を見る
                  </LinkButton>
                )}
                {query.before !== undefined && (
                  <LinkButton kind="tertiary" href={`/audit${queryText({ topic: query.topic })}`}>
                    新しいものに戻る
                  </LinkButton>
                )}
              </ButtonRow>
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Lines of the log as a table. */
export function AuditTable({ lines }: { lines: readonly AuditLine[] }) {
  return (
    <DataTable
      caption="操作の記録"
      columns={columns}
      rows={lines}
      rowKey={({ sequence }) => sequence}
      empty={<EmptyState title="この種類の操作はまだありません">操作があると、新しいものから並びます。</EmptyState>}
    />
  )
}

const columns: readonly Column<AuditLine>[] = [
  {
    key: 'text',
    header: 'したこと',
    names: true,
    cell: ({ text, count }) => (count === undefined ? text : `${text}（${count.toLocaleString('ja-JP')}件）`),
  },
  { key: 'at', header: '日時', cell: ({ at }) => <span className="figures">{momentText(at)}</span> },
  { key: 'actor', header: 'だれが', cell: ({ actor }) => actor },
  {
    key: 'subject',
    header: 'どなたの記録',
    cell: ({ subject }) => (subject === undefined ? '特定の方ではない' : <span className="figures">{subject}</span>),
  },
  { key: 'sequence', header: '番号', align: 'end', cell: ({ sequence }) => sequence },
]
