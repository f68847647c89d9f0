import { createHash } from 'node:crypto'
import { calendarDate } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'
import { escapeHtml } from '#platform/http/html.ts'
import { type DangerForm, findWhatIsMissing } from './danger-form.ts'
import type { Call, DangerAnswer } from './report-danger.ts'
import { CALLED } from './report-parts.ts'

/** The page /danger: no script, no session, works on any phone. Three inputs under the two telephone numbers. */

const style = `body{font:1.125rem/1.7 "BIZ UDPGothic","Hiragino Sans","Noto Sans JP",sans-serif;margin:0;color:#1a1a1a;background:#fff}
main{max-width:36rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem;line-height:1.4;margin:.5rem 0}h2{font-size:1.25rem;line-height:1.5;margin:1.5rem 0 .5rem}
a.call{display:block;margin:.75rem 0;padding:1rem;min-height:1.75rem;text-align:center;font-size:1.25rem;background:#b00020;color:#fff;border-radius:.5rem;font-weight:700;text-decoration:none}
a.other{background:#fff;color:#0017c1;border:1px solid #0017c1}label,legend{font-weight:700;display:block;margin-top:1rem}
input[type=text],textarea{width:100%;box-sizing:border-box;font:inherit;padding:.75rem;border:1px solid #626264;border-radius:.5rem}
fieldset{border:0;padding:0;margin:0}fieldset label{font-weight:400;margin:0;padding:.5rem 0;min-height:1.75rem}input[type=radio]{width:1.5rem;height:1.5rem;vertical-align:middle;margin-right:.5rem}
button{font:inherit;font-weight:700;width:100%;padding:1rem;margin-top:1.25rem;border:0;border-radius:.5rem;background:#0017c1;color:#fff}
a:focus-visible,input:focus-visible,textarea:focus-visible,button:focus-visible{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 2px #ffd43d}
.error{border-left:.5rem solid #b00020;padding:.25rem .75rem}.number{font-size:1.5rem;font-weight:700;letter-spacing:.05em}`

const styleHash = createHash('sha256').update(style).digest('base64')

/** Allows this page's own style and nothing else. */
export const dangerPagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`

function page(title: string, body: string): string {
  return `<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}｜ともしび</title><style>${style}</style></head><body><main>${body}</main></body></html>`
}

/** In the order in which people think of them: the ambulance first. */
const calls = ['119', '110', 'both', 'not-yet'] as const

const firstCall = `<a class="call" href="tel:119">119に電話する（救急・消防）</a><a class="call" href="tel:110">110に電話する（警察）</a>`

/** The form; what was typed stays after a mistake. `key` makes a second press of the button harmless. */
export function dangerFormPage(form: DangerForm, { key, showErrors }: { key: string; showErrors: boolean }): string {
  const missing = showErrors ? findWhatIsMissing(form) : []
  const errorOf = (field: string) => missing.find((one) => one.field === field)
  const told = (field: string) => {
    const error = errorOf(field)
    return error ? `<p class="error" id="${field}-error">${error.because}</p>` : ''
  }
  const marks = (field: string) => (errorOf(field) ? ` aria-invalid="true" aria-describedby="${field}-error"` : '')
  const choices = calls.map(
    (value) =>
      `<label><input type="radio" name="called" value="${value}"${form.called === value ? ' checked' : ''}>${CALLED[value]}</label>`,
  )
  return page(
    missing.length > 0 ? '入力を確かめてください：命の危険' : '命の危険がある',
    `<h1>命の危険があるとき</h1><p>先に電話してください。</p>${firstCall}
<h2>そのあとで、相談窓口に知らせる</h2><p>3つだけ伺います。</p>
<form method="post" action="/danger"><input type="hidden" name="key" value="${escapeHtml(key)}">
<label for="place">場所</label>${told('place')}<input type="text" id="place" name="place" maxlength="300" autocomplete="off" value="${escapeHtml(form.place)}"${marks('place')}>
<label for="what">様子</label>${told('what')}<textarea id="what" name="what" rows="4" maxlength="1000"${marks('what')}>${escapeHtml(form.what)}</textarea>
<fieldset><legend>119・110 への電話</legend>${told('called')}${choices.join('')}</fieldset>
<button type="submit">相談窓口に知らせる</button></form>`,
  )
}

/** What happened, who was told, whom to telephone. */
export function dangerDonePage({ receipt, call, reviewDueOn }: DangerAnswer): string {
  const sent = receipt
    ? `<h1>相談窓口に知らせました</h1><p>${escapeHtml(receipt.agencyName)}に届いています。</p><p>受付番号<br><span class="number">${escapeHtml(receipt.receiptNumber)}</span></p>${
        reviewDueOn ? `<p>会社の連絡担当が、${formatShort(calendarDate(reviewDueOn))}までに確かめます。</p>` : ''
      }`
    : '<h1>まだ相談窓口には届いていません</h1><p>この端末ではログインの記録か担当の窓口が見つからないため、ここからは送れません。下の番号に電話してください。</p>'
  return page(
    receipt ? '相談窓口に知らせました' : '電話してください',
    `${sent}${callLinks(call)}<p><a href="/danger">もう一度知らせる</a>　<a href="/">ともしびのホームへ</a></p>`,
  )
}

function callLinks(call: readonly Call[]): string {
  const links = call.flatMap(({ name, phone, because }, index) =>
    phone === undefined
      ? []
      : [
          `<a class="call${index > 1 ? ' other' : ''}" href="tel:${escapeHtml(phone.replaceAll(/[^0-9+]/g, ''))}">${escapeHtml(name.includes(phone) ? name : `${name}　${phone}`)}</a><p>${escapeHtml(because)}</p>`,
        ],
  )
  return `<h2>電話</h2>${links.join('')}`
}

/** When even the database is away. */
export function dangerBrokenPage(): string {
  return page(
    '電話してください',
    `<h1>いまは送れません。先に電話してください</h1>${firstCall}<p><a href="/danger">もう一度試す</a></p>`,
  )
}
