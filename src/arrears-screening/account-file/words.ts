import { halfWidth } from '#kernel/character-width.ts'

/** The form in which words of a file are compared: no spaces, full-width kana, half-width letters in lower case. */
export function wordKey(word: string): string {
  return halfWidth(word.replace(/[\uFF61-\uFF9F]+/g, (kana) => kana.normalize('NFKC')))
    .replace(/\s/g, '')
    .toLowerCase()
}
