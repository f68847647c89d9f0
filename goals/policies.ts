/**
 * Every policy dropped or loosened turns the access proof red; so do tables without FORCE and forgotten conditions.
 * Each fault is planted in a transaction, the questions of goals/access.ts are asked as each speaker (session
 * authorization of the planes, so that `session_user` is theirs), and everything is rolled back. First the rows of the
 * table itself, then the catalogue, then all questions; a fault that changes no answer survives and must stand, with
 * its reason, in goals/access/survivors.ts.
 * Flags: --seed 11, --sample 0 (all) or a number, --only TEXT (names that contain it), --plant blind (asks nothing: red).
 * Small: --sample 40
 */
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { testDatabase } from '#platform/database/test-database.ts'
import { readCatalogue } from './access/catalogue.ts'
import { type Kind, listMutants, type Mutant } from './access/mutants.ts'
import { type Asked, decide, questionsOf } from './access/questions.ts'
import { diceFrom } from './access/random.ts'
import { explained } from './access/survivors.ts'
import { generateWorld, writeWorld } from './access/world.ts'

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '11' },
    sample: { type: 'string', default: '0' },
    only: { type: 'string' },
    plant: { type: 'string' },
  },
})
type Death = 'rows' | 'catalogue' | 'elsewhere' | 'survived'
type Verdict = { mutant: Mutant; death: Death }

process.exitCode = await prove()

async function prove(): Promise<number> {
  const started = performance.now()
  const staged = generateWorld(Number(flags.seed), new Date())
  const asked = flags.plant === 'blind' ? [] : questionsOf(staged)
  const lanes = await Promise.all([openLane(), openLane()])
  try {
    for (const { database } of lanes) await writeWorld(database.admin, staged.world)
    const [first] = lanes
    const { mutants, skipped } = await listMutants(first.database.admin)
    const chosen = choose(mutants)
    const sound = await baseline(first.client, asked)
    const left = [...chosen]
    const verdicts: Verdict[] = []
    const work = lanes.map(async ({ client }) => {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift())
        verdicts.push({ mutant, death: await deathOf(client, { mutant, asked }) })
    })
    await Promise.all(work)
    return report({ verdicts, skipped, sound, whole: chosen.length === mutants.length, started })
  } finally {
    for (const { client, database } of lanes) {
      client.release()
      await database.close()
    }
  }
}

async function openLane() {
  const database = await testDatabase()
  return { database, client: await database.admin.connect() }
}

function choose(mutants: readonly Mutant[]): Mutant[] {
  const wanted = mutants.filter((one) => one.name.includes(flags.only ?? ''))
  const most = Number(flags.sample)
  return most === 0 ? wanted : diceFrom(Number(flags.seed)).some(wanted, most)
}

/** Without a fault nothing may be red, else a death would prove nothing. */
async function baseline(client: pg.PoolClient, asked: readonly Asked[]): Promise<boolean> {
  return !(await inRolledBack(
    client,
    'select 1',
    async () => (await red(client, asked)) || (await redCatalogue(client)),
  ))
}

async function deathOf(
  client: pg.PoolClient,
  { mutant, asked }: { mutant: Mutant; asked: readonly Asked[] },
): Promise<Death> {
  return inRolledBack(client, mutant.ddl, async () => {
    const near = asked.flatMap(({ eye, probes }) => {
      const first = probes.filter((one) => one.table === mutant.table)
      return first.length > 0 && mutant.roles.includes(`app_${eye.actor.plane}`) ? [{ eye, probes: first }] : []
    })
    if (await red(client, near)) return 'rows'
    if (mutant.kind !== 'function' && (await redCatalogue(client))) return 'catalogue'
    if (await red(client, asked)) return 'elsewhere'
    return 'survived'
  })
}

async function inRolledBack<T>(client: pg.PoolClient, ddl: string, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query(ddl)
    return await work()
  } finally {
    await client.query('rollback')
  }
}

/** Whether any answer differs from what is right, asked as the planes' own users. */
async function red(client: pg.PoolClient, asked: readonly Asked[]): Promise<boolean> {
  for (const one of asked) {
    await client.query(`savepoint speaking; set local session authorization app_${one.eye.actor.plane}`)
    const decisions = await decide(client, one)
    await client.query('rollback to savepoint speaking')
    const wrong = decisions.find((decision) => decision.got !== decision.expected)
    if (wrong !== undefined) {
      if (flags.only !== undefined) console.log(`  ${one.eye.actor.label}: ${JSON.stringify(wrong)}`)
      return true
    }
  }
  return false
}

async function redCatalogue(client: pg.PoolClient): Promise<boolean> {
  const findings = await readCatalogue(client)
  return findings.some((one) => one.expected !== one.got)
}

type Result = { verdicts: readonly Verdict[]; skipped: number; sound: boolean; whole: boolean; started: number }

function report({ verdicts, skipped, sound, whole, started }: Result): number {
  const of = (death: Death) => verdicts.filter((one) => one.death === death)
  const survivors = of('survived')
  const unexplained = survivors.filter(({ mutant }) => explained[mutant.name] === undefined)
  for (const { mutant } of unexplained) console.log(`  survived: ${mutant.name}`)
  const names = new Set(survivors.map(({ mutant }) => mutant.name))
  // An explanation of something that is found, or is no longer there, is out of date.
  const stale = whole ? Object.keys(explained).filter((name) => !names.has(name)) : []
  for (const name of stale) console.log(`  no longer survives: ${name}`)
  if (!sound) console.log('  red without any fault')
  const fail = unexplained.length + stale.length + (sound ? 0 : 1) + (verdicts.length === 0 ? 1 : 0)
  const killed = verdicts.length - survivors.length
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `GOAL A10 N=${verdicts.length} fail=${fail} killed=${killed} by_rows=${of('rows').length + of('elsewhere').length} ` +
      `by_catalogue=${of('catalogue').length} survived=${survivors.length} explained=${survivors.length - unexplained.length} ` +
      `gate_and_owner_skipped=${skipped} ${kindsOf(verdicts)} seed=${flags.seed} time=${seconds}s`,
  )
  return fail === 0 ? 0 : 1
}

function kindsOf(verdicts: readonly Verdict[]): string {
  const groups = Map.groupBy(verdicts, ({ mutant }) => mutant.kind)
  const text = ([kind, all]: [Kind, Verdict[]]) =>
    `${kind}=${all.filter((one) => one.death !== 'survived').length}/${all.length}`
  return [...groups].map(text).join(' ')
}
