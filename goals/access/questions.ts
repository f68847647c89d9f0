import type pg from 'pg'
import { askAll, type Token } from './ask.ts'
import { callsOf } from './called.ts'
import { type Decision, type Probe, probesOf } from './probes.ts'
import { type Eye, eyeOf, sceneOf } from './scene.ts'
import { type Staged, tablesOf } from './world.ts'
import { writesOf } from './writes.ts'

/** One speaker with everything that is asked in their name. */
export type Asked = { readonly eye: Eye; readonly probes: readonly Probe[] }

/** Every speaker of a world with every statement and its expected answers; needs no database. */
export function questionsOf({ world, cast, today }: Staged): Asked[] {
  const scene = sceneOf(world, today)
  return cast.map((actor) => {
    const eye = eyeOf(scene, actor)
    const rows = tablesOf(world).flatMap(([table]) => probesOf(eye, table))
    return { eye, probes: [...rows, ...writesOf(eye), ...callsOf(eye)] }
  })
}

/** Asks in a transaction that the caller has begun and will roll back, and holds each answer against what is right. */
export async function decide(
  client: pg.ClientBase,
  { eye, probes }: Asked,
  token: Token = eye.actor.tokenHash,
): Promise<Decision[]> {
  const statements = probes.map((one) => one.statement)
  const answers = await askAll(client, token, statements)
  return probes.flatMap((probe, index) => {
    const answer = answers[index]
    if (answer === undefined) throw new Error(`no answer to ${probe.statement.sql}`)
    return probe.judge(answer)
  })
}
