import { ok, type Result, refuse } from '#kernel/result.ts'
import { sqlText } from '#platform/duckdb/open-duckdb.ts'
import { openDecodedPipe } from '#platform/table-file/decoded-pipe.ts'
import { detectEncoding } from '#platform/table-file/detect-encoding.ts'
import { readHead } from '#platform/table-file/read-head.ts'
import { decoderOf, type TextEncoding } from '#platform/table-file/text-encoding.ts'
import { readingOf } from './account-columns.ts'
import type { AccountMapping } from './account-mapping-contract.ts'
import { type CsvRecord, readCsvText } from './csv-text.ts'
import { kindOf, sheetAsCsv } from './file-kind.ts'
import { noHeadingLine, numberedColumns } from './no-heading.ts'
import { type SeenTexts, usedColumns } from './staging-sql.ts'

/** A source as DuckDB can read it. */
export type OpenSource = Readonly<{
  path: string
  /** Where its text lies, when that is not `path` itself. */
  csv?: string
  /** A relation whose columns carry the header words. */
  sql: string
  /** The line of the first row, were every row one line. */
  firstLine: number
  /** For text: how it is written. Parquet and sheets have none. */
  encoding?: TextEncoding
  header: readonly string[]
  /** What stands in columns with few words at the head of a text. */
  seen: SeenTexts
  /** After reading: lines, where a decoder counted them, and bytes that stood for no character. */
  decoded(): Promise<Readonly<{ lines?: number; count: number; offsets: readonly number[] }>>
  close(): Promise<void>
}>

/** Tables into which DuckDB writes the lines of a text that are no rows. */
export const readerFaultTables = { faults: 'tm_reader_faults', scans: 'tm_reader_scans' } as const

const sampleBytes = 1 << 20
const noneBroken = { count: 0, offsets: [] } as const

/** Opens a CSV, Parquet or XLSX file for one reading; refuses what is no table, or lacks a column of the mapping. */
export async function openSource(
  path: string,
  mapping: AccountMapping,
  workFolder: string,
): Promise<Result<OpenSource>> {
  const kind = kindOf(path)
  if (kind === 'parquet') return openParquet(path)
  if (kind === 'text') return openText(path, mapping, workFolder)
  const csv = await sheetAsCsv(path, `${workFolder}/sheet.csv`, mapping.sheet)
  if (!csv.ok) return csv
  const text = await openText(csv.value, { ...mapping, encoding: 'utf-8', delimiter: ',' }, workFolder)
  return text.ok ? ok({ ...text.value, path, csv: csv.value }) : text
}

async function openText(path: string, mapping: AccountMapping, workFolder: string): Promise<Result<OpenSource>> {
  const { bytes, size } = await readHead(path, sampleBytes)
  if (size === 0) return refuse('file_empty', `${path} は空です（0バイト）。書き出しが終わっているか確かめてください。`)
  const encoding = mapping.encoding ?? detectEncoding(bytes).encoding
  const delimiter = mapping.delimiter ?? ','
  const headerLine = mapping.headerLine ?? 1
  const text = new TextDecoder().decode(decoderOf(encoding).push(bytes))
  const records = readCsvText(text, delimiter, { whole: bytes.length === size, most: Number.POSITIVE_INFINITY })
  const first = records.find(({ line }) => line >= headerLine)?.cells
  const header = headerLine === noHeadingLine && first !== undefined ? numberedColumns(first.length) : first
  if (header === undefined) return refuse('header_missing', `${path} の${headerLine}行目に見出しがありません。`)
  const fault = headerFault(path, header, mapping)
  if (fault !== undefined) return fault
  const pipe =
    encoding === 'utf-8'
      ? undefined
      : await openDecodedPipe({ from: path, into: `${workFolder}/decoded.csv`, encoding })
  return ok({
    path,
    sql: csvSql(pipe?.path ?? path, header, { delimiter, headerLine }),
    firstLine: headerLine + 1,
    encoding,
    header,
    seen: seenTexts(records, header, mapping),
    decoded: async () => (pipe === undefined ? noneBroken : pipe.finished()),
    close: async () => pipe?.close(),
  })
}

function seenTexts(records: readonly CsvRecord[], header: readonly string[], mapping: AccountMapping): SeenTexts {
  const words = usedColumns(mapping).filter(({ column }) => ['word', 'flag'].includes(readingOf(column)))
  return new Map(
    words.map(({ column, header: word }) => {
      const at = header.indexOf(word)
      const texts = new Set(records.flatMap(({ cells }) => (cells.length === header.length ? (cells[at] ?? []) : [])))
      return [column, [...texts].filter((text) => text !== '' && text !== word)]
    }),
  )
}

function openParquet(path: string): Result<OpenSource> {
  return ok({
    path,
    sql: `(select columns(*)::varchar from read_parquet(${sqlText(path)}))`,
    firstLine: 1,
    header: [],
    seen: new Map(),
    decoded: async () => noneBroken,
    close: async () => undefined,
  })
}

function headerFault(path: string, header: readonly string[], mapping: AccountMapping): Result<never> | undefined {
  const used = usedColumns(mapping)
  const missing = used.filter((each) => !header.includes(each.header)).map((each) => `「${each.header}」`)
  if (missing.length > 0) {
    const there = header.map((word) => `「${word}」`).join('')
    return refuse(
      'column_missing',
      `${path} に${missing.join('')}の列がありません。あるのは${there}です。対応表の header を直すか、文字コード（encoding）と見出しの行（headerLine）を確かめてください。`,
    )
  }
  const twice = used.find((each) => header.filter((word) => word === each.header).length > 1)
  if (twice === undefined) return undefined
  return refuse(
    'column_twice',
    `${path} に「${twice.header}」の列が二つ以上あります。どちらか分かるように見出しを変えてください。`,
  )
}

function csvSql(
  path: string,
  header: readonly string[],
  { delimiter, headerLine }: { delimiter: string; headerLine: number },
): string {
  const seen = new Set<string>()
  const columns = header.map((raw, index) => {
    // No statement holds NUL, and no mapping names it.
    const word = raw.replaceAll('\0', '')
    // Unused columns may be nameless or repeated; the used ones were looked at before.
    const name = word === '' || seen.has(word.toLowerCase()) ? `列${index + 1} ${word}` : word
    seen.add(name.toLowerCase())
    return `${sqlText(name)}: 'VARCHAR'`
  })
  const options = [
    `columns = {${columns.join(', ')}}`,
    `header = false, skip = ${headerLine}, auto_detect = false, quote = '"', escape = '"'`,
    `delim = ${sqlText(delimiter)}`,
    `store_rejects = true, rejects_table = '${readerFaultTables.faults}', rejects_scan = '${readerFaultTables.scans}', rejects_limit = 0`,
  ]
  return `read_csv(${sqlText(path)}, ${options.join(', ')})`
}
