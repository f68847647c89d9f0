/**
 * The pure access tables and row-level security agree on generated worlds, under the production roles.
 * Every speaker of every world asks for every row of every table, changes, removes, adds, moves and calls; the oracle
 * (goals/access/expected*.ts) knows the pure tables of the features and no SQL. All answers are compared; N is a
 * sample of them that weighs every table, verb, plane and outcome alike, so that refusals of the obvious do not make
 * the number. Then: grants, callers and walls of the catalogue, and raw SQL as a plane would have it after an injection.
 * Flags: --n 10000, --seed 7, --payloads 200, --plant drop-policy (must turn red).
 * Small: --n 1500 --payloads 60
 */
import { parseArgs } from 'node:util'
import { planes } from '#platform/database/roles.ts'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import { readCatalogue } from './access/catalogue.ts'
import type { Decision } from './access/probes.ts'
import { decide, questionsOf } from './access/questions.ts'
import { tryRawSql } from './access/raw-sql.ts'
import { sampleOf } from './access/sample.ts'
import { generateWorld, writeWorld } from './access/world.ts'

const { values: flags } = parseArgs({
  options: {
    n: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '7' },
    payloads: { type: 'string', default: '200' },
    plant: { type: 'string' },
  },
})
const wanted = Number(flags.n)
const perWorld = 2500
const worlds = Math.max(1, Math.ceil(wanted / perWorld))
type Tally = { judged: number; allowed: number; compared: number; wrong: number; cells: Set<string> }

process.exitCode = await prove()

async function prove(): Promise<number> {
  const started = performance.now()
  const database = await testDatabase()
  try {
    if (flags.plant === 'drop-policy')
      await database.admin.query('drop policy welfare_stays_in_its_tenant on app.users')
    const tally: Tally = { judged: 0, allowed: 0, compared: 0, wrong: 0, cells: new Set() }
    for (let one = 0; one < worlds; one += 1) await judgeWorld(database, { seed: Number(flags.seed) + one, tally })
    const catalogue = await readCatalogue(database.admin)
    const slips = catalogue.filter((one) => one.expected !== one.got)
    for (const slip of slips)
      console.log(
        `  ${slip.about}: ${slip.got ? 'open' : 'closed'} ${slip.said ?? ''} (what is meant stands in goals/access/rights.ts)`,
      )
    const raw = await tryRawSql(database, { seed: Number(flags.seed), count: Number(flags.payloads) })
    for (const leak of raw.leaks.slice(0, 10)) console.log(`  ${leak}`)
    return report({ tally, slips: slips.length, catalogue: catalogue.length, raw, started })
  } finally {
    await database.close()
  }
}

type Result = {
  tally: Tally
  slips: number
  catalogue: number
  raw: { tried: number; leaks: readonly string[] }
  started: number
}

function report({ tally, slips, catalogue, raw, started }: Result): number {
  const allow = Math.round((100 * tally.allowed) / tally.judged)
  // A proof in which nearly everything is refused, or nearly nothing, proves little.
  const vacuous = allow < 10 || allow > 90 || tally.judged < wanted
  if (vacuous) console.log(`  too one-sided or too small: ${allow} % allowed of ${tally.judged}`)
  const fail = tally.wrong + slips + raw.leaks.length + (vacuous ? 1 : 0)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `GOAL A1 N=${tally.judged} fail=${fail} seed=${flags.seed} worlds=${worlds} allow=${allow}% deny=${100 - allow}% ` +
      `cells=${tally.cells.size} compared=${tally.compared} catalogue=${catalogue} payloads=${raw.tried} time=${seconds}s`,
  )
  return fail === 0 ? 0 : 1
}

async function judgeWorld(database: TestDatabase, { seed, tally }: { seed: number; tally: Tally }): Promise<void> {
  const staged = generateWorld(seed, new Date())
  await writeWorld(database.admin, staged.world)
  const all: Decision[] = []
  const lanes = planes.map(async (plane) => {
    const client = await database.planes[plane].connect()
    try {
      for (const asked of questionsOf(staged).filter(({ eye }) => eye.actor.plane === plane)) {
        await client.query('begin')
        const decisions = await decide(client, asked)
        await client.query('rollback')
        all.push(...decisions)
        for (const one of decisions)
          if (one.got !== one.expected) complain({ seed, who: asked.eye.actor.label, tally }, one)
      }
    } finally {
      client.release()
    }
  })
  await Promise.all(lanes)
  const sample = sampleOf(all, { seed, most: Math.min(perWorld, wanted - tally.judged) })
  tally.compared += all.length
  tally.judged += sample.length
  tally.allowed += sample.filter((one) => one.expected).length
  for (const one of all) tally.cells.add(`${one.plane} ${one.table} ${one.verb} ${one.expected}`)
}

function complain({ seed, who, tally }: { seed: number; who: string; tally: Tally }, one: Decision): void {
  tally.wrong += 1
  if (tally.wrong > 20) return
  const [expected, got] = [one.expected, one.got].map((may) => (may ? 'allowed' : 'refused'))
  console.log(
    `  seed ${seed}: ${who} ${one.verb} ${one.table} (${one.about}): expected ${expected}, got ${got} ${one.said ?? ''}`,
  )
}
