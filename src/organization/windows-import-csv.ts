/** Reads a CSV as offices send it: UTF-8 with or without BOM, or CP932; every row keeps the line it began on. */
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'

export type CsvRow = { readonly line: number; readonly fields: Readonly<Record<string, string>> }

const parsed = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

function decode(bytes: Uint8Array): Result<string> {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return refuse('file_encoding', '文字コードを読み取れません。UTF-8 か Shift_JIS の CSV で保存してください。')
}

function split(text: string): Result<z.infer<typeof parsed>> {
  try {
    const records: unknown = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true })
    return ok(parsed.parse(records))
  } catch (error) {
    const line = error instanceof Error ? /line (\d+)/u.exec(error.message)?.[1] : undefined
    const where = line === undefined ? '' : `${line}行目で、`
    return refuse('file_broken', `${where}CSV の引用符の対応がとれていません。表計算ソフトで保存し直してください。`)
  }
}

/** All rows by column name, or a sentence about the file. `columns` must all be there; others are let be. */
export function readCsv(bytes: Uint8Array, fileName: string, columns: readonly string[]): Result<readonly CsvRow[]> {
  const text = decode(bytes)
  if (!text.ok) return text
  const records = split(text.value)
  if (!records.ok) return records
  const [header, ...rest] = records.value
  const names = header?.record.map((name) => name.trim()) ?? []
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    return refuse('file_columns', `${fileName}に列がありません：${missing.join('、')}。1行目は列の名前にしてください。`)
  }
  let next = (header?.info.lines ?? 1) + 1
  const rows = rest.map(({ record, info }): CsvRow => {
    const line = next
    next = info.lines + 1
    return { line, fields: Object.fromEntries(names.map((name, index) => [name, record[index] ?? ''])) }
  })
  return ok(rows)
}
