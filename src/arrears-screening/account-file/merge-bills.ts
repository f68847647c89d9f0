import { z } from 'zod'
import { sqlName, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { type FileColumn, fileColumns, labelOf, sqlColumnOf } from './account-columns.ts'
import { billRules, rankSql, unrankSql } from './bill-rules.ts'
import type { ReadingOrder } from './reading-order.ts'
import type { Settlement } from './settle.ts'

/** Accounts out of bills, and how many rows went into the account of an earlier one. */
export type MergedBills = Settlement & Readonly<{ merged: number }>

const told = z.object({ contracts: z.coerce.number(), bills: z.coerce.number() })
/** The largest amount that a cell may hold; a sum beyond it is a slip. */
const mostYen = 99_999_999
/** Files lie so far apart in the numbers of their lines. */
const fileStep = 2 ** 40
/** A row without name or address is taken for its contract's only where every row lacks them. */
const withoutAddress = 2 ** 60

/**
 * A file with a row for each bill becomes accounts: amounts are summed, months counted as different due dates with something
 * left to pay, the oldest due date and the highest stage stand for all. `rows` is the SQL of the good rows. Rows of one contract
 * that contradict each other are all rejected: nobody knows which is right. Every aggregate has a fixed size, so that it spills.
 */
export async function mergeBills(order: ReadingOrder, rows: string): Promise<MergedBills> {
  const { duckdb, workFolder, sources } = order
  const files = sources.map(({ path }) => sqlText(path)).join(', ')
  const key = `(list_position([${files}], source_file) - 1) * ${fileStep} + source_line`
  const bills = `(select *, ${key} as bill from (${rows}) where unpaid_yen is not null and oldest_due_on is not null)`
  await rejectUnknown(order, rows)
  const contracts = sqlText(`${workFolder}/contracts.parquet`)
  await duckdb.run(`copy (${contractsSql(bills)}) to ${contracts} (format parquet, compression lz4)`)
  await rejectContradictions(order, bills, contracts)
  const merged = sqlText(`${workFolder}/merged.parquet`)
  await duckdb.run(
    `copy (select ${columnsSql()}, source_file, source_line from ${bills} bills
       join (select * from read_parquet(${contracts}) where contradiction = '') contracts on bills.bill = contracts.bill_taken)
     to ${merged} (format parquet, compression lz4, row_group_size 30720)`,
  )
  const [found] = await duckdb.rows(
    `select count(*) as contracts, coalesce(sum(bills), 0)::bigint as bills from read_parquet(${contracts}) where contradiction = ''`,
    told,
  )
  const figures = found ?? { contracts: 0, bills: 0 }
  return {
    rows: `select * from read_parquet(${merged})`,
    merged: figures.bills - figures.contracts,
    remarks: [remarkOn(figures)],
  }
}

/** One row for each contract; first by due date, since two amounts of one day are one month. */
function contractsSql(bills: string): string {
  const inner = ruled((name, rule) => {
    const value = rule === 'highest' ? rankSql(name, sqlColumnOf(name)) : sqlColumnOf(name)
    return partsOf(rule, `${value}`, sqlColumnOf(name))
  })
  const outer = ruled((name, rule) => partsAgain(rule, sqlColumnOf(name)))
  const first = `min(bill + case when person_name is null or address is null then ${withoutAddress} else 0 end)`
  const contradictions = [
    ...columnsWith('same').map((name) => {
      const column = sqlColumnOf(name)
      return `case when min(${column}_least) <> max(${column}_most) then ${sqlText(labelOf(name))} end`
    }),
    `case when abs(sum(due_yen)) > ${mostYen} then '合計した未払い額' end`,
  ]
  return `select contract_id, (min(first_bill) % ${withoutAddress})::bigint as bill_taken, sum(due_bills)::bigint as bills,
      count(*) filter (due_yen > 0) as months, sum(due_yen)::bigint as yen,
      min(due_on) filter (due_yen > 0) as oldest, ${outer.join(', ')},
      concat_ws('・', ${contradictions.join(', ')}) as contradiction
    from (select contract_id, oldest_due_on as due_on, sum(unpaid_yen)::bigint as due_yen, count(*) as due_bills,
        ${first} as first_bill, ${inner.join(', ')}
      from ${bills} group by contract_id, oldest_due_on)
    group by contract_id`
}

type Rule = (typeof billRules)[FileColumn]

function columnsWith(rule: Rule): readonly FileColumn[] {
  return fileColumns.filter((column) => billRules[column] === rule)
}

function ruled(parts: (column: FileColumn, rule: Rule) => readonly string[]): readonly string[] {
  return fileColumns.flatMap((column) => parts(column, billRules[column]))
}

function partsOf(rule: Rule, value: string, column: string): readonly string[] {
  switch (rule) {
    case 'same': {
      // Spaces are written as they come: they make no other name or address.
      const mark = `case when ${value} is not null then hash(regexp_replace(${value}::varchar, '[\\s　]', '', 'g')) end`
      return [`min(${mark}) as ${column}_least`, `max(${mark}) as ${column}_most`]
    }
    case 'highest':
    case 'latest':
      return [`max(${value}) as ${column}`]
    case 'earliest':
      return [`min(${value}) as ${column}`]
    case 'any':
      return [`bool_or(${value}) as ${column}`]
    case 'first':
    case 'counted':
      return []
    default: {
      const never: never = rule
      return never
    }
  }
}

function partsAgain(rule: Rule, column: string): readonly string[] {
  return rule === 'same' ? [] : partsOf(rule, column, column)
}

/** The columns of an account in their order: what the bills say together, and for the rest the row that was taken. */
function columnsSql(): string {
  const counted: Readonly<Partial<Record<FileColumn, string>>> = {
    monthsInArrears: 'contracts.months::integer',
    unpaidYen: 'contracts.yen::integer',
    oldestDueOn: 'contracts.oldest',
  }
  return fileColumns
    .map((name) => {
      const column = sqlColumnOf(name)
      const rule = billRules[name]
      if (rule === 'highest') return `${unrankSql(name, `contracts.${column}`)} as ${column}`
      const fromRow = rule === 'same' || rule === 'first'
      return `${counted[name] ?? (fromRow ? `bills.${column}` : `contracts.${column}`)} as ${column}`
    })
    .join(', ')
}

/** A bill of which the amount or the due date is not known cannot be summed up with others. */
async function rejectUnknown({ duckdb, into, mapping }: ReadingOrder, rows: string): Promise<void> {
  for (const name of ['unpaidYen', 'oldestDueOn'] as const) {
    const header = sqlText(mapping.columns[name]?.header ?? '')
    const reason = sqlText(`「${labelOf(name)}」が空です。請求ごとの行では、この項目がないとまとめられません。`)
    await duckdb.run(
      `insert into ${sqlName(`${into}_rejects`)} select source_file, source_line, ${header}, ${reason}, contract_id
       from (${rows}) where ${sqlColumnOf(name)} is null`,
    )
  }
}

async function rejectContradictions({ duckdb, into }: ReadingOrder, bills: string, contracts: string): Promise<void> {
  await duckdb.run(
    `insert into ${sqlName(`${into}_rejects`)} select source_file, source_line, contradiction,
       '契約番号「' || contract_id || '」の' || contracts.bills || '行の間で、' || contradiction
       || 'が食い違うか、大きすぎます。どの行が正しいか決められないので、この契約の行は使いませんでした。', contract_id
     from ${bills} join (select * from read_parquet(${contracts}) where contradiction <> '') contracts using (contract_id)`,
  )
}

function remarkOn({ bills, contracts }: z.infer<typeof told>): string {
  const [rows, accounts] = [bills, contracts].map((each) => each.toLocaleString('ja-JP'))
  return `請求ごとの${rows}行を、契約ごとの${accounts}件にまとめました（未払い額は合計、月数は支払いの残る期日の数、期日は最も古い日、お知らせの段階は最も進んだもの）。`
}
