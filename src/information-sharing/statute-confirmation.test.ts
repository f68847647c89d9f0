import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CITATIONS, formatProvision, lawFileName, statute } from '#kernel/statute.ts'
import { citeStatute, isConfirmed, statuteNumbersOf } from './statute-confirmation.ts'

test.each(CITATIONS.map((citation) => [citation.join('/'), citation] as const))(
  'Whether the number of %s is confirmed stands in docs/law as in the code',
  (_, citation) => {
    const cited = statute(...citation)
    const text = readFileSync(`docs/law/${lawFileName(cited)}`, 'utf8')
    const section = text.split('## ').find((part) => part.startsWith(`${formatProvision(cited)}\n`)) ?? ''
    expect(section, 'the provision has its section').not.toBe('')
    expect(isConfirmed(cited)).toBe(!/^- (?:未確認|確認日.*番号は未確認)/m.test(section))
  },
)

test('A municipality that has looked a number up writes it into its settings, and everybody reads it so', () => {
  const secrecy = statute('生活困窮者自立支援法', '9', '5')
  expect(citeStatute(secrecy)).toEqual({ text: '生活困窮者自立支援法第9条第5項', confirmed: false })
  const numbers = statuteNumbersOf({ statutes: { '生活困窮者自立支援法/9/5': '第9条第6項', bad: 3 } })
  expect(citeStatute(secrecy, numbers)).toEqual({ text: '生活困窮者自立支援法第9条第6項', confirmed: true })
  expect(statuteNumbersOf(null).size + statuteNumbersOf({ statutes: 'x' }).size).toBe(0)
})
