import { z } from 'zod'
import { sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { labelOf, sqlColumnOf } from './account-columns.ts'
import type { AccountMapping } from './account-mapping-contract.ts'
import { type JudgedColumn, judgeOddCells } from './judge-cells.ts'
import type { ReadingOrder } from './reading-order.ts'
import type { Staged } from './stage.ts'
import { canonicalColumns, neededUsed, oddOf } from './staging-sql.ts'

/** The good rows of one source as SQL, and sentences about cells that were left empty. */
export type Settlement = Readonly<{ rows: string; remarks: readonly string[] }>

/**
 * Brings plain and judged cells together, keeps the rejects, and answers the SQL of the good rows: what was staged plain is
 * read where it lies, only rows with an odd cell are written again.
 */
export async function settle(order: ReadingOrder, staged: Staged, index: number): Promise<Settlement> {
  const { duckdb, mapping, workFolder } = order
  await keepReaderFaults(order, staged)
  const judged = await judgeOddCells(duckdb, staged.file, mapping)
  const file = sqlText(staged.path)
  const incomplete = neededUsed(mapping).map((column) => `${sqlColumnOf(column)} is null`)
  const select = `select ${canonicalColumns(mapping)}, ${file} as source_file, source_line`
  const good = `not (${incomplete.join(' or ') || 'false'})`
  const rows = await linedRows(order, staged, index)
  const plain = `(select * from ${rows} where odd is null)`
  await keepIncomplete(order, plain, file)
  if (judged.length === 0) return { rows: `${select} from ${plain} where ${good}`, remarks: [] }
  const settled = sqlText(`${workFolder}/settled-${index}.parquet`)
  await duckdb.run(`copy (${settledSql(rows, mapping, judged)}) to ${settled} (format parquet, compression lz4)`)
  await keepJudged(order, { settled, judged, file })
  await keepIncomplete(order, `(select * from read_parquet(${settled}) where not bad)`, file)
  return {
    rows: `${select} from ${plain} where ${good} union all ${select} from read_parquet(${settled}) where not bad and ${good}`,
    remarks: await keepUnread(order, { settled, judged, file }),
  }
}

type Settled = Readonly<{ settled: string; judged: readonly JudgedColumn[]; file: string }>

async function keepJudged(order: ReadingOrder, { settled, judged, file }: Settled): Promise<void> {
  const { duckdb, into, mapping } = order
  for (const { used, judged: table } of judged) {
    const odd = oddOf(used.column, mapping)
    await duckdb.run(
      `insert into ${sqlName(`${into}_rejects`)} select ${file}, source_line, ${sqlText(used.header)}, because, raw
       from read_parquet(${settled}) rows join ${table} on raw = ${odd} where because is not null`,
    )
  }
  await oneReasonForHeaders(order)
}

const unreadShape = z.object({ n: z.coerce.number(), lines: z.array(z.coerce.number()) })
const toldLines = 10

/** What letters need and could not be read: the row stays, the cell is empty, and each stands in `<into>_remarks`. */
async function keepUnread(order: ReadingOrder, { settled, judged, file }: Settled): Promise<readonly string[]> {
  const { duckdb, into, mapping } = order
  const remarks: string[] = []
  for (const { used, judged: table } of judged) {
    const odd = oddOf(used.column, mapping)
    const found = `from read_parquet(${settled}) rows join ${table} on raw = ${odd} where unread and not bad`
    const label = labelOf(used.column)
    await duckdb.run(
      `insert into ${sqlName(`${into}_remarks`)} select ${file}, source_line, ${sqlText(used.header)},
         ${sqlText(`「${label}」を読み取れないので、空欄として読みました。`)}, raw ${found}`,
    )
    const [seen] = await duckdb.rows(
      `select count(*) as n, coalesce(list(source_line order by source_line)[1:${toldLines}], []) as lines ${found}`,
      unreadShape,
    )
    if (seen !== undefined && seen.n > 0) remarks.push(unreadSentence(label, seen))
  }
  return remarks
}

function unreadSentence(label: string, { n, lines }: z.infer<typeof unreadShape>): string {
  const places = lines.map((line) => `${line.toLocaleString('ja-JP')}行目`).join('、')
  return `「${label}」を読み取れない行が${n.toLocaleString('ja-JP')}行あります（${places}${n > lines.length ? ' ほか' : ''}）。空欄として読み、ほかの項目はそのまま使います。お手紙を作る前に確かめてください。`
}

/** More lines than this that are no row, and their distances are looked up in a table instead of being written out. */
const mostWrittenShifts = 64

/** The staged rows with their lines. */
async function linedRows(
  { duckdb, workFolder }: ReadingOrder,
  { file, shifts }: Staged,
  index: number,
): Promise<string> {
  const rows = `read_parquet(${sqlText(file)}, file_row_number = true)`
  if (shifts.length <= mostWrittenShifts) {
    const arms = shifts.toReversed().map(({ record, shift }) => `when file_row_number >= ${record} then ${shift}`)
    const shift = shifts.length < 2 ? (shifts[0]?.shift ?? 1) : `case ${arms.join(' ')} end`
    return `(select * exclude (file_row_number), file_row_number + ${shift} as source_line from ${rows})`
  }
  await duckdb.run('create or replace temp table line_shifts (record bigint, shift bigint)')
  const appender = await duckdb.connection.createAppender('line_shifts', 'main', 'temp')
  for (const { record, shift } of shifts) {
    appender.appendBigInt(BigInt(record))
    appender.appendBigInt(BigInt(shift))
    appender.endRow()
  }
  appender.closeSync()
  const lined = sqlText(`${workFolder}/lined-${index}.parquet`)
  await duckdb.run(
    `copy (select rows.* exclude (file_row_number), rows.file_row_number + shift as source_line
       from ${rows} rows asof join line_shifts on rows.file_row_number >= line_shifts.record)
     to ${lined} (format parquet, compression lz4)`,
  )
  return `read_parquet(${lined})`
}

/** The rows with an odd cell, each cell as it was judged. */
function settledSql(rows: string, mapping: AccountMapping, judged: readonly JudgedColumn[]): string {
  const replaced = judged.map(({ used, judged: table }) => {
    const name = sqlColumnOf(used.column)
    return `coalesce(staged.${name}, ${table}.value) as ${name}`
  })
  const bad = judged.map(({ judged: table }) => `${table}.because is not null`).join(' or ')
  const joins = judged.map(
    ({ used, judged: table }) => `left join ${table} on ${table}.raw = staged.${oddOf(used.column, mapping)}`,
  )
  return `select staged.* replace (${replaced.join(', ')}), ${bad} as bad
    from (select * from ${rows} where odd is not null) staged ${joins.join(' ')}`
}

async function keepIncomplete({ duckdb, into, mapping }: ReadingOrder, rows: string, file: string) {
  for (const column of neededUsed(mapping)) {
    const reason = `「${labelOf(column)}」が空です。この項目がないと判定できません。`
    const others = neededUsed(mapping)
      .map((each) => `coalesce(${sqlColumnOf(each)}, '')`)
      .join(", ',', ")
    await duckdb.run(
      `insert into ${sqlName(`${into}_rejects`)} select ${file}, source_line, ${sqlText(mapping.columns[column]?.header ?? '')}, ${sqlText(reason)}, concat(${others})
       from ${rows} where ${sqlColumnOf(column)} is null`,
    )
  }
}

async function keepReaderFaults({ duckdb, into }: ReadingOrder, { path, faults }: Staged) {
  const appender = await duckdb.connection.createAppender(`${into}_rejects`, 'main', 'temp')
  for (const { line, reason, raw } of faults) {
    appender.appendVarchar(path)
    appender.appendBigInt(BigInt(line))
    appender.appendVarchar('')
    appender.appendVarchar(reason)
    appender.appendVarchar(raw)
    appender.endRow()
  }
  appender.closeSync()
}

/** A heading within the file is one fault, not one for each of its words. */
async function oneReasonForHeaders({ duckdb, into, mapping }: ReadingOrder): Promise<void> {
  const rejects = sqlName(`${into}_rejects`)
  const header = sqlText(mapping.columns.contractId?.header ?? '')
  await duckdb.run(
    `delete from ${rejects} where column_name <> ${header} and (source_file, line) in
       (select (source_file, line) from ${rejects} where column_name = ${header} and raw_text = ${header})`,
  )
}
