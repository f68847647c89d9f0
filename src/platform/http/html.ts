/** Text that is already HTML. Only `html` makes it, so that whatever a person typed is escaped on its way in. */
export class Html {
  readonly text: string
  private constructor(text: string) {
    this.text = text
  }
  static of(literals: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    return new Html(literals.map((literal, index) => literal + piece(values[index])).join(''))
  }
}

/** What may stand in a template. `false` and `undefined` leave nothing, lists stand one after the other. */
export type HtmlValue = Html | string | number | false | undefined | readonly HtmlValue[]

/**
 * A piece of HTML: html`<p>${text}</p>`. Values are escaped for text and for quoted attributes; attributes are always
 * written with double quotes, and an address comes from code, never from what somebody typed.
 */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.of(literals, values)
}

function piece(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  return value.map(piece).join('')
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Text as it stands safely in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => escapes[character] ?? '')
}
