import { ok, type Result, refuse } from '#kernel/result.ts'
import { sheetToCsv } from '#platform/table-file/sheet-file.ts'

/** How a file is read, told by its ending: companies name their files by it, and an office program writes it. */
export type FileKind = 'text' | 'sheet' | 'parquet'

/** What a file is by its ending; everything unknown is tried as text. */
export function kindOf(path: string): FileKind {
  if (/\.(?:parquet|pq)$/i.test(path)) return 'parquet'
  return /\.xls[xmb]?$/i.test(path) ? 'sheet' : 'text'
}

/** Writes one sheet of a workbook as CSV and answers where; refuses what is no XLSX or too large for one. */
export async function sheetAsCsv(path: string, into: string, sheet?: string): Promise<Result<string>> {
  // .xls and .xlsb are other formats under a like name.
  switch (/\.xls[b]?$/i.test(path) ? 'unreadable' : await sheetToCsv(path, into, sheet)) {
    case 'written':
      return ok(into)
    case 'too-large':
      return refuse(
        'sheet_too_large',
        `${path} は大きすぎて、XLSX のままでは読めません（ファイルは20 MB、開いて100 MB、100万セルまで）。表計算ソフトで「CSV UTF-8」として保存し、そのファイルを指定してください。`,
      )
    default:
      return refuse(
        'sheet_unreadable',
        `${path} を表計算のファイル（XLSX）として読めません。パスワードや、シートの名前を確かめるか、表計算ソフトで「CSV UTF-8」として保存してください。`,
      )
  }
}

/** A file that is not there, is a folder, or may not be read. */
export function fileMissing(path: string): Result<never> {
  return refuse('file_missing', `${path} を開けません。ファイルの名前と場所、読む権限を確かめてください。`)
}

/** A file that ends in .parquet and is none, or only half of one. */
export function parquetUnreadable(path: string): Result<never> {
  return refuse(
    'file_unreadable',
    `${path} は Parquet として読めません。書き出しが途中で終わっていないか確かめてください。`,
  )
}
