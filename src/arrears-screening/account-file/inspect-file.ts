import { ok, type Result, refuse } from '#kernel/result.ts'
import { detectEncoding, type EncodingFound } from '#platform/table-file/detect-encoding.ts'
import { readHead } from '#platform/table-file/read-head.ts'
import { decoderOf } from '#platform/table-file/text-encoding.ts'
import { type CsvRecord, readCsvText } from './csv-text.ts'
import { type MappingProposal, proposeMapping, type TableSample } from './propose-mapping.ts'

/** What a first look at a CSV file tells. Cells are raw: whoever shows them masks them first (`maskCell`). */
export type FileInspection = Readonly<{
  size: number
  encoding: EncodingFound
  delimiter: ',' | '\t' | ';'
  headerLine: number
  sample: TableSample
  /** Counted from the sample's bytes a row; exact for a small file. */
  rows: Readonly<{ about: number; exact: boolean }>
  proposal: MappingProposal
  remarks: readonly string[]
}>

const sampleBytes = 1 << 20
const tailBytes = 65_536

/** Looks at the beginning and the end of a CSV file, whatever its size, and proposes how to read it. */
export async function inspectFile(path: string): Promise<Result<FileInspection>> {
  const { bytes, size } = await readHead(path, sampleBytes)
  if (size === 0) return refuse('file_empty', `${path} は空です（0バイト）。書き出しが終わっているか確かめてください。`)
  const whole = bytes.length === size
  const encoding = detectEncoding(bytes)
  const text = new TextDecoder().decode(decoderOf(encoding.encoding).push(bytes))
  const delimiter = likeliestDelimiter(text)
  const records = readCsvText(text, delimiter, { whole, most: Number.POSITIVE_INFINITY })
  const head = headerOf(records)
  if (head === undefined) return refuse('header_missing', `${path} に表の見出しが見つかりません。`)
  const rows = records.filter(({ line }) => line > head.line)
  const sample = { header: head.cells.map((cell) => cell.trim()), rows: rows.slice(0, 2000).map(({ cells }) => cells) }
  const perRow = rows.length === 0 ? 1 : bytes.length / records.length
  return ok({
    size,
    encoding,
    delimiter,
    headerLine: head.line,
    sample,
    rows: whole ? { about: rows.length, exact: true } : { about: Math.round(size / perRow), exact: false },
    proposal: proposeMapping(sample),
    remarks: [...remarksOnText(text, sample), ...(await remarksOnEnd(path, size))],
  })
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
