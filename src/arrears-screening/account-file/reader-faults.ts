import { z } from 'zod'
import type { DuckDb } from '#platform/duckdb/open-duckdb.ts'
import { lineNumbersAt } from '#platform/table-file/line-numbers.ts'
import { type OpenSource, readerFaultTables } from './open-source.ts'

/** A line of the text that is no row. */
export type ReaderFault = Readonly<{ line: number; reason: string; raw: string }>

const shape = z.object({
  position: z.coerce.number(),
  kind: z.string(),
  raw: z.string().nullable(),
  message: z.string(),
})

/** What the reader had to leave out, each with its real line in the file; the tables are dropped. */
export async function takeReaderFaults(duckdb: DuckDb, source: OpenSource): Promise<readonly ReaderFault[]> {
  const { faults: table, scans } = readerFaultTables
  const found = source.encoding === undefined ? [] : await duckdb.rows(query(table), shape)
  await duckdb.run(`drop table if exists ${table}`)
  await duckdb.run(`drop table if exists ${scans}`)
  if (source.encoding === undefined || found.length === 0) return []
  const starts = found.map(({ position, raw }) => position + (/^[\r\n]*/.exec(raw ?? '')?.[0].length ?? 0))
  const { at } = await lineNumbersAt(source.csv ?? source.path, source.encoding, starts)
  return found.map(({ kind, raw, message }, index) => ({
    line: at[index] ?? 0,
    reason: sentenceOf(kind, message, source.header.length),
    raw: (raw ?? '').replace(/^[\r\n]+|[\r\n]+$/g, ''),
  }))
}

function query(table: string): string {
  return `select line_byte_position as position, min(error_type::varchar) as kind, min(csv_line) as raw, min(error_message) as message
    from ${table} group by line_byte_position order by 1`
}

function sentenceOf(kind: string, message: string, columns: number): string {
  const found = /Found: (\d+)/.exec(message)?.[1]
  switch (kind) {
    case 'MISSING COLUMNS':
      return `列が足りません（見出しは${columns}列、この行は${found ?? '?'}列）。行が途中で切れていないか、区切りが抜けていないか確かめてください。`
    case 'TOO MANY COLUMNS':
      return `列が多すぎます（見出しは${columns}列、この行は${found ?? '?'}列以上）。項目の中にカンマがあるときは、その項目を " で囲んでください。`
    case 'UNQUOTED VALUE':
      return '引用符（"）の始めと終わりが合いません。項目の中の " は "" と二つ重ねて書きます。ファイルが途中で切れていないかも確かめてください。'
    case 'INVALID ENCODING':
      return 'UTF-8 として読めないバイトがあります。シフトJIS のファイルなら、対応表の encoding を cp932 にしてください。'
    case 'LINE SIZE OVER MAXIMUM':
      return '1行が長すぎます（2 MB を超えています）。引用符（"）が閉じられていない行がこの前にあると思われます。'
    default:
      return `行として読めません（${kind}）。`
  }
}
