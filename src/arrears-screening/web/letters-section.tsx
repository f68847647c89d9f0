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
const columns: readonly Column<Listed>[] = [
  { key: 'reason', header: '理由', names: true, cell: ({ words, reason }) => words || reason },
  { key: 'people', header: '人数', align: 'end', cell: ({ people }) => `${figure(people)}人` },
  { key: 'next', header: 'このあと', cell: ({ next }) => next },
]

function Printed({ workId, letters: { letters, listed, files } }: { workId: string; letters: LettersView }) {
  const lists = [
    { caption: 'お手紙をつくらなかった方', rows: listed.filter(({ printed }) => !printed) },
    { caption: '別の束にした方', rows: listed.filter(({ printed }) => printed) },
  ].filter(({ rows }) => rows.length > 0)
  return (
    <>
      <NotificationBanner tone="success" title={`${figure(letters)}通のお手紙ができました`}>
        順番どおりに印刷できるPDFです。宛先の面は、窓あき封筒の窓に合わせてあります。
      </NotificationBanner>
      {lists.map(({ caption, rows }) => (
        <DataTable
          key={caption}
          caption={caption}
          showCaption
          columns={columns}
          rows={rows.toSorted((one, other) => other.people - one.people)}
          rowKey={({ reason }) => reason}
        />
      ))}
      <Downloads workId={workId} files={files} route={takeLetters} words={wordsOf} />
    </>
  )
}

const LIST_WORDS: Readonly<Record<string, { title: string; note: string }>> = {
  'letters.csv': { title: 'お手紙の控え', note: 'どの契約に何番のお手紙を作ったか。' },
  'windows-to-check.csv': {
    title: '窓口を確かめる一覧',
    note: '窓口が一つに決まらない方と、その候補。',
  },
  'not-printed.csv': { title: 'お手紙をつくらなかった方の一覧', note: '契約ごとの理由。' },
  'registration.json': {
    title: '登録ファイル',
    note: 'お手紙のQRコードを使えるようにするファイル。氏名も契約番号も入りません。',
  },
  'letters-manifest.json': { title: '目録', note: '何から何通を作ったかの証明。お客さまの情報は入りません。' },
}

function wordsOf(name: string) {
  if (name.endsWith('.pdf')) {
    const batch = /\d+/.exec(name)?.[0]
    const apart = name.includes('confirm-first')
    return {
      title: batch === undefined ? 'お手紙' : `お手紙の束 ${Number(batch)}`,
      note: apart ? '窓口の記載を確かめてから送る束です。' : 'そのまま印刷できます。',
    }
  }
  return LIST_WORDS[name] ?? { title: name, note: '' }
}
