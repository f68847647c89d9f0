import { z } from 'zod'
import { choicesOf, type FileColumn, fileColumns, labelOf, neededColumns, readingOf } from './account-columns.ts'

const noNul = (text: string) => !text.includes('\0')
const nulIn = '目に見えない文字（NUL）は使えません。'
const header = z.string().min(1).refine(noNul, nulIn).describe('ファイルの見出しの言葉。そのまま写します')
const words = z
  .record(z.string().min(1).refine(noNul, nulIn), z.string().min(1))
  .describe('ファイルの言葉 → 意味。例：{"督促": "reminder"}')

const columnShape = z.strictObject({
  header: header.optional(),
  value: z
    .string()
    .min(1)
    .refine(noNul, nulIn)
    .optional()
    .describe('列がなく、すべての行で同じときの値。例：供給の種類が「electricity」だけのファイル'),
  words: words.optional(),
  blank: z
    .enum(['unknown', 'no', 'none'])
    .optional()
    .describe('空欄の意味。unknown：わからない、no：いいえ、none：なし'),
  shortDigits: z
    .enum(['令和', '平成', 'excel-serial'])
    .optional()
    .describe('「80331」のような日付の読み方。令和8年3月31日か、表計算の通し番号か'),
  codeDigits: z
    .enum(['six', 'five'])
    .optional()
    .describe('市区町村コードのけた数。five は検査数字のないコード。先頭の0が落ちたものも直します'),
})

export const mappingFormat = 'tomoshibi-account-mapping/1'

/** The mapping file: which column of a company's file is what, and how it is read. */
export const accountMappingShape = z
  .strictObject({
    format: z.literal(mappingFormat),
    encoding: z.enum(['utf-8', 'cp932', 'utf-16le', 'utf-16be']).optional(),
    delimiter: z.enum([',', '\t', ';']).optional(),
    headerLine: z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .describe('見出しが何行目か。省くと1行目。0：見出しがない。そのときの header は「3列目」のように書きます'),
    sheet: z.string().min(1).optional().describe('XLSX のシートの名前。省くと最初のシート'),
    rows: z
      .enum(['one-per-contract', 'one-per-bill'])
      .optional()
      .describe('1行が何か。省くと契約。one-per-bill：請求ごとに1行。契約ごとにまとめて読みます'),
    columns: z.partialRecord(z.enum(fileColumns), columnShape),
  })
  .superRefine(({ columns, rows }, context) => {
    for (const fault of [...faultsOf(columns), ...(rows === 'one-per-bill' ? billFaults(columns) : [])])
      context.addIssue({ code: 'custom', path: ['columns', fault.column], message: fault.because })
  })

export type AccountMapping = z.infer<typeof accountMappingShape>
export type ColumnMapping = z.infer<typeof columnShape>

function faultsOf(columns: Readonly<Partial<Record<FileColumn, ColumnMapping>>>) {
  const missing = neededColumns
    .filter((column) => columns[column] === undefined)
    .map((column) => ({ column, because: `「${labelOf(column)}」の列を決めてください。` }))
  const wrong = fileColumns.flatMap((column) => {
    const mapping = columns[column]
    return mapping === undefined ? [] : columnFaults(column, mapping).map((because) => ({ column, because }))
  })
  return [...missing, ...wrong]
}

/** A file of bills is summed up by its amounts and due dates, and its months are counted. */
function billFaults(columns: Readonly<Partial<Record<FileColumn, ColumnMapping>>>) {
  const missing = (['unpaidYen', 'oldestDueOn'] as const)
    .filter((column) => columns[column]?.header === undefined)
    .map((column) => ({
      column,
      because: `請求ごとに1行のファイルでは、「${labelOf(column)}」の列が要ります。契約ごとにまとめるのに使います。`,
    }))
  if (columns.monthsInArrears === undefined) return missing
  const because = `請求ごとに1行のファイルでは、「${labelOf('monthsInArrears')}」は未払いの請求の数として数えます。この列は外してください。`
  return [...missing, { column: 'monthsInArrears' as const, because }]
}

function columnFaults(column: FileColumn, { header: word, value, words: meanings = {} }: ColumnMapping): string[] {
  const label = labelOf(column)
  const faults: string[] = []
  if ((word === undefined) === (value === undefined)) {
    faults.push(`「${label}」には、見出し（header）か、すべての行に同じ値（value）の、どちらか一つを書いてください。`)
  }
  if (value !== undefined && column === 'contractId') faults.push('契約番号をすべての行に同じ値にはできません。')
  const known = readingOf(column) === 'flag' ? ['yes', 'no'] : Object.keys(choicesOf(column))
  for (const meaning of [...Object.values(meanings), ...(value === undefined || known.length === 0 ? [] : [value])]) {
    if (meaning !== 'unknown' && !known.includes(meaning)) {
      faults.push(`「${label}」の読み方に、使えない言葉があります。${known.join('・')} のどれかにしてください。`)
    }
  }
  return faults
}

/** The mapping file's form as JSON Schema, for editors that check while one types. */
export function accountMappingJsonSchema(): object {
  return z.toJSONSchema(accountMappingShape, { target: 'draft-2020-12' })
}
