import { type Consent, consentStateOn } from '#consent/consent.ts'
import { type ConsentLanguage, consentWording, withdrawalWords } from '#consent/index.ts'
import type { CalendarDate } from '#kernel/calendar-date.ts'
import { formatDate } from '#kernel/date-text.ts'
import { type Html, html } from '#platform/http/html.ts'
import type { ToldEntry } from '../who-was-told.ts'
import {
  backLink,
  bullets,
  doorTo,
  linkTo,
  type PageFrame,
  page,
  paragraphs,
  textField,
  wordsOf,
} from './own-page-layout.ts'
import { ruby } from './ruby.ts'

/** What the person's own page knows once code and kept number have opened it. */
export type OwnRecord = {
  readonly companyName: string
  readonly municipalityName: string
  readonly consent: Consent | undefined
  readonly told: readonly ToldEntry[]
  /** The kept number: when the company issued it last (null: before it was noted), and how often. */
  readonly number: { readonly issuedOn: CalendarDate | null; readonly issuedTimes: number }
  readonly openings: readonly { readonly on: CalendarDate; readonly times: number }[]
  /** When the answer was given: on this page by whoever held the number, or noted by the company's people. */
  readonly answered:
    | { readonly on: CalendarDate; readonly here: boolean; readonly issuedOn: CalendarDate | undefined }
    | undefined
}

export const speakers = ['self', 'statutory-representative', 'guardian', 'parent-of-minor', 'other'] as const
export type Speaker = (typeof speakers)[number]

/** Asks for the kept number. Wrong number and unknown code get this very page. */
export function pinPage(frame: PageFrame, form: { token: string; next: string; wrong: boolean }): Html {
  const words = wordsOf(frame)
  return page(frame, {
    title: words.pinTitle,
    body: html`<p>${ruby(words.pinLead)}</p>
${form.wrong && html`<p class="box wrong" id="pin-wrong" role="alert">${ruby(words.pinWrong)}</p>`}
<form method="post" action="${linkTo(frame, '/open')}" autocomplete="off">
<input type="hidden" name="token" value="${form.token}"><input type="hidden" name="next" value="${form.next}">
<div class="field"><label for="pin">${ruby(words.pin)}</label>
<input type="text" id="pin" name="pin" inputmode="numeric" maxlength="12" autocomplete="off" ${form.wrong && html`aria-invalid="true" aria-describedby="pin-wrong"`}></div>
<button class="main">${ruby(words.pinOpen)}</button>
</form>
<p class="hint">${ruby(words.pinLost)}</p>
${backLink(frame)}`,
  })
}

/** The state of consent with what it covers, and the one thing that can be done about it. */
export function consentPage(frame: PageFrame, record: OwnRecord, today: CalendarDate): Html {
  const words = wordsOf(frame)
  const { consent } = record
  const state = consent === undefined ? undefined : consentStateOn(consent, today)
  if (consent === undefined || state !== 'given') {
    const says = state === undefined || state === 'asked' || state === 'given' ? 'none' : state
    return page(frame, {
      title: words.consentState,
      body: html`<p class="box calm">${ruby(words.notGiven[says])}</p>
${answeredHow(frame, record)}
${whoForm(frame)}
${openedTimes(frame, record)}
${toldDoor(frame)}${backLink(frame)}`,
    })
  }
  const wording = consentWording(consent, record, frame.language)
  return page(frame, {
    title: words.consentState,
    body: html`<p class="box good">${ruby(words.given(formatDate(consent.until)))}</p>
${bullets(wording.sentences)}
${answeredHow(frame, record)}
<ul class="doors"><li>${doorTo(frame, '/withdraw', { label: words.toWithdraw })}</li></ul>
${openedTimes(frame, record)}
${toldDoor(frame)}${backLink(frame)}`,
  })
}

/** Whoever printed the number could have answered here, and whoever notes an answer invent it: the person sees which. */
function answeredHow(frame: PageFrame, { answered, companyName }: OwnRecord): Html | false {
  if (answered === undefined) return false
  const words = wordsOf(frame)
  const issued = answered.issuedOn === undefined ? undefined : formatDate(answered.issuedOn)
  const on = formatDate(answered.on)
  return html`<p>${ruby(answered.here ? words.answeredHere(on, issued, companyName) : words.answeredThere(on, companyName))}</p>`
}

/** On which days this page was opened, so that an opening by somebody else shows. At most the last seven days of them. */
export function openedTimes(frame: PageFrame, { openings, number, companyName }: OwnRecord): Html {
  const words = wordsOf(frame)
  const times = openings.reduce((sum, one) => sum + one.times, 0)
  const issued = number.issuedOn === null ? undefined : formatDate(number.issuedOn)
  return html`<h2>${ruby(words.openedTitle)}</h2>
<p>${ruby(words.openedTimes(times))}</p>
${bullets(openings.slice(0, 7).map(({ on, times: often }) => words.openedOn(formatDate(on), often)))}
${issued !== undefined && html`<p>${ruby(words.numberIssued(issued, companyName, number.issuedTimes))}</p>`}
<p>${ruby(words.openedStrange)}</p>`
}

function toldDoor(frame: PageFrame): Html {
  return html`<p class="no-print"><a href="${linkTo(frame, '/told')}">${ruby(wordsOf(frame).told)}</a></p>`
}

function whoForm(frame: PageFrame): Html {
  const words = wordsOf(frame)
  return html`<h2>${ruby(words.whoTitle)}</h2>
<form method="get" action="/g/${encodeURIComponent(frame.code)}/agree">
<input type="hidden" name="l" value="${frame.language}">
<fieldset><legend>${ruby(words.whoLegend)}</legend>
${speakers.map((who) => html`<label class="choice"><input type="radio" name="who" value="${who}" required>${ruby(words.who[who])}</label>`)}
</fieldset>
<button class="main">${ruby(words.whoNext)}</button>
</form>`
}

export type AskForm = { token: string; who: Speaker; scope: Consent; version: string; spokenByWrong: boolean }

/** The question itself, in the same words as at the door. Family alone is told why not. */
export function askPage(frame: PageFrame, record: OwnRecord, form: AskForm): Html {
  const words = wordsOf(frame)
  if (form.who === 'other') {
    return page(frame, { title: words.otherTitle, body: html`${paragraphs(words.other)}${backLink(frame)}` })
  }
  const wording = consentWording(form.scope, record, frame.language)
  const wrong = form.spokenByWrong ? { wrong: words.spokenByWrong } : {}
  return page(frame, {
    title: words.consentTitle,
    body: html`<p><strong>${ruby(wording.question)}</strong></p>
${bullets(wording.sentences)}
<p class="box calm">${ruby(wording.nothingChanges)}<br>${ruby(wording.withdraw)}</p>
<form method="post" action="${linkTo(frame, '/agree')}">
<input type="hidden" name="token" value="${form.token}"><input type="hidden" name="who" value="${form.who}">
<input type="hidden" name="version" value="${form.version}">
${form.who !== 'self' && textField({ name: 'spokenBy', label: words.spokenBy, ...wrong })}
<button name="answer" value="given">${ruby(wording.yes)}</button>
<button name="answer" value="refused">${ruby(wording.no)}</button>
</form>
${backLink(frame)}`,
  })
}

export function answeredPage(frame: PageFrame, answer: 'given' | 'refused'): Html {
  const words = wordsOf(frame)
  const [title, lines] = answer === 'given' ? [words.agreedTitle, words.agreed] : [words.declinedTitle, words.declined]
  return page(frame, {
    title,
    body: html`<div class="box good">${paragraphs(lines)}</div>${toldDoor(frame)}${backLink(frame)}`,
  })
}

/** Before the second tap: what stops and what stays. After it (`done`) the same, as what happened. */
export function withdrawPage(frame: PageFrame, { token, done }: { token: string; done: boolean }): Html {
  const words = wordsOf(frame)
  const { stops, stays } = withdrawalWords[frame.language satisfies ConsentLanguage]
  return page(frame, {
    title: done ? words.withdrawnTitle : words.withdrawTitle,
    body: html`${done && html`<p class="box good">${ruby(words.withdrawnLead)}</p>`}
${!done && withdrawForm(frame, token)}
<h2>${ruby(words.stops)}</h2>${bullets(stops)}
<h2>${ruby(words.stays)}</h2>${bullets(stays)}
${toldDoor(frame)}${backLink(frame)}`,
  })
}

function withdrawForm(frame: PageFrame, token: string): Html {
  return html`<form method="post" action="${linkTo(frame, '/withdraw')}">
<input type="hidden" name="token" value="${token}">
<button class="main">${ruby(wordsOf(frame).withdrawYes)}</button>
</form>`
}
