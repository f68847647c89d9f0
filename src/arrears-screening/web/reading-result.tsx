import { NotificationBanner } from '#ui/banner.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/page.tsx'
import type { ApiProblem } from '#ui/problem.ts'
import type { ReadingView, WorkView } from './desk-shapes.ts'
import { figure } from './funnel.ts'
import { TaskProgress } from './task-progress.tsx'

type Reject = ReadingView['firstRejects'][number]
const columns: readonly Column<Reject>[] = [
  { key: 'line', header: '行', align: 'end', names: true, cell: ({ line }) => `${figure(line)}行目` },
  { key: 'column', header: '列', cell: ({ column }) => column },
  { key: 'reason', header: '理由', cell: ({ reason }) => reason },
  { key: 'file', header: 'ファイル', cell: ({ file }) => <span className="break-all">{file}</span> },
]

type ResultProps = {
  work: WorkView
  error: ApiProblem | null
  /** The mapping on the screen is newer than what was read. */
  stale: boolean
}

/** What reading with this mapping gives: how many rows are good, which are not, and why. */
export function ReadingResult({ work, error, stale }: ResultProps) {
  const { reading, task } = work
  const isReading = task?.kind === 'read' && task.state !== 'done'
  return (
    <Section title="読んでみた結果">
      <div role="status" className="flex flex-col gap-4">
        {error !== null && <NotificationBanner tone="error" title={error.fields[0]?.message ?? error.title} />}
        {isReading && <TaskProgress work={work} task={task} />}
        {reading === null && !isReading && error === null && (
          <p className="text-solid-gray-700">列がそろうと、ここに結果が出ます。</p>
        )}
        {reading !== null && !isReading && (
          <>
            {stale && <p className="text-solid-gray-700">直したところを読み直しています…</p>}
            <Summary reading={reading} />
          </>
        )}
      </div>
    </Section>
  )
}

function Summary({ reading: { read, good, rejected, remarks } }: { reading: ReadingView }) {
  return (
    <>
      <p className="flex items-start gap-2 text-std-18B-160">
        <Icon name={rejected === 0 ? 'check' : 'info'} className="mt-0.5" />
        <span className="figures">
          {figure(read)}行のうち、{figure(good)}行を読み取れました。
          {rejected === 0 ? 'すべて読めています。' : `読み取れなかったのは${figure(rejected)}行です。`}
        </span>
      </p>
      {rejected > 0 && (
        <p className="max-w-line">
          このまま進めても大丈夫です。読み取れた行だけで進み、読み取れなかった行は、あとで一覧のファイルとして受け取れます。
        </p>
      )}
      {remarks.map((remark) => (
        <NotificationBanner key={remark} tone="warning" title={remark} />
      ))}
    </>
  )
}

/** The first rows that could not be read, each with its line, column and reason. */
export function RejectedRows({ reading }: { reading: ReadingView | null }) {
  if (reading === null || reading.firstRejects.length === 0) return null
  const { rejected, firstRejects } = reading
  const shown = firstRejects.slice(0, 10)
  return (
    <Section title={`読み取れなかった行（${figure(rejected)}行）`}>
      <DataTable
        caption={rejected > shown.length ? `はじめの${shown.length}か所` : '読み取れなかったところ'}
        showCaption
        columns={columns}
        rows={shown}
        rowKey={({ file, line, column }) => `${file} ${line} ${column}`}
      />
    </Section>
  )
}
