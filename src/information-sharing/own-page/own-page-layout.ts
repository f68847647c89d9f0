import type { ConsentLanguage } from '#consent/index.ts'
import { type Html, type HtmlValue, html } from '#platform/http/html.ts'
import { type OwnPageWords, ownPageWords } from './own-page-words.ts'
import { ruby, withoutReadings } from './ruby.ts'

/** What every page of the person needs to know about itself. */
export type PageFrame = {
  readonly code: string
  readonly language: ConsentLanguage
  /** The path behind the code that the language links lead back to, such as `/consent`. */
  readonly here: string
  /** The form token of the signed-in person; undefined without a session. */
  readonly leaveToken: string | undefined
}

/** The words of a page in its language, and how a text becomes HTML with its readings. */
export function wordsOf({ language }: Pick<PageFrame, 'language'>): OwnPageWords {
  return ownPageWords[language]
}

/** An address inside the person's page; the chosen language travels with it. */
export function linkTo({ code, language }: Pick<PageFrame, 'code' | 'language'>, path: string): string {
  const joint = path.includes('?') ? '&' : '?'
  return `/g/${encodeURIComponent(code)}${path}${joint}l=${language}`
}

/** A whole page. Works without its style sheet and without any script. */
export function page(frame: PageFrame, { title, body }: { title: string; body: HtmlValue }): Html {
  const words = wordsOf(frame)
  return html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${withoutReadings(title)}｜${words.siteName}</title>
<link rel="stylesheet" href="/g/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header>
<p>${words.siteName}</p>
<nav aria-label="ことば（language）"><ul>${languageLinks(frame)}</ul></nav>
</header>
<main>
<h1>${ruby(title)}</h1>
${body}
</main>
<footer>
<p>${ruby(words.emergency)} <a href="tel:119">119</a> ／ <a href="tel:110">110</a></p>
${frame.leaveToken !== undefined && leaveForm(frame, frame.leaveToken)}
</footer>
</body>
</html>
`
}

const languageNames = { ja: '日本語', 'ja-easy': 'やさしい日本語' } as const

function languageLinks(frame: PageFrame): Html[] {
  const languages: readonly ConsentLanguage[] = ['ja', 'ja-easy']
  return languages.map((language) => {
    const address = linkTo({ ...frame, language }, frame.here)
    return language === frame.language
      ? html`<li><a href="${address}" aria-current="true">${languageNames[language]}</a></li>`
      : html`<li><a href="${address}">${languageNames[language]}</a></li>`
  })
}

function leaveForm(frame: PageFrame, token: string): Html {
  return html`<form method="post" action="${linkTo(frame, '/leave')}">
<input type="hidden" name="token" value="${token}">
<button>${ruby(wordsOf(frame).leave)}</button>
<p class="hint">${ruby(wordsOf(frame).leaveHint)}</p>
</form>`
}

export function paragraphs(lines: readonly string[]): Html[] {
  return lines.map((line) => html`<p>${ruby(line)}</p>\n`)
}

export function bullets(lines: readonly string[]): Html {
  return html`<ul>${lines.map((line) => html`<li>${ruby(line)}</li>`)}</ul>`
}

/** A large link that leads one step further. */
export function doorTo(frame: PageFrame, path: string, { label, hint }: { label: string; hint?: string }): Html {
  return html`<a class="door" href="${linkTo(frame, path)}">${ruby(label)}${hint !== undefined && html`<span>${ruby(hint)}</span>`}</a>`
}

export function backLink(frame: PageFrame, path = ''): Html {
  return html`<p class="no-print"><a href="${linkTo(frame, path)}">${ruby(wordsOf(frame).back)}</a></p>`
}

/** A telephone number as a button that calls; `main` is the one that is answered now. */
export function callButton(frame: PageFrame, phone: string, weight: 'main' | 'later' = 'main'): Html {
  const digits = phone.replace(/[^0-9+]/g, '')
  return html`<a class="door ${weight}" href="tel:${digits}">${ruby(wordsOf(frame).call)}<span>${phone}</span></a>`
}

type Field = { name: string; label: string; hint?: string; type?: 'text' | 'tel'; value?: string; wrong?: string }

/** One text field with its label, hint and, where something has to be mended, the sentence that says so. */
export function textField({ name, label, hint, type = 'text', value = '', wrong }: Field): Html {
  const described = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ')
  return html`<div class="field"><label for="${name}">${ruby(label)}</label>
${hint !== undefined && html`<span class="hint" id="${name}-hint">${ruby(hint)}</span>`}
${wrong !== undefined && html`<p class="box wrong" id="${name}-wrong">${ruby(wrong)}</p>`}
<input type="${type}" id="${name}" name="${name}" value="${value}" maxlength="100" ${described !== '' && html`aria-describedby="${described}"`} ${wrong !== undefined && html`aria-invalid="true"`}></div>`
}
