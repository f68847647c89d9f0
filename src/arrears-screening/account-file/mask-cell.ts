/** A cell without what it says: letters and figures hidden, its shape kept. */
export function maskCell(cell: string): string {
  return cell
    .replace(/\p{Nd}/gu, (digit) => (digit.charCodeAt(0) > 0xff00 ? '９' : '9'))
    .replace(/[A-Za-z]/g, 'A')
    .replace(/\p{Script=Katakana}/gu, 'ア')
    .replace(/[\p{Script=Han}\p{Script=Hiragana}]/gu, '＊')
}
