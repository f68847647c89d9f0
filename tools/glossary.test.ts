import { describe, expect, test } from 'vitest'
import { exportsOf, listGlossaryNames, listMissingRows, listUnknownNames, promoteWords } from './glossary-names.ts'

describe('The glossary', () => {
  test('has words', () => {
    expect(listGlossaryNames().length).toBeGreaterThan(10)
  })

  test('names each word once', () => {
    const names = listGlossaryNames()
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('has only words that the code exports', () => {
    expect(listUnknownNames()).toEqual([])
  })

  test('has every type that a feature’s pure model exports', () => {
    expect(listMissingRows().map(({ name, path }) => `${name} (${path})`)).toEqual([])
  })

  test('reads exported types, constants and functions, and nothing that stays inside', () => {
    const text = 'export type A = 1\nexport interface B {}\nexport const c = 1\nexport function d() {}\ntype E = 1'
    expect(exportsOf('a.ts', text).map(({ name, isType }) => [name, isType])).toEqual([
      ['A', true],
      ['B', true],
      ['c', false],
      ['d', false],
    ])
  })

  test('takes a decided word into the table once its code exists', () => {
    const text = '| 円 | `Yen` | a | |\n\n- 同意 | `Consent` | b | c\n- 協定 | `Agreement` | d |'
    const after = '| 円 | `Yen` | a | |\n| 同意 | `Consent` | b | c |\n\n- 協定 | `Agreement` | d |'
    expect(promoteWords(text, new Set(['Yen', 'Consent']))).toBe(after)
  })
})
