import { readFile, writeFile } from 'node:fs/promises'
import { readSheet } from 'read-excel-file/node'
import { readZip, storedZip, type ZipEntry } from './zip-entries.ts'

/** A workbook of that size and usual contents unpacks to less; its reader holds the whole of it as text. */
const unpacked = { entries: 2000, bytes: 100 * 1024 * 1024 }
/** Cells of all sheets, and the last row and column that any cell may claim: the reader fills what lies between. */
const most = { cells: 1_000_000, row: 1_048_576, column: 1000, area: 4_000_000 }

/** What became of a sheet: a CSV file in UTF-8, line for line; or why not. */
export type SheetRead = 'written' | 'too-large' | 'unreadable'

export type SheetOrder = Readonly<{ path: string; into: string; sheet?: string | undefined }>

/** The work of `sheetToCsv`, in whatever thread it is called. */
export async function writeSheetAsCsv({ path, into, sheet }: SheetOrder): Promise<SheetRead> {
  const entries = readZip(await readFile(path), unpacked, (name) => /\.xml(?:\.rels)?$/.test(name))
  if (entries === 'too-large' || entries === 'unreadable') return entries
  if (!entries.every(isBounded)) return 'too-large'
  try {
    const book = storedZip(entries.map(withErrorsAsText))
    const rows = await (sheet === undefined ? readSheet(book) : readSheet(book, sheet))
    const lines = rows.map((row) => row.map((cell) => csvCell(textOf(cell))).join(','))
    await writeFile(into, `${lines.join('\r\n')}\r\n`, { mode: 0o600 })
    return 'written'
  } catch {
    // The package throws many kinds of errors for what is no workbook; for the reader they are one.
    return 'unreadable'
  }
}

/** Counts cells and looks at the farthest of them, without building any. */
function isBounded({ name, bytes }: ZipEntry): boolean {
  if (!isSheet(name)) return true
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = { cells: 0, row: 0, column: 0 }
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const [, tag, attributes = ''] =
      /^<(c|row)(?=[\s/>])([^>]*)/.exec(text.toString('latin1', at, at + tagLength)) ?? []
    if (tag === undefined) continue
    const [, letters = '', digits] = /\sr=["']([A-Z]*)(\d+)["']/.exec(attributes) ?? []
    // A cell that does not say where it stands cannot be bounded, and the reader does not take it either.
    if (tag === 'c' && digits === undefined) return false
    count.cells += tag === 'c' ? 1 : 0
    count.row = Math.max(count.row, Number(digits ?? 0))
    count.column = Math.max(count.column, columnNumber(letters))
    if (isTooMuch(count)) return false
  }
  return true
}

const tagLength = 400

function isTooMuch({ cells, row, column }: Readonly<{ cells: number; row: number; column: number }>): boolean {
  return cells > most.cells || row > most.row || column > most.column || row * Math.max(1, column) > most.area
}

function isSheet(name: string): boolean {
  return /worksheets\/[^/]+\.xml$/.test(name)
}

/** A formula without an answer (`#N/A`) is a text like others: whoever reads the cell says what is wrong with it. */
function withErrorsAsText(entry: ZipEntry): ZipEntry {
  const text = Buffer.from(entry.bytes.buffer, entry.bytes.byteOffset, entry.bytes.byteLength)
  if (!isSheet(entry.name) || !text.includes(' t="e"')) return entry
  const changed = text.toString('latin1').replace(/(<c\s[^>]*)\st="e"/g, '$1 t="str"')
  return { name: entry.name, bytes: Buffer.from(changed, 'latin1') }
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
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
