/** A file for Excel: UTF-8 with BOM, CRLF, every cell quoted, none that starts a formula. */
export function csvFile(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, ...rows].map((cells) => cells.map(cell).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

/** A cell that a spreadsheet would read as a formula gets an apostrophe in front, also in full width. */
function cell(text: string): string {
  const safe = /^\s*[=+\-@|%\t\r\uFEFF]/.test(text.normalize('NFKC')) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""').replaceAll('\0', '')}"`
}
