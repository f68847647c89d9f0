/**
 * Withdrawing, sharing, rewriting and reading in random interleavings, statement by statement on five connections of the
 * production roles: once the withdrawal is through, nobody reads and nothing is shared, whatever lock the reader asks for.
 * Flags: --n 2000 (trials), --seed 5, --lanes 3, --plant naive-policy (a policy that asks for the consent instead of the
 * recall) or no-lock (the gate does not lock the consent): both must turn it red.
 * Small: --n 40 --lanes 2
 */
import { parseArgs } from 'node:util'
import { closePlanes, openPlanes, rolePasswords } from '#platform/database/roles.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import {
  type Lane,
  openLane,
  plantNaivePolicy,
  plantNoLock,
  playTrial,
} from '../src/information-sharing/test-interleavings.ts'

const { values: flags } = parseArgs({
  options: {
    n: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '5' },
    lanes: { type: 'string', default: '3' },
    plant: { type: 'string' },
  },
})
const wanted = Number(flags.n)
const lanes = Number(flags.lanes)
const tally = {
  trials: 0,
  leaks: new Map<string, number>(),
  orders: new Set<string>(),
  told: new Map<string, number>(),
}

process.exitCode = await prove()

async function prove(): Promise<number> {
  const started = performance.now()
  const database = await testDatabase()
  const pools = openPlanes(database.connection, rolePasswords(testRootKey), 4 * lanes)
  try {
    await plant(database, flags.plant)
    const open: Lane[] = []
    for (let one = 0; one < lanes; one += 1) open.push(await openLane(database.admin, pools))
    await Promise.all(open.map(runLane))
    return report(started)
  } finally {
    await closePlanes(pools)
    await database.close()
  }
}

async function plant({ admin }: TestDatabase, name: string | undefined): Promise<void> {
  if (name === undefined) return
  if (name === 'naive-policy') return plantNaivePolicy(admin)
  if (name === 'no-lock') return plantNoLock(admin)
  throw new Error(`no fault is called ${name}`)
}

async function runLane(lane: Lane, place: number): Promise<void> {
  const dice = diceFrom(Number(flags.seed) * 1_000 + place)
  while (tally.trials < wanted) {
    // A step-up holds five minutes; a long proof confirms itself again.
    await lane.admin.query('update auth.sessions set stepped_up_at = now() where stepped_up_at is not null')
    tally.trials += 1
    const { found, order, told } = await playTrial(lane, dice)
    tally.orders.add(order)
    for (const one of told) tally.told.set(one, (tally.told.get(one) ?? 0) + 1)
    for (const leak of found) {
      tally.leaks.set(leak, (tally.leaks.get(leak) ?? 0) + 1)
      if (tally.leaks.get(leak) === 1) console.log(`  ${leak} in the order ${order}: ${told.join(', ')}`)
    }
  }
}

/** mulberry32: the same seed, the same orders. */
function diceFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

function report(started: number): number {
  const sum = (text: RegExp) => [...tally.told].filter(([one]) => text.test(one)).reduce((all, [, n]) => all + n, 0)
  // Both must have happened, or the interleavings proved nothing: somebody came before the withdrawal, somebody after it.
  const both = sum(/^(share|rewrite) 0$/) > 0 && sum(/consent-withdrawn/) > 0 && sum(/^read [1-9]/) > 0
  const leaks = [...tally.leaks.values()].reduce((all, n) => all + n, 0)
  const fail = leaks + (both ? 0 : 1)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `GOAL B1 N=${tally.trials} fail=${fail} leaks=${leaks} orders=${tally.orders.size} shared_before=${sum(/^(share|rewrite) 0$/)} ` +
      `refused_after=${sum(/consent-withdrawn/)} read_before=${sum(/^read [1-9]/)} locks_refused=${sum(/permission denied/)} ` +
      `seed=${flags.seed} time=${seconds}s`,
  )
  return fail === 0 ? 0 : 1
}
