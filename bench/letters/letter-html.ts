import { withoutReadings } from '#letter/furigana.ts'
import { qrCodeSvg } from '#platform/pdf/qr-code.ts'
import type { Letter } from './prepare.ts'

const safe = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The bars as one drawing, for the printers that know no dashes. */
export function barsSvg(bars: readonly number[]): string {
  let at = 0
  let drawing = ''
  bars.forEach((width, index) => {
    if (index % 2 === 0) drawing += `M0 ${at}h20v${width}h-20z`
    at += width
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 ${at}" preserveAspectRatio="none"><path d="${drawing}"/></svg>`
}

type Sentence = Letter['form']['opening'][number]
const words = (sentence: Sentence) => safe(withoutReadings(sentence))
const list = (items: readonly Sentence[]) => `<ul>${items.map((item) => `<li>${words(item)}</li>`).join('')}</ul>`

const STYLE = `@page{size:A4;margin:15mm 22mm 12mm}*{box-sizing:border-box}body{margin:0;font:10.5pt/1.5 "BIZ UDPGothic"}
h1{font-size:1.4em;margin:0}h2{font-size:.94em;color:#0017c1;margin:0}p{margin:.4em 0}ul{margin:.4em 0;padding-left:1em}
.page{height:269mm;position:relative;break-after:page}.head{height:58mm;display:grid;grid-template-columns:84mm 1fr;gap:12mm}
.card{border:1.2pt solid #0017c1;border-radius:3mm;background:#f0f4ff;padding:1em 1.4em}.two{display:grid;grid-template-columns:43fr 57fr;gap:2em}
.tel{font-size:2.3em;font-weight:bold}.own{display:grid;grid-template-columns:31mm 1fr;gap:1.5em;border-top:.6pt solid #767676}
.mark{position:absolute;right:-14mm;top:196mm;width:7mm;height:36mm}.mark svg{width:100%;height:100%}.foot{position:absolute;bottom:0}`

/** One page with the words, the window, the QR code and the mark of the same letter. */
export function letterHtml({ form, page }: Letter): string {
  const { words: w, window, sender } = form
  const rows = w.windowRows.map(({ label, value }) => `<p>${words(label)} ${safe(value)}</p>`).join('')
  const { addressee } = page
  return `<div class="page"><div class="head"><div>〒${addressee.postalCode ?? ''}<br>${addressee.addressLines.map(safe).join('<br>')}<br>
<span style="font-size:14pt">${safe(addressee.name)} 様</span></div><div><p style="text-align:right">${page.issuedOn}</p><b>${sender.companyName}</b><br>${sender.sectionName ?? ''}<br>
${words(w.letterNumberLabel)}: ${page.number}</div></div><h1>${words(w.title)}</h1>${form.opening.map((line) => `<p>${words(line)}</p>`).join('')}
<div class="card"><h2>${words(w.windowHeading)}</h2><p><b>${safe(window.name)}</b></p><p>${words(w.phoneLabel)} <a class="tel" href="tel:${window.dial}">${window.phone}</a></p>${rows}</div>
<div class="two"><div><h2>${words(w.topicsHeading)}</h2>${list(w.topics)}</div><div><h2>${words(w.promisesHeading)}</h2>${list(form.promises)}</div></div>
<div class="own"><div>${qrCodeSvg(page.publicUrl)}</div><div><h2>${words(w.pageHeading)}</h2>${list(w.pageUses)}<p>${words(w.pagePrivacy)}</p>
<p>${words(w.keptNumberLater)}</p><p>${words(w.typedCodeLabel)}<br><a href="${page.publicUrl}">${page.typedAddress}</a></p></div></div>
<div class="foot">${words(w.senderHeading)}<br>${sender.companyName} ${sender.phone}</div><div class="mark">${barsSvg(page.bars)}</div></div>`
}

/** A whole document of some letters. */
export function htmlDocument(letters: readonly Letter[]): string {
  return `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>案内</title><style>${STYLE}</style></head><body>${letters.map(letterHtml).join('')}</body></html>`
}
