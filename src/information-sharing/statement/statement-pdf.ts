import path from 'node:path'
import type { CalendarDate } from '#kernel/calendar-date.ts'
import { formatDate } from '#kernel/date-text.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { listUnprintable } from '#platform/pdf/printable.ts'
import { typesetPdf } from '#platform/pdf/typeset.ts'
import { phrasesOf, withoutReadings } from './readings.ts'
import type { Statement, StatementLanguage, StatementSection } from './statement.ts'
import { easyStatementWords } from './statement-words-easy.ts'
import { plainStatementWords } from './statement-words-ja.ts'

export type StatementLetter = {
  readonly statement: Statement
  readonly language: StatementLanguage
  readonly issuedOn: CalendarDate
  /** Whoever answers for it, one name a line. */
  readonly issuer: readonly string[]
  /** The person's name, where whoever issues it typed one; it is printed and kept nowhere. */
  readonly addressee: string | undefined
}

/** Prints the letter as a tagged PDF. Refuses characters that it cannot draw. */
export async function printStatement(letter: StatementLetter): Promise<Result<Uint8Array>> {
  const { statement, language, issuedOn, issuer, addressee } = letter
  const words = language === 'ja' ? plainStatementWords : easyStatementWords
  const data = {
    easy: language === 'ja-easy',
    issuedOn: formatDate(issuedOn),
    issuer,
    issuedBy: phrasesOf(words.issuedBy),
    page: words.page,
    title: phrasesOf(statement.title),
    lead: statement.lead.map(phrasesOf),
    sections: statement.sections.map(sectionData),
    ...(addressee === undefined ? {} : { addressee }),
  }
  const missing = listUnprintable(JSON.stringify(data))
  if (missing.length > 0) {
    const because = `「${missing.join('」「')}」は用意した書体にない文字です。かななど別の書き方にすると印刷できます。`
    return refuse('unprintable', because)
  }
  const template = path.join(import.meta.dirname, 'statement.typ')
  const title = withoutReadings(statement.title)
  return ok(await typesetPdf({ template, title, data, language: 'ja', standard: 'ua-1' }))
}

/** Of three columns the last is the widest. */
const widths = [5, 5, 6]

function sectionData({ heading, lead, entries = [], table, empty }: StatementSection) {
  const nothing = entries.length === 0 && (table?.rows.length ?? 0) === 0
  return {
    heading: phrasesOf(heading),
    ...(lead === undefined ? {} : { lead: phrasesOf(lead) }),
    entries: entries.map(({ head, lines }) => ({ head: phrasesOf(head), lines: lines.map(phrasesOf) })),
    ...(table === undefined
      ? {}
      : {
          table: {
            columns: table.columns.map(phrasesOf),
            rows: table.rows.map((row) => row.map(phrasesOf)),
          },
          widths,
        }),
    ...(nothing && empty !== undefined ? { empty: phrasesOf(empty) } : {}),
  }
}
