/**
 * Committed reports through HTTP beside the same rows inserted with plain SQL, turn by turn in one run.
 * Prints one JSON line: http_per_s, sql_per_s, ratio, p99_ms. The claim: ratio ≥ 0.3.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { type Lap, submitOverHttp } from './report-submit/over-http.ts'
import { insertOverSql, rowsOfOneReport } from './report-submit/over-sql.ts'

const Served = z.object({
  address: z.string(),
  sessions: z.array(z.object({ cookie: z.string(), csrf: z.string() })),
  connection: z.object({ host: z.string(), port: z.number(), user: z.string(), database: z.string() }),
})
const seconds = 4
const turns = 3

const server = spawn(process.execPath, [join(import.meta.dirname, 'report-submit/serve.ts')], {
  stdio: ['pipe', 'pipe', 'inherit'],
})
try {
  const [line] = await once(createInterface(server.stdout), 'line')
  const served = Served.parse(JSON.parse(String(line)))
  await submitOverHttp(served, 2)
  await haveStatistics(served.connection)
  const rows = await rowsOfOneReport(served.connection)
  const plain = { connection: served.connection, rows, clients: served.sessions.length }
  await insertOverSql(plain, 1)
  const http: Lap[] = []
  const sql: Lap[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    http.push(await submitOverHttp(served, seconds))
    sql.push(await insertOverSql(plain, seconds))
  }
  const ratios = http.map((lap, turn) => perSecond([lap]) / perSecond([sql[turn] ?? lap])).sort((a, b) => a - b)
  const ratio = ratios[Math.floor(ratios.length / 2)] ?? 0
  const figures = {
    http_per_s: Math.round(perSecond(http)),
    sql_per_s: Math.round(perSecond(sql)),
    ratio: Number(ratio.toFixed(2)),
    p99_ms: Number(
      quantile(
        http.flatMap(({ latencies }) => latencies),
        0.99,
      ).toFixed(1),
    ),
    rows_per_report: rows.length,
    clients: plain.clients,
  }
  console.log(JSON.stringify(figures))
} finally {
  server.stdin.end()
  await once(server, 'exit')
}

/** As after autovacuum's first round: until then both sides are planned for empty tables, and slow down as these fill. */
async function haveStatistics(connection: AdminConnection): Promise<void> {
  await withClient(connection, (client) => client.query('analyze'))
}

function perSecond(laps: readonly Lap[]): number {
  const count = laps.reduce((sum, { latencies }) => sum + latencies.length, 0)
  return count / laps.reduce((sum, lap) => sum + lap.seconds, 0)
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
