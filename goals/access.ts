/**
 * The pure access tables and row-level security agree on generated worlds, under the production roles.
 * Flags: --n 10000, --seed 7, --plant drop-policy (must turn red).
 * Small: --n 1000
 */
import { parseArgs } from 'node:util'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import { askAll } from './access/ask.ts'
import { type Decision, type Probe, probesOf } from './access/probes.ts'
import { type Eye, eyeOf, sceneOf } from './access/scene.ts'
import { generateWorld, tablesOf, writeWorld } from './access/world.ts'
import { writesOf } from './access/writes.ts'

const { values: flags } = parseArgs({
  options: {
    n: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '7' },
    plant: { type: 'string' },
  },
})
const database = await testDatabase()
const started = performance.now()
const decisions: Decision[] = []
const staged = generateWorld(Number(flags.seed), new Date())
await writeWorld(database.admin, staged.world)
const scene = sceneOf(staged.world, staged.today)
for (const actor of staged.cast) {
  const eye = eyeOf(scene, actor)
  const probes = [...tablesOf(staged.world).flatMap(([name]) => probesOf(eye, name)), ...writesOf(eye)]
  for (const one of await decide(database, eye, probes)) {
    decisions.push(one)
    if (one.got !== one.expected && decisions.length < 2e6) console.log(actor.label, JSON.stringify(one))
  }
}
console.log(
  decisions.length,
  decisions.filter((d) => d.got !== d.expected).length,
  decisions.filter((d) => d.expected).length,
  performance.now() - started,
)
await database.close()

async function decide({ planes }: TestDatabase, eye: Eye, probes: readonly Probe[]): Promise<Decision[]> {
  const client = await planes[eye.actor.plane].connect()
  try {
    await client.query('begin')
    const answers = await askAll(
      client,
      eye.actor.tokenHash,
      probes.map((one) => one.statement),
    )
    return probes.flatMap((probe, index) => {
      const answer = answers[index]
      return answer === undefined ? [] : probe.judge(answer)
    })
  } finally {
    await client.query('rollback')
    client.release()
  }
}
