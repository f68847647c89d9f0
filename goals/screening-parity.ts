/**
 * All readers of a screening condition give the same answer, on every engine that can be started here.
 * Any conditions about any contracts are asked in memory (`matches`) and as SQL, as values, as filters and clause by
 * clause; then whole packs with their suppression. `--clickhouse` adds a cluster of real servers, as
 * docs/how-to/screening-on-clickhouse.md starts it. Trino and Spark cannot be started here.
 * Flags: --n 200000, --seed 7, --clickhouse URL,URL, --plant forget-unknown (must turn red).
 * Small: --n 10000
 */
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { z } from 'zod'
import { screeningStatement } from '#arrears-screening/screening-statement.ts'
import { question } from '#arrears-screening/test-engine-table.ts'
import { type Engine, openChdb, openClickhouse, openDuckdb, openPostgres } from './screening-parity/engines.ts'
import { expectedAnswers, expectedRows, packWorlds, Rows, worlds } from './screening-parity/worlds.ts'

const text = { type: 'string' } as const
const { values: flags } = parseArgs({
  options: { n: { ...text, default: '200000' }, seed: { ...text, default: '7' }, clickhouse: text, plant: text },
})
const wanted = Number(flags.n)
const seed = Number(flags.seed)
const Answers = z.array(z.object({ answer: z.string() }))

process.exitCode = await prove()

async function prove(): Promise<number> {
  const engines = [await openDuckdb(), await openPostgres(), await openChdb()]
  if (flags.clickhouse !== undefined) engines.push(await openClickhouse(flags.clickhouse.split(',')))
  let failed = 0
  try {
    for (const engine of engines) failed += (await judgeConditions(engine)) + (await judgePacks(engine))
  } finally {
    for (const engine of engines) await engine.close()
  }
  return failed === 0 ? 0 : 1
}

/** The planted fault: `not` of a clause on an unknown fact no longer matches. */
function planted(statement: string): string {
  return flags.plant === 'forget-unknown' ? statement.replaceAll(/ OR \w+ IS NULL\)/g, ')') : statement
}

async function judgeConditions(engine: Engine): Promise<number> {
  const started = performance.now()
  let pairs = 0
  let wrong = 0
  for (let round = 0; pairs < wanted; round += 1) {
    for (const world of fc.sample(worlds, { numRuns: 10, seed: seed + round })) {
      const rows = await engine.ask(world.accounts, (table) =>
        planted(question({ ...world, engine: engine.dialect, table })),
      )
      const given = Answers.parse(rows)
      for (const [index, answer] of expectedAnswers(world).entries()) wrong += differing(answer, given[index]?.answer)
      pairs += world.accounts.length * world.conditions.length
    }
  }
  report(`screening-conditions ${engine.name}`, { pairs, wrong, started })
  return wrong
}

/** How many conditions were answered otherwise: three characters each. */
function differing(expected: string, given = ''): number {
  const parts = expected.match(/.{3}/g) ?? []
  return parts.filter((part, index) => part !== given.slice(index * 3, index * 3 + 3)).length
}

async function judgePacks(engine: Engine): Promise<number> {
  const started = performance.now()
  let pairs = 0
  let wrong = 0
  for (let round = 0; pairs < wanted / 20; round += 1) {
    for (const world of fc.sample(packWorlds, { numRuns: 10, seed: seed + round })) {
      const rows = await engine.ask(world.accounts, (table) => {
        const statement = screeningStatement({ ...world, dialect: engine.dialect, table })
        if (!statement.ok) throw new Error(statement.refusal.because)
        return planted(statement.value)
      })
      const given = new Set(Rows.parse(rows).map((row) => JSON.stringify(row)))
      const expected = new Set(expectedRows(world).map((row) => JSON.stringify(row)))
      wrong += [...given].filter((row) => !expected.has(row)).length
      wrong += [...expected].filter((row) => !given.has(row)).length
      pairs += world.accounts.length
    }
  }
  report(`screening-packs ${engine.name}`, { pairs, wrong, started })
  return wrong
}

function report(id: string, { pairs, wrong, started }: { pairs: number; wrong: number; started: number }): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`GOAL ${id.replaceAll(' ', '_')} N=${pairs} fail=${wrong} time=${seconds}s`)
}
