/**
 * A company's file screened by ten rules of 900 agreements, beside the same work done in other ways, turn by turn in one run.
 * Prints one JSON line. `rows_per_s_*` are whole runs from the file to signed outputs; the ratios compare the matching alone
 * from the same Parquet file: to SQL written by hand, to json-rules-engine, and to a loop in TypeScript (one thread each, as
 * they are used). `peak_rss_mb` is of the whole run in a process of its own. `--memory-only` measures nothing else.
 * The claims: ratio_hand_sql ≥ 0.9, ratio_json_rules_engine ≥ 300, ratio_ts_loop ≥ 8, peak_rss_mb ≤ 1024.
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { z } from 'zod'
import { type BenchFiles, benchFiles } from './screening/files.ts'
import { openMatchers } from './screening/matchers.ts'
import type { Found } from './screening/ts-loop.ts'

const runShape = z.object({ seconds: z.number(), peakMb: z.number(), read: z.number(), matched: z.number() })
type WholeRun = z.infer<typeof runShape>

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    rounds: { type: 'string', default: '3' },
    'memory-only': { type: 'boolean', default: false },
  },
})
const rows = z.coerce.number().int().min(1000).parse(values.rows)
const rounds = z.coerce.number().int().min(1).parse(values.rounds)
/** json-rules-engine is measured over the first rows only; its speed does not depend on how many follow. */
const jsonRulesRows = Math.min(rows, 20_000)
const folder = join(import.meta.dirname, '../.data/bench-screening')

const files = await benchFiles(folder, rows, values['memory-only'] ? ['parquet'] : ['parquet', 'cp932'])
if (values['memory-only']) {
  const { seconds, peakMb } = await wholeRun(files, 'parquet')
  print({ rows, rows_per_s_parquet: Math.round(rows / seconds), peak_rss_mb: Math.round(peakMb) })
} else {
  const compared = await compare(files)
  const whole = await wholeRuns(files)
  print({ rows, ...whole, ...compared })
}

/** Whole runs, Parquet and CP932 in turn. */
async function wholeRuns(files: BenchFiles) {
  const parquet: WholeRun[] = []
  const cp932: WholeRun[] = []
  for (let round = 0; round < rounds; round += 1) {
    parquet.push(await wholeRun(files, 'parquet'))
    cp932.push(await wholeRun(files, 'cp932'))
  }
  const matched = new Set([...parquet, ...cp932].map((run) => `${run.read} ${run.matched}`))
  if (matched.size > 1) throw new Error(`the same rows gave different people: ${[...matched].join(', ')}`)
  return {
    rows_per_s_parquet: Math.round(rows / median(parquet.map(({ seconds }) => seconds))),
    rows_per_s_cp932: Math.round(rows / median(cp932.map(({ seconds }) => seconds))),
    peak_rss_mb: Math.round(Math.max(...[...parquet, ...cp932].map(({ peakMb }) => peakMb))),
  }
}

async function wholeRun({ mappings, pack, ...file }: BenchFiles, kind: 'parquet' | 'cp932'): Promise<WholeRun> {
  const script = join(import.meta.dirname, 'screening/run-once.ts')
  const words = [script, file[kind], mappings[kind], pack, join(folder, 'run')]
  const { stdout } = await promisify(execFile)(process.execPath, words)
  return runShape.parse(JSON.parse(stdout))
}

/** The matching alone: each way once to warm up and to see that all find the same, then in turn. */
async function compare({ parquet }: BenchFiles) {
  const matchers = await openMatchers(parquet, jsonRulesRows)
  try {
    const [ours, hand, loop] = [await matchers.ours(), await matchers.hand(), await matchers.loop()]
    if (!same(ours, hand) || !same(ours, loop)) throw new Error(`not the same: ${JSON.stringify([ours, hand, loop])}`)
    const laps: Record<'ours' | 'hand' | 'loop' | 'jsonRules', number[]> = {
      ours: [],
      hand: [],
      loop: [],
      jsonRules: [],
    }
    for (let round = 0; round < rounds; round += 1) {
      laps.ours.push(await secondsOf(matchers.ours))
      laps.hand.push(await secondsOf(matchers.hand))
      laps.loop.push(await secondsOf(matchers.loop))
      laps.jsonRules.push(await secondsOf(matchers.jsonRules))
    }
    const perSecond = rows / median(laps.ours)
    return {
      match_rows_per_s: Math.round(perSecond),
      ratio_hand_sql: rounded(median(laps.hand) / median(laps.ours)),
      ratio_json_rules_engine: rounded(perSecond / (jsonRulesRows / median(laps.jsonRules))),
      ratio_ts_loop: rounded(median(laps.loop) / median(laps.ours)),
      hits: ours.hits,
      guided: ours.guided,
    }
  } finally {
    matchers.close()
  }
}

function same(one: Found, other: Found): boolean {
  return one.hits === other.hits && one.guided === other.guided && one.clauses === other.clauses
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0
}

function rounded(number: number): number {
  return Number(number.toFixed(number < 10 ? 2 : 0))
}

function print(figures: Readonly<Record<string, number>>): void {
  console.log(JSON.stringify(figures))
}
