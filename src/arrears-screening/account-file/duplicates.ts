import { z } from 'zod'
import { defaultThreads, openDuckDb, sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import type { ReadingOrder } from './reading-order.ts'
import type { Settlement } from './settle.ts'

const count = z.object({ n: z.coerce.number() })

/** What no two rows may share: the number of the contract, or where a row is a bill the bill as well. */
const keys = {
  'one-per-contract': {
    columns: ['contract_id'],
    label: '契約番号',
    share: '',
    advice: 'どちらが正しいか確かめてください。',
  },
  'one-per-bill': {
    columns: ['contract_id', 'oldest_due_on', 'unpaid_yen'],
    label: '請求',
    share: 'の、支払期日も金額も同じ請求',
    advice: '同じ請求が二度書き出されていないか確かめてください。',
  },
} as const

/**
 * A row that comes again (the same contract; for a file of bills the same bill): the first counts, every later one is rejected,
 * and both lines are named. `rows` is the SQL of all good rows so far; answers the SQL without the later ones (and says so where
 * they are many), which leans on files of `workFolder` only.
 */
export async function withoutDuplicates(order: ReadingOrder, rows: string): Promise<Settlement> {
  const { duckdb, into, workFolder, mapping } = order
  const again = sqlName(`${into}_again`)
  const key = keys[mapping.rows ?? 'one-per-contract']
  const mark = `hash(${key.columns.join(', ')})`
  const marks = await findRepeatedMarks(order, rows, mark)
  if (marks === undefined) return { rows, remarks: [] }
  await duckdb.run(`create or replace temp table ${again} as from read_parquet([${marks.map(sqlText).join(', ')}])`)
  const later = sqlText(`${workFolder}/duplicates.parquet`)
  // Two keys may share a mark: the keys themselves decide.
  await duckdb.run(
    `copy (select * from (
       select contract_id, source_file, source_line,
         first_value(source_line) over same as first_line, first_value(source_file) over same as first_file,
         row_number() over same as turn
       from (${rows}) semi join ${again} on ${mark} = mark
       window same as (partition by ${key.columns.join(', ')} order by source_file, source_line)) where turn > 1)
     to ${later} (format parquet)`,
  )
  await duckdb.run(
    `insert into ${sqlName(`${into}_rejects`)} select source_file, source_line, ${sqlText(key.label)},
       '契約番号「' || contract_id || '」${key.share}は' || case when first_file = source_file then '' else parse_filename(first_file) || ' の' end || first_line || '行目にもあります。'
       || first_line || '行目を使い、この行は使いませんでした。${key.advice}', contract_id from read_parquet(${later})`,
  )
  const [repeated] = await duckdb.rows(`select count(*) as n from read_parquet(${later})`, count)
  const [whole] = await duckdb.rows(`select count(*) as n from (${rows})`, count)
  return {
    rows: `select * from (${rows}) anti join (select source_file, source_line from read_parquet(${later})) using (source_file, source_line)`,
    remarks: mapping.rows === 'one-per-bill' ? [] : remarksOn(repeated?.n ?? 0, whole?.n ?? 0),
  }
}

/** So many marks are counted at a time, in a room that holds them: what is needed does not grow with the file. */
const counting = { marks: 10_000_000, memoryMb: 128, threads: 4 }

/**
 * Marks that come more than once, as Parquet files; undefined where there are none. Counted a share at a
 * time, in a small database of its own: in the large one this step alone would take all the memory that it is given.
 */
async function findRepeatedMarks(
  { duckdb, workFolder, sources }: ReadingOrder,
  rows: string,
  mark: string,
): Promise<readonly string[] | undefined> {
  const [all] = await duckdb.rows(`select count(*) as n from (${rows})`, count)
  const shares = Math.max(1, Math.ceil((all?.n ?? 0) / counting.marks))
  const { room } = duckdb
  const small = await openDuckDb({
    ...room,
    folders: [...room.folders, workFolder, ...sources.map(({ path }) => path)],
    memoryMb: Math.min(counting.memoryMb, room.memoryMb ?? counting.memoryMb),
    threads: Math.min(counting.threads, room.threads ?? defaultThreads()),
  })
  try {
    const files: string[] = []
    for (let share = 0; share < shares; share += 1) {
      const file = `${workFolder}/again-${share}.parquet`
      await small.run(
        `copy (select ${mark} as mark from (${rows}) where ${mark} % ${shares} = ${share} group by 1 having count(*) > 1)
         to ${sqlText(file)} (format parquet)`,
      )
      const [found] = await small.rows(`select count(*) as n from read_parquet(${sqlText(file)})`, count)
      if ((found?.n ?? 0) > 0) files.push(file)
    }
    return files.length === 0 ? undefined : files
  } finally {
    small.close()
  }
}

/** A slip repeats a few numbers; where many come again, the file has a row for each bill. */
const shareOfBills = 0.05

function remarksOn(repeated: number, whole: number): readonly string[] {
  if (repeated < whole * shareOfBills) return []
  return [
    `同じ契約番号の行が${repeated.toLocaleString('ja-JP')}行ありました。使ったのは契約ごとに最初の1行だけで、未納額や月数は合計していません。請求ごとに1行のファイルなら、対応表に "rows": "one-per-bill"（画面では「1行は請求」）と書いて、もう一度お試しください。契約ごとにまとめて読みます。`,
  ]
}
