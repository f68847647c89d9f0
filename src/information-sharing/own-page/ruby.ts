import { type Html, html } from '#platform/http/html.ts'

const annotated = /([一-龠々]+)\(([ぁ-ん]+)\)/g

/** Text of やさしい日本語, written 電気(でんき), with its readings set above; without a browser's ruby they stand in brackets. */
export function ruby(text: string): Html {
  const pieces: Html[] = []
  let end = 0
  for (const match of text.matchAll(annotated)) {
    const [whole, base = '', reading = ''] = match
    pieces.push(html`${text.slice(end, match.index)}<ruby>${base}<rp>(</rp><rt>${reading}</rt><rp>)</rp></ruby>`)
    end = match.index + whole.length
  }
  return html`${pieces}${text.slice(end)}`
}

/** The same text without readings, for a page's title. */
export function withoutReadings(text: string): string {
  return text.replace(annotated, '$1')
}
