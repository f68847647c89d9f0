/** One record of a CSV text: its cells and the line on which it begins (1 is the first). */
export type CsvRecord = Readonly<{ cells: readonly string[]; line: number }>

/**
 * Reads the first records of a text as RFC 4180 has it, quoted line breaks and doubled quotes included. The last record is
 * left out when the text stops within it, so that a sample of a file holds whole records only; `whole` says nothing was cut.
 */
export function readCsvText(text: string, delimiter: string, { whole = false, most = 200 } = {}): readonly CsvRecord[] {
  const records: CsvRecord[] = []
  let [at, line] = [text.startsWith('\uFEFF') ? 1 : 0, 1]
  while (at < text.length && records.length < most) {
    const record = readRecord(text, at, delimiter)
    if (record.cut && !whole) break
    if (record.cells.length > 1 || record.cells[0] !== '') records.push({ cells: record.cells, line })
    line += record.lines
    at = record.end
  }
  return records
}

type RecordRead = Readonly<{ cells: readonly string[]; end: number; lines: number; cut: boolean }>

function readRecord(text: string, start: number, delimiter: string): RecordRead {
  const cells: string[] = []
  let at = start
  let lines = 0
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readBare(text, at, delimiter)
    cells.push(cell.value)
    lines += cell.value.split('\n').length - 1
    at = cell.end
    const sign = text[at]
    if (sign === delimiter) {
      at += 1
      continue
    }
    if (sign === undefined) return { cells, end: at, lines, cut: true }
    const end = sign === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1
    return { cells, end, lines: lines + 1, cut: false }
  }
}

function readQuoted(text: string, start: number): { value: string; end: number } {
  let value = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return { value: value + text.slice(from), end: text.length }
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

function readBare(text: string, start: number, delimiter: string): { value: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { value: text.slice(start, end), end }
}
