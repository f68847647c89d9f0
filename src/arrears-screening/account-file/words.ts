import { halfWidth } from '#kernel/character-width.ts'
import { choicesOf, type FileColumn, readingOf } from './account-columns.ts'
import type { ColumnMapping } from './account-mapping-contract.ts'

const YES = ['1', '○', '〇', '◯', '●', '有', 'あり', '有り', 'はい', 'y', 'yes', 'true', 't', '該当', '済', 'on']
const NO = ['0', '×', '✕', '無', 'なし', '無し', 'いいえ', 'n', 'no', 'false', 'f', '非該当', '未', 'off']

/** The form in which words of a file are compared: no spaces, full-width kana, half-width letters in lower case. */
export function wordKey(word: string): string {
  return halfWidth(word.replace(/[\uFF61-\uFF9F]+/g, (kana) => kana.normalize('NFKC')))
    .replace(/\s/g, '')
    .toLowerCase()
}

/** Each word a column may hold (by its key) and what it means; the mapping's own words win. */
export function wordMeanings(column: FileColumn, mapping: ColumnMapping): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>()
  if (readingOf(column) === 'flag') {
    for (const word of YES) meanings.set(wordKey(word), 'yes')
    for (const word of NO) meanings.set(wordKey(word), 'no')
  }
  for (const [code, label] of Object.entries(choicesOf(column))) {
    meanings.set(code, code)
    meanings.set(wordKey(label), code)
  }
  for (const [word, meaning] of Object.entries(mapping.words ?? {})) meanings.set(wordKey(word), meaning)
  return meanings
}
