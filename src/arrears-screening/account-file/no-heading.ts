import { halfWidth } from '#kernel/character-width.ts'
import { HEADER_WORDS } from './header-words.ts'
import { maskCell } from './mask-cell.ts'
import { wordKey } from './words.ts'

/** In a mapping: the file has no heading, its columns are called by their numbers. */
export const noHeadingLine = 0

/** What the columns of a file without a heading are called, the first being 「1列目」. */
export function numberedColumns(width: number): readonly string[] {
  return Array.from({ length: width }, (_, at) => `${at + 1}列目`)
}

/**
 * Whether what stands where the heading should be is a row like those below: no cell is a known heading word, and cells of
 * figures (a number, a date, an amount) look like those below them. A heading of figures alone does not exist.
 */
export function isRowOfData(head: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const known = HEADER_WORDS.flatMap(([, words]) => words.map(wordKey))
  if (head.some((cell) => known.some((word) => wordKey(cell).includes(word)))) return false
  const figures = head.flatMap((cell, at) => (isFigures(cell) ? [at] : []))
  if (figures.length === 0) return false
  if (rows.length === 0) return figures.length > 1
  return figures.some((at) => {
    const alike = rows.filter((row) => isFigures(row[at] ?? '') || maskCell(row[at] ?? '') === maskCell(head[at] ?? ''))
    return alike.length * 2 >= rows.length
  })
}

function isFigures(cell: string): boolean {
  return /^[A-Z]{0,3}[-¥￥△]?\d[\d,./:-]*円?$/i.test(halfWidth(cell.trim()))
}
