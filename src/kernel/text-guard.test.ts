import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { characterCount, guardText } from './text-guard.ts'

const memo = { label: 'メモ', longest: 20, lines: 'many' } as const
const name = { label: '氏名', longest: 5 } as const

describe('a text that cannot be kept gets a sentence', () => {
  test.each([
    ['NUL', '灯\u0000花子', 'text_control'],
    ['a bell', '灯\u0007', 'text_control'],
    ['a C1 control', '灯\u0085', 'text_control'],
    ['a direction override', '\u202E子花', 'text_control'],
    ['half a surrogate pair', '\uD842', 'text_broken'],
    ['the other half', '花\uDFB7子', 'text_broken'],
    ['nothing', '', 'text_missing'],
    ['only spaces', ' 　', 'text_missing'],
    ['a line break', '灯\n花子', 'text_line_break'],
    ['too much', '灯灯灯灯灯灯', 'text_too_long'],
  ])('%s', (_, text, code) => {
    expect(guardText(text, name)).toMatchObject({
      ok: false,
      refusal: { code, because: expect.stringMatching(/「氏名」.*。$/) },
    })
  })

  test('the sentence says how long it is and how long it may be', () => {
    expect(guardText('あ'.repeat(10_000_000), memo)).toMatchObject({
      refusal: { because: '「メモ」は20文字までです。いまは10000000文字あります。' },
    })
  })
})

describe('everything else is kept as typed', () => {
  test.each([
    '𠮷田 花子',
    '葛\u{E0100}城',
    '﨑',
    ' 前後に空白 ',
    '1行目\r\n2行目\t',
    'e\u0301',
    'é',
    'か\u3099',
    '𠀋俱',
    'שלום',
    '㈱①Ⅱ㍻',
  ])('%j', (text) => {
    expect(guardText(text, memo)).toStrictEqual({ ok: true, value: text })
  })

  test('a blank where it may be blank', () => {
    expect(guardText('', { ...memo, blank: 'allowed' })).toEqual({ ok: true, value: '' })
  })

  test('a surrogate pair counts as one character', () => {
    expect(characterCount('𠮷田')).toBe(2)
    expect(guardText('𠮷'.repeat(5), name).ok).toBe(true)
  })

  test('any text either comes back the same or with a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'灯𠮷\uD842\u{E0100}é\u0000 \n', '\u202E') }), (text) => {
        const kept = guardText(text, memo)
        if (kept.ok) expect(kept.value).toBe(text)
        else expect(kept.refusal.because).toMatch(/。$/)
      }),
      { numRuns: 2000 },
    )
  })
})
