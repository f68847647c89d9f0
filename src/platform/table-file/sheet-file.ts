import { stat, writeFile } from 'node:fs/promises'
import { readSheet } from 'read-excel-file/node'

/** Beyond this a sheet is read too slowly and takes too much memory. */
export const largestSheetBytes = 20 * 1024 * 1024

/** What became of a sheet: a CSV file in UTF-8, line for line; or why not. */
export type SheetRead = 'written' | 'too-large' | 'unreadable'

/** Writes one sheet of an XLSX file (the first, or the one named) as CSV. Dates become `2026-03-31`, numbers their digits. */
export async function sheetToCsv(path: string, into: string, sheet?: string): Promise<SheetRead> {
  if ((await stat(path)).size > largestSheetBytes) return 'too-large'
  try {
    const rows = await (sheet === undefined ? readSheet(path) : readSheet(path, sheet))
    const lines = rows.map((row) => row.map((cell) => csvCell(textOf(cell))).join(','))
    await writeFile(into, `${lines.join('\r\n')}\r\n`, { mode: 0o600 })
    return 'written'
  } catch {
    // The package throws many kinds of errors for what is no workbook; for the reader they are one.
    return 'unreadable'
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  // A date of a sheet has no zone; the package gives it as midnight UTC.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell)
}

function csvCell(text: string): string {
  // A line break within a cell would move every line below it: the row's number is what people look for.
  const line = text.replace(/\r?\n|\r/g, ' ')
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line
}
