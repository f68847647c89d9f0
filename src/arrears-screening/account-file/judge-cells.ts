import { z } from 'zod'
import { type DuckDb, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { labelOf, readingOf, sqlColumnOf } from './account-columns.ts'
import type { AccountMapping } from './account-mapping-contract.ts'
import { typeOf } from './cell-sql.ts'
import { isBlankWord, readCell } from './read-cell.ts'
import { oddOf, type UsedColumn, usedColumns } from './staging-sql.ts'

/** A column of which some cells were not plain: their distinct texts and what each says stand in the table `judged` (`unread`: left empty, to be told). */
export type JudgedColumn = Readonly<{ used: UsedColumn; judged: string }>

const counted = z.record(z.string(), z.coerce.number())

/** Reads each distinct odd text once, by the mapping and the kernel's parsers. */
export async function judgeOddCells(
  duckdb: DuckDb,
  staged: string,
  mapping: AccountMapping,
): Promise<readonly JudgedColumn[]> {
  const used = usedColumns(mapping)
  const counts = used.map(({ column }) => `count(${oddOf(column, mapping)}) as ${sqlColumnOf(column)}`).join(', ')
  const odd = `(select odd from read_parquet(${sqlText(staged)}) where odd is not null)`
  const [found = {}] = await duckdb.rows(`select ${counts} from ${odd}`, counted)
  const judged: JudgedColumn[] = []
  for (const each of used) {
    if ((found[sqlColumnOf(each.column)] ?? 0) > 0) {
      const distinct = `select distinct ${oddOf(each.column, mapping)} as raw from ${odd} where ${oddOf(each.column, mapping)} is not null`
      judged.push(await judgeColumn(duckdb, distinct, each))
    }
  }
  return judged
}

async function judgeColumn(duckdb: DuckDb, distinct: string, used: UsedColumn): Promise<JudgedColumn> {
  const { column, mapping } = used
  // Needed for letters only: what cannot be read is told, and nobody goes without one for it.
  const isPassedOn = ['text', 'postal-code'].includes(readingOf(column))
  const judged = `judged_${sqlColumnOf(column)}`
  await duckdb.run(
    `create or replace temp table ${judged} (raw varchar, value ${typeOf(column)}, because varchar, unread boolean)`,
  )
  await duckdb.run(
    `create or replace temp table judged_text (raw varchar, value varchar, because varchar, unread boolean)`,
  )
  const appender = await duckdb.connection.createAppender('judged_text', 'main', 'temp')
  for await (const rows of duckdb.pieces(distinct)) {
    for (const [raw] of rows) {
      if (typeof raw !== 'string') continue
      const cell = readCell(column, mapping, raw)
      appender.appendVarchar(raw)
      if (cell.ok && cell.value !== null) appender.appendVarchar(String(cell.value))
      else appender.appendNull()
      if (cell.ok) appender.appendNull()
      else appender.appendVarchar(`「${labelOf(column)}」${cell.refusal.because}`)
      appender.appendBoolean(isPassedOn && cell.ok && cell.value === null && !isBlankWord(raw))
      appender.endRow()
    }
  }
  appender.closeSync()
  await duckdb.run(`insert into ${judged} select raw, value::${typeOf(column)}, because, unread from judged_text`)
  await duckdb.run('drop table judged_text')
  return { used, judged }
}
