import { join } from 'node:path'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { openDuckDb, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { inScratchFolder } from '#platform/files/private-files.ts'
import { detectEncoding, type EncodingFound } from '#platform/table-file/detect-encoding.ts'
import { readHead } from '#platform/table-file/read-head.ts'
import { findReadableSize } from '#platform/table-file/room-on-disk.ts'
import { decoderOf } from '#platform/table-file/text-encoding.ts'
import { type CsvRecord, readCsvText } from './csv-text.ts'
import { fileMissing, kindOf, parquetUnreadable, sheetAsCsv } from './file-kind.ts'
import { isRowOfData, noHeadingLine, numberedColumns } from './no-heading.ts'
import { type MappingProposal, proposeMapping, type TableSample } from './propose-mapping.ts'

/** What a first look at a file tells. Cells are raw: whoever shows them masks them first (`maskCell`). */
export type FileInspection = Readonly<{
  /** A text has an encoding and delimiter of its own; a sheet and Parquet have none that need be told to the mapping. */
  kind: 'text' | 'sheet' | 'parquet'
  size: number
  encoding: EncodingFound
  delimiter: ',' | '\t' | ';'
  headerLine: number
  sample: TableSample
  /** Counted from the sample's bytes a row; exact for a small file, a sheet and Parquet. */
  rows: Readonly<{ about: number; exact: boolean }>
  proposal: MappingProposal
  remarks: readonly string[]
}>

const sampleBytes = 1 << 20
const tailBytes = 65_536

/** Looks at the beginning and the end of a file (CSV, Parquet or XLSX), whatever its size, and proposes how to read it. */
export async function inspectFile(path: string): Promise<Result<FileInspection>> {
  const size = await findReadableSize(path)
  if (size === undefined) return fileMissing(path)
  if (size === 0) return refuse('file_empty', `${path} は空です（0バイト）。書き出しが終わっているか確かめてください。`)
  const kind = kindOf(path)
  if (kind === 'text') return inspectText(path)
  const inspect = kind === 'parquet' ? inspectParquet : inspectSheet
  return inScratchFolder('inspect', (folder) => inspect(path, { size, folder }))
}

type Place = Readonly<{ size: number; folder: string }>

async function inspectSheet(path: string, { size, folder }: Place): Promise<Result<FileInspection>> {
  const csv = await sheetAsCsv(path, join(folder, 'sheet.csv'))
  if (!csv.ok) return csv
  const seen = await inspectText(csv.value)
  if (!seen.ok)
    return seen.refusal.code === 'header_missing' || seen.refusal.code === 'file_empty' ? noHeader(path) : seen
  return ok({ ...seen.value, kind: 'sheet', size })
}

/** Its columns carry names and types: only what the cells say has to be looked at. */
async function inspectParquet(path: string, { size, folder }: Place): Promise<Result<FileInspection>> {
  const duckdb = await openDuckDb({ tempFolder: folder, folders: [path], threads: 1, memoryMb: 256 })
  try {
    const file = `read_parquet(${sqlText(path)})`
    const columns = await duckdb.rows(`describe select * from ${file}`, described)
    const [counted] = await duckdb.rows(`select count(*) as n from ${file}`, count)
    const cells = await duckdb.connection.runAndReadAll(`select columns(*)::varchar from ${file} limit ${sampleRows}`)
    const sample = {
      header: columns.map(({ column_name }) => column_name),
      rows: cells.getRows().map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
    }
    return ok({
      kind: 'parquet',
      size,
      encoding: { encoding: 'utf-8', sure: true, because: 'Parquet は列の名前と型をもっています' },
      delimiter: ',',
      headerLine: 1,
      sample,
      rows: { about: counted?.n ?? 0, exact: true },
      proposal: proposeMapping(sample),
      remarks: [`列の型：${columns.map(({ column_name, column_type }) => `${column_name} ${column_type}`).join('、')}`],
    })
  } catch {
    // DuckDB names bytes and offsets; for the reader it is one thing.
    return parquetUnreadable(path)
  } finally {
    duckdb.close()
  }
}

const sampleRows = 2000
const count = z.object({ n: z.coerce.number() })
const described = z.object({ column_name: z.string(), column_type: z.string() })

async function inspectText(path: string): Promise<Result<FileInspection>> {
  const { bytes, size } = await readHead(path, sampleBytes)
  const whole = bytes.length === size
  const encoding = detectEncoding(bytes)
  const text = new TextDecoder().decode(decoderOf(encoding.encoding).push(bytes))
  const delimiter = likeliestDelimiter(text)
  const records = readCsvText(text, delimiter, { whole, most: Number.POSITIVE_INFINITY })
  const head = headerOf(records)
  if (head === undefined) return noHeader(path)
  const below = records.filter(({ line }) => line > head.line)
  const bare = isRowOfData(
    head.cells,
    below.slice(0, sampleRows).map(({ cells }) => cells),
  )
  const rows = bare ? records : below
  const sample = {
    header: bare ? numberedColumns(head.cells.length) : head.cells.map((cell) => cell.trim()),
    rows: rows.slice(0, sampleRows).map(({ cells }) => cells),
  }
  const perRow = rows.length === 0 ? 1 : bytes.length / records.length
  return ok({
    kind: 'text',
    size,
    encoding,
    delimiter,
    headerLine: bare ? noHeadingLine : head.line,
    sample,
    rows: whole ? { about: rows.length, exact: true } : { about: Math.round(size / perRow), exact: false },
    proposal: proposeMapping(sample),
    remarks: [...(bare ? [noHeadingSaid] : []), ...remarksOnText(text, sample), ...(await remarksOnEnd(path, size))],
  })
}

const noHeadingSaid =
  '見出しの行がありません（1行目からデータのように見えます）。列は「1列目」「2列目」のように番号で呼びます。対応表には "headerLine": 0 と、使う列の番号（"header": "3列目"）を書きます。'

function noHeader(path: string): Result<never> {
  return refuse('header_missing', `${path} に表の見出しが見つかりません。`)
}

function likeliestDelimiter(text: string): ',' | '\t' | ';' {
  const counted = ([',', '\t', ';'] as const).map((sign) => {
    const [first, ...rest] = readCsvText(text.slice(0, 65_536), sign, { most: 20 })
    const same = rest.filter(({ cells }) => cells.length === first?.cells.length).length
    return { sign, score: (first?.cells.length ?? 0) > 1 ? same * 100 + (first?.cells.length ?? 0) : 0 }
  })
  return counted.toSorted((one, other) => other.score - one.score)[0]?.sign ?? ','
}

/** The first record as wide as most of the others: titles above a table are narrower. */
function headerOf(records: readonly CsvRecord[]): CsvRecord | undefined {
  const widths = new Map<number, number>()
  const filled = ({ cells }: CsvRecord) => cells.filter((cell) => cell.trim() !== '').length
  for (const { cells } of records.slice(0, 200)) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  const [usual = 0] = [...widths].toSorted((one, other) => other[1] - one[1])[0] ?? []
  return records.find((record) => record.cells.length >= usual && filled(record) >= Math.min(2, usual)) ?? records[0]
}

function remarksOnText(text: string, { header, rows }: TableSample): readonly string[] {
  const odd = rows.filter((row) => row.length !== header.length).length
  const again = rows.filter(
    (row) => row.length === header.length && row.every((cell, index) => cell.trim() === header[index]),
  ).length
  return [
    ...(text.includes('\0')
      ? ['目に見えない文字（NUL）が入っています。ファイルが壊れているか、表ではないものです。']
      : []),
    ...(odd > 0
      ? [
          `列の数が見出し（${header.length}列）と違う行が、見た範囲に${odd}行あります。読み込みのときに1行ずつ知らせます。`,
        ]
      : []),
    ...(again > 0 ? [`見出しの行が、見た範囲にあと${again}回出てきます。`] : []),
  ]
}

async function remarksOnEnd(path: string, size: number): Promise<readonly string[]> {
  const { bytes } = await readHead(path, tailBytes, Math.max(0, size - tailBytes))
  if (bytes.at(-1) === 10 || bytes.at(-1) === 0) return []
  return ['最後の行が改行で終わっていません。ファイルが途中で切れていないか、最後の行を確かめてください。']
}
