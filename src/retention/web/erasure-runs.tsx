import { useState } from 'react'
import { api } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Section } from '#ui/page.tsx'
import { ApiProblem } from '#ui/problem.ts'
import { RETENTION_CLASSES, retentionClasses } from '../retention.ts'
import { type RunView, readErasureProof } from '../retention-contract.ts'

/** What was erased when, with the signed list of each run. */
export function ErasureRuns({ runs }: { runs: readonly RunView[] }) {
  return (
    <Section title="これまでの消去">
      <DataTable
        caption="これまでの消去"
        columns={columns}
        rows={runs}
        rowKey={({ id }) => id}
        empty={<EmptyState title="まだありません">消すと、いつ・何を・何件消したかの証明が残ります。</EmptyState>}
      />
    </Section>
  )
}

const columns: readonly Column<RunView>[] = [
  { key: 'at', header: '決めた日時', names: true, cell: ({ orderedAt }) => momentText(orderedAt) },
  { key: 'by', header: '決めた人', cell: ({ orderedBy }) => orderedBy },
  { key: 'asOf', header: '基準の日', cell: ({ asOf }) => dayText(asOf) },
  {
    key: 'erased',
    header: '消したもの',
    cell: ({ erased }) =>
      retentionClasses
        .flatMap((name) => (erased[name] === undefined ? [] : [`${RETENTION_CLASSES[name].title} ${erased[name]}件`]))
        .join('、') || 'ありません',
  },
  {
    key: 'proof',
    header: '証明',
    cell: (run) => (run.finishedAt === undefined ? '消しています' : <Proof run={run} />),
  },
]

function Proof({ run }: { run: RunView }) {
  const [error, setError] = useState<string>()
  async function take() {
    setError(undefined)
    try {
      const { csv, signature, publicKey } = await api(readErasureProof, { params: { id: run.id } })
      const text = `${csv}"署名（Ed25519、この行より前の全文に対して）","${signature}"\r\n"公開鍵","${publicKey.trim()}"\r\n`
      save(`消去の証明-${run.asOf}.csv`, text)
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause
      setError(cause.title)
    }
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <Button icon="document" onClick={() => void take()} aria-label={`${dayText(run.asOf)}の消去の証明を受け取る`}>
        証明（CSV）
      </Button>
      {error !== undefined && <NotificationBanner tone="error" live title={error} />}
    </div>
  )
}

/** As a file of this browser; Excel reads UTF-8 by the mark at the beginning. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
