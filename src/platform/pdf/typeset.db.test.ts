import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { expect, test } from 'vitest'
import { listPrintedInOrdinaryForm, listUnprintable } from './printable.ts'
import { qrCodeSvg } from './qr-code.ts'
import { typesetPdf, UnprintableCharacters } from './typeset.ts'

const page = {
  template: path.join(import.meta.dirname, 'test-page.typ'),
  title: '試しの一枚',
  language: 'ja',
  standard: 'ua-1' as const,
}

async function printedText(words: string): Promise<string> {
  const pdf = await typesetPdf({ ...page, data: { words, qr: qrCodeSvg('https://tomoshibi.example.jp') } })
  const { text } = await extractText(await getDocumentProxy(pdf, { verbosity: 0 }), { mergePages: true })
  return text.replace(/\s/g, '')
}

test.each([
  '#panic()',
  '"]',
  '$x$ `a` *b* _c_',
  '\\u{41}',
  '= 見出し',
  '@someone <label>',
  '/* */ // -- ~',
  '#{',
  '1丁目1番地',
])('a value that looks like Typst is printed as typed: %s', async (words) => {
  expect(await printedText(words)).toContain(words.replace(/\s/g, ''))
})

test('the file declares PDF/UA-1, its title and its language, and is tagged', async () => {
  const pdf = await typesetPdf({ ...page, data: { words: '灯', qr: qrCodeSvg('x') } })
  const source = Buffer.from(pdf).toString('latin1')
  expect(source).toContain('<pdfuaid:part>1</pdfuaid:part>')
  const document = await getDocumentProxy(new Uint8Array(pdf))
  expect((await getMeta(document)).info).toMatchObject({ Title: '試しの一枚', Language: 'ja' })
  expect((await document.getMarkInfo())?.Marked).toBe(true)
})

test('the picture has an alternative text', async () => {
  const pdf = await typesetPdf({ ...page, data: { words: '灯', qr: qrCodeSvg('x') } })
  const first = await (await getDocumentProxy(pdf, { verbosity: 0 })).getPage(1)
  expect(JSON.stringify(await first.getStructTree())).toContain('QRコード')
})

test('rare kanji and chosen forms of a kanji reach the page', async () => {
  expect(await printedText('𠮷田 髙﨑 槗 葛\u{E0100}')).toContain('𠮷田髙﨑')
  expect(listPrintedInOrdinaryForm('葛\u{E0100} 辻\u{E0100}')).toEqual([])
})

test('a form of a kanji that the typefaces lack is named, so that the sender knows', () => {
  expect(listPrintedInOrdinaryForm('灯\u{E01EF}')).toEqual(['灯\u{E01EF}'])
})

test('a character that would print as an empty box is refused and named, and the message names nobody', async () => {
  expect(listUnprintable('花子😀 \u{E000}')).toEqual(['😀', '\u{E000}'])
  const refused = typesetPdf({ ...page, data: { words: '灯花子😀', qr: qrCodeSvg('x') } })
  await expect(refused).rejects.toBeInstanceOf(UnprintableCharacters)
  await expect(refused).rejects.toThrow(/^(?!.*花子).*$/)
})

test('the same values give the same bytes, so a reprint is the same document', async () => {
  const work = { ...page, data: { words: '灯', qr: qrCodeSvg('x') }, printedAt: new Date('2026-11-22T00:00:00Z') }
  expect(Buffer.from(await typesetPdf(work)).equals(Buffer.from(await typesetPdf(work)))).toBe(true)
})

test('no template asks the network for a package', () => {
  const templates = globSync(path.join(import.meta.dirname, '../../**/*.typ'))
  expect(templates.length).toBeGreaterThan(1)
  for (const file of templates) expect(readFileSync(file, 'utf8'), file).not.toMatch(/#import\s+"@/)
})
