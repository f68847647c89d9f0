import { z } from 'zod'
import { type DuckDb, sqlName } from '#platform/duckdb/open-duckdb.ts'

const count = z.object({ n: z.coerce.number() })

/**
 * A contract number that comes again: the first row counts, every later one is rejected, and both lines are named. `into`
 * must be a view over the read sources; it is narrowed when there is something to leave out.
 */
export async function rejectDuplicates(duckdb: DuckDb, into: string): Promise<void> {
  const [view, again] = [sqlName(into), sqlName(`${into}_again`)]
  await duckdb.run(
    `create or replace temp table ${again} as select contract_id from ${view} group by contract_id having count(*) > 1`,
  )
  const [found] = await duckdb.rows(`select count(*) as n from ${again}`, count)
  if ((found?.n ?? 0) === 0) {
    await duckdb.run(`drop table ${again}`)
    return
  }
  const later = sqlName(`${into}_later`)
  await duckdb.run(
    `create or replace temp table ${later} as select * from (
       select contract_id, source_file, source_line,
         first_value(source_line) over same as first_line, first_value(source_file) over same as first_file,
         row_number() over same as turn
       from ${view} semi join ${again} using (contract_id)
       window same as (partition by contract_id order by source_file, source_line)) where turn > 1`,
  )
  await duckdb.run(
    `insert into ${sqlName(`${into}_rejects`)} select source_file, source_line, '契約番号',
       '契約番号「' || contract_id || '」は' || case when first_file = source_file then '' else first_file || ' の' end || first_line || '行目にもあります。'
       || first_line || '行目を使い、この行は使いませんでした。どちらが正しいか確かめてください。', contract_id from ${later}`,
  )
  const all = sqlName(`${into}_with_duplicates`)
  await duckdb.run(`alter view ${view} rename to ${all}`)
  await duckdb.run(
    `create or replace temp view ${view} as select * from ${all} anti join ${later} using (source_file, source_line)`,
  )
  await duckdb.run(`drop table ${again}`)
}
