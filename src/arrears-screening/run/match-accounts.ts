import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type CalendarDate, isCalendarDate } from '#kernel/calendar-date.ts'
import { isMunicipalityCode, type MunicipalityCode } from '#kernel/municipality-code.ts'
import { isYen, type Yen } from '#kernel/yen.ts'
import { sqlText } from '#platform/duckdb/open-duckdb.ts'
import { ACCOUNT_COLUMNS, type Account } from '../account.ts'
import { type CompiledPack, clauseSql, reasonSql } from './compile-pack.ts'
import { suppressionReasons } from './suppression.ts'

/** Lines `from` up to but without `to` of one of the company's files. */
export type Part = { readonly file: string; readonly from: number; readonly to: number }

const municipality = z.custom<MunicipalityCode>(isMunicipalityCode)
const day = z.custom<CalendarDate>(isCalendarDate).nullable()
const yen = z.custom<Yen>(isYen).nullable()
const flag = z.boolean().nullable()
const text = z.string().nullable()

const columns = {
  contractId: z.string(),
  supply: z.enum(['electricity', 'gas', 'lp-gas', 'water']),
  municipality,
  monthsInArrears: z.number().nullable(),
  unpaidYen: yen,
  oldestDueOn: day,
  noticeStage: z.enum(['none', 'unpaid-notice', 'reminder', 'stop-notice', 'stopped']).nullable(),
  stopOn: day,
  cannotPaySaid: flag,
  deferralAsked: flag,
  instalmentPlan: z.enum(['none', 'kept', 'broken']).nullable(),
  elderlyAlone: flag,
  infant: flag,
  medicalDevice: flag,
  winterArea: flag,
  lastGuidedOn: day,
  unpaidYenWhenGuided: yen,
  objection: flag,
  customer: flag,
  inSupport: flag,
} satisfies { [Fact in keyof Account]: z.ZodType<Account[Fact]> }

/** One contract that a clause found, with what letters need; `reason` where it is not guided all the same. */
const hitShape = z.object({
  ...columns,
  sourceLine: z.number(),
  personName: text,
  postalCode: text,
  address: text,
  language: text,
  reference: text,
  clause: z.number(),
  reason: z.enum(suppressionReasons).nullable(),
})
export type Hit = z.infer<typeof hitShape>

const wholeNumbers = new Set(['months_in_arrears', 'unpaid_yen', 'unpaid_yen_when_guided'])
const selected = [
  ...Object.entries(ACCOUNT_COLUMNS).map(([fact, column]) =>
    wholeNumbers.has(column) ? `${column}::INTEGER as "${fact}"` : `${column} as "${fact}"`,
  ),
  'source_line::DOUBLE as "sourceLine"',
  'person_name as "personName", postal_code as "postalCode", address, language, reference, clause, reason',
].join(', ')

/** Lays the pack's municipalities down for the join: one short row each, whatever their number of agreements. */
export async function layPackDown(connection: DuckDBConnection, pack: CompiledPack): Promise<void> {
  await connection.run('create or replace temp table pack_choices (municipality varchar, choice usmallint)')
  const rows = [...pack.municipalities].map(([code, { choice }]) => `(${sqlText(code)}, ${choice})`)
  if (rows.length > 0) await connection.run(`insert into pack_choices values ${rows.join(', ')}`)
}

/** The one statement of a run: what the pack finds in a relation of canonical accounts, and who of them is left alone. */
export function matchSql(pack: CompiledPack, accounts: string, where = 'true'): string {
  return `select *, ${reasonSql(pack)} as reason from (
  select accounts.*, ${clauseSql(pack)} as clause from ${accounts} as accounts join pack_choices using (municipality)
  where ${where}
) where clause is not null`
}

/** The rows of one part in the order of the file, whatever the number of threads. */
export async function* hitsOf(
  connection: DuckDBConnection,
  pack: CompiledPack,
  { relation, part }: { readonly relation: string; readonly part: Part },
): AsyncGenerator<Hit[]> {
  const where = `source_file = ${sqlText(part.file)} and source_line >= ${part.from} and source_line < ${part.to}`
  const matched = `${matchSql(pack, relation, where)} order by source_line`
  const result = await connection.stream(`select ${selected} from (${matched})`)
  for await (const rows of result.yieldRowObjectJson()) yield rows.map((row) => hitShape.parse(row))
}

/** How many rows lie in a municipality with an agreement. */
export async function countCovered(connection: DuckDBConnection, relation: string): Promise<number> {
  const reader = await connection.runAndReadAll(
    `select count(*)::DOUBLE from ${relation} semi join pack_choices using (municipality)`,
  )
  return z.tuple([z.number()]).parse(reader.getRowsJson()[0])[0]
}
