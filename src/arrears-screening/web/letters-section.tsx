import { NotificationBanner } from '#ui/banner.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { Section } from '#ui/page.tsx'
import { takeLetters } from '../desk/desk-contract.ts'
import type { LettersView, WorkView } from './desk-shapes.ts'
import { Downloads } from './downloads.tsx'
import { figure } from './funnel.ts'
import { LettersForm } from './letters-form.tsx'
import { TaskProgress } from './task-progress.tsx'

/** Letters for everybody who was found: ordered, printed in the background, taken home in batches. */
export function LettersSection({ work }: { work: WorkView }) {
  const { task, letters } = work
  const printing = task?.kind === 'letters' && (task.state === 'waiting' || task.state === 'running')
  const broken = task?.kind === 'letters' && (task.state === 'stopped' || task.state === 'failed')
  return (
    <Section title="お手紙をつくる">
      {(printing || broken) && <TaskProgress work={work} task={task} />}
      {letters !== null && <Printed workId={work.id} letters={letters} />}
      {letters === null && !printing && work.allowed.includes('letters') && <LettersForm work={work} />}
    </Section>
  )
}

type Listed = LettersView['listed'][number]
const reasons: Readonly<Record<string, string>> = {}
const columns: readonly Column<Listed>[] = [
  { key: 'reason', header: '理由', names: true, cell: ({ reason }) => reasons[reason] ?? reason },
  { key: 'people', header: '人数', align: 'end', cell: ({ people }) => `${figure(people)}人` },
]

function Printed({ workId, letters: { letters, listed, files } }: { workId: string; letters: LettersView }) {
  return (
    <>
      <NotificationBanner tone="success" title={`${figure(letters)}通のお手紙ができました`}>
        順番どおりに印刷できるPDFです。宛先の面は、窓あき封筒の窓に合わせてあります。
      </NotificationBanner>
      {listed.length > 0 && (
        <DataTable
          caption="お手紙をつくらなかった方"
          showCaption
          columns={columns}
          rows={listed}
          rowKey={({ reason }) => reason}
        />
      )}
      <Downloads workId={workId} files={files} route={takeLetters} words={wordsOf} />
    </>
  )
}

function wordsOf(name: string) {
  if (name.endsWith('.pdf')) {
    const batch = /\d+/.exec(name)?.[0]
    return { title: batch === undefined ? 'お手紙' : `お手紙の束 ${Number(batch)}`, note: 'そのまま印刷できます。' }
  }
  return { title: name, note: '' }
}
