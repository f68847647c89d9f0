import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import { type Lane, openLane, plantNaivePolicy, playTrial } from './test-interleavings.ts'

/** The small form of goals/consent.ts: random orders of withdrawing, sharing, rewriting and reading. */
let database: TestDatabase
let lane: Lane
let state = 11
const dice = (below: number) => {
  state = (state * 48_271) % 2_147_483_647
  return state % below
}
beforeAll(async () => {
  database = await testDatabase()
  lane = await openLane(database.admin, database.planes)
})
afterAll(() => database.close())

test('In random interleavings nobody reads, and nothing is shared, once the withdrawal is through', async () => {
  for (let trial = 0; trial < 15; trial += 1) {
    const { found, order } = await playTrial(lane, dice)
    expect(found, `in the order ${order}`).toEqual([])
  }
}, 60_000)

test('Planted fault: a policy that asks for the consent instead of the recall is seen through', async () => {
  await plantNaivePolicy(database.admin)
  const leaks: string[] = []
  for (let trial = 0; trial < 15; trial += 1) leaks.push(...(await playTrial(lane, dice)).found)
  expect(leaks).toContain('read what was written after the withdrawal')
}, 60_000)
