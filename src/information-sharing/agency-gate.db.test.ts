import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import { agencySays, agencyWorldOf } from './test-agency-worlds.ts'
import { type GateHouse, openGateHouse } from './test-gate-rows.ts'

let database: TestDatabase
let house: GateHouse
const RUNS = 90
beforeAll(async () => {
  database = await testDatabase()
  house = await openGateHouse(database)
})
afterAll(() => database.close())

test(`In ${RUNS} generated worlds redirects and feedback pass the gate as the pure rules say, or are refused with its code`, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(agencyWorldOf(fc), async (world) => {
      const { right, stored } = await agencySays(house, world)
      expect(stored).toEqual(right)
      seen.add(`${world.purpose} ${right.verdict === 'refused' ? right.code : 'permitted'}`)
    }),
    { numRuns: RUNS, seed: 7, endOnFailure: true },
  )
  expect(seen.size).toBeGreaterThan(12)
}, 120_000)
