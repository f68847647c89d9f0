import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { withoutReadings } from './furigana.ts'
import { formatLeafletNumber } from './leaflet-number.ts'
import { isFreeCall, LETTER_LANGUAGES, LETTER_SUPPLIES } from './letter.ts'
import { formatLetterNumber } from './letter-number.ts'
import { printGuidanceLetter, printLeaflets } from './letter-pdf.ts'
import { sampleLeaflets, sampleLetter } from './test-letters.ts'
import { wordingInEasyJapanese } from './wording-easy.ts'
import { wordingInJapanese } from './wording-ja.ts'

const CASES = LETTER_LANGUAGES.flatMap((language) => [
  { language, length: 'short' as const },
  { language, length: 'long' as const },
])

async function read(pdf: Uint8Array) {
  const { text, totalPages } = await extractText(await getDocumentProxy(pdf, { verbosity: 0 }), { mergePages: false })
  return { pages: totalPages, text: text.map((page) => page.replace(/\s/g, '')) }
}

test.each(CASES)('a letter fits one page and names window, telephone, section, hours and number: %o', async (kind) => {
  const letter = sampleLetter(kind.language, kind.length)
  const printed = await printGuidanceLetter(letter)
  if (!printed.ok) throw new Error(printed.refusal.because)
  const { pages, text } = await read(printed.value)
  expect(pages).toBe(1)
  const shown = [
    letter.window.name,
    letter.window.phone,
    letter.window.sectionInCharge,
    letter.window.hoursText,
    letter.window.closedText ?? '',
    letter.window.address,
    formatLetterNumber(letter.number),
    letter.typedCode,
    letter.sender.companyName,
    letter.sender.reference ?? '',
  ]
  for (const words of shown) expect(text[0]).toContain(words.replace(/\s/g, ''))
})

test.each(CASES)('each leaflet of a batch is one page with its own number: %o', async (kind) => {
  const sheet = sampleLeaflets(kind.language, kind.length)
  const printed = await printLeaflets(sheet)
  if (!printed.ok) throw new Error(printed.refusal.because)
  const { pages, text } = await read(printed.value)
  expect(pages).toBe(sheet.leaflets.length)
  sheet.leaflets.forEach((leaflet, index) => {
    expect(text[index]).toContain(formatLeafletNumber(leaflet.number))
    expect(text[index]).toContain(sheet.window.phone)
  })
})

test.each(CASES)(
  'a screen reader meets one title, then headings and lists, each point with its mark: %o',
  async (kind) => {
    const letter = sampleLetter(kind.language, kind.length)
    const printed = await printGuidanceLetter(letter)
    if (!printed.ok) throw new Error(printed.refusal.because)
    const page = await (await getDocumentProxy(printed.value, { verbosity: 0 })).getPage(1)
    const roles = JSON.stringify(await page.getStructTree()).match(/"role":"(H1|H2|L|LI|Lbl|LBody)"/g) ?? []
    const point = ['LI', 'Lbl', 'LBody']
    const list = (points: number) => ['H2', 'L', ...Array.from({ length: points }, () => point).flat()]
    expect(roles.map((role) => role.slice(8, -1))).toEqual(['H1', 'H2', ...list(6), ...list(5), ...list(3)])
  },
)

test.each(CASES)('the mark of each point stands beside its first line: %o', async (kind) => {
  const printed = await printGuidanceLetter(sampleLetter(kind.language, kind.length))
  if (!printed.ok) throw new Error(printed.refusal.because)
  const page = await (await getDocumentProxy(printed.value, { verbosity: 0 })).getPage(1)
  const all = (await page.getTextContent()).items.flatMap((item) => ('str' in item && item.str.trim() ? [item] : []))
  const heights = all.flatMap((item, index) => {
    const words = all.slice(index + 1).find(({ height }) => height > item.height * 0.9)
    return item.str === '•' ? [Math.abs(item.transform[5] - words?.transform[5])] : []
  })
  expect(heights).toHaveLength(14)
  expect(Math.max(...heights)).toBeLessThan(0.1)
})

test('a name that looks like a command is printed as typed', async () => {
  const letter = sampleLetter('ja', 'short')
  const printed = await printGuidanceLetter({
    ...letter,
    addressee: { ...letter.addressee, name: '#panic() "] {灯|あかり}' },
  })
  if (!printed.ok) throw new Error(printed.refusal.because)
  expect((await read(printed.value)).text[0]).toContain('#panic()"]{灯|あかり}')
})

test('a name with a character no typeface has is refused with the character named', async () => {
  const letter = sampleLetter('ja', 'short')
  const printed = await printGuidanceLetter({ ...letter, addressee: { ...letter.addressee, name: '灯 花子\u{E123}' } })
  expect(printed).toMatchObject({ ok: false, refusal: { code: 'unprintable' } })
})

test.each(LETTER_SUPPLIES)('both languages say that refusing changes nothing, and neither blames: %s', (supply) => {
  const japanese = wordingInJapanese({ ...sampleLetter('ja', 'short'), supply })
  const easy = wordingInEasyJapanese({ ...sampleLetter('ja-easy', 'short'), supply })
  const said = [japanese, easy].map((words) =>
    [
      ...words.letterOpening,
      ...words.letterPromises,
      ...words.leafletOpening,
      ...words.leafletPromises,
      ...words.topics,
    ]
      .map(withoutReadings)
      .join('')
      .replaceAll(' ', ''),
  )
  expect(said[0]).toContain('扱いは変わりません')
  expect(said[1]).toContain('止めるかどうかは、変わりません')
  for (const text of said) expect(text).not.toMatch(/滞納|指導|拒否|違反|してください|督促/)
})

test('free telephone numbers are called free, others are not', () => {
  expect(isFreeCall('０１２０－０００－０００')).toBe(true)
  expect(isFreeCall('0800-000-0000')).toBe(true)
  expect(isFreeCall('000-0000-0001')).toBe(false)
})
