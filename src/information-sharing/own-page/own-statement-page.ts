import type { CalendarDate } from '#kernel/calendar-date.ts'
import { type Html, html } from '#platform/http/html.ts'
import {
  type OwnStatementSource,
  ownStatementOf,
  type StatementSection,
  statementWordsOf,
} from '../statement/statement.ts'
import { backLink, linkTo, type PageFrame, page, wordsOf } from './own-page-layout.ts'
import { type OwnRecord, openedTimes } from './own-pages.ts'
import { ruby } from './ruby.ts'

type Shown = { readonly record: OwnRecord; readonly source: OwnStatementSource; readonly today: CalendarDate }

/** Who was told what, what became of copies, what stays and why, where to complain; to print, or to take as a file. */
export function toldPage(frame: PageFrame, { record, source, today }: Shown): Html {
  const words = wordsOf(frame)
  const { own } = statementWordsOf(frame.language)
  const { lead, sections } = ownStatementOf(source, frame.language, today)
  return page(frame, {
    title: words.toldTitle,
    body: html`${lead.map((line) => html`<p>${ruby(line)}</p>`)}
<p>${ruby(words.toldInside)}</p>
<div class="no-print"><h2>${ruby(own.files)}</h2>
<ul><li><a href="${linkTo(frame, '/told.pdf')}" download>${ruby(own.pdf)}</a></li>
<li><a href="${linkTo(frame, '/told.csv')}" download>${ruby(own.csv)}</a></li></ul></div>
${sections.map(sectionOf)}
${openedTimes(frame, record)}
<p class="no-print"><a href="${linkTo(frame, '/consent')}">${ruby(words.consent)}</a></p>
${backLink(frame)}`,
  })
}

function sectionOf({ heading, lead, entries = [], table, empty }: StatementSection): Html {
  const nothing = entries.length === 0 && table === undefined
  return html`<h2>${ruby(heading)}</h2>
${lead !== undefined && html`<p>${ruby(lead)}</p>`}
${entries.length > 0 && html`<ol class="told">${entries.map(entryOf)}</ol>`}
${table !== undefined && html`<ul class="told">${table.rows.map(rowOf)}</ul>`}
${nothing && empty !== undefined && html`<p class="box calm">${ruby(empty)}</p>`}`
}

function entryOf({ head, lines }: { head: string; lines: readonly string[] }): Html {
  return html`<li class="box"><p><strong>${ruby(head)}</strong></p>${lines.map((line) => html`<p>${ruby(line)}</p>`)}</li>`
}

function rowOf(cells: readonly string[]): Html {
  return html`<li class="box">${cells.flatMap((cell) => cell.split('\n')).map((line) => html`<p>${ruby(line)}</p>`)}</li>`
}
