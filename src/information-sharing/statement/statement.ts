import { type CalendarDate, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { formatDate } from '#kernel/date-text.ts'
import { formatStatute } from '#kernel/statute.ts'
import { type AttestedLine, RETENTION_GROUNDS } from '../recall/recall.ts'
import { type ToldEntry, toldSentences } from '../who-was-told.ts'
import type { Look } from './look.ts'
import { groupLooks } from './look.ts'
import type { StatementWords } from './statement-words.ts'
import { easyStatementWords } from './statement-words-easy.ts'
import { plainStatementWords } from './statement-words-ja.ts'

const statementWords = { ja: plainStatementWords, 'ja-easy': easyStatementWords } as const

/** What the agency's statement rests on, as the database answers it. */
export type StatementSource = {
  readonly tenantName: string
  readonly agency: string
  readonly askedOn: CalendarDate
  readonly formal: boolean
  readonly told: readonly ToldEntry[]
  readonly looks: readonly Look[]
  readonly recalls: readonly RecallOfStatement[]
  readonly complaints: readonly ComplaintRoute[]
}

export type RecallOfStatement = {
  readonly recipient: string
  readonly dueOn: CalendarDate | undefined
  readonly settledAt: string | undefined
  /** The rounds of its answers; the newest counts. */
  readonly lines: readonly (AttestedLine & { readonly round: number })[]
}

export type ComplaintRoute = {
  readonly kind: 'company' | 'municipality' | 'commission'
  readonly name: string
  readonly phone: string | undefined
  readonly hours: string | undefined
}

export type StatementLanguage = 'ja' | 'ja-easy'

/** A section of the letter: entries under a time, or a table; where there is nothing, a sentence that says so. */
export type StatementSection = {
  readonly heading: string
  readonly lead?: string
  readonly entries?: readonly { readonly head: string; readonly lines: readonly string[] }[]
  readonly table?: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  readonly empty?: string
}
export type Statement = {
  readonly title: string
  readonly lead: readonly string[]
  readonly sections: readonly StatementSection[]
}

/** The letter: who was told what, what became of copies, who looked, what stays and why, where to complain. */
export function statementOf(source: StatementSource, language: StatementLanguage, today: CalendarDate): Statement {
  const words = statementWords[language]
  return {
    title: words.title,
    lead: words.lead(formatDate(source.askedOn), source.agency, source.tenantName),
    sections: [
      toldSection(source, { words, language, today }),
      ...(source.recalls.length === 0 ? [] : [recallSection(source.recalls, words)]),
      lookSection(source, words),
      staySection(words),
      complaintSection(source.complaints, words),
    ],
  }
}

/** What the person's own page rests on: of the agencies only that they were told and when they first opened it. */
export type OwnStatementSource = Pick<StatementSource, 'tenantName' | 'told' | 'recalls' | 'complaints'> & {
  readonly company: string
  readonly firstLooks: readonly { readonly organization: string; readonly at: string | undefined }[]
  readonly companyLooks: readonly { readonly on: CalendarDate; readonly times: number }[]
}

/** The same for whoever holds code and number. It looks alike for everybody, whether or not somebody is protected. */
export function ownStatementOf(
  source: OwnStatementSource,
  language: StatementLanguage,
  today: CalendarDate,
): Statement {
  const words = statementWords[language]
  return {
    title: words.title,
    lead: [words.own.lead],
    sections: [
      toldSection(source, { words, language, today }),
      ...(source.recalls.length === 0 ? [] : [recallSection(source.recalls, words)]),
      ownLookSection(source, words),
      staySection(words),
      complaintSection(source.complaints, words),
    ],
  }
}

function ownLookSection({ firstLooks, companyLooks, company }: OwnStatementSource, words: StatementWords) {
  const { own } = words
  const told = firstLooks.map(({ organization, at }) => ({
    head: organization,
    lines: [at === undefined ? own.notOpened : own.firstLook(formatDate(momentInJapan(at).on))],
  }))
  const looked = companyLooks.map(({ on, times }) => own.companyLook(formatDate(on), times))
  const entries = looked.length === 0 ? told : [...told, { head: company, lines: looked }]
  return { heading: words.lookHeading, lead: own.lookLead, entries, empty: words.lookNothing }
}

/** The words of a language, for pages and files around the statement. */
export function statementWordsOf(language: StatementLanguage): StatementWords {
  return statementWords[language]
}

type Written = { words: StatementWords; language: StatementLanguage; today: CalendarDate }

function toldSection({ told }: Pick<StatementSource, 'told'>, { words, language, today }: Written): StatementSection {
  const entries = told.map((entry) => {
    const { when, what, why, now } = toldSentences(entry, language, today)
    return { head: when, lines: [what, why, now].filter((line) => line !== '') }
  })
  return { heading: words.toldHeading, lead: words.toldLead, entries, empty: words.toldNothing }
}

function recallSection(recalls: readonly RecallOfStatement[], words: StatementWords): StatementSection {
  const entries = recalls.map(({ recipient, dueOn, settledAt, lines }) => {
    const round = Math.max(0, ...lines.map((line) => line.round))
    const said = lines.filter((line) => line.round === round).map((line) => recallSentence(line, words))
    const answered = settledAt === undefined ? undefined : formatDate(todayInJapan(new Date(settledAt)))
    const state = answered ? words.recallAnswered(answered) : words.recallWaiting(dueOn && formatDate(dueOn))
    return { head: recipient, lines: [state, ...said] }
  })
  return { heading: words.recallHeading, lead: words.recallLead, entries }
}

function recallSentence({ thing, outcome, ground, cited }: AttestedLine, words: StatementWords): string {
  const said = `${words.things[thing]}：${words.outcomes[outcome]}`
  return ground === undefined ? said : `${said}（${words.keptBecause(groundText(ground, cited))}）`
}

/** 「相談支援の記録（生活困窮者自立支援法第5条第1項）」 */
function groundText(ground: keyof typeof RETENTION_GROUNDS, cited: string | undefined): string {
  const { label, statutes } = RETENTION_GROUNDS[ground]
  const provisions = cited ?? statutes.map(formatStatute).join('、')
  return provisions === '' ? label : `${label}（${provisions}）`
}

function lookSection({ looks, formal }: StatementSource, words: StatementWords): StatementSection {
  const rows = groupLooks(looks).map(({ on, first, times, who, action, name }) => [
    `${formatDate(on)} ${first}${times > 1 ? words.timesMore(times) : ''}`,
    [who(words.nobody).replace('　', '\n'), formal ? name : undefined].filter((part) => part !== undefined).join('\n'),
    words.looks[action] ?? words.lookOther,
  ])
  return {
    heading: words.lookHeading,
    lead: formal ? words.lookLeadFormal : words.lookLead,
    table: { columns: words.lookColumns, rows },
    empty: words.lookNothing,
  }
}

function staySection(words: StatementWords): StatementSection {
  return {
    heading: words.stayHeading,
    lead: words.stayLead,
    entries: words.stays.map(({ what, because, ground }) => ({
      head: what,
      lines:
        ground === undefined
          ? [because]
          : [because, words.provision(RETENTION_GROUNDS[ground].statutes.map(formatStatute).join('、'))],
    })),
  }
}

function complaintSection(complaints: readonly ComplaintRoute[], words: StatementWords): StatementSection {
  const rows = complaints.map(({ kind, name, phone, hours }) => [
    words.complaintKinds[kind],
    name,
    [phone ?? words.phoneUnknown, hours].filter((part) => part !== undefined).join('\n'),
  ])
  return {
    heading: words.complaintHeading,
    lead: words.complaintLead,
    table: { columns: words.complaintColumns, rows },
  }
}

/** Day and time of an instant in Japan, as the letter and the file write it. */
export function momentInJapan(at: string): { readonly on: CalendarDate; readonly time: string } {
  const instant = new Date(at)
  return { on: todayInJapan(instant), time: timeInJapan(instant) }
}
