import { type Html, html } from '#platform/http/html.ts'
import {
  backLink,
  bullets,
  callButton,
  doorTo,
  linkTo,
  type PageFrame,
  page,
  paragraphs,
  textField,
  wordsOf,
} from './own-page-layout.ts'
import { ruby } from './ruby.ts'

/** The window as the page shows it: who is asked, and who picks up now. */
export type ShownWindow = {
  readonly name: string
  readonly phone: string | undefined
  readonly hours: string | undefined
  readonly address: string | undefined
  readonly methods: string | undefined
  readonly now: { readonly name: string; readonly phone: string | undefined; readonly because: string }
}

/**
 * What a code leads to; `town` and `window` are undefined for a code that is not known. `notYet`: it reads as a code, so that
 * its letter may be on the way before the print run is registered. `general`: who answers then.
 */
export type Shown = {
  readonly town: string | undefined
  readonly window: ShownWindow | undefined
  readonly notYet?: boolean
  readonly general?: readonly GeneralWindow[]
}
export type GeneralWindow = { readonly name: string; readonly phone: string; readonly hours: string | undefined }

/** The first page behind the QR code. A code that is not known gets the same shape, with the telephones of the windows. */
export function frontPage(frame: PageFrame, { town, window, notYet, general = [] }: Shown): Html {
  const words = wordsOf(frame)
  const unknown = notYet ? words.notYetLead : words.unknownLead
  const unknownTitle = notYet ? words.notYetTitle : words.frontTitleUnknown
  return page(frame, {
    title: town === undefined ? unknownTitle : words.frontTitle(town),
    body: html`${paragraphs(town === undefined ? unknown : words.frontLead)}
${window !== undefined && windowBox(frame, window)}
${general.length > 0 && generalBox(frame, general)}
<h2>${ruby(words.options)}</h2>
<ul class="doors">
${town !== undefined && html`<li>${doorTo(frame, '/contact', { label: words.contact, hint: words.contactHint })}</li>`}
<li>${doorTo(frame, '/consult', { label: words.consult, hint: words.consultHint })}</li>
<li>${doorTo(frame, '/consent', { label: words.consent, hint: words.consentHint })}</li>
<li>${doorTo(frame, '/told', { label: words.told, hint: words.toldHint })}</li>
</ul>`,
  })
}

function generalBox(frame: PageFrame, windows: readonly GeneralWindow[]): Html {
  const words = wordsOf(frame)
  return html`<section class="box" aria-labelledby="general">
<h2 id="general">${ruby(words.generalWindows)}</h2>
${windows.map(
  ({ name, phone, hours }) => html`<p><strong>${name}</strong><br>${hours ?? ruby(words.hoursUnknown)}</p>
${callButton(frame, phone)}`,
)}
</section>`
}

/** Who answers at this moment stands first; a telephone that is closed now is not the button that catches the eye. */
function windowBox(frame: PageFrame, window: ShownWindow): Html {
  const words = wordsOf(frame)
  const { now, phone } = window
  const another = now.phone !== phone
  return html`<section class="box" aria-labelledby="window">
<h2 id="window">${ruby(words.window)}</h2>
<p><strong>${window.name}</strong></p>
<p><strong>${ruby(words.answersNow)}</strong>　${now.name}<br>${now.because}</p>
${now.phone !== undefined && callButton(frame, now.phone)}
<p><strong>${ruby(words.hours)}</strong>　${window.hours ?? ruby(words.hoursUnknown)}</p>
${another && phone !== undefined && callButton(frame, phone, 'later')}
${window.address !== undefined && html`<p><strong>${ruby(words.place)}</strong>　${window.address}</p>`}
</section>`
}

/** How to start without anybody's report. */
export function consultPage(frame: PageFrame, { window, general = [] }: Shown): Html {
  const words = wordsOf(frame)
  return page(frame, {
    title: words.consultTitle,
    body: html`${bullets(words.consultSteps)}
${window !== undefined && windowBox(frame, window)}
${general.length > 0 && generalBox(frame, general)}
${window?.methods !== undefined && html`<p>${window.methods}</p>`}
${backLink(frame)}`,
  })
}

export type ContactTyped = { name: string; phone: string; when: string; note: string; quiet: 'yes' | undefined }
export type ContactForm = { id: string; token: string; typed: ContactTyped; phoneIsWrong: boolean }

/** The wish to be called. `id` makes a second press of the button harmless. */
export function contactPage(frame: PageFrame, { id, token, typed, phoneIsWrong }: ContactForm): Html {
  const words = wordsOf(frame)
  return page(frame, {
    title: words.contact,
    body: html`<p>${ruby(words.contactLead)}</p>
<form method="post" action="${linkTo(frame, '/contact')}" novalidate>
<input type="hidden" name="token" value="${token}"><input type="hidden" name="id" value="${id}">
${textField({ name: 'phone', label: words.contactPhone, type: 'tel', value: typed.phone, ...(phoneIsWrong ? { wrong: words.contactPhoneWrong } : {}) })}
${textField({ name: 'name', label: words.contactName, value: typed.name })}
${textField({ name: 'when', label: words.contactWhen, hint: words.contactWhenHint, value: typed.when })}
${textField({ name: 'note', label: words.contactNote, hint: words.contactNoteHint, value: typed.note })}
<label class="choice"><input type="checkbox" name="quiet" value="yes" ${typed.quiet === 'yes' && html`checked`}><span>${ruby(words.contactQuiet)}<span class="hint">${ruby(words.contactQuietHint)}</span></span></label>
<button class="main">${ruby(words.contactSend)}</button>
</form>
${backLink(frame)}`,
  })
}

export function contactSentPage(frame: PageFrame, { window }: Shown): Html {
  const words = wordsOf(frame)
  return page(frame, {
    title: words.contactSentTitle,
    body: html`<div class="box good">${paragraphs(words.contactSent)}</div>
${window !== undefined && windowBox(frame, window)}
${backLink(frame)}`,
  })
}

/** Something went wrong that the person can do nothing about; the way back and the telephone stay. */
export function troublePage(frame: PageFrame, kind: 'busy' | 'stale'): Html {
  const words = wordsOf(frame)
  return page(frame, {
    title: words.troubleTitle,
    body: html`<p>${ruby(words[kind])}</p>
<p><a href="${linkTo(frame, '')}">${ruby(words.again)}</a></p>`,
  })
}
