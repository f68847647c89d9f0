import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'

test('What somebody typed stands as text, also in an attribute', () => {
  const typed = `<script>alert("1")</script> ' \` &amp;`
  expect(html`<p title="${typed}">${typed}</p>`.text).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39; &#96; &amp;amp;">' +
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39; &#96; &amp;amp;</p>',
  )
})

test('Pieces of HTML, lists and what is left out', () => {
  const lines = ['一', '<二>'].map((line) => html`<li>${line}</li>`)
  expect(html`<ul>${lines}</ul>${false}${undefined}${0}`.text).toBe('<ul><li>一</li><li>&lt;二&gt;</li></ul>0')
})

test('No text whatever opens an element, closes an attribute or starts an entity', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const inner = html`${typed}`.text
      expect(inner).not.toMatch(/[<>"'`]/)
      expect(inner.replace(/&(amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&')
    }),
  )
})
