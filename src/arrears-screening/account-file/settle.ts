import { sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { labelOf, sqlColumnOf } from './account-columns.ts'
import type { AccountMapping } from './account-mapping-contract.ts'
import { type JudgedColumn, judgeOddCells } from './judge-cells.ts'
import type { ReadingOrder } from './reading-order.ts'
import type { Staged } from './stage.ts'
import { canonicalColumns, neededUsed, oddOf, usedColumns } from './staging-sql.ts'

/** Brings plain and judged cells together, keeps the rejects, and answers the SQL of the good rows. */
export async function settle(order: ReadingOrder, staged: Staged, index: number): Promise<string> {
  const { duckdb, mapping, workFolder, into } = order
  await keepReaderFaults(order, staged)
  const judged = await judgeOddCells(duckdb, staged.file, mapping)
  const file = sqlText(staged.path)
  const incomplete = neededUsed(mapping).map((column) => `${sqlColumnOf(column)} is null`)
  const select = `select ${canonicalColumns(mapping)}, ${file} as source_file, source_line`
  const good = `not (${incomplete.join(' or ') || 'false'})`
  const [only] = staged.shifts
  if (judged.length === 0 && staged.shifts.length < 2) {
    const rows = `(select *, file_row_number + ${only?.shift ?? 1} as source_line from read_parquet(${sqlText(staged.file)}, file_row_number = true))`
    await keepIncomplete(order, rows, file)
    return `${select} from ${rows} where ${good}`
  }
  const settled = `${workFolder}/settled-${index}.parquet`
  await duckdb.run(
    `copy (${settledSql(await linedRows(order, staged), mapping, judged)}) to ${sqlText(settled)} (format parquet, compression snappy)`,
  )
  const rows = `read_parquet(${sqlText(settled)})`
  for (const { used, judged: table } of judged) {
    await duckdb.run(
      `insert into ${sqlName(`${into}_rejects`)} select ${file}, source_line, ${sqlText(used.header)}, because, ${oddOf(used.column)}
       from ${rows} join ${table} on raw = ${oddOf(used.column)} where because is not null`,
    )
  }
  await oneReasonForHeaders(order)
  await keepIncomplete(order, `(select * from ${rows} where not bad)`, file)
  return `${select} from ${rows} where not bad and ${good}`
}

/** The staged rows with their lines. */
async function linedRows({ duckdb }: ReadingOrder, { file, shifts }: Staged): Promise<string> {
  const rows = `read_parquet(${sqlText(file)}, file_row_number = true)`
  if (shifts.length < 2) return `(select *, file_row_number + ${shifts[0]?.shift ?? 1} as source_line from ${rows})`
  await duckdb.run('create or replace temp table line_shifts (record bigint, shift bigint)')
  const appender = await duckdb.connection.createAppender('line_shifts', 'main', 'temp')
  for (const { record, shift } of shifts) {
    appender.appendBigInt(BigInt(record))
    appender.appendBigInt(BigInt(shift))
    appender.endRow()
  }
  appender.closeSync()
  return `(select rows.*, rows.file_row_number + shift as source_line from ${rows} rows asof join line_shifts on rows.file_row_number >= line_shifts.record)`
}

function settledSql(rows: string, mapping: AccountMapping, judged: readonly JudgedColumn[]): string {
  const replaced = judged.map(({ used, judged: table }) => {
    const name = sqlColumnOf(used.column)
    return `coalesce(staged.${name}, ${table}.value) as ${name}`
  })
  const bad = judged.map(({ judged: table }) => `${table}.because is not null`).join(' or ') || 'false'
  const joins = judged.map(
    ({ used, judged: table }) => `left join ${table} on ${table}.raw = staged.${oddOf(used.column)}`,
  )
  const plain = usedColumns(mapping).filter(({ column }) => !judged.some(({ used }) => used.column === column))
  const without = [...plain.map(({ column }) => oddOf(column)), 'file_row_number'].join(', ')
  const replacing = replaced.length === 0 ? '' : `replace (${replaced.join(', ')})`
  return `select staged.* exclude (${without}) ${replacing}, ${bad} as bad from ${rows} staged ${joins.join(' ')}`
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
