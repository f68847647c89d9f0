/**
 * Full-width ASCII (digits, letters, signs), the ideographic space and the full-width yen sign, brought to half width.
 * For reading numbers and codes only: never for a stored name or address.
 */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll('\uFFE5', '¥')
}

/** Every sign that is typed where a hyphen is meant: hyphens, dashes, minus signs, the horizontal bar, box lines. */
export const HYPHENS = '\\-\u02D7\u00AD\u2010-\u2015\u2043\u2212\u2500\u2501\uFE58\uFE63\uFF0D'

/** The same, and the long-vowel marks, which stand for a hyphen only between digits. */
const HYPHEN_BETWEEN_DIGITS = new RegExp(`(?<=\\d) ?[${HYPHENS}\u30FC\uFF70\u4E00] ?(?=\\d)`, 'g')

const HYPHEN_ANYWHERE = new RegExp(`[${HYPHENS}]`, 'g')

/** Half-width text in which every kind of hyphen is `-`; a long-vowel mark or the kanji 一 becomes one only between digits. */
export function plainHyphens(text: string): string {
  return halfWidth(text).replace(HYPHEN_BETWEEN_DIGITS, '-').replace(HYPHEN_ANYWHERE, '-')
}
