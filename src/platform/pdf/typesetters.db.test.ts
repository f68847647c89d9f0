import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { qrCodeSvg } from './qr-code.ts'
import { TypesettingFailed, typesetPdf } from './typeset.ts'
import { openTypesetters } from './typesetters.ts'

const typesetters = openTypesetters(2)
afterAll(() => typesetters.close())

const page = (words: string) => ({
  template: path.join(import.meta.dirname, 'test-page.typ'),
  data: { words, qr: qrCodeSvg('x') },
  title: '試しの一枚',
  language: 'ja',
  standard: 'ua-1' as const,
})

test('typesetters side by side set the same bytes as one alone', { timeout: 60_000 }, async () => {
  const words = ['一枚目', '二枚目', '三枚目']
  const set = await Promise.all(words.map((each) => typesetters.typeset(page(each))))
  for (const [index, each] of words.entries()) {
    expect(Buffer.from(set[index] ?? []).equals(Buffer.from(await typesetPdf(page(each))))).toBe(true)
  }
})

test('a failure names no value, and its typesetter goes on', { timeout: 60_000 }, async () => {
  const refused = typesetters.typeset(page('灯花子😀'))
  await expect(refused).rejects.toBeInstanceOf(TypesettingFailed)
  await expect(refused).rejects.toThrow(/^(?!.*花子).*$/)
  expect((await typesetters.typeset(page('灯'))).length).toBeGreaterThan(1000)
})

test('work for a typesetter that has ended is refused, not waited for', { timeout: 60_000 }, async () => {
  const one = openTypesetters(1)
  const waiting = one.typeset(page('灯'))
  await Promise.all([expect(waiting).rejects.toThrow('has ended'), one.close()])
  await expect(one.typeset(page('灯'))).rejects.toThrow('has ended')
})
