import type { CalendarDate } from '#kernel/calendar-date.ts'
import { csvFile } from '../csv-file.ts'
import { toldSentences } from '../who-was-told.ts'
import { departmentOf } from './look.ts'
import { momentInJapan, type StatementSource } from './statement.ts'
import { plainStatementWords } from './statement-words-ja.ts'

type StatementInFile = Pick<StatementSource, 'told' | 'recalls' | 'looks' | 'complaints' | 'formal'>

const columns = ['種類', '日時', '組織と係', '相手', '内容', '理由・根拠', 'いまの状態', '名前'] as const

/** The same as a file for a spreadsheet: every look on a line of its own. Of the own page looks are left out. */
export function statementCsv(source: StatementInFile, today: CalendarDate): string {
  const words = plainStatementWords
  const told = source.told.map((entry) => {
    const { what, why, now } = toldSentences(entry, 'ja', today)
    const { on, time } = momentInJapan(entry.at)
    return ['伝わったこと', `${on} ${time}`, entry.provider, entry.recipient, what, why, now, '']
  })
  const recalls = source.recalls.map(({ recipient, settledAt, dueOn }) => {
    const state =
      settledAt === undefined ? words.recallWaiting(dueOn) : words.recallAnswered(momentInJapan(settledAt).on)
    return ['取り消しのあと', '', recipient, '', '写し・メモの確かめ', '', state, '']
  })
  const looks = source.looks.map((look) => {
    const { on, time } = momentInJapan(look.at)
    const why = words.looks[look.action] ?? words.lookOther
    return [
      '見た記録',
      `${on} ${time}`,
      departmentOf(look, words.nobody),
      '',
      '',
      why,
      '',
      source.formal ? (look.name ?? '') : '',
    ]
  })
  const complaints = source.complaints.map(({ kind, name, phone, hours }) => [
    '苦情の申出先',
    '',
    name,
    '',
    words.complaintKinds[kind],
    '',
    [phone, hours].filter(Boolean).join(' '),
    '',
  ])
  return csvFile(columns, [...told, ...recalls, ...looks, ...complaints])
}
