import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { AdminConnection } from '#platform/database/connection.ts'
import type { Lap } from './over-http.ts'

/** The rows that one report left, table by table in the order in which they can be inserted. */
type Rows = readonly {
  readonly table: string
  readonly columns: readonly string[]
  readonly values: readonly unknown[]
}[]

const tables: readonly { table: string; where: string }[] = [
  { table: 'app.subjects', where: 'id = (select subject_id from app.reports where id = $1)' },
  { table: 'app.consents', where: 'id = (select consent_id from app.reports where id = $1)' },
  { table: 'app.reports', where: 'id = $1' },
  { table: 'app.sharings', where: 'report_id = $1' },
  { table: 'app.snapshots', where: 'report_id = $1' },
  { table: 'app.referrals', where: 'report_id = $1' },
  { table: 'app.household_keys', where: 'referral_id = (select id from app.referrals where report_id = $1)' },
  { table: 'app.idempotency_keys', where: `answer ->> 'reportId' = $1::text` },
  { table: 'audit.entries', where: `object_id = $1 and action = 'report.sent'` },
  {
    table: 'graphile_worker._private_jobs',
    where: `payload ->> 'referralId' = (select id::text from app.referrals where report_id = $1)`,
  },
]

/** Reads what the last report over HTTP wrote. */
export async function rowsOfOneReport(connection: AdminConnection): Promise<Rows> {
  const client = new pg.Client(connection)
  await client.connect()
  const { rows } = await client.query<{ id: string }>(
    "select id from app.reports where state = 'sent' order by sent_at desc limit 1",
  )
  const found = []
  for (const { table, where } of tables) {
    const parameters = where.includes('$1') ? [rows[0]?.id] : []
    const read = await client.query({
      text: `select * from ${table} where ${where}`,
      values: parameters,
      rowMode: 'array',
    })
    const generated = await generatedColumns(client, table)
    const columns = read.fields.map(({ name }) => name)
    const keep = (_: unknown, at: number) => !generated.has(columns[at] ?? '')
    for (const values of read.rows) {
      found.push({ table, columns: columns.filter(keep), values: values.map(written).filter(keep) })
    }
  }
  await client.end()
  return found
}

async function generatedColumns(client: pg.Client, table: string): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ attname: string }>(
    "select attname from pg_attribute where attrelid = $1::regclass and attgenerated <> ''",
    [table],
  )
  return new Set(rows.map(({ attname }) => attname))
}

const written = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Buffer.isBuffer(value) &&
  !(value instanceof Date) &&
  !Array.isArray(value)
    ? JSON.stringify(value)
    : value

/**
 * The same rows with plain SQL: one transaction a report, one INSERT a row, ids new each time, as the
 * administrator without row-level security, checks or encryption. What a script beside the database would do.
 */
export async function insertOverSql(
  { connection, rows, clients }: { connection: AdminConnection; rows: Rows; clients: number },
  seconds: number,
): Promise<Lap> {
  const began = performance.now()
  const until = began + seconds * 1000
  const latencies: number[] = []
  await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client(connection)
      client.on('error', () => undefined)
      await client.connect()
      while (performance.now() < until) {
        const sent = performance.now()
        await insertOnce(client, rows)
        latencies.push(performance.now() - sent)
      }
      await client.end()
    }),
  )
  return { seconds: (performance.now() - began) / 1000, latencies }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Municipality, organisations and people stay the same; everything else is drawn anew. */
const kept =
  /^(.*_)?(tenant|organization)_id$|^(scope|agency|reporter|provider|recipient|actor|job_queue|task)_id$|_by$/

async function insertOnce(client: pg.Client, rows: Rows): Promise<void> {
  const drawn = new Map<string, string>()
  const anew = (value: string) => {
    const id = drawn.get(value) ?? randomUUID()
    drawn.set(value, id)
    return id
  }
  await client.query('begin')
  for (const { table, columns, values } of rows) {
    const fresh = values.map((value, at) => {
      const column = columns[at] ?? ''
      if (table.endsWith('_jobs') && column === 'id') return String(Math.floor(Math.random() * 2 ** 50))
      if (column === 'receipt_number') return randomUUID().toUpperCase()
      if (column === 'sequence') return String(Math.floor(Math.random() * 2 ** 50))
      return typeof value === 'string' && uuid.test(value) && !kept.test(column) ? anew(value) : value
    })
    const slots = columns.map((_, at) => `$${at + 1}`).join(', ')
    const text = `insert into ${table} (${columns.join(', ')})${table.endsWith('_jobs') ? ' overriding system value' : ''} values (${slots})`
    await client.query(text, fresh)
  }
  await client.query('commit')
}
