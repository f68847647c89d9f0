import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type TestDatabase, testDatabase, testRootKey } from '#platform/database/test-database.ts'
import { addSession, type TestSession } from '#platform/database/test-world.ts'
import { bothSay, type GateHouse, linesOf, openGateHouse } from './test-gate-rows.ts'
import { gateWorldOf } from './test-gate-worlds.ts'
import { askGate, consentOf, somebody, submission } from './test-sharing.ts'

let database: TestDatabase
let house: GateHouse
let clerk: TestSession
const keys = openKeyRing(testRootKey)
const RUNS = 200

beforeAll(async () => {
  database = await testDatabase()
  house = await openGateHouse(database)
  clerk = await addSession(database.admin, house.town.clerk)
})
afterAll(() => database.close())

test(`In ${RUNS} generated worlds the pure gate and the database say the same, code for code, on every ground`, async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(gateWorldOf(fc), async (world) => {
      const { pure, stored, sharingId, judgementId } = await bothSay(house, world)
      const says = pure.verdict === 'permitted' ? `permitted ${pure.ground}` : (pure.because[0]?.code ?? 'no reason')
      expect(stored.verdict === 'permitted' ? `permitted ${world.ground}` : stored.code).toBe(says)
      seen.set(says, (seen.get(says) ?? 0) + 1)
      const { art29RecordDuty: art29, ground } = pure
      const line = { art29, ground, judgement: judgementId ?? null, categories: [...pure.categories].sort() }
      expect(await linesOf(house, sharingId)).toEqual(stored.verdict === 'permitted' ? [line] : [])
    }),
    { numRuns: RUNS, seed: 20261122, endOnFailure: true },
  )
  expect(seen.size, 'how many different outcomes the worlds reached').toBeGreaterThan(20)
}, 120_000)

test('A consent dated in the future or before the law is refused by a constraint', async () => {
  const { town, databases } = house
  for (const obtainedAt of ['2999-01-01T00:00:00Z', '2015-03-31T00:00:00+09:00']) {
    const person = somebody(keys, town.company.id)
    const consent = consentOf(town, person, { obtainedAt })
    const answer = await askGate({ databases, session: clerk }, 'submit_report', submission({ town, person, consent }))
    expect(answer).toMatchObject({ verdict: 'refused', state: '23514' })
  }
})

test('Nobody’s consent carries another person’s report', async () => {
  const { town, databases } = house
  const [one, other] = [somebody(keys, town.company.id), somebody(keys, town.company.id)]
  await askGate({ databases, session: clerk }, 'record_consent', consentOf(town, one))
  const answer = await askGate(
    { databases, session: clerk },
    'submit_report',
    submission({ town, person: other, consentId: one.consentId }),
  )
  expect(answer).toMatchObject({ verdict: 'refused', state: '23503' })
})

test('An immediate danger has its own door, where it is reviewed; sending takes it on no other ground', async () => {
  const { town, databases } = house
  const person = somebody(keys, town.company.id)
  for (const [ground, code] of [
    ['immediate-danger', 'danger-by-its-own-door'],
    ['whim', 'ground-unknown'],
  ] as const) {
    const document = { ...submission({ town, person, consentId: null }), ground }
    expect(await askGate({ databases, session: clerk }, 'submit_report', document)).toMatchObject({ code })
  }
})
